import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "#kernel/context";
import { tables } from "#kernel/database";

const rows = tables("kernel");

/** One setting as its schema reads it; what was never written comes from the schema's defaults (parsed from `{}`). */
export const readSetting = async <S extends z.ZodType>(ctx: Ctx, key: string, schema: S): Promise<z.output<S>> => {
  const row = await rows(ctx.db).selectFrom("kernel.setting").select("value").where("key", "=", key).executeTakeFirst();
  return schema.parse(row?.value ?? {});
};

/** Several settings with one look. */
export const readSettings = async <S extends Readonly<Record<string, z.ZodType>>>(
  ctx: Ctx,
  schemas: S,
): Promise<{ [K in keyof S]: z.output<S[K]> }> => {
  const found = await rows(ctx.db)
    .selectFrom("kernel.setting")
    .select(["key", "value"])
    .where("key", "in", Object.keys(schemas))
    .execute();
  const values = new Map(found.map((row) => [row.key, row.value]));
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
