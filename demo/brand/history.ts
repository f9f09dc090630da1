/** What one customer does: visits, sign-up, orders, deliveries, returns, the mails of the years before. Pure. */
import { chance, type Chance } from "./chance.ts";
import { type Customer, traitsOf } from "./customer.ts";
import { BRAND, type Good, GOODS, goodOf, STORES } from "./goods.ts";
import { CARRIERS, DAYS_ON_THE_ROAD, trackingNumber } from "./places.ts";
import { couponOn, DAY, midnight, momentOn, seasonalDay } from "./season.ts";

export interface DemoEvent {
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** How it is told where it is no event of the shop: carriers' scans, a tracking service, a store. */
  readonly via?: "scans" | "hook" | "shipment" | "return";
}

export interface Span {
  /** The shop's first day. */
  readonly from: number;
  /** Nothing happens after this. */
  readonly until: number;
  /** Newsletters by the tool of before end here. */
  readonly adopted: number;
}

const MOST_ORDERS = 14;
const SITE = `https://www.${BRAND.domain}`;

/** Collects events with ids that are the same each time. */
const scribe = (customer: Customer) => {
  const events: DemoEvent[] = [];
  const who = (anonymous: string | null, member: boolean) => ({
    ...(anonymous !== null && { anonymousId: anonymous }),
    ...(member && customer.id !== null && { userId: customer.id }),
  });
  return {
    events,
    who,
    add: (at: number, body: Readonly<Record<string, unknown>>) => {
      events.push({
        at,
        body: { ...body, messageId: `demo-${customer.index}-${events.length}`, timestamp: new Date(at).toISOString() },
      });
    },
  };
};
type Scribe = ReturnType<typeof scribe>;

const asProduct = (good: Good, quantity: number, variant: string | null) => ({
  product_id: good.id,
  sku: variant === null ? good.id : `${good.id}-${variant.replaceAll(" / ", "-")}`,
  name: good.name,
  category: good.category,
  price: good.price,
  quantity,
  ...(variant !== null && { variant }),
  url: `${SITE}/items/${good.id}`,
  image_url: `${SITE}/items/${good.id}.jpg`,
});

/** A visit to the site: a page, then one or two products. */
const visit = (draw: Chance, notes: Scribe, customer: Customer, at: number, member: boolean): number => {
  const anonymous = draw.pick(customer.anonymous);
  const who = notes.who(anonymous, member);
  const page = draw.weighted([
    ["トップ", 5],
    ["ヘアケア", 4],
    ["衣服", 3],
    ["読みもの", 2],
    ["特集", 2],
  ] as const);
  notes.add(at, {
    type: "page",
    name: page,
    ...who,
    properties: { path: `/${page}`, url: SITE },
    context: { page: { referrer: draw.pick(["https://www.google.com/", "https://www.instagram.com/", "", ""]) } },
  });
  let later = at;
  for (let n = draw.between(0, 1); n >= 0; n--) {
    later += draw.between(15, 180) * 1_000;
    const good = anyGood(draw, customer);
    notes.add(later, { type: "track", event: "Product Viewed", ...who, properties: asProduct(good, 1, null) });
  }
  return later;
};

const anyGood = (draw: Chance, customer: Customer): Good => {
  const line = draw.yes(0.8) ? customer.loves : customer.loves === "hair" ? "cloth" : "hair";
  return draw.weighted(GOODS.filter((good) => good.line === line).map((good) => [good, good.weight] as const));
};

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
const order = (draw: Chance, notes: Scribe, customer: Customer, at: number, nth: number): number => {
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

/** The newsletters of the tool before: one a month, to those who had agreed. */
const letters = (draw: Chance, notes: Scribe, customer: Customer, span: Span): void => {
  if (!customer.optIn || customer.email === null || customer.id === null) return;
  const who = notes.who(null, true);
  for (let at = midnight(span.from) + 20 * DAY; at < span.adopted; at += 61 * DAY) {
    if (at < customer.joined) continue;
    const sent = at + 10 * 3_600_000 + draw.between(0, 1_800) * 1_000;
    const email = {
      email_id: `news-${new Date(at).toISOString().slice(0, 10)}`,
      email_subject: "椿と麻だより",
      campaign_name: "椿と麻だより",
    };
    notes.add(sent, { type: "track", event: "Email Delivered", ...who, properties: email });
    if (draw.yes(0.05)) {
      const link = { ...email, link_url: `${SITE}/magazine` };
      notes.add(sent + draw.exponential(9) * 3_600_000, {
        type: "track",
        event: "Email Link Clicked",
        ...who,
        properties: link,
      });
    }
  }
};

/** Everything that this customer does up to `span.until`, in the order in which it happens. */
export const historyOf = (seed: string, customer: Customer, span: Span): DemoEvent[] => {
  const draw = chance(`${seed}/history/${customer.index}`);
  const notes = scribe(customer);
  const { joined } = customer;
  const online = customer.shops !== "store";
  if (online && draw.yes(0.3)) visit(draw, notes, customer, joined - draw.between(1, 9) * DAY, false);
  if (online) {
    visit(draw, notes, customer, joined - draw.between(3, 12) * 60_000, false);
    const who = notes.who(customer.anonymous[0] ?? null, true);
    const withLine = customer.followedAt !== null && customer.followedAt < joined + 1_000;
    const line = withLine && customer.lineId !== null ? { lineUserId: customer.lineId } : {};
    notes.add(joined, { type: "identify", ...who, traits: { ...traitsOf(customer), ...line } });
    notes.add(joined + 1_000, {
      type: "track",
      event: "Signed Up",
      ...who,
      properties: { method: withLine ? "LINEログイン" : "メール", plan: "会員" },
    });
  } else {
    const ids = [{ id: customer.card, type: "card", collection: "users", encoding: "none" }];
    notes.add(joined, {
      type: "identify",
      ...notes.who(null, true),
      traits: traitsOf(customer),
      context: { externalIds: ids, channel: "store" },
    });
  }
  if (customer.card !== null && online)
    notes.add(joined + 40 * DAY, {
      type: "identify",
      ...notes.who(null, true),
      traits: {},
      context: { externalIds: [{ id: customer.card, type: "card", collection: "users", encoding: "none" }] },
    });
  if (customer.lineId !== null && customer.followedAt !== null && customer.id !== null)
    notes.add(customer.followedAt + 30_000, {
      type: "identify",
      ...notes.who(null, true),
      traits: { lineUserId: customer.lineId },
    });

  let next = draw.yes(0.6) ? joined + draw.between(3, 40) * 60_000 : momentOn(draw, joined + draw.between(1, 20) * DAY);
  if (!online) next = joined + 300_000;
  let buying = online ? draw.yes(0.74) : true;
  for (let nth = 1; buying && nth <= MOST_ORDERS && next < span.until; nth++) {
    const delivered = order(draw, notes, customer, next, nth);
    const after = nth === 1 && customer.loves === "hair" ? Math.min(customer.rhythm, 26) : customer.rhythm;
    const due = delivered + after * (0.82 + 0.36 * draw.next()) * DAY;
    next = momentOn(draw, seasonalDay(draw, due, 5, customer.loves), customer.shops === "store" ? [11, 20] : undefined);
    buying = draw.yes(nth === 1 ? customer.loyalty * 0.85 : Math.min(0.94, customer.loyalty + 0.22));
  }
  if (online)
    for (let at = joined + draw.exponential(60) * DAY; at < span.until; at += draw.exponential(110) * DAY)
      visit(draw, notes, customer, momentOn(draw, at), true);
  letters(draw, notes, customer, span);
  return notes.events.filter((event) => event.at >= span.from && event.at < span.until).sort((a, b) => a.at - b.at);
};
