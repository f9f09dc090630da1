import { z } from "zod";
import { AWAITS } from "../../model/machine.ts";

export const ReturnFilters = z.object({
  awaits: z.enum(AWAITS).optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
});
