/** Parts that the schemas of events share. Loose on purpose: only what readers rely on is checked, the rest passes as sent. */
import { z } from "zod";

/** Ids come as text or number. */
export const Id = z.union([z.string().trim().min(1), z.number()], "An id is a text that is not empty, or a number.");
/** An amount in the currency's major unit, as Segment writes it (2740 yen, 27.40 dollars); text of a number passes. */
const NUMERAL = /^-?\d+(\.\d+)?$/;
const NO_AMOUNT = "An amount is a number such as 2740 or 27.4.";
export const Amount = z.union([z.number(), z.string().regex(NUMERAL, NO_AMOUNT)], NO_AMOUNT);
const NO_QUANTITY = "A quantity is a number.";
export const Quantity = z.union([z.number(), z.string().regex(NUMERAL, NO_QUANTITY)], NO_QUANTITY);
export const Currency = z.string().regex(/^[A-Za-z]{3}$/, "A currency is three letters of ISO 4217, such as JPY.");
export const Text = z.string();

export const product = {
  product_id: Id.nullish(),
  sku: Id.nullish(),
  name: Text.nullish(),
  category: Text.nullish(),
  brand: Text.nullish(),
  variant: z.union([z.string(), z.number()]).nullish(),
  price: Amount.nullish(),
  quantity: Quantity.nullish(),
  coupon: Text.nullish(),
  position: z.number().nullish(),
  url: Text.nullish(),
  image_url: Text.nullish(),
  currency: Currency.nullish(),
} as const;

interface Named {
  readonly product_id?: unknown;
  readonly sku?: unknown;
}
const named = (value: Named): boolean => (value.product_id ?? value.sku ?? null) !== null;
const UNNAMED = "A product has a product_id or a sku.";

/** One product inside `products`. */
export const Product = z.looseObject(product).refine(named, UNNAMED);
export const Products = z.array(Product, "The products are a list.");

/** An event about one product, its fields standing at the top. */
export const oneProduct = <S extends z.ZodRawShape>(more: S) =>
  z.looseObject({ ...product, ...more }).refine((value) => named(value as Named), UNNAMED);
