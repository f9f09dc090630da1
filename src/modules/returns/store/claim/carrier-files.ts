/** What is asked back from carriers. */
import { type Selectable, sql } from "kysely";
import type { Db } from "#kernel/database";
import type { DB } from "#kernel/tables";
import { type ClaimRow, returns } from "./claims.ts";

export type CarrierFileRow = Selectable<DB["returns.carrier_file"]>;

// The customer is right or the carrier admitted it; what a person declined is not asked from a carrier.
const OWED = sql`c.carrier_due is not null and c.carrier_file is null and c.carrier <> ''
  and c.decision in ('reship', 'refund', 'credit') and c.outcome is distinct from 'abuse'`;

/** C20: by carrier what may still be claimed, and what became too late. */
export const owedByCarrier = async (
  db: Db,
  now: Date,
): Promise<{ carrier: string; claims: number; amount: number; due: Date | null; missed: number }[]> => {
  const result = await sql<{ carrier: string; claims: number; amount: number; due: Date | null; missed: number }>`
    select c.carrier, (count(*) filter (where c.carrier_due >= ${now}))::int as claims,
      coalesce(sum(c.amount) filter (where c.carrier_due >= ${now}), 0)::bigint as amount,
      min(c.carrier_due) filter (where c.carrier_due >= ${now}) as due,
      (count(*) filter (where c.carrier_due < ${now}))::int as missed
    from returns.claim c where ${OWED} group by c.carrier order by due nulls last, c.carrier`.execute(returns(db));
  return result.rows;
};

/** Claims for a carrier's file, held until the transaction ends. */
export const takeOwed = async (db: Db, carrier: string, now: Date): Promise<ClaimRow[]> => {
  const result = await sql<ClaimRow>`
    select c.* from returns.claim c where ${OWED} and c.carrier = ${carrier} and c.carrier_due >= ${now}
    order by c.carrier_due, c.id limit 500 for update`.execute(returns(db));
  return result.rows;
};

export const keepCarrierFile = async (
  db: Db,
  file: { id: string; carrier: string; at: Date; actor: string; rows: readonly object[] },
  claims: readonly string[],
): Promise<void> => {
  await returns(db)
    .insertInto("returns.carrier_file")
    .values({ ...file, rows: JSON.stringify(file.rows) })
    .execute();
  await returns(db).updateTable("returns.claim").set({ carrier_file: file.id }).where("id", "in", claims).execute();
};

export const carrierFiles = async (
  db: Db,
  limit: number,
): Promise<(Pick<CarrierFileRow, "id" | "carrier" | "at" | "actor"> & { claims: number; amount: number })[]> => {
  const result = await sql<
    Pick<CarrierFileRow, "id" | "carrier" | "at" | "actor"> & { claims: number; amount: number }
  >`
    select id, carrier, at, actor, jsonb_array_length(rows) as claims,
      (select coalesce(sum((r ->> 'amount')::bigint), 0)::bigint from jsonb_array_elements(rows) r) as amount
    from returns.carrier_file order by at desc limit ${limit}`.execute(returns(db));
  return result.rows;
};

export const carrierFileOf = async (db: Db, id: string): Promise<CarrierFileRow | null> =>
  (await returns(db).selectFrom("returns.carrier_file").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
