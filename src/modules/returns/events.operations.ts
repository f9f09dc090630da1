import { z } from "zod";

/** Facts about products, for whoever makes them better. They name nobody. */
export const operationsFacts = {
  "product.issue_reported": z.object({
    product: z.string(),
    name: z.string(),
    sold: z.number().int(),
    back: z.number().int(),
    low: z.number().describe("The 95 % interval of the share that comes back."),
    high: z.number(),
    reasons: z.array(z.object({ reason: z.string(), pieces: z.number() })),
    from: z.string(),
    until: z.string(),
    note: z.string(),
  }),
} as const;
