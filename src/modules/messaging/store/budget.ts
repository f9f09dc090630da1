import { sql } from "kysely";
import type { Ctx } from "#kernel/context";
import { traitRelation } from "#profiles";
import { COUNTED } from "../model/state.ts";
import { rows } from "./sends.ts";

/** What these identities' sends hold of the contact budget since then. `except`: rows that are being decided anew. */
export const countedSends = async (
  ctx: Ctx,
  subjects: readonly string[],
  since: Date,
  except: readonly string[],
): Promise<{ subject: string; at: Date; class: "transactional" | "marketing" }[]> => {
  if (subjects.length === 0) return [];
  const found = await rows(ctx.db)
    .selectFrom("messaging.send")
    .select(["subject", "counted_at", "class"])
    .where("subject", "=", sql<string>`any(${subjects})`)
    .where("counted_at", ">", since)
    .where("state", "in", [...COUNTED])
    .where("test", "=", false)
    .where("id", "<>", sql<string>`all(${except}::uuid[])`)
    .execute();
  return found.flatMap((row) =>
    row.counted_at
      ? [{ subject: row.subject, at: row.counted_at, class: row.class as "transactional" | "marketing" }]
      : [],
  );
};

/** The time zones that customers are known to live in. */
export const zonesOf = async (ctx: Ctx, profiles: readonly string[]): Promise<Map<string, unknown>> => {
  const found = await sql<{ profile: string; value: unknown }>`
    select t.profile, t.value from ${traitRelation} t
    where t.profile = any(${profiles}::uuid[]) and t.name = 'timezone'`.execute(rows(ctx.db));
  return new Map(found.rows.map((row) => [row.profile, row.value]));
};
