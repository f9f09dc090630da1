/** What a customer asks for: which pieces come back and why, and what for. */
import { z } from "zod";
import { CONDITIONS, METHODS, RESOLUTIONS } from "./policy.ts";
import { RETURN_REASONS } from "./reasons.ts";

export const WishItem = z.object({
  line: z.int32(),
  quantity: z.number().int().min(1).max(1000),
  reason: z.enum(RETURN_REASONS),
  condition: z.enum(CONDITIONS).default("unused"),
  comment: z.string().max(1000).default(""),
  photos: z.array(z.uuid()).max(6).default([]),
  exchange: z
    .object({
      product: z.string().max(200),
      variant: z.string().max(200),
      name: z.string().max(300),
      price: z.number().int().min(0).max(1_000_000_000_000),
    })
    .nullable()
    .default(null),
});
export type WishItem = z.infer<typeof WishItem>;

export const Wish = z.object({
  items: z.array(WishItem).min(1).max(100),
  resolution: z.enum(RESOLUTIONS).default("refund"),
  method: z.enum(METHODS).default("own"),
  store: z.string().max(100).default(""),
  gift: z.boolean().default(false),
  instant: z.boolean().default(true).describe("The new goods first, where the policy offers it."),
});
export type Wish = z.infer<typeof Wish>;
