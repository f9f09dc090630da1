import { sql } from "kysely";
import { orderRelation } from "#orders";
import { identityRelation } from "#profiles";
import { type Db, tables } from "#kernel/database";
import { RFM_DAYS } from "../model.ts";
import type { Compiled } from "./compile.ts";
import { who } from "./sources.ts";

const segments = tables("segments");

/** A statement of this transaction that takes longer is given up. */
export const limitTime = async (tx: Db, milliseconds: number): Promise<void> => {
  await sql`select set_config('statement_timeout', ${String(milliseconds)}, true)`.execute(segments(tx));
};

export const tookTooLong = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === "57014";

/** How many answers hold, and a few of them. */
export const countHolding = async (
  db: Db,
  { query }: Compiled,
  sample: number,
): Promise<{ count: number; of: number; sample: string[] }> => {
  const found = await sql<{ count: number; of: number; sample: string[] | null }>`
    with answer as materialized (${query})
    select count(*) filter (where ok) as count, count(*) as of,
      array(select profile from answer where ok limit ${sample}) as sample
    from answer`.execute(segments(db));
  const row = found.rows[0];
  return { count: row?.count ?? 0, of: row?.of ?? 0, sample: row?.sample ?? [] };
};

/** Those of the answers that hold. */
export const holding = async (db: Db, { query }: Compiled): Promise<string[]> => {
  const found = await sql<{ profile: string }>`select profile from (${query}) answer where ok`.execute(segments(db));
  return found.rows.map((row) => row.profile);
};

export interface LeafAnswer {
  readonly holds: boolean;
  readonly due: Date | null;
  readonly seen: unknown;
}

/** What each leaf says of one profile, in the order of the compiled leaves; null where it found nothing. */
export const leafAnswers = async (db: Db, { leaves }: Compiled, profile: string): Promise<(LeafAnswer | null)[]> => {
  if (leaves.length === 0) return [];
  const one = leaves.map(
    ({ rows }, leaf) =>
      sql`(select ${sql.lit(leaf)} as leaf, x.ok, x.due, x.seen from (${rows}) x where x.profile = ${profile})`,
  );
  const found = await sql<{ leaf: number; ok: boolean; due: Date | null; seen: unknown }>`
    with ${who([profile])} ${sql.join(one, sql` union all `)}`.execute(segments(db));
  const answers = new Map(found.rows.map((row) => [row.leaf, { holds: row.ok, due: row.due, seen: row.seen }]));
  return leaves.map((_, leaf) => answers.get(leaf) ?? null);
};

/** Quintile edges over all buyers: days since the last order, and what they kept of the last year. */
export const quintiles = async (db: Db, now: Date, currency: string): Promise<{ r: number[]; m: number[] } | null> => {
  const found = await sql<{ buyers: number; r: number[] | null; m: number[] | null }>`
    with buyer as (
      select i.profile,
        extract(epoch from ${now}::timestamptz - max(e.at) filter (where e.kind = 'sale')) / 86400 as days,
        coalesce(sum(e.net) filter (where e.currency = ${currency}
          and e.at + ${RFM_DAYS}::int * interval '24 hours' > ${now}::timestamptz), 0) as kept
      from ${identityRelation} i join ${orderRelation} e on e.subject = i.key
      where e.status <> 'cancelled' group by i.profile having count(*) filter (where e.kind = 'sale') > 0
    )
    select count(*) as buyers, percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by days)::float8[] as r,
      percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by kept)::float8[] as m
    from buyer`.execute(segments(db));
  const row = found.rows[0];
  return row && row.buyers > 0 && row.r && row.m ? { r: row.r, m: row.m } : null;
};
