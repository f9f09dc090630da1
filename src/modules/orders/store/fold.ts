/** Writes folded orders. */
import { sql } from "kysely";
import { eventRelation } from "#events";
import { type Db, tables } from "#kernel/database";
import type { Properties } from "#kernel/log";
import type { Folded, OrderEvent } from "../model.fold.ts";

const orders = tables("orders");

export const putEvidence = async (db: Db, rows: readonly (OrderEvent & { order: string })[]): Promise<void> => {
  await sql`
    insert into orders.evidence ("order", message_id, source, position)
    select * from unnest(${rows.map((r) => r.order)}::text[], ${rows.map((r) => r.messageId)}::text[],
      ${rows.map((r) => r.source)}::text[], ${rows.map((r) => r.position)}::bigint[])
    on conflict do nothing`.execute(orders(db));
};

/** The events of these orders that are not in this batch. */
export const earlierEvents = async (
  db: Db,
  ids: readonly string[],
  batch: readonly number[],
): Promise<(OrderEvent & { order: string })[]> => {
  const result = await sql<OrderEvent & { order: string; properties: Properties }>`
    select v."order", v.message_id as "messageId", v.source, v.position, e.name, e.at, e.subject, e.properties
    from orders.evidence v join ${eventRelation} as e on e.position = v.position
    where v."order" = any(${[...ids]}::text[]) and v.position <> all(${[...batch]}::bigint[])`.execute(orders(db));
  return result.rows;
};

export interface OldHead {
  readonly id: string;
  readonly status: string;
  readonly total: number;
  readonly net: number;
  readonly currency: string;
  readonly items: number;
  readonly subject: string;
  readonly kind: string;
  readonly at: Date | null;
}

export const oldHeads = async (db: Db, ids: readonly string[]): Promise<Map<string, OldHead>> => {
  const result = await sql<OldHead>`
    select id, status, total, net, currency, items, subject, kind, at from orders.order
    where id = any(${[...ids]}::text[])`.execute(orders(db));
  return new Map(result.rows.map((row) => [row.id, row]));
};

const HEAD_COLUMNS: readonly (readonly [string, string, (o: Folded) => unknown])[] = [
  ["id", "text", (o) => o.id],
  ["subject", "text", (o) => o.subject],
  ["kind", "text", (o) => o.kind],
  ["status", "text", (o) => o.status],
  ["at", "timestamptz", (o) => o.at],
  ["updated_at", "timestamptz", (o) => o.updatedAt],
  ["currency", "text", (o) => o.currency],
  ["total", "bigint", (o) => o.total],
  ["refunded", "bigint", (o) => o.refunded],
  ["net", "bigint", (o) => o.net],
  ["subtotal", "bigint", (o) => o.subtotal],
  ["shipping", "bigint", (o) => o.shipping],
  ["tax", "bigint", (o) => o.tax],
  ["discount", "bigint", (o) => o.discount],
  ["items", "double precision", (o) => o.items],
  ["lines", "int", (o) => o.lines.length],
  ["number", "text", (o) => o.number],
  ["coupon", "text", (o) => o.coupon],
  ["channel", "text", (o) => o.channel],
  ["return_of", "text", (o) => o.returnOf],
  ["cancelled_at", "timestamptz", (o) => o.cancelledAt],
  ["shipped_at", "timestamptz", (o) => o.shippedAt],
  ["delivered_at", "timestamptz", (o) => o.deliveredAt],
  ["refunded_at", "timestamptz", (o) => o.refundedAt],
  ["decision", "text", (o) => o.decision],
  ["terms", "jsonb", (o) => JSON.stringify(o.terms)],
];

const names = sql.join(HEAD_COLUMNS.map(([name]) => sql.ref(name)));
const replaced = sql.join(
  HEAD_COLUMNS.filter(([name]) => name !== "id").map(([name]) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`),
);

export const putHeads = async (db: Db, folded: readonly Folded[]): Promise<void> => {
  const columns = sql.join(HEAD_COLUMNS.map(([, type, of]) => sql`${folded.map(of)}::${sql.raw(type)}[]`));
  await sql`
    insert into orders.order (${names}) select * from unnest(${columns})
    on conflict (id) do update set ${replaced}`.execute(orders(db));
};

/** Replaces the lines and refunds of these orders. `known` are those that have some already. */
export const putParts = async (db: Db, folded: readonly Folded[], known: readonly string[]): Promise<void> => {
  if (known.length > 0) {
    await sql`delete from orders.line where "order" = any(${[...known]}::text[])`.execute(orders(db));
    await sql`delete from orders.refund where "order" = any(${[...known]}::text[])`.execute(orders(db));
  }
  const lines = folded.flatMap(({ id, lines: all }) => all.map((line) => ({ ...line, order: id })));
  if (lines.length > 0)
    await sql`
      insert into orders.line
        ("order", line, product, variant, name, category, quantity, price, discount, tax_rate, total, returned)
      select * from unnest(
        ${lines.map((l) => l.order)}::text[], ${lines.map((l) => l.line)}::int[], ${lines.map((l) => l.product)}::text[],
        ${lines.map((l) => l.variant)}::text[], ${lines.map((l) => l.name)}::text[],
        ${lines.map((l) => l.category)}::text[], ${lines.map((l) => l.quantity)}::double precision[],
        ${lines.map((l) => l.price)}::bigint[], ${lines.map((l) => l.discount)}::bigint[],
        ${lines.map((l) => l.taxRate)}::int[], ${lines.map((l) => l.total)}::bigint[],
        ${lines.map((l) => l.returned)}::double precision[])`.execute(orders(db));
  const refunds = folded.flatMap(({ id, refunds: all }) => all.map((refund) => ({ ...refund, order: id })));
  if (refunds.length > 0)
    await sql`
      insert into orders.refund ("order", refund, at, amount, reason, lines)
      select * from unnest(
        ${refunds.map((r) => r.order)}::text[], ${refunds.map((r) => r.refund)}::text[],
        ${refunds.map((r) => r.at)}::timestamptz[], ${refunds.map((r) => r.amount)}::bigint[],
        ${refunds.map((r) => r.reason)}::text[], ${refunds.map((r) => JSON.stringify(r.lines))}::jsonb[])`.execute(
      orders(db),
    );
};
