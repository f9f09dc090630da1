import { readWords } from "../../src/modules/delivery/model/words.ts";
import { describe, expect, it } from "vitest";
import { chance } from "./chance.ts";
import { customerOf } from "./customer.ts";
import { trackingNumber } from "./places.ts";
import { couponOn, dateIn, DAY, midnight, seasonOf } from "./season.ts";
import { customersOf, PLAN, spanOf, streamOf } from "./stream.ts";

const opens = Date.parse("2026-11-22T01:00:00Z");
const plan = { ...PLAN, customers: 600, opens };
const customers = customersOf(plan);
const stream = streamOf(plan, customers);
const span = spanOf(plan);
const told = stream.filter((event) => event.at < opens);
const named = (name: string) => told.filter((event) => event.body["event"] === name);
const propertiesOf = (event: (typeof stream)[number]) => event.body["properties"] as Record<string, unknown>;

describe("the demo brand", () => {
  it("tells the same story for the same seed, and another for another", () => {
    expect(streamOf(plan).map((event) => JSON.stringify(event))).toEqual(stream.map((event) => JSON.stringify(event)));
    expect(customerOf("other", 7, span.from, opens)).not.toEqual(customerOf(plan.seed, 7, span.from, opens));
  });

  it("tells it in order, within its time, each event under an id of its own", () => {
    expect(stream.every((event, i) => i === 0 || event.at >= (stream[i - 1]?.at ?? 0))).toBe(true);
    expect(stream.every((event) => event.at >= span.from && event.at < span.until)).toBe(true);
    const shop = stream.filter((event) => event.via === undefined);
    expect(new Set(shop.map((event) => event.body["messageId"])).size).toBe(shop.length);
  });

  it("gives parcels every fate that parcels have, in words that the maps read, but for the one that is new", () => {
    const told = stream.filter((event) => event.via === "scans" || event.via === "hook");
    const vocabulary: Record<string, string> = { ヤマト運輸: "yamato", 佐川急便: "sagawa", 日本郵便: "japanpost" };
    const states = told.map(({ body }) => {
      const saying = { vocabulary: vocabulary[String(body["carrier"])] ?? "", word: String(body["status"]) };
      return readWords([saying], new Map()).state;
    });
    const wanted = ["attempt_failed", "delayed", "delivered", "investigating", "returning", "unknown"];
    expect([...new Set(states)]).toEqual(expect.arrayContaining(wanted));
    expect(states.filter((state) => state === "unknown").length / states.length).toBeLessThan(0.02);
    expect(stream.some((event) => event.via === "shipment" && event.body["method"] === "pickup")).toBe(true);
  });

  it("moves a customer's past by whole days only when it opens on another day", () => {
    const later = customerOf(plan.seed, 3, span.from + DAY, opens + DAY);
    expect(later.family).toBe(customerOf(plan.seed, 3, span.from, opens).family);
  });

  it("has customers with kana, prefectures, carriers' mail, cards and LINE in likely shares", () => {
    const share = (is: (customer: (typeof customers)[number]) => boolean) =>
      customers.filter(is).length / customers.length;
    expect(customers.every((customer) => /^[ァ-ヴー]+$/.test(customer.familyKana + customer.givenKana))).toBe(true);
    expect(share((c) => c.place.prefecture === "東京都")).toBeGreaterThan(0.06);
    expect(share((c) => c.lineId !== null)).toBeGreaterThan(0.3);
    expect(share((c) => c.card !== null)).toBeGreaterThan(0.2);
    expect(share((c) => c.id === null)).toBeLessThan(0.1);
    expect(new Set(customers.flatMap((c) => c.email ?? [])).size).toBe(
      customers.filter((c) => c.email !== null).length,
    );
    expect(customers.every((c) => c.email === null || /^[a-z.]+\d+(\.\d+)@/.test(c.email))).toBe(true);
  });

  it("has a first-to-second-order rate, a basket and a share of returns as such shops have", () => {
    const orders = Map.groupBy(
      named("Order Completed"),
      (event) => String(propertiesOf(event)["order_id"]).split("-")[0],
    );
    const again = [...orders.values()].filter((list) => list.length > 1).length / orders.size;
    const value = named("Order Completed").reduce((sum, event) => sum + Number(propertiesOf(event)["total"]), 0);
    expect(again).toBeGreaterThan(0.22);
    expect(again).toBeLessThan(0.5);
    expect(value / named("Order Completed").length).toBeGreaterThan(4_000);
    const returns = named("Order Refunded").length / named("Order Completed").length;
    expect(returns).toBeGreaterThan(0.005);
    expect(returns).toBeLessThan(0.08);
  });

  it("ships and delivers each order after it was placed", () => {
    const placed = new Map(
      stream.flatMap((e) =>
        e.body["event"] === "Order Completed" ? [[propertiesOf(e)["order_id"], e.at] as const] : [],
      ),
    );
    const delivered = stream.filter((event) => event.body["event"] === "Order Delivered");
    expect(delivered.length).toBeGreaterThan(100);
    expect(
      delivered.every((event) => event.at > (placed.get(propertiesOf(event)["order_id"]) ?? Number.POSITIVE_INFINITY)),
    ).toBe(true);
  });

  it("adds up each order in whole yen", () => {
    const sums = named("Order Completed").map((event) => {
      const order = propertiesOf(event) as {
        total: number;
        shipping: number;
        discount: number;
        products: { price: number; quantity: number }[];
      };
      return (
        order.total -
        (order.products.reduce((sum, line) => sum + line.price * line.quantity, 0) - order.discount + order.shipping)
      );
    });
    expect(new Set(sums)).toEqual(new Set([0]));
  });
});

describe("its seasons", () => {
  const at = (day: string) => Date.parse(`${day}T03:00:00Z`);
  it("sells hair care in the rain, clothes at year's end, more on weekends and paydays", () => {
    expect(seasonOf(at("2026-06-16"), "hair")).toBeGreaterThan(seasonOf(at("2026-09-15"), "hair"));
    expect(seasonOf(at("2026-12-15"), "cloth")).toBeGreaterThan(seasonOf(at("2026-08-18"), "cloth"));
    expect(seasonOf(at("2026-09-13"), "hair")).toBeGreaterThan(seasonOf(at("2026-09-15"), "hair"));
    expect(seasonOf(at("2026-09-25"), "hair")).toBeGreaterThan(seasonOf(at("2026-09-18"), "hair"));
  });
  it("reads days in Tokyo", () => {
    expect(dateIn(Date.parse("2026-11-21T15:00:00Z"))).toEqual({ year: 2026, month: 11, day: 22, weekday: 0 });
    expect(midnight(Date.parse("2026-11-21T15:00:00Z"))).toBe(Date.parse("2026-11-21T15:00:00Z"));
    expect(couponOn(at("2027-01-03"))?.code).toBe("HATSUURI");
  });
});

it("draws evenly and repeatably", () => {
  const draw = chance("x");
  const values = Array.from({ length: 5_000 }, () => draw.next());
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(values.reduce((a, b) => a + b) / values.length).toBeCloseTo(0.5, 1);
  expect(chance("x").hex(32)).toBe(chance("x").hex(32));
});

it("gives tracking numbers their check digit", () => {
  expect(trackingNumber("44441375870")).toBe("444413758703");
});
