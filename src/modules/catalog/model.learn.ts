/**
 * What an event says about products. Each field stands under a stamp; of two sayings the one with the higher stamp holds, so
 * neither order nor repetition of events matters.
 */
import type { Json, Properties } from "#kernel/log";
import { toMinor } from "#kernel/money";

/** The shop's own word: from a shop's webhook or an import. Properties are those of one product, or `products`. */
export const RECORDED = "Product Recorded";

/** What a shop or its warehouse counted: `products` with their variants and stock. */
export const COUNTED = "stock.counted";

export const PRODUCT_EVENTS = [
  RECORDED,
  COUNTED,
  "Product Viewed",
  "Product Clicked",
  "Product Added",
  "Product Removed",
  "Product List Viewed",
  "Cart Viewed",
  "Checkout Started",
  "Order Completed",
  "Order Updated",
] as const;

/** Rank of the sender, time, message id. */
export type Stamp = readonly [rank: number, at: string, messageId: string];
export const FIELDS = [
  "name",
  "category",
  "brand",
  "price",
  "currency",
  "image_url",
  "url",
  "product",
  "available",
] as const;
export type Field = (typeof FIELDS)[number];
type Value = string | number | boolean | null;

export interface Learned {
  readonly id: string;
  readonly fields: Readonly<Partial<Record<Field, { readonly value: Value; readonly stamp: Stamp }>>>;
  readonly firstAt: string;
  readonly lastAt: string;
}

export const higher = (x: Stamp, y: Stamp): boolean => {
  if (x[0] !== y[0]) return x[0] > y[0];
  if (x[1] !== y[1]) return x[1] > y[1];
  return x[2] > y[2];
};

/** Both sayings as one. The same whichever comes first. */
export const join = (one: Learned, other: Learned): Learned => {
  const fields: Record<string, { value: Value; stamp: Stamp }> = { ...one.fields };
  for (const [name, said] of Object.entries(other.fields)) {
    const known = fields[name];
    if (!known || higher(said.stamp, known.stamp)) fields[name] = said;
  }
  return {
    id: one.id,
    fields,
    firstAt: one.firstAt < other.firstAt ? one.firstAt : other.firstAt,
    lastAt: one.lastAt > other.lastAt ? one.lastAt : other.lastAt,
  };
};

const LONGEST = 500;
const text = (value: Json | undefined): string =>
  typeof value === "string" ? value.trim().slice(0, LONGEST) : typeof value === "number" ? String(value) : "";
const first = (from: Properties, names: readonly string[]): string =>
  names.map((name) => text(from[name])).find((value) => value !== "") ?? "";
// Only addresses that a browser may load: no javascript:, no data:.
const address = (value: string): string => (/^(https?:\/\/|\/)/i.test(value) ? value : "");

const rankOf = (event: string): number =>
  event === RECORDED || event === COUNTED ? 2 : event.startsWith("Order ") ? 0 : 1;

const NO = /^(false|no|0)$|out.?of.?stock|sold.?out|unavailable|discontinued|在庫なし|在庫切れ|売り?切れ|品切れ|完売/iu;
const YES = /^(true|yes|1)$|in.?stock|limited|pre.?order|back.?order|^available$|在庫あり|予約/iu;

/** Can it be bought? By a flag, by words, or by a count, as shops say it; null where they do not. */
export const availableIn = (said: Properties): boolean | null => {
  for (const name of ["available", "in_stock", "inStock", "availability"]) {
    const value = said[name];
    if (typeof value === "boolean") return value;
    if (typeof value !== "string" || value.trim() === "") continue;
    if (NO.test(value.trim())) return false;
    if (YES.test(value.trim())) return true;
  }
  for (const name of ["inventory_quantity", "stock", "stock_quantity"]) {
    const value = said[name];
    const count =
      typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : NaN;
    // Some shops sell on when the count is down, and say so.
    if (Number.isFinite(count)) return count > 0 || said["inventory_policy"] === "continue";
  }
  return null;
};

const listOf = (properties: Properties): readonly Properties[] => {
  const given = properties["products"];
  const all: readonly Json[] = Array.isArray(given) ? (given as readonly Json[]) : [properties];
  return all.filter((one) => typeof one === "object" && one !== null && !Array.isArray(one)) as readonly Properties[];
};

/** A product as shops send it whole, with all that it comes in. */
const variantsIn = (said: Properties): readonly Properties[] => {
  const given = said["variants"];
  return Array.isArray(given) ? listOf({ products: given as Json[] }) : [];
};

export interface Told {
  readonly name: string;
  readonly at: Date;
  readonly messageId: string;
  readonly properties: Properties;
}

/** Products and variants that one event tells of. `home` is the brand's currency, for those that name none. */
export const learn = (event: Told, home: string): { products: Learned[]; variants: Learned[] } => {
  const at = event.at.toISOString();
  const stamp: Stamp = [rankOf(event.name), at, event.messageId];
  const products: Learned[] = [];
  const variants: Learned[] = [];
  for (const said of listOf(event.properties)) {
    const id = first(said, ["product_id", "productId", "id", "sku"]);
    if (id === "") continue;
    const unit = (text(said["currency"]) || text(event.properties["currency"])).toUpperCase();
    const currency = /^[A-Z]{3}$/.test(unit) ? unit : home;
    const price = toMinor(said["price"] ?? null, currency);
    const costs: Record<string, Value> = price !== null && price >= 0 ? { price, currency } : {};
    const learned = (of: string, fields: Record<string, Value>): Learned => ({
      id: of,
      fields: Object.fromEntries(
        Object.entries(fields).flatMap(([name, value]) => (value === "" ? [] : [[name, { value, stamp }]])),
      ),
      firstAt: at,
      lastAt: at,
    });
    const image = address(first(said, ["image_url", "imageUrl", "image"]));
    const available = availableIn(said);
    const sku = first(said, ["variant_id", "variantId", "sku"]);
    const named = sku !== "" && sku !== id;
    products.push(
      learned(id, {
        name: first(said, ["name", "title"]),
        category: first(said, ["category"]),
        brand: first(said, ["brand"]),
        image_url: image,
        url: address(first(said, ["url"])),
        // What is said beside a variant is said of that variant.
        ...(!named && available !== null && { available }),
        ...costs,
      }),
    );
    const own = available === null ? {} : { available };
    if (named)
      variants.push(learned(sku, { product: id, name: text(said["variant"]), image_url: image, ...own, ...costs }));
    for (const each of variantsIn(said)) {
      const stock = availableIn(each);
      const variant = first(each, ["variant_id", "variantId", "id", "sku"]);
      if (variant !== "" && variant !== id)
        variants.push(
          learned(variant, {
            product: id,
            name: first(each, ["variant", "title", "name"]),
            ...(stock !== null && { available: stock }),
          }),
        );
    }
  }
  return { products, variants };
};
