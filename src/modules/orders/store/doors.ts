/** What other modules and the API read of orders. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Relation } from "#kernel/relation";
import type { OrderHead, OrderLine, OrderStatus, OrderTerms } from "../model.ts";

const orders = tables("orders");

/**
 * Orders that were placed. `kind` "return" is a document of its own with negative amounts; `net` is what the brand keeps
 * (0 when cancelled). Count sales with `kind = 'sale' and status <> 'cancelled'`, value with `sum(net)`.
 */
export const orderRelation: Relation<{
  order: string;
  number: string;
  subject: string;
  at: Date;
  status: string;
  total: number;
  currency: string;
  items: number;
  kind: "sale" | "return";
  refunded: number;
  net: number;
  shipping: number | null;
  gift: boolean;
  occasion: string;
}> = sql`(
  select id as "order", number, subject, at, status, total, currency, items, kind, refunded, net, shipping,
    coalesce((terms->>'gift')::boolean, false) as gift, coalesce(terms->>'occasion', '') as occasion
  from orders.order where at is not null)`;

/** What orders are made of, line by line. */
export const orderLineRelation: Relation<{
  order: string;
  line: number;
  product: string;
  variant: string;
  name: string;
  category: string;
  quantity: number;
  returned: number;
}> = sql`(
  select "order", line, product, variant, name, category, quantity, returned from orders.line)`;

export interface HeadRow {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly kind: "sale" | "return";
  readonly status: string;
  readonly at: Date;
  readonly currency: string;
  readonly total: number;
  readonly refunded: number;
  readonly net: number;
  readonly items: number;
  readonly lines: number;
  readonly channel: string;
  readonly return_of: string | null;
}
export const HEAD = sql.raw(
  "o.id, o.number, o.subject, o.kind, o.status, o.at, o.currency, o.total, o.refunded, o.net, o.items, o.lines, o.channel, o.return_of",
);
export const head = ({ id, at, return_of, status, ...row }: HeadRow): OrderHead => ({
  ...row,
  order: id,
  at: at.toISOString(),
  status: status as OrderStatus,
  returnOf: return_of,
});

/** Orders of these subjects, newest first. */
export const ordersOfSubjects = async (db: Db, subjects: readonly string[], limit: number): Promise<OrderHead[]> => {
  if (subjects.length === 0) return [];
  const result = await sql<HeadRow>`
    select ${HEAD} from orders.order o
    where o.subject = any(${[...subjects]}::text[]) and o.subject <> '' and o.at is not null
    order by o.at desc, o.id desc limit ${limit}`.execute(orders(db));
  return result.rows.map(head);
};

export interface OrderWithLines extends Omit<OrderHead, "lines"> {
  readonly terms: OrderTerms;
  readonly lines: readonly OrderLine[];
}

/** Orders by id or number. A name that is the id of one and the number of another means the id; of two with one number, the newer. */
export const ordersByName = async (db: Db, names: readonly string[]): Promise<Map<string, OrderWithLines>> => {
  if (names.length === 0) return new Map();
  const found = await sql<HeadRow & { terms: OrderTerms }>`
    select ${HEAD}, o.terms from orders.order o
    where o.at is not null and (o.id = any(${[...names]}::text[]) or o.number = any(${[...names]}::text[]))
    order by o.at`.execute(orders(db));
  const lines = await sql<OrderLine & { order: string }>`
    select "order", line, product, variant, name, category, quantity, price, discount, tax_rate as "taxRate", total, returned
    from orders.line where "order" = any(${found.rows.map((row) => row.id)}::text[]) order by "order", line`.execute(
    orders(db),
  );
  const of = Map.groupBy(lines.rows, (line) => line.order);
  const whole = found.rows.map(({ terms, ...row }) => ({
    ...head(row),
    terms,
    lines: (of.get(row.id) ?? []).map(({ order: _order, ...line }) => line),
  }));
  const named = new Map([
    ...whole.map((order) => [order.number, order] as const),
    ...whole.map((order) => [order.order, order] as const),
  ]);
  return new Map([...named].filter(([name]) => names.includes(name)));
};
