import { z } from "zod";
import { CASE_KINDS } from "../model.ts";

/** What the queue's address carries. */
export const CaseFilters = z.object({
  status: z.enum(["open", "closed"]).optional().catch(undefined),
  kind: z.enum(CASE_KINDS).optional().catch(undefined),
  owner: z.string().max(100).optional().catch(undefined),
  overdue: z.enum(["true"]).optional().catch(undefined),
  order: z.string().max(200).optional().catch(undefined),
  profile: z.uuid().optional().catch(undefined),
  case: z.uuid().optional().catch(undefined),
});
