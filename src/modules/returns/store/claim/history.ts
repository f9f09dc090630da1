/** What is known of a customer, of those who share an address with them, and of the lane. */
import { sql } from "kysely";
import { parcelRelation } from "#delivery";
import type { Db } from "#kernel/database";
import { orderRelation } from "#orders";
import { identityRelation, profileRelation } from "#profiles";
import type { ClaimHistory } from "../../model/claim/features.ts";
import { MEMORY_DAYS } from "../../model/claim/kinds.ts";
import { returns } from "./claims.ts";

/** A handle that more people share than this (an office, a hall of residence) links nobody. */
const MOST_SHARED = 12;

const since = (now: Date): Date => new Date(now.getTime() - MEMORY_DAYS * 86_400_000);

// C10: the carrier's fault and what proved to be true count against nobody; neither does a parcel that came late.
const COUNTS = sql`c.kind <> 'late' and not c.carrier_fault and c.outcome is distinct from 'honest' and c.closed_why <> 'withdrawn'`;

/** Twelve months of these identities, this claim left out; value over all time. */
export const historyOf = async (
  db: Db,
  subjects: readonly string[],
  now: Date,
  except: string,
): Promise<ClaimHistory> => {
  if (subjects.length === 0) return { orders: 0, value: 0, claims: 0, claimed: 0, returns: 0 };
  const result = await sql<ClaimHistory>`
    select
      (count(*) filter (where o.kind = 'sale' and o.status <> 'cancelled' and o.at > ${since(now)}))::int as orders,
      coalesce(sum(o.net), 0)::bigint as value,
      (count(*) filter (where o.kind = 'sale' and o.refunded > 0 and o.at > ${since(now)}
        and not exists (select from returns.claim c where c."order" = o."order")))::int as returns,
      (select count(*)::int from returns.claim c where c.subject = any(${[...subjects]}::text[])
        and c.opened_at > ${since(now)} and c.id <> ${except}::uuid and ${COUNTS}) as claims,
      (select coalesce(sum(c.amount), 0)::bigint from returns.claim c where c.subject = any(${[...subjects]}::text[])
        and c.opened_at > ${since(now)} and c.id <> ${except}::uuid and ${COUNTS}) as claimed
    from ${orderRelation} as o where o.subject = any(${[...subjects]}::text[]) and o.at <= ${now}`.execute(returns(db));
  const row = result.rows[0];
  return row ? { ...row, value: Math.max(0, row.value) } : { orders: 0, value: 0, claims: 0, claimed: 0, returns: 0 };
};

/** C12: the identities of others who share an address, telephone, device or means of payment with these. */
export const clusterOf = async (db: Db, subjects: readonly string[]): Promise<string[]> => {
  if (subjects.length === 0) return [];
  const result = await sql<{ subject: string }>`
    with mine as (select distinct hash from returns.claim_handle where subject = any(${[...subjects]}::text[])),
    linked as (
      select distinct h.subject from returns.claim_handle h join mine on mine.hash = h.hash
      where (select count(*) from (select from returns.claim_handle n where n.hash = h.hash limit ${MOST_SHARED + 1}) many) <= ${MOST_SHARED}
    ), people as (
      select distinct i.profile from linked join ${identityRelation} as i on i.key = linked.subject
    )
    select subject from linked
    union
    select i.key from people join ${identityRelation} as i on i.profile = people.profile`.execute(returns(db));
  return result.rows.map((row) => row.subject).filter((subject) => !subjects.includes(subject));
};

/** Claims and parcels of a carrier in a prefecture, twelve months. */
export const laneOf = async (
  db: Db,
  carrier: string,
  prefecture: string,
  now: Date,
  except: string,
): Promise<{ claims: number; parcels: number }> => {
  if (carrier === "" || prefecture === "") return { claims: 0, parcels: 0 };
  const result = await sql<{ claims: number; parcels: number }>`
    select
      (select count(*)::int from returns.claim c where c.carrier = ${carrier} and c.prefecture = ${prefecture}
        and c.opened_at > ${since(now)} and c.id <> ${except}::uuid and c.kind in ('not_received', 'damaged', 'missing')
        and c.outcome is distinct from 'abuse') as claims,
      (select count(*)::int from ${parcelRelation} as p where p.carrier = ${carrier} and p.prefecture = ${prefecture}
        and p.shipped_at > ${since(now)} and p.shipped_at <= ${now}) as parcels`.execute(returns(db));
  return result.rows[0] ?? { claims: 0, parcels: 0 };
};

/** When we first met them. */
export const metAt = async (db: Db, subjects: readonly string[]): Promise<Date | null> => {
  const result = await sql<{ at: Date | null }>`
    select min(p.created_at) as at from ${identityRelation} as i join ${profileRelation} as p on p.profile = i.profile
    where i.key = any(${[...subjects]}::text[])`.execute(returns(db));
  return result.rows[0]?.at ?? null;
};

export interface Handle {
  readonly hash: string;
  readonly kind: string;
  readonly subject: string;
  readonly at: Date;
}

export const insertHandles = async (db: Db, handles: readonly Handle[]): Promise<void> => {
  if (handles.length === 0) return;
  await sql`
    insert into returns.claim_handle (hash, kind, subject, at)
    select * from unnest(${handles.map((h) => h.hash)}::text[], ${handles.map((h) => h.kind)}::text[],
      ${handles.map((h) => h.subject)}::text[], ${handles.map((h) => h.at)}::timestamptz[])
    on conflict (hash, subject) do update set at = least(claim_handle.at, excluded.at)`.execute(returns(db));
};
