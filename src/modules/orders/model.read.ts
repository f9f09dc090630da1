/** Reads one order event: whatever the sender left out or wrote in another way. */
import type { Json, Properties } from "#kernel/log";
import { scaled, toMinor } from "#kernel/money";
import type { OrderLine } from "./model.ts";

export const text = (value: Json | undefined): string =>
  typeof value === "string" ? value.trim().slice(0, 300) : typeof value === "number" ? String(value) : "";
export const first = (from: Properties, names: readonly string[]): string =>
  names.map((name) => text(from[name])).find((value) => value !== "") ?? "";
const object = (value: Json): Properties | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : null;

/** The order that an event speaks of, or "" where it names none. */
export const orderIdOf = (properties: Properties): string => first(properties, ["order_id", "orderId"]);

/** The products that an event lists; null where it lists none. */
export const productsOf = (properties: Properties): readonly Properties[] | null => {
  const given = properties["products"];
  if (!Array.isArray(given)) return null;
  return (given as readonly Json[]).map(object).filter((one) => one !== null);
};

/** First amount that is there and is a number, in minor units. */
export const amountIn = (from: Properties, names: readonly string[], currency: string): number | null => {
  for (const name of names) {
    const amount = toMinor(from[name], currency);
    if (amount !== null) return amount;
  }
  return null;
};

/** price × quantity exactly; quantities may have three decimals (0.25 kg). */
export const timesQuantity = (price: number, quantity: number): number => {
  const thousandths = scaled(quantity, 3) ?? 0;
  const product = BigInt(price) * BigInt(thousandths);
  const half = product < 0n ? -500n : 500n;
  return Number((product + half) / 1000n) + 0;
};

/** 0.1, 10 and "10%" are all 1000 basis points. */
export const taxRateOf = (value: Json | undefined): number | null => {
  const plain = typeof value === "string" ? value.replace(/[%％]\s*$/u, "") : value;
  const asShare = scaled(plain, 4);
  if (asShare === null || asShare < 0) return null;
  const percent = plain !== value || asShare > 10_000 ? scaled(plain, 2) : asShare;
  return percent !== null && percent <= 10_000 ? percent : null;
};

export const readLines = (products: readonly Properties[], currency: string): OrderLine[] =>
  products.map((product, i) => {
    const id = first(product, ["product_id", "productId", "id", "sku"]);
    const sku = first(product, ["variant_id", "variantId", "sku", "variant"]);
    const given = scaled(product["quantity"], 3);
    const quantity = given === null ? 1 : given / 1000;
    const whole = amountIn(product, ["total", "line_total"], currency);
    const discount = amountIn(product, ["discount"], currency) ?? 0;
    const stated = amountIn(product, ["price", "unit_price"], currency);
    const price = stated ?? (whole !== null && quantity !== 0 ? Math.round((whole + discount) / quantity) : 0);
    return {
      line: i + 1,
      product: id,
      variant: sku === id ? "" : sku,
      name: first(product, ["name", "title"]),
      category: first(product, ["category"]),
      quantity,
      price,
      discount,
      taxRate: taxRateOf(product["tax_rate"]),
      total: whole ?? timesQuantity(price, quantity) - discount,
      returned: 0,
    };
  });
