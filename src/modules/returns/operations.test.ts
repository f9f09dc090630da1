import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../../test/database.ts";
import { emptied, startEngine } from "../../../test/engine.ts";
import { pour, type Poured } from "../../../test/pour.ts";
import { openClaim } from "./actions/claim/open.ts";
import { operations, operationsProducts, sendProductReasons } from "./actions/operations.ts";

const database = await testDatabase();
const NOW = new Date("2026-11-21T03:00:00Z");
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString();
let engine = await startEngine(database, NOW);

const order = (id: string, more: object = {}): Poured => ({
  identities: [`user:${id}`],
  name: "Order Completed",
  at: ago(10),
  properties: {
    order_id: id,
    currency: "JPY",
    total: 3000,
    products: [{ product_id: "p1", name: "椿油", quantity: 1, price: 3000 }],
    ...more,
  },
});
const event = (name: string, id: string, at: string, properties: object, type = "track"): Poured => ({
  identities: [`user:${id}`],
  type,
  name,
  at,
  properties: { order_id: id, order: id, ...properties },
});
const shipped = (id: string) => [
  event("Order Shipped", id, ago(9), { carrier: "yamato", tracking_number: `44441375870${id.slice(-1)}` }),
  event("Order Delivered", id, ago(8), { carrier: "yamato", tracking_number: `44441375870${id.slice(-1)}` }),
];

beforeEach(async () => {
  await emptied(database);
  engine = await startEngine(database, NOW);
});
const seen = async (events: readonly Poured[]) => {
  await pour(database, events);
  await engine.settle();
};

describe("operations", () => {
  test("say nothing where nothing is known", async () => {
    const figures = await operations(engine.ctx(), 28);
    expect(figures).toMatchObject({ parcels: 0, promise: null, cost: [], failures: { k: 0, n: 0, low: 0, high: 1 } });
    expect(figures.weeks.filter((week) => week.open)).toHaveLength(1);
    expect(await operationsProducts(engine.ctx(), { days: 28, limit: 10 })).toMatchObject({ items: [] });
  });

  test("count contacts and failures by parcel, promises once, and costs by kind", async () => {
    const ids = ["A1", "A2", "A3", "A4"];
    await seen(ids.flatMap((id) => [order(id), ...shipped(id)]));
    await seen([
      event("line.message_received", "A1", ago(8.5), { text: "まだ届きません" }, "fact"),
      event("line.message_received", "A1", ago(8.4), { text: "いつ届くのでしょうか" }, "fact"),
      event("line.message_received", "A2", ago(8.5), { text: "ありがとうございます" }, "fact"),
      event("line.message_received", "A3", ago(2), { text: "配送について" }, "fact"),
      ...["kept", "kept", "late"].map((outcome, i) =>
        event("promise.kept", ids[i] ?? "", ago(8), { promise: `p${i}`, outcome }, "fact"),
      ),
      event("promise.kept", "A1", ago(7), { promise: "p0", outcome: "kept" }, "fact"),
    ]);
    await openClaim(engine.ctx(), { order: "A1", kind: "not_received", source: "page" });
    const figures = await operations(engine.ctx(), 28);
    expect(figures).toMatchObject({
      parcels: 4,
      delivered: 4,
      promise: { kept: { k: 2, n: 3 }, late: { k: 1, n: 3 }, early: { k: 0, n: 3 } },
      contacts: { parcels: { k: 1, n: 4 }, messages: 3, reports: 0 },
      failures: { k: 1, n: 4 },
      cost: [{ kind: "not_received", remedy: "reship", claims: 1, amount: 3000 }],
    });
    expect(figures.weeks.reduce((sum, week) => sum + week.parcels, 0)).toBe(4);
    expect(figures.weeks.reduce((sum, week) => sum + week.cost, 0)).toBe(3000);
  });

  test("tell product development why goods come back, with nobody in it", async () => {
    await seen([order("A1"), order("A2"), order("A3")]);
    await seen([
      event("Order Refunded", "A1", ago(3), {
        total: 3000,
        reason: "香りが合わない",
        products: [{ product_id: "p1", quantity: 1, price: 3000 }],
      }),
    ]);
    const { items, overall } = await operationsProducts(engine.ctx(), { days: 28, limit: 10 });
    expect(items).toMatchObject([
      { product: "p1", back: { k: 1, n: 3 }, reasons: [{ reason: "香りが合わない", pieces: 1 }], sentAt: null },
    ]);
    expect(overall).toMatchObject({ k: 1, n: 3 });
    await sendProductReasons(engine.ctx(), { product: "p1", days: 28, note: "香りを見直したい" });
    const sent = await database.pool.query<{ subject: string; properties: object }>(
      "select subject, properties from events.event where name = 'product.issue_reported'",
    );
    expect(sent.rows).toMatchObject([
      { subject: "", properties: { product: "p1", sold: 3, back: 1, note: "香りを見直したい" } },
    ]);
    expect((await operationsProducts(engine.ctx(), { days: 28, limit: 10 })).items[0]?.sentAt).not.toBeNull();
    await expect(sendProductReasons(engine.ctx(), { product: "zz", days: 28, note: "" })).rejects.toThrow(
      /no such product/,
    );
  });
});
