/** Shapes of the catalogue; no I/O. How products are learned from events: model.learn.ts. */
import { z } from "zod";

const available = z.boolean().nullable().describe("In stock, as the shop last said; null: nobody said.");

export const Variant = z.object({
  id: z.string(),
  product: z.string(),
  name: z.string(),
  price: z.number().int().nullable(),
  currency: z.string().nullable(),
  imageUrl: z.string(),
  available,
});
export type Variant = z.infer<typeof Variant>;

export const Product = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  brand: z.string(),
  price: z.number().int().nullable().describe("Minor units of the currency."),
  currency: z.string().nullable(),
  imageUrl: z.string(),
  url: z.string(),
  available,
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
});
export type Product = z.infer<typeof Product>;
