export { claimsApi } from "./api.claim.ts";
import { z } from "zod";
import { contract } from "#kernel/contract";
import { RETURN_REASONS } from "./model/reasons.ts";

/** What this module offers over HTTP. */
export const returnsApi = contract({
  reasons: {
    method: "GET",
    path: "/api/returns/reasons",
    summary: "The reasons that a customer can choose, and whose fault each is",
    returns: z.object({
      items: z.array(z.object({ reason: z.enum(RETURN_REASONS), ja: z.string(), en: z.string(), fault: z.string() })),
    }),
  },
});
