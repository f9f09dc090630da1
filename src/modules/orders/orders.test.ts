import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { eventsOf, reactionWorkers } from "#events";
import { settle } from "#kernel/runner";
import { ordersOf } from "#orders";
import { profilesModule, profilesOf } from "#profiles";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { pour, type Poured } from "../../../test/pour.ts";
import { allTotals, listed, ofProfile, shownOrder } from "./actions.ts";
import { ordersApi } from "./api.ts";
import { ordersFold } from "./reactions.ts";

const database = await testDatabase();
const ctx = testCtx(database);
const workers = reactionWorkers([...(profilesModule.reactions ?? []), ordersFold]);
const fold = async (events: readonly Poured[]) => {
  await pour(database, events);
  await settle(workers, () => ctx);
};
const list = async (query: object = {}) => (await listed(ctx, ordersApi.list.query.parse(query))).items;

beforeEach(async () => {
  await database.pool.query(
    "truncate events.event, events.cursor, orders.order, orders.line, orders.refund, orders.evidence, profiles.identity, profiles.edge, profiles.profile, profiles.trait",
  );
});

const placed = (id: string, who: string[], at: string, more: object = {}): Poured => ({
  identities: who,
  name: "Order Completed",
  at,
  properties: {
    order_id: id,
    currency: "JPY",
    total: 3000,
    products: [{ product_id: "p1", quantity: 2, price: 1500 }],
    ...more,
  },
});

describe("orders", () => {
  test("follow a customer through a merge: the order keeps the identity that it named", async () => {
    await fold([
      placed("A1", ["email:a@mail.jp"], "2026-10-01T00:00:00Z"),
      placed("A2", ["user:1"], "2026-10-02T00:00:00Z", { order_number: "#1002" }),
      { identities: ["user:1"], type: "identify", properties: { name: "山田 太郎" } },
    ]);
    const id = async () => (await profilesOf(ctx, ["user:1"])).get("user:1") ?? "";
    expect((await ofProfile(ctx, await id(), { limit: 10 })).items.map((order) => order.order)).toEqual(["A2"]);
    await fold([{ identities: ["user:1", "email:a@mail.jp"], type: "identify" }]);
    const both = await ofProfile(ctx, await id(), { limit: 10 });
    expect(both.items.map((order) => [order.order, order.number, order.subject])).toEqual([
      ["A2", "#1002", "user:1"],
      ["A1", "A1", "email:a@mail.jp"],
    ]);
    expect(both.totals).toEqual([
      {
        currency: "JPY",
        orders: 2,
        returns: 0,
        cancelled: 0,
        value: 6000,
        items: 4,
        first: "2026-10-01T00:00:00.000Z",
        last: "2026-10-02T00:00:00.000Z",
      },
    ]);
    expect((await list())[0]?.buyer).toEqual({ profile: await id(), name: "山田 太郎" });
    expect((await ordersOf(ctx, ["user:1", "email:a@mail.jp"])).length).toBe(2);
  });

  test("a sale without a card names nobody, and is still counted", async () => {
    await fold([placed("S1", [], "2026-10-01T00:00:00Z"), placed("S2", ["card:77"], "2026-10-01T00:00:00Z")]);
    expect((await list()).map((order) => [order.order, order.subject, order.buyer === null])).toEqual([
      ["S2", "card:77", false],
      ["S1", "", true],
    ]);
    expect((await allTotals(ctx)).items).toMatchObject([{ orders: 2, value: 6000 }]);
    expect(await ordersOf(ctx, [""])).toEqual([]);
  });

  test("an order is recorded as a fact when it changes, and only then", async () => {
    const facts = async () =>
      (await eventsOf(ctx, { subjects: ["user:1"], limit: 50, names: ["order.recorded"] })).map((e) => e.properties);
    await fold([placed("A1", ["user:1"], "2026-10-01T00:00:00Z")]);
    await fold([{ ...placed("A1", ["user:1"], "2026-10-01T00:00:00Z"), source: "shop" }]);
    expect(await facts()).toEqual([
      { order: "A1", number: "A1", kind: "sale", status: "placed", total: 3000, net: 3000, currency: "JPY", items: 2 },
    ]);
    await fold([
      {
        identities: ["user:1"],
        name: "Order Refunded",
        at: "2026-10-05T00:00:00Z",
        properties: { order_id: "A1", total: 500 },
      },
    ]);
    expect((await facts())[0]).toMatchObject({ status: "partly_refunded", total: 3000, net: 2500 });
    const shown = await shownOrder(ctx, "A1");
    expect(shown).toMatchObject({ status: "partly_refunded", refunds: [{ amount: 500 }], products: [{ quantity: 2 }] });
    expect(shown.refundedAt).toBe("2026-10-05T00:00:00.000Z");
  });

  test("later news of an order that was never placed is kept, and shown when the order comes", async () => {
    await fold([
      { identities: ["user:1"], name: "Order Shipped", at: "2026-10-03T00:00:00Z", properties: { order_id: "A9" } },
    ]);
    expect(await list()).toEqual([]);
    await expect(shownOrder(ctx, "A9")).rejects.toThrow("There is no such order.");
    await fold([placed("A9", ["user:1"], "2026-10-01T00:00:00Z")]);
    expect(await list()).toMatchObject([{ order: "A9", status: "shipped", at: "2026-10-01T00:00:00.000Z" }]);
  });

  test("the list is paged and filtered, and odd order numbers are no trouble", async () => {
    await fold([
      placed("x~1/2?", [], "2026-10-01T00:00:00Z", { channel: "store" }),
      placed("B2", [], "2026-10-01T00:00:00Z"),
      placed("C3", [], "2026-10-02T00:00:00Z", { products: [{ sku: "p", quantity: -1, price: 500 }], total: -500 }),
      { identities: [], name: "Order Completed", properties: { total: 5 } },
    ]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listed(ctx, ordersApi.list.query.parse({ limit: 1, cursor }));
      seen.push(...page.items.map((order) => order.order));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(["C3", "x~1/2?", "B2"]);
    expect((await list({ kind: "return" })).map((order) => [order.order, order.net])).toEqual([["C3", -500]]);
    expect((await list({ channel: "store" })).length).toBe(1);
    expect((await list({ q: "B" })).length).toBe(1);
    expect((await list({ status: "cancelled" })).length).toBe(0);
  });

  test("O8 the log in any order, in batches of any size, gives the same rows", async () => {
    const events: Poured[] = [
      placed("A1", ["user:1"], "2026-10-01T00:00:00Z"),
      placed("A2", ["user:2"], "2026-10-01T00:00:00Z"),
      {
        identities: ["user:1"],
        name: "Order Updated",
        at: "2026-10-02T00:00:00Z",
        properties: { order_id: "A1", total: 2500, coupon: "X" },
      },
      {
        identities: ["user:1"],
        name: "Order Updated",
        at: "2026-10-03T00:00:00Z",
        properties: { order_id: "A1", total: 2700 },
      },
      { identities: ["user:1"], name: "Order Shipped", at: "2026-10-04T00:00:00Z", properties: { order_id: "A1" } },
      {
        identities: ["user:1"],
        name: "Order Refunded",
        at: "2026-10-05T00:00:00Z",
        properties: { order_id: "A1", refund_id: "r", total: 100 },
      },
      { identities: ["user:2"], name: "Order Cancelled", at: "2026-10-05T00:00:00Z", properties: { order_id: "A2" } },
    ].map((event, i) => ({ ...event, messageId: `m${i}` }));
    const state = async () => {
      const head = await database.pool.query("select * from orders.order order by id");
      const line = await database.pool.query('select * from orders.line order by "order", line');
      const refund = await database.pool.query('select * from orders.refund order by "order", refund');
      return [head.rows, line.rows, refund.rows];
    };
    await fold(events);
    const expected = await state();
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.integer({ min: 1, max: 7 }),
        async (shuffled, size) => {
          await database.pool.query(
            "truncate events.event, events.cursor, orders.order, orders.line, orders.refund, orders.evidence",
          );
          for (let i = 0; i < shuffled.length; i += size) await fold(shuffled.slice(i, i + size));
          expect(await state()).toEqual(expected);
        },
      ),
      { numRuns: 10 },
    );
  });
});
