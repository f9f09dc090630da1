/** The promise ledger: what was shown, to whom, where; and what came of it. */
import { sql } from "kysely";
import { orderRelation } from "#orders";
import { identityRelation } from "#profiles";
import { type Db, tables } from "#kernel/database";

const delivery = tables("delivery");

export interface LedgerRow {
  readonly id: string;
  readonly shownAt: Date;
  readonly place: string;
  readonly subject: string;
  readonly order: string;
  /** Null: it was said of the whole order. */
  readonly parcel: string | null;
  readonly carrier: string;
  readonly prefecture: string;
  readonly warehouse: string;
  readonly dispatch: string;
  readonly earliest: string;
  readonly point: string;
  readonly latest: string;
  readonly by: string;
  readonly confidence: string;
  readonly level: string;
  readonly model: string;
}
export interface ScoredRow extends LedgerRow {
  readonly brokenAt: Date | null;
  readonly arrived: string | null;
  readonly outcome: "kept" | "early" | "late" | null;
}

const ROW = sql.raw(
  `p.id, p.shown_at as "shownAt", p.place, p.subject, p."order", p.parcel, p.carrier, p.prefecture, p.warehouse, p.dispatch::text,
  p.earliest::text, p.point::text, p.latest::text, p.by::text, p.confidence, p.level, p.model,
  p.broken_at as "brokenAt", p.arrived::text, p.outcome`,
);

/** Writes rows; those whose id is there already stay as they are. Gives back the new ones' ids. */
export const putPromises = async (db: Db, rows: readonly LedgerRow[]): Promise<ReadonlySet<string>> => {
  if (rows.length === 0) return new Set();
  const result = await sql<{ id: string }>`
    insert into delivery.promise (id, shown_at, place, subject, "order", parcel, carrier, prefecture, warehouse, dispatch,
      earliest, point, latest, by, confidence, level, model)
    select id, "shownAt", place, subject, "order", parcel, carrier, prefecture, warehouse, dispatch, earliest, point, latest, by,
      confidence, level, model
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, "shownAt" timestamptz, place text, subject text,
      "order" text, parcel uuid, carrier text, prefecture text, warehouse text, dispatch date, earliest date, point date, latest date,
      by date, confidence text, level text, model text)
    on conflict (id) do nothing returning id`.execute(delivery(db));
  return new Set(result.rows.map((row) => row.id));
};

/** Days before an order in which what its buyer was shown belongs to it. */
const BEFORE_DAYS = 7;

/** Gives orders what their buyers were shown last on each place before they bought. */
export const joinOrders = async (
  db: Db,
  orders: readonly { order: string; subject: string; at: Date }[],
): Promise<ScoredRow[]> => {
  if (orders.length === 0) return [];
  const result = await sql<ScoredRow>`
    with bought as (
      select * from unnest(${orders.map((o) => o.order)}::text[], ${orders.map((o) => o.subject)}::text[],
        ${orders.map((o) => o.at)}::timestamptz[]) as o ("order", subject, at)
    ), names as (
      select "order", at, subject from bought where subject <> ''
      union select b."order", b.at, other.key from bought b
        join ${identityRelation} as own on own.key = b.subject
        join ${identityRelation} as other on other.profile = own.profile
    ), last as (
      select distinct on (n."order", p.place) p.id, n."order" from names n
        join delivery.promise p on p.subject = n.subject and p."order" = '' and p.subject <> ''
          and p.shown_at between n.at - make_interval(days => ${BEFORE_DAYS}) and n.at
      where p.place in ('product', 'cart', 'checkout')
      order by n."order", p.place, p.shown_at desc
    )
    update delivery.promise p set "order" = last."order" from last where last.id = p.id returning ${ROW}`.execute(
    delivery(db),
  );
  return result.rows;
};

/** The newest promise of each of these orders as a whole, and of each of its parcels that has one of its own. */
export const newestOf = async (db: Db, orders: readonly string[]): Promise<ScoredRow[]> => {
  const result = await sql<ScoredRow>`/*prepared*/
    select distinct on (p."order", p.parcel) ${ROW} from delivery.promise p
    where p."order" = any(${[...orders]}::text[]) and p."order" <> ''
    order by p."order", p.parcel, p.shown_at desc, p.id desc`.execute(delivery(db));
  return result.rows;
};

/** Parcels of these orders for which somebody waits or waited. */
export const countParcels = async (db: Db, orders: readonly string[]): Promise<Map<string, number>> => {
  const result = await sql<{ order: string; n: number }>`
    select "order", count(*)::int as n from delivery.parcel
    where "order" = any(${[...orders]}::text[]) and "order" <> '' and state <> 'cancelled' group by "order"`.execute(
    delivery(db),
  );
  return new Map(result.rows.map((row) => [row.order, row.n]));
};

/** Promises without an outcome: those of whole orders, and those of single parcels. */
export const unscored = async (
  db: Db,
  { orders, parcels }: { readonly orders: readonly string[]; readonly parcels: readonly string[] },
): Promise<ScoredRow[]> => {
  const result = await sql<ScoredRow>`
    select ${ROW} from delivery.promise p
    where p.outcome is null and (p.parcel = any(${[...parcels]}::uuid[])
      or (p.parcel is null and p."order" = any(${[...orders]}::text[]) and p."order" <> ''))
    order by p.id for update`.execute(delivery(db));
  return result.rows;
};

export const scorePromises = async (
  db: Db,
  scores: readonly { id: string; arrived: string; outcome: string }[],
  now: Date,
): Promise<void> => {
  await sql`
    update delivery.promise p set arrived = s.arrived, outcome = s.outcome, scored_at = ${now}
    from unnest(${scores.map((s) => s.id)}::uuid[], ${scores.map((s) => s.arrived)}::date[],
      ${scores.map((s) => s.outcome)}::text[]) as s (id, arrived, outcome)
    where p.id = s.id and p.outcome is null`.execute(delivery(db));
};

/** Promises whose day has passed without an arrival; they are marked, and told once. */
export const breakPromises = async (db: Db, today: string, now: Date, limit: number): Promise<ScoredRow[]> => {
  const result = await sql<ScoredRow>`
    update delivery.promise p set broken_at = ${now}
    where p.id in (
      select q.id from delivery.promise q join ${orderRelation} as o on o."order" = q."order"
      where q.by < ${today}::date and q."order" <> '' and q.outcome is null and q.broken_at is null
        and o.status not in ('cancelled', 'delivered')
        and not exists (select 1 from delivery.parcel c
          where c.id = q.parcel and (c.delivered_at is not null or c.state = 'cancelled'))
      order by q.by limit ${limit} for update of q skip locked)
    returning ${ROW}`.execute(delivery(db));
  return result.rows;
};

export interface LedgerAsk {
  readonly place?: string | undefined;
  readonly outcome?: string | undefined;
  readonly carrier?: string | undefined;
  readonly prefecture?: string | undefined;
  readonly order?: string | undefined;
  readonly limit: number;
  readonly before: { readonly at: string; readonly id: string } | null;
}

const is = (column: string, value: string | undefined) =>
  value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`;
const withOutcome = (outcome: string | undefined) =>
  outcome === "open"
    ? sql`p.outcome is null and p.broken_at is null`
    : outcome === "overdue"
      ? sql`p.outcome is null and p.broken_at is not null`
      : is("p.outcome", outcome);

/** Newest first. */
export const ledgerPage = async (db: Db, ask: LedgerAsk): Promise<ScoredRow[]> => {
  const behind =
    ask.before === null ? sql`true` : sql`(p.shown_at, p.id) < (${ask.before.at}::timestamptz, ${ask.before.id}::uuid)`;
  const result = await sql<ScoredRow>`
    select ${ROW} from delivery.promise p
    where ${is("p.place", ask.place)} and ${withOutcome(ask.outcome)} and ${is("p.carrier", ask.carrier)}
      and ${is("p.prefecture", ask.prefecture)} and ${is("p.order", ask.order)} and ${behind}
    order by p.shown_at desc, p.id desc limit ${ask.limit}`.execute(delivery(db));
  return result.rows;
};
