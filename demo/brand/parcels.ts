/**
 * What happens to parcels once the brand uses Engawa: scans in the carriers' own words, and every fate that parcels have. Pure.
 * Reads a customer's story and gives it back with the parcels in it.
 */
import { chance, type Chance } from "./chance.ts";
import type { Customer } from "./customer.ts";
import { STORES } from "./goods.ts";
import type { Span } from "./history.ts";
import type { DemoEvent } from "./scribe.ts";
import { trackingNumber } from "./places.ts";
import { DAY, midnight, momentOn } from "./season.ts";

const HOUR = 3_600_000;

interface Words {
  readonly out: string;
  readonly moving: string;
  readonly depot: string;
  readonly round: string;
  readonly absent: string;
  readonly done: readonly string[];
  readonly odd: string;
  readonly delayed: string;
  readonly search: string;
  readonly lost: string;
  readonly broken: string;
  readonly back: string;
}
const WORDS: Readonly<Record<string, Words>> = {
  ヤマト運輸: {
    out: "発送済み",
    moving: "輸送中",
    depot: "配達店到着",
    round: "配達中",
    absent: "持戻(ご不在)",
    done: ["配達完了", "配達完了", "配達完了(宅配BOX)", "配達完了(置き配)"],
    odd: "ドライバー引継ぎ",
    delayed: "遅延",
    search: "調査中",
    lost: "紛失",
    broken: "破損",
    back: "返品",
  },
  佐川急便: {
    out: "集荷",
    moving: "輸送中",
    depot: "営業所到着",
    round: "配達中",
    absent: "ご不在",
    done: ["配達完了", "配達完了", "配達完了(置き配)"],
    odd: "中継センター仕分",
    delayed: "遅延",
    search: "調査中",
    lost: "紛失",
    broken: "破損",
    back: "返送",
  },
  日本郵便: {
    out: "引受",
    moving: "中継",
    depot: "到着",
    round: "持ち出し中",
    absent: "ご不在のため持ち戻り",
    done: ["お届け先にお届け済み", "お届け先にお届け済み(宅配ボックス)"],
    odd: "区分中",
    delayed: "遅延",
    search: "調査中",
    lost: "紛失",
    broken: "破損",
    back: "差出人に返送",
  },
};

const FATES = [
  ["plain", 861],
  ["absent", 42],
  ["left", 14],
  ["late", 18],
  ["searched", 8],
  ["silent", 12],
  ["lost", 5],
  ["broken", 7],
  ["odd", 12],
  ["taken_back", 5],
] as const;
type Fate = (typeof FATES)[number][0];

interface Sent {
  readonly carrier: string;
  readonly number: string;
  readonly shipped: number;
  readonly delivered: number;
  readonly city: string;
}
type Step = readonly [at: number, word: string, place: string];

/** Days that a depot keeps what nobody fetches. */
const KEPT = 7;

/** The scans of one parcel, and when it came; null where it never does. */
const wayOf = (draw: Chance, sent: Sent, fate: Fate): { steps: readonly Step[]; came: number | null } => {
  const words = WORDS[sent.carrier] ?? WORDS["ヤマト運輸"];
  if (!words) return { steps: [], came: null };
  const [base, depot] = ["さいたま物流センター", `${sent.city}の営業所`];
  const start: Step[] = [
    [sent.shipped + HOUR, words.out, base],
    [sent.shipped + 7 * HOUR, words.moving, "関東中継センター"],
  ];
  const arrive = (day: number): Step[] => [
    [midnight(day) + 6.4 * HOUR, words.depot, depot],
    [midnight(day) + 8.2 * HOUR, words.round, depot],
  ];
  const finish = (at: number): { steps: Step[]; came: number } => ({
    steps: [...start, ...arrive(at), [at, draw.pick(words.done), depot]],
    came: at,
  });
  const { delivered } = sent;
  switch (fate) {
    case "absent": {
      const again = momentOn(
        draw,
        delivered +
          draw.weighted([
            [1, 70],
            [2, 20],
            [4, 10],
          ]) *
            DAY,
        [9, 20],
      );
      const round: Step = [midnight(again) + 8.3 * HOUR, words.round, depot];
      const steps: Step[] = [...start, ...arrive(delivered), [delivered, words.absent, depot], round];
      return { steps: [...steps, [again, draw.pick(words.done), depot]], came: again };
    }
    case "left":
      return {
        steps: [
          ...start,
          ...arrive(delivered),
          [delivered, words.absent, depot],
          [delivered + KEPT * DAY, words.back, depot],
        ],
        came: null,
      };
    case "late": {
      const later = momentOn(draw, delivered + draw.between(2, 3) * DAY, [10, 20]);
      const { steps } = finish(later);
      return { steps: [...steps, [sent.shipped + DAY, words.delayed, "関東中継センター"]], came: later };
    }
    case "searched": {
      const search: Step = [delivered, words.search, depot];
      if (draw.yes(0.4)) return { steps: [...start, search], came: null };
      const later = momentOn(draw, delivered + 3 * DAY, [10, 20]);
      return { steps: [...finish(later).steps, search], came: later };
    }
    case "silent":
      return { steps: start, came: null };
    case "lost":
      return {
        steps: [...start, [delivered, words.search, depot], [delivered + 4 * DAY, words.lost, depot]],
        came: null,
      };
    case "broken":
      return {
        steps: [...start, [delivered, words.broken, depot], [delivered + 2 * DAY, words.back, depot]],
        came: null,
      };
    case "odd": {
      const { steps, came } = finish(delivered);
      return { steps: [...steps, [sent.shipped + 12 * HOUR, words.odd, "関東中継センター"]], came };
    }
    case "taken_back": {
      const { steps, came } = finish(delivered);
      return { steps: [...steps, [came + 3 * HOUR, words.search, depot]], came };
    }
    default:
      return finish(delivered);
  }
};

/** Some of Japan Post's come through a tracking service's webhook, the others from the carrier's own feed. */
const told = (sent: Sent, steps: readonly Step[]): DemoEvent[] =>
  steps.map(([at, status, place]) => ({
    at,
    via: sent.carrier === "日本郵便" && sent.number.charCodeAt(8) % 3 === 0 ? "hook" : "scans",
    body: { carrier: sent.carrier, number: sent.number, status, place, occurredAt: new Date(at).toISOString() },
  }));

type Properties = Readonly<Record<string, unknown>>;
const properties = (event: DemoEvent): Properties => (event.body["properties"] as Properties | undefined) ?? {};
const orderOf = (event: DemoEvent): string => (properties(event)["order_id"] as string | undefined) ?? "";
const moved = (event: DemoEvent, at: number): DemoEvent => ({
  at,
  body: { ...event.body, timestamp: new Date(at).toISOString() },
});

/** An order that is fetched in a store: told by the store, no carrier sees it. */
const fetched = (draw: Chance, order: string, place: string, ordered: number) => {
  const ready = midnight(ordered + DAY) + 11 * HOUR;
  const came = draw.yes(0.85) ? momentOn(draw, ready + draw.between(0, 3) * DAY, [12, 20]) : null;
  const shipment = (at: number, status: string): DemoEvent => ({
    at,
    via: "shipment",
    body: {
      shipment: `pickup-${order}`,
      order,
      method: "pickup",
      place,
      status: { status, occurredAt: new Date(at).toISOString() },
    },
  });
  return { events: [shipment(ready, "準備完了"), ...(came === null ? [] : [shipment(came, "お渡し済み")])], came };
};

/** A second parcel of an order with several lines, a day behind the first. */
const second = (draw: Chance, sent: Sent, order: string, products: readonly Properties[]): DemoEvent[] => {
  const number = trackingNumber(String(Number(sent.number.slice(0, 11)) + 500));
  const behind: Sent = { ...sent, number, shipped: sent.shipped + 5 * HOUR, delivered: sent.delivered + DAY };
  const { steps } = wayOf(draw, behind, "plain");
  const items = products
    .slice(1)
    .map((one) => ({ product: one["product_id"], variant: one["sku"], name: one["name"], quantity: one["quantity"] }));
  const status = { status: "label_created", occurredAt: new Date(behind.shipped).toISOString() };
  const body = { shipment: `${order}-2`, order, carrier: sent.carrier, parcels: [{ number, items }], status };
  return [{ at: behind.shipped, via: "shipment", body }, ...told(behind, steps)];
};

/** The story with addresses on what is sent, and from adoption on with the way of each parcel. */
export const withParcels = (seed: string, customer: Customer, span: Span, story: readonly DemoEvent[]): DemoEvent[] => {
  const sentOrders = new Set(story.filter((event) => event.body["event"] === "Order Shipped").map(orderOf));
  const address = {
    name: `${customer.family} ${customer.given}`,
    postal_code: customer.postal,
    prefecture: customer.place.prefecture,
    city: customer.place.city,
    address1: `${(customer.index % 9) + 1}-${(customer.index % 23) + 1}-${(customer.index % 17) + 1}`,
    country: "JP",
  };
  const completed = new Map(
    story.filter((event) => event.body["event"] === "Order Completed").map((event) => [orderOf(event), event]),
  );
  const added: DemoEvent[] = [];
  /** When an order came after all; null: never. */
  const came = new Map<string, number | null>();
  const store = STORES.find((each) => each.areas.includes(customer.place.area));
  const near = customer.place.area === "関東" || customer.place.area === "近畿";
  const pickups = new Set<string>();
  for (const event of story) {
    if (event.body["event"] !== "Order Shipped") continue;
    const order = orderOf(event);
    const draw = chance(`${seed}/parcel/${order}`);
    const arrives = story.find((one) => one.body["event"] === "Order Delivered" && orderOf(one) === order);
    if (event.at < span.adopted) {
      // Nobody told of parcels then, but they had their bad days too: the shop saw when they came.
      const sent = { carrier: "", number: "", shipped: event.at, delivered: arrives?.at ?? 0, city: "" };
      const after = arrives ? wayOf(draw, sent, draw.weighted(FATES)).came : null;
      if (after !== null) came.set(order, after);
      continue;
    }
    const ordered = completed.get(order);
    if (!ordered) continue;
    if (near && store && draw.yes(0.06)) {
      const pickup = fetched(draw, order, store.name, ordered.at);
      pickups.add(order);
      added.push(...pickup.events);
      came.set(order, pickup.came);
      continue;
    }
    const said = properties(event);
    const sent: Sent = {
      carrier: String(said["carrier"]),
      number: String(said["tracking_number"]),
      shipped: event.at,
      delivered: arrives?.at ?? event.at + DAY,
      city: customer.place.city,
    };
    const way = wayOf(draw, sent, draw.weighted(FATES));
    added.push(...told(sent, way.steps));
    came.set(order, way.came);
    const products = (properties(ordered)["products"] as readonly Properties[] | undefined) ?? [];
    if (products.length > 1 && draw.yes(0.12)) added.push(...second(draw, sent, order, products));
  }
  const kept = story.flatMap((event): DemoEvent[] => {
    const [name, order] = [event.body["event"], orderOf(event)];
    if (name === "Order Completed" && sentOrders.has(order))
      return [{ ...event, body: { ...event.body, properties: { shipping_address: address, ...properties(event) } } }];
    if (name === "Order Shipped" && pickups.has(order)) return [];
    if (name !== "Order Delivered" || !came.has(order)) return [event];
    const at = came.get(order) ?? null;
    return at === null ? [] : [moved(event, at)];
  });
  return [...kept, ...added].filter((event) => event.at < span.until).sort((a, b) => a.at - b.at);
};
