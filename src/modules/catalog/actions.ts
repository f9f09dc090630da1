import { createHash } from "node:crypto";
import type { z } from "zod";
import { append } from "#events";
import type { Ctx } from "#kernel/context";
import { notFound, Problem } from "#kernel/errors";
import type { catalogApi } from "./api.ts";
import type { Product, Variant } from "./model.ts";
import { COUNTED } from "./model.learn.ts";
import { categories, listProducts, productsById, soldOut, variantsNamed, variantsOf } from "./store/doors.ts";

/** id → product. Unknown ids are not in the answer. */
export const productsOf = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, Product>> =>
  new Map((await productsById(ctx.db, ids)).map((product) => [product.id, product]));

const placeIn = (cursor: string): { name: string; id: string } => {
  try {
    const [name, id] = JSON.parse(cursor) as unknown[];
    if (typeof name === "string" && typeof id === "string") return { name, id };
  } catch {
    // Falls through: said below.
  }
  throw new Problem("invalid", "This cursor was not given by the page before.");
};

export const listed = async (ctx: Ctx, query: z.output<typeof catalogApi.list.query>) => {
  const after = query.cursor === undefined ? null : placeIn(query.cursor);
  const items = await listProducts(ctx.db, { ...query, after });
  const last = items.at(-1);
  return { items, next: last && items.length === query.limit ? JSON.stringify([last.name, last.id]) : null };
};

export const listedCategories = async (ctx: Ctx) => ({ items: await categories(ctx.db) });

export const shownProduct = async (ctx: Ctx, id: string): Promise<Product & { variants: Variant[] }> => {
  const [product] = await productsById(ctx.db, [id]);
  if (!product) throw notFound("product");
  return { ...product, variants: await variantsOf(ctx.db, id) };
};

/** What a product comes in. */
export const variantsFor = (ctx: Ctx, product: string): Promise<Variant[]> => variantsOf(ctx.db, product);

/** What people call these variants: 苔色 and not its stock code. One that has no name is called by its code. */
export const variantNames = async (ctx: Ctx, ids: readonly string[]): Promise<(variant: string) => string> => {
  const asked = [...new Set(ids)].filter((id) => id !== "");
  const names = new Map((await variantsNamed(ctx.db, asked)).map(({ id, name }) => [id, name]));
  return (variant) => names.get(variant) ?? variant;
};

/** Products that have a price and are not known to be sold out, those of the category first. */
export const productsToChoose = async (ctx: Ctx, category: string, limit: number): Promise<Product[]> => {
  const same = category === "" ? [] : await listProducts(ctx.db, { category, after: null, limit });
  const all = await listProducts(ctx.db, { after: null, limit });
  const known = new Map([...same, ...all].map((product) => [product.id, product]));
  const gone = await soldOut(ctx.db, [...known.keys()]);
  return [...known.values()].filter((product) => product.price !== null && !gone.has(product.id)).slice(0, limit);
};

/** What a shop or its warehouse counted. Unknown products become known by it. */
export const countStock = async (
  ctx: Ctx,
  items: readonly {
    product: string;
    variant: string;
    quantity?: number | undefined;
    available?: boolean | undefined;
  }[],
): Promise<void> => {
  const at = ctx.now.toISOString();
  await append(ctx, [
    {
      name: COUNTED,
      subject: "",
      key: `${COUNTED}:${at}:${createHash("sha256").update(JSON.stringify(items)).digest("base64url").slice(0, 22)}`,
      properties: {
        products: items.map(({ product, variant, quantity, available }) => ({
          product_id: product,
          ...(variant !== "" && { variant_id: variant }),
          available: available ?? (quantity ?? 0) > 0,
          ...(quantity !== undefined && { stock: quantity }),
        })),
      },
    },
  ]);
};
