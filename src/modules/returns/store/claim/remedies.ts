/** What claims give, and what an order has left to give. */
import { type Selectable, sql } from "kysely";
import type { Db } from "#kernel/database";
import type { DB } from "#kernel/tables";
import { returns } from "./claims.ts";

export type RemedyRow = Selectable<DB["returns.claim_remedy"]>;

/** False where this key has done its work already. */
export const insertRemedy = async (
  db: Db,
  row: Pick<RemedyRow, "key" | "claim" | "order" | "amount" | "currency" | "at" | "automatic"> & {
    remedy: string;
  },
): Promise<boolean> => {
  const made = await returns(db)
    .insertInto("returns.claim_remedy")
    .values(row)
    .onConflict((c) => c.column("key").doNothing())
    .returning("key")
    .executeTakeFirst();
  return made !== undefined;
};

export const remediesOf = (db: Db, claims: readonly string[]): Promise<RemedyRow[]> =>
  claims.length === 0
    ? Promise.resolve([])
    : returns(db).selectFrom("returns.claim_remedy").selectAll().where("claim", "in", claims).orderBy("at").execute();

/**
 * C17: money and credit that claims and returns of this order gave already, but for refunds that the order itself knows, by
 * their return or reference; and the worth of goods that were sent again or in exchange.
 */
export const givenFor = async (
  db: Db,
  order: string,
  known: readonly string[],
): Promise<{ money: number; goods: number }> => {
  const result = await sql<{ money: number; goods: number }>`
    with given as (
      select case remedy when 'reship' then 'goods' else 'money' end as what, amount, reference, '' as return
      from returns.claim_remedy where "order" = ${order}
      union all
      select case kind when 'exchange' then 'goods' else 'money' end, amount, reference, return::text
      from returns.payment where "order" = ${order} and kind in ('refund', 'credit', 'exchange'))
    select coalesce(sum(amount) filter (where what = 'money'), 0)::bigint as money,
      coalesce(sum(amount) filter (where what = 'goods'), 0)::bigint as goods
    from given where not (what = 'money' and (reference <> '' and reference = any(${[...known]}::text[])
      or return = any(${[...known]}::text[])))`.execute(returns(db));
  return result.rows[0] ?? { money: 0, goods: 0 };
};

/** What was approved without a person since then. */
export const spentSince = async (db: Db, since: Date): Promise<number> => {
  const result = await sql<{ sum: number }>`
    select coalesce(sum(amount), 0)::bigint as sum from returns.claim_remedy where automatic and at >= ${since}`.execute(
    returns(db),
  );
  return result.rows[0]?.sum ?? 0;
};

export const settleRemedies = async (db: Db, claim: string, reference: string, now: Date): Promise<number> => {
  const settled = await returns(db)
    .updateTable("returns.claim_remedy")
    .set({ settled_at: now, reference })
    .where("claim", "=", claim)
    .where("settled_at", "is", null)
    .returning("key")
    .execute();
  return settled.length;
};
