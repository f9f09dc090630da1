/** One order of a customer, and what follows from it: delivery, return, review. */
import type { Chance } from "./chance.ts";
import type { Customer } from "./customer.ts";
import { type Good, GOODS, goodOf, STORES } from "./goods.ts";
import { CARRIERS, DAYS_ON_THE_ROAD, trackingNumber } from "./places.ts";
import type { Scribe } from "./scribe.ts";
import { couponOn, DAY, midnight, momentOn } from "./season.ts";
import { anyGood, asProduct, visit } from "./visit.ts";

/** What goes into the basket: the first time often the trial, later what ran out. */
const basket = (
  draw: Chance,
  customer: Customer,
  nth: number,
): { good: Good; quantity: number; variant: string | null }[] => {
  const first = customer.loves === "hair" && nth === 1 && draw.yes(0.55) ? goodOf("hair-trial") : null;
  const refill =
    customer.loves === "hair" && nth > 1 && draw.yes(0.7)
      ? goodOf(draw.pick(["shampoo-refill", "treatment-refill", "oil", "shampoo"]))
      : null;
  const goods = [first ?? refill ?? anyGood(draw, customer), ...(draw.yes(0.35) ? [anyGood(draw, customer)] : [])];
  return [...new Map(goods.map((good) => [good.id, good])).values()].map((good) => ({
    good,
    quantity: good.price < 4_500 && draw.yes(0.18) ? 2 : 1,
    variant: good.variants.length > 0 ? draw.pick(good.variants) : null,
  }));
};

const FREE_FROM = 8_800;
const PAYMENTS = [
  "クレジットカード",
  "クレジットカード",
  "クレジットカード",
  "PayPay",
  "クレジットカード",
  "コンビニ払い",
  "クレジットカード",
  "代金引換",
];

/** One order with all that follows from it; gives when it was delivered. */
export const order = (draw: Chance, notes: Scribe, customer: Customer, at: number, nth: number): number => {
  const number = `T${customer.index}-${nth}`;
  const inStore = customer.shops === "store" || (customer.shops === "both" && draw.yes(0.45));
  const lines = basket(draw, customer, nth);
  const products = lines.map(({ good, quantity, variant }) => asProduct(good, quantity, variant));
  const subtotal = lines.reduce((sum, { good, quantity }) => sum + good.price * quantity, 0);
  const offer = draw.yes(0.5) ? couponOn(at) : nth === 1 && draw.yes(0.3) ? { code: "HAJIMETE", share: 0.1 } : null;
  const discount = offer ? Math.floor(subtotal * offer.share) : 0;
  const shipping = inStore || subtotal - discount >= FREE_FROM ? 0 : customer.place.area === "北海道" ? 990 : 660;
  const total = subtotal - discount + shipping;
  const store = STORES.find((each) => each.areas.includes(customer.place.area)) ?? STORES[0];
  const head = { order_id: number, currency: "JPY" };
  const properties = {
    ...head,
    total,
    revenue: subtotal - discount,
    shipping,
    tax: Math.floor((total * 10) / 110),
    discount,
    ...(offer && { coupon: offer.code }),
    payment_method: inStore ? "現金" : (PAYMENTS[customer.index % PAYMENTS.length] ?? "card"),
    affiliation: inStore ? (store?.name ?? "") : "オンラインストア",
    products,
  };
  if (inStore) {
    const till = {
      ...(customer.card && {
        externalIds: [{ id: customer.card, type: "card", collection: "users", encoding: "none" }],
      }),
    };
    notes.add(at, {
      type: "track",
      event: "Order Completed",
      ...notes.who(null, customer.shops === "both"),
      properties,
      context: { ...till, channel: "store", device: { type: "pos" } },
    });
    return finish(draw, notes, customer, { number, at, delivered: at, products, total, inStore });
  }
  const bought = visit(draw, notes, customer, at - draw.between(4, 25) * 60_000, nth > 1) + 60_000;
  const who = notes.who(customer.anonymous[0] ?? null, true);
  if (draw.yes(0.4)) notes.add(bought, { type: "track", event: "Product Added", ...who, properties: products[0] });
  const placed = Math.max(at, bought + 90_000);
  notes.add(placed, { type: "track", event: "Order Completed", ...who, properties });
  if (draw.yes(0.012)) {
    notes.add(placed + draw.between(1, 8) * 3_600_000, {
      type: "track",
      event: "Order Cancelled",
      ...who,
      properties: head,
    });
    return placed;
  }
  const shipped = midnight(placed + DAY) + draw.between(14, 17) * 3_600_000 + draw.between(0, 3_599) * 1_000;
  const late = draw.yes(0.06) ? draw.between(1, 3) : 0;
  const days = DAYS_ON_THE_ROAD[customer.place.area] + late;
  const carrier = draw.weighted(CARRIERS);
  const tracking_number = trackingNumber(String(30_000_000_000 + customer.index * 1_000 + nth));
  notes.add(shipped, {
    type: "track",
    event: "Order Shipped",
    ...notes.who(null, true),
    properties: { ...head, carrier, tracking_number },
  });
  const delivered = momentOn(draw, shipped + days * DAY, [9, 21]);
  notes.add(delivered, {
    type: "track",
    event: "Order Delivered",
    ...notes.who(null, true),
    properties: { ...head, carrier, tracking_number, days_late: late },
  });
  return finish(draw, notes, customer, { number, at: placed, delivered, products, total, inStore });
};

interface Bought {
  readonly number: string;
  readonly at: number;
  readonly delivered: number;
  readonly products: readonly ReturnType<typeof asProduct>[];
  readonly total: number;
  readonly inStore: boolean;
}

/** What comes after: a return, a review. */
const finish = (draw: Chance, notes: Scribe, customer: Customer, bought: Bought): number => {
  const first = bought.products[0];
  const worn = GOODS.some((good) => good.id === first?.product_id && good.line === "cloth");
  const who = notes.who(null, true);
  if (first && who.userId !== undefined && draw.yes(worn ? 0.07 : 0.012)) {
    const at = bought.delivered + draw.between(2, 12) * DAY;
    const reason = draw.pick(
      worn ? ["サイズが合わない", "イメージと違う", "色味が違う"] : ["香りが合わない", "容器の破損"],
    );
    const back = {
      order_id: bought.number,
      currency: "JPY",
      total: first.price * first.quantity,
      reason,
      products: [first],
    };
    notes.add(at, { type: "track", event: "Order Refunded", ...who, properties: back });
  } else if (first && who.userId !== undefined && draw.yes(0.07)) {
    const at = momentOn(draw, bought.delivered + draw.between(6, 25) * DAY);
    const rating = draw.weighted([
      [5, 52],
      [4, 27],
      [3, 12],
      [2, 6],
      [1, 3],
    ] as const);
    notes.add(at, {
      type: "track",
      event: "Product Reviewed",
      ...who,
      properties: { product_id: first.product_id, review_id: `r-${bought.number}`, rating },
    });
  }
  return bought.delivered;
};
