/**
 * One order from all events that name it. A pure function of their set: order of arrival and repetition do not matter.
 * The rules are numbered in SPEC.md.
 */
import type { Properties } from "#kernel/log";
import { toDecimal } from "#kernel/money";
import type { OrderHead, OrderLine, OrderStatus, OrderTerms } from "./model.ts";
import { amountIn, first, orderIdOf, productsOf, readLines, text } from "./model.read.ts";
import { readTerms } from "./model.terms.ts";

export const ORDER_EVENTS = [
  "Order Completed",
  "Order Updated",
  "Order Shipped",
  "Order Delivered",
  "Order Refunded",
  "Order Cancelled",
  // Money that was given back here, as a fact.
  "return.refunded",
] as const;
type OrderEventName = (typeof ORDER_EVENTS)[number];

export interface OrderEvent {
  readonly name: string;
  readonly at: Date;
  readonly messageId: string;
  readonly source: string;
  readonly position: number;
  readonly subject: string;
  readonly properties: Properties;
}

export interface Refund {
  readonly refund: string;
  readonly at: Date;
  readonly amount: number;
  readonly reason: string;
  readonly lines: readonly { product: string; variant: string; quantity: number }[];
}

/** An order as its row holds it. `at` is null while only later news of it has come. */
export interface Folded extends Omit<OrderHead, "at" | "order" | "lines"> {
  readonly id: string;
  readonly at: Date | null;
  readonly updatedAt: Date;
  readonly subtotal: number | null;
  readonly shipping: number | null;
  readonly tax: number | null;
  readonly discount: number | null;
  readonly coupon: string;
  readonly terms: OrderTerms;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly refundedAt: Date | null;
  readonly decision: string | null;
  readonly lines: readonly OrderLine[];
  readonly refunds: readonly Refund[];
}

/** A refund that was made here reads as one that the shop told. Its id is the return's; under its reference the shop tells it too. */
export const asTold = (event: OrderEvent): OrderEvent => {
  if (event.name !== "return.refunded") return event;
  const said = event.properties;
  const currency = text(said["currency"]);
  const lines = Array.isArray(said["lines"]) ? (said["lines"] as readonly Properties[]) : [];
  const properties: Properties = {
    order_id: text(said["order"]),
    refund_id: text(said["return"]),
    refund_reference: text(said["reference"]),
    amount: toDecimal(Number(said["amount"] ?? 0), currency),
    currency,
    reason: text(lines[0]?.["reason"]),
    products: lines.map((line) => ({
      product_id: text(line["product"]),
      ...(text(line["variant"]) !== "" && { variant_id: text(line["variant"]) }),
      quantity: Number(line["quantity"] ?? 1),
    })),
  };
  return { ...event, name: "Order Refunded", properties };
};

const inTime = (x: OrderEvent, y: OrderEvent): number =>
  x.at.getTime() - y.at.getTime() ||
  (x.messageId < y.messageId
    ? -1
    : x.messageId > y.messageId
      ? 1
      : x.source < y.source
        ? -1
        : x.source > y.source
          ? 1
          : 0);

const TOTALS = ["total", "revenue", "value"];
const SAID = ["subtotal", ...TOTALS];

/** O2: the later word on each field. News of the lines without a new total makes the old total untrue. */
const merge = (heads: readonly OrderEvent[]): Properties => {
  let merged: Record<string, Properties[string]> = {};
  for (const { properties } of heads) {
    const given = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== ""));
    if (productsOf(given) !== null && TOTALS.every((name) => given[name] === undefined))
      merged = Object.fromEntries(Object.entries(merged).filter(([name]) => !SAID.includes(name)));
    merged = { ...merged, ...given };
  }
  return merged;
};

/** O3: what the customer pays. */
const totalOf = (said: Properties, lines: readonly OrderLine[], currency: string): number => {
  const total = amountIn(said, ["total"], currency);
  if (total !== null) return total;
  const part = (name: string) => amountIn(said, [name], currency) ?? 0;
  const revenue = amountIn(said, ["revenue"], currency);
  if (revenue !== null) return revenue + part("shipping") + part("tax");
  const value = amountIn(said, ["value"], currency);
  if (value !== null) return value;
  return lines.reduce((sum, line) => sum + line.total, 0) + part("shipping") - part("discount");
};

const sameLine = (line: OrderLine, product: string, variant: string): boolean =>
  line.product === product && (variant === "" || line.variant === variant);

/** O6: each refund once; without an amount it is what its lines cost, without lines all that is left. */
const readRefunds = (events: readonly OrderEvent[], lines: readonly OrderLine[], total: number, currency: string) => {
  const last = new Map<string, OrderEvent>();
  const idOf = (event: OrderEvent) => first(event.properties, ["refund_id", "refundId"]);
  const referred = new Map(events.map((event) => [text(event.properties["refund_reference"]), idOf(event)] as const));
  for (const event of events) {
    const id = idOf(event);
    last.set((id !== "" && referred.get(id)) || id || `${event.source}:${event.messageId}`, event);
  }
  return [...last].map(([refund, { at, properties }]): Refund => {
    const named = readLines(productsOf(properties) ?? [], currency);
    const cost = (one: OrderLine) => {
      const bought = lines.find((line) => sameLine(line, one.product, one.variant));
      if (one.total !== 0 || !bought || bought.quantity === 0) return one.total;
      return Math.round((bought.total / bought.quantity) * one.quantity);
    };
    const stated = amountIn(properties, ["amount", "refund_amount", "total", "revenue", "value"], currency);
    const amount = stated ?? (named.length > 0 ? named.reduce((sum, one) => sum + cost(one), 0) : total);
    return {
      refund,
      at,
      amount: Math.abs(amount),
      reason: first(properties, ["reason"]),
      lines: named.map(({ product, variant, quantity }) => ({ product, variant, quantity: Math.abs(quantity) })),
    };
  });
};

const WORDS: Readonly<Record<string, OrderStatus>> = {
  cancelled: "cancelled",
  canceled: "cancelled",
  shipped: "shipped",
  delivered: "delivered",
};

/** O5: the furthest state that any event speaks of. */
const statusOf = (is: {
  cancelled: boolean;
  refunded: number;
  total: number;
  delivered: boolean;
  shipped: boolean;
}) => {
  if (is.cancelled) return "cancelled";
  if (is.refunded > 0) return is.refunded >= is.total ? "refunded" : "partly_refunded";
  if (is.delivered) return "delivered";
  return is.shipped ? "shipped" : "placed";
};

/** Whom the order is of: who the order events themselves name, else who later news names. */
const subjectIn = (heads: readonly OrderEvent[], all: readonly OrderEvent[]): string =>
  heads.findLast((event) => event.subject !== "")?.subject ??
  all.findLast((event) => event.subject !== "")?.subject ??
  "";

/** O4: a document of its own that takes money back; its amounts are negative. */
const isReturn = (said: Properties, lines: readonly OrderLine[], total: number): boolean =>
  text(said["kind"]) === "return" ||
  total < 0 ||
  (lines.length > 0 && total === 0 && lines.every((line) => line.quantity < 0));

const negative = (line: OrderLine): OrderLine => ({
  ...line,
  quantity: -Math.abs(line.quantity),
  discount: -Math.abs(line.discount) + 0,
  total: -Math.abs(line.total) + 0,
});

/** Folds the events of one order; at least one. `home` is the brand's currency, for those that name none. */
export const foldOrder = (events: readonly OrderEvent[], home: string): Folded => {
  const all = events.map(asTold).toSorted(inTime);
  const of = (name: OrderEventName) => all.filter((event) => event.name === name);
  const heads = all.filter((event) => event.name === "Order Completed" || event.name === "Order Updated");
  const completed = of("Order Completed");
  const said = merge(heads);
  const named =
    text(said["currency"]).toUpperCase() ||
    text(all.find((e) => text(e.properties["currency"]))?.properties["currency"]).toUpperCase();
  const currency = /^[A-Z]{3}$/.test(named) ? named : home;
  const stated = readLines(productsOf(said) ?? [], currency);
  const gross = totalOf(said, stated, currency);
  const kind = isReturn(said, stated, gross) ? "return" : "sale";
  // A return's own sign is kept where it has one: a mixed document may hold both.
  const unsigned = kind === "return" && gross > 0;
  const lines = unsigned ? stated.map(negative) : stated;
  const total = unsigned ? -gross : gross;
  const refunds = kind === "sale" ? readRefunds(of("Order Refunded"), lines, total, currency) : [];
  const refunded = Math.min(
    refunds.reduce((sum, refund) => sum + refund.amount, 0),
    Math.max(total, 0),
  );
  const word = WORDS[text(said["status"]).toLowerCase()];
  const lastHead = heads.at(-1)?.at ?? null;
  const when = (name: OrderEventName, status?: OrderStatus) =>
    of(name)[0]?.at ?? (status && word === status ? lastHead : null);
  const cancelledAt = when("Order Cancelled", "cancelled");
  const shippedAt = when("Order Shipped", "shipped");
  const deliveredAt = when("Order Delivered", "delivered");
  const amount = (name: string) => amountIn(said, [name], currency);
  const id = orderIdOf(all[0]?.properties ?? {});
  return {
    id,
    number: first(said, ["order_number", "order_name"]) || id,
    subject: subjectIn(heads, all),
    kind,
    status: statusOf({
      cancelled: cancelledAt !== null,
      refunded: refunds.length > 0 && total === 0 ? 1 : refunded,
      total,
      delivered: deliveredAt !== null,
      shipped: shippedAt !== null,
    }),
    at: (completed[0] ?? heads[0])?.at ?? null,
    updatedAt: all.at(-1)?.at ?? new Date(0),
    currency,
    total,
    refunded,
    net: cancelledAt !== null ? 0 : total - refunded,
    items: lines.reduce((sum, line) => sum + line.quantity, 0),
    lines: lines.map((line) => ({ ...line, returned: returnedOf(line, refunds) })),
    refunds,
    channel: first(said, ["channel"]) || ((completed[0] ?? heads[0])?.source ?? ""),
    returnOf: first(said, ["return_of", "returned_order_id"]) || null,
    subtotal: amount("subtotal"),
    shipping: amount("shipping"),
    tax: amount("tax"),
    discount: amount("discount"),
    coupon: first(said, ["coupon"]),
    terms: readTerms(said, currency),
    shippedAt,
    deliveredAt,
    cancelledAt,
    refundedAt: refunds.map((refund) => refund.at).toSorted((x, y) => x.getTime() - y.getTime())[0] ?? null,
    decision: first(said, ["decision", "engawa_decision"]) || null,
  };
};

const returnedOf = (line: OrderLine, refunds: readonly Refund[]): number => {
  const pieces = refunds
    .flatMap((refund) => refund.lines)
    .filter((one) => sameLine(line, one.product, one.variant))
    .reduce((sum, one) => sum + one.quantity, 0);
  return Math.min(pieces, Math.max(line.quantity, 0));
};
