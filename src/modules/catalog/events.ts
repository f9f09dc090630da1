import { z } from "zod";

/** Facts that this module appends, of no subject. */
export const catalogFacts = {
  "stock.counted": z.object({
    products: z.array(
      z.object({
        product_id: z.string(),
        variant_id: z.string().optional(),
        available: z.boolean(),
        stock: z.number().int().optional(),
      }),
    ),
  }),
} as const;
