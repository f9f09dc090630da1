import { z } from "zod";
import { ClaimKind } from "../../model/claim/kinds.ts";

/** What the queue's address carries. */
export const ClaimFilters = z.object({
  queue: z.enum(["review", "evidence", "settle", "all"]).catch("review").default("review"),
  kind: ClaimKind.optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
});
