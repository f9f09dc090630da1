/** Writes what was learned about products. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import { type Field, FIELDS, type Learned, type Stamp } from "../model.learn.ts";

const catalog = tables("catalog");

interface Row {
  readonly id: string;
  readonly stamps: Readonly<Record<string, Stamp>>;
  readonly first_at: Date;
  readonly last_at: Date;
}
const learned = (row: Row & Readonly<Record<string, unknown>>): Learned => ({
  id: row.id,
  fields: Object.fromEntries(
    FIELDS.flatMap((name) => {
      const stamp = row.stamps[name];
      return stamp ? [[name, { value: row[name] as string | number | boolean | null, stamp }]] : [];
    }),
  ),
  firstAt: row.first_at.toISOString(),
  lastAt: row.last_at.toISOString(),
});

/** What is known of these. Only the reaction writes, one batch at a time, so nothing needs a lock. */
export const known = async (db: Db, table: "product" | "variant", ids: readonly string[]): Promise<Learned[]> => {
  const result = await sql<Row & Record<string, unknown>>`
    select * from ${sql.table(`catalog.${table}`)} where id = any(${[...ids]}::text[])`.execute(catalog(db));
  return result.rows.map(learned);
};

const field = (row: Learned, name: Field) => row.fields[name]?.value ?? null;
const texts = (rows: readonly Learned[], name: Field) => rows.map((row) => field(row, name) ?? "");
const stamps = (rows: readonly Learned[]) =>
  rows.map((row) => JSON.stringify(Object.fromEntries(Object.entries(row.fields).map(([n, said]) => [n, said.stamp]))));

export const putProducts = async (db: Db, rows: readonly Learned[]): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    insert into catalog.product (id, name, category, brand, price, currency, image_url, url, available, stamps, first_at, last_at)
    select * from unnest(${rows.map((r) => r.id)}::text[], ${texts(rows, "name")}::text[],
      ${texts(rows, "category")}::text[], ${texts(rows, "brand")}::text[],
      ${rows.map((r) => field(r, "price"))}::bigint[], ${rows.map((r) => field(r, "currency"))}::text[],
      ${texts(rows, "image_url")}::text[], ${texts(rows, "url")}::text[],
      ${rows.map((r) => field(r, "available"))}::boolean[], ${stamps(rows)}::jsonb[],
      ${rows.map((r) => r.firstAt)}::timestamptz[], ${rows.map((r) => r.lastAt)}::timestamptz[])
    on conflict (id) do update set name = excluded.name, category = excluded.category, brand = excluded.brand,
      price = excluded.price, currency = excluded.currency, image_url = excluded.image_url, url = excluded.url, available = excluded.available,
      stamps = excluded.stamps, first_at = excluded.first_at, last_at = excluded.last_at`.execute(catalog(db));
};

export const putVariants = async (db: Db, rows: readonly Learned[]): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    insert into catalog.variant (id, product, name, price, currency, image_url, available, stamps, first_at, last_at)
    select * from unnest(${rows.map((r) => r.id)}::text[], ${texts(rows, "product")}::text[],
      ${texts(rows, "name")}::text[], ${rows.map((r) => field(r, "price"))}::bigint[],
      ${rows.map((r) => field(r, "currency"))}::text[], ${texts(rows, "image_url")}::text[],
      ${rows.map((r) => field(r, "available"))}::boolean[], ${stamps(rows)}::jsonb[],
      ${rows.map((r) => r.firstAt)}::timestamptz[], ${rows.map((r) => r.lastAt)}::timestamptz[])
    on conflict (id) do update set product = excluded.product, name = excluded.name, price = excluded.price,
      currency = excluded.currency, image_url = excluded.image_url, available = excluded.available, stamps = excluded.stamps,
      first_at = excluded.first_at, last_at = excluded.last_at`.execute(catalog(db));
};
