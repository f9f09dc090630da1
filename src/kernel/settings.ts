import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "#kernel/context";
import { tables } from "#kernel/database";

const rows = tables("kernel");

/** One setting as its schema reads it; what was never written comes from the schema's defaults (parsed from `{}`). */
export const readSetting = async <S extends z.ZodType>(ctx: Ctx, key: string, schema: S): Promise<z.output<S>> => {
  const found = await sql<{ value: unknown }>`/*prepared*/ select value from kernel.setting where key = ${key}`.execute(
    rows(ctx.db),
  );
  return schema.parse(found.rows[0]?.value ?? {});
};

/** Several settings with one look. */
export const readSettings = async <S extends Readonly<Record<string, z.ZodType>>>(
  ctx: Ctx,
  schemas: S,
): Promise<{ [K in keyof S]: z.output<S[K]> }> => {
  const found = await sql<{ key: string; value: unknown }>`/*prepared*/
    select key, value from kernel.setting where key = any(${Object.keys(schemas)}::text[])`.execute(rows(ctx.db));
  const values = new Map(found.rows.map((row) => [row.key, row.value]));
  const read = Object.entries(schemas).map(([key, schema]) => [key, schema.parse(values.get(key) ?? {})]);
  return Object.fromEntries(read) as { [K in keyof S]: z.output<S[K]> };
};

/** Replaces a setting. The value must be what its schema gives. */
export const writeSetting = async (ctx: Ctx, key: string, value: object): Promise<void> => {
  const written = { key, value: JSON.stringify(value), updated_at: ctx.now };
  await rows(ctx.db)
    .insertInto("kernel.setting")
    .values(written)
    .onConflict((c) => c.column("key").doUpdateSet({ value: sql`excluded.value`, updated_at: ctx.now }))
    .execute();
};
