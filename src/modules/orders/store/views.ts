/** Lists, one order, totals. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import { identityRelation } from "#profiles";
import type { OrderHead, OrderLine, OrderRefund, OrderTerms, OrderTotals } from "../model.ts";
import { HEAD, head, type HeadRow } from "./doors.ts";

const orders = tables("orders");

export interface Place {
  readonly at: string;
  readonly id: string;
}
const behind = (before: Place | null) =>
  before === null ? sql`true` : sql`(o.at, o.id) < (${before.at}::timestamptz, ${before.id})`;

/** Newest first. `profile` is null where the order names nobody that is known. */
export const listOrders = async (
  db: Db,
  ask: {
    q?: string | undefined;
    status?: string | undefined;
    kind?: string | undefined;
    channel?: string | undefined;
    profile?: string | undefined;
    before: Place | null;
    limit: number;
  },
): Promise<(OrderHead & { profile: string | null })[]> => {
  const whose =
    ask.profile === undefined
      ? sql`true`
      : sql`o.subject in (select key from ${identityRelation} as k where k.profile = ${ask.profile}::uuid)`;
  const equal = (column: string, value: string | undefined) =>
    value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`;
  const number =
    ask.q === undefined ? sql`true` : sql`(starts_with(o.number, ${ask.q}) or starts_with(o.id, ${ask.q}))`;
  const result = await sql<HeadRow & { profile: string | null }>`
    select ${HEAD}, i.profile from orders.order o left join ${identityRelation} as i on i.key = o.subject
    where o.at is not null and ${whose} and ${number} and ${equal("o.status", ask.status)}
      and ${equal("o.kind", ask.kind)} and ${equal("o.channel", ask.channel)} and ${behind(ask.before)}
    order by o.at desc, o.id desc limit ${ask.limit}`.execute(orders(db));
  return result.rows.map(({ profile, ...row }) => ({ ...head(row), profile }));
};

interface TotalsRow extends Omit<OrderTotals, "first" | "last"> {
  readonly first: Date | null;
  readonly last: Date | null;
}

/** Totals per currency, of one profile or of everybody. First and last are of sales that stand. */
export const totals = async (db: Db, profile: string | null): Promise<OrderTotals[]> => {
  const whose =
    profile === null
      ? sql`true`
      : sql`o.subject in (select key from ${identityRelation} as k where k.profile = ${profile}::uuid)`;
  const stands = sql`o.kind = 'sale' and o.status <> 'cancelled'`;
  const result = await sql<TotalsRow>`
    select o.currency, (count(*) filter (where ${stands}))::int as orders,
      (count(*) filter (where o.kind = 'return'))::int as returns,
      (count(*) filter (where o.status = 'cancelled'))::int as cancelled,
      sum(o.net)::bigint as value, coalesce(sum(o.items) filter (where o.status <> 'cancelled'), 0) as items,
      min(o.at) filter (where ${stands}) as first, max(o.at) filter (where ${stands}) as last
    from orders.order o where o.at is not null and ${whose} group by o.currency order by 2 desc`.execute(orders(db));
  return result.rows.map((row) => ({
    ...row,
    first: row.first?.toISOString() ?? null,
    last: row.last?.toISOString() ?? null,
  }));
};

type Whole = HeadRow & {
  subtotal: number | null;
  shipping: number | null;
  tax: number | null;
  discount: number | null;
  coupon: string;
  shipped_at: Date | null;
  delivered_at: Date | null;
  cancelled_at: Date | null;
  refunded_at: Date | null;
  decision: string | null;
  terms: OrderTerms;
  profile: string | null;
};

export const wholeOrder = async (db: Db, id: string): Promise<Whole | null> => {
  const result = await sql<Whole>`
    select ${HEAD}, o.subtotal, o.shipping, o.tax, o.discount, o.coupon, o.shipped_at, o.delivered_at, o.cancelled_at,
      o.refunded_at, o.decision, o.terms, i.profile
    from orders.order o left join ${identityRelation} as i on i.key = o.subject
    where o.id = ${id} and o.at is not null`.execute(orders(db));
  return result.rows[0] ?? null;
};

export const linesOf = async (db: Db, id: string): Promise<OrderLine[]> => {
  const result = await sql<OrderLine>`
    select line, product, variant, name, category, quantity, price, discount, tax_rate as "taxRate", total, returned
    from orders.line where "order" = ${id} order by line`.execute(orders(db));
  return result.rows;
};

export const refundsOf = async (db: Db, id: string): Promise<OrderRefund[]> => {
  const result = await sql<Omit<OrderRefund, "at"> & { at: Date }>`
    select refund, at, amount, reason, lines from orders.refund where "order" = ${id} order by at, refund`.execute(
    orders(db),
  );
  return result.rows.map((row) => ({ ...row, at: row.at.toISOString() }));
};
