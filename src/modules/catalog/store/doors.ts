/** What other modules and the API read of the catalogue. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Relation } from "#kernel/relation";
import type { Product, Variant } from "../model.ts";

const catalog = tables("catalog");

/** Products, for others to join by id. */
export const productRelation: Relation<{
  product: string;
  name: string;
  category: string;
  image_url: string;
  url: string;
}> = sql`(
  select id as product, name, category, image_url, url from catalog.product)`;

/** What products come in, for others to join by id. */
export const variantRelation: Relation<{ variant: string; product: string; name: string }> = sql`(
  select id as variant, product, name from catalog.variant)`;

interface ProductRow extends Omit<Product, "imageUrl" | "firstAt" | "lastAt"> {
  readonly image_url: string;
  readonly first_at: Date;
  readonly last_at: Date;
}
const PRODUCT = sql.raw("id, name, category, brand, price, currency, image_url, url, available, first_at, last_at");
const product = ({ image_url, first_at, last_at, ...row }: ProductRow): Product => ({
  ...row,
  imageUrl: image_url,
  firstAt: first_at.toISOString(),
  lastAt: last_at.toISOString(),
});

export const productsById = async (db: Db, ids: readonly string[]): Promise<Product[]> => {
  if (ids.length === 0) return [];
  const result = await sql<ProductRow>`
    select ${PRODUCT} from catalog.product where id = any(${[...ids]}::text[])`.execute(catalog(db));
  return result.rows.map(product);
};

/** By name, behind `after`. The query stands anywhere in the name, or at the beginning of the id. */
export const listProducts = async (
  db: Db,
  ask: {
    q?: string | undefined;
    category?: string | undefined;
    after: { name: string; id: string } | null;
    limit: number;
  },
): Promise<Product[]> => {
  const { after, q } = ask;
  const result = await sql<ProductRow>`
    select ${PRODUCT} from catalog.product
    where ${after === null ? sql`true` : sql`(name, id) > (${after.name}, ${after.id})`}
      and ${q === undefined ? sql`true` : sql`(position(lower(${q}) in lower(name)) > 0 or starts_with(lower(id), lower(${q})))`}
      and ${ask.category === undefined ? sql`true` : sql`category = ${ask.category}`}
    order by name, id limit ${ask.limit}`.execute(catalog(db));
  return result.rows.map(product);
};

export const categories = async (db: Db): Promise<{ category: string; products: number }[]> => {
  const result = await sql<{ category: string; products: number }>`
    select category, count(*)::int as products from catalog.product where category <> ''
    group by category order by 2 desc, 1 limit 200`.execute(catalog(db));
  return result.rows;
};

export const variantsOf = async (db: Db, id: string): Promise<Variant[]> => {
  const result = await sql<Variant>`
    select id, product, name, price, currency, image_url as "imageUrl", available from catalog.variant
    where product = ${id} order by id`.execute(catalog(db));
  return result.rows;
};

export const variantsNamed = async (db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]> => {
  if (ids.length === 0) return [];
  const result = await sql<{ id: string; name: string }>`
    select id, name from catalog.variant where id = any(${[...ids]}::text[]) and name <> ''`.execute(catalog(db));
  return result.rows;
};

/** Of these products, those that are known to be sold out: themselves, or in everything that they come in. */
export const soldOut = async (db: Db, ids: readonly string[]): Promise<Set<string>> => {
  const result = await sql<{ id: string }>`
    select p.id from catalog.product p
    where p.id = any(${[...ids]}::text[]) and (p.available is false or (
      exists (select 1 from catalog.variant v where v.product = p.id)
      and not exists (select 1 from catalog.variant v where v.product = p.id and v.available is not false)))`.execute(
    catalog(db),
  );
  return new Set(result.rows.map((row) => row.id));
};
