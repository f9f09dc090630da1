import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { reactionWorkers } from "#events";
import type { Ctx } from "#kernel/context";
import { settle } from "#kernel/runner";
import { ordersModule } from "#orders";
import { profilesModule } from "#profiles";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { pour, type Poured } from "../../../test/pour.ts";
import { takeNews } from "./actions/take.ts";
import { deliveredItems, deliveryModule, deliveryProof, parcelsOf, scansOf } from "./index.ts";
import type { News, RawScan } from "./model/place.ts";

const database = await testDatabase();
const NOW = "2026-11-21T03:00:00Z";
const ctx = testCtx(database);
const at = (time: string): Ctx => ({ ...ctx, now: new Date(time) });
const reactions = [profilesModule, ordersModule, deliveryModule].flatMap((module) => module.reactions ?? []);
const workers = [...reactionWorkers(reactions), ...(deliveryModule.workers ?? [])];
const run = (time = NOW) => settle(workers, () => at(time));
const shop = async (events: readonly Poured[], time = NOW) => {
  await pour(database, events);
  await run(time);
};

beforeEach(async () => {
  await database.pool.query(
    `truncate events.event, events.cursor, orders.order, orders.line, orders.refund, orders.evidence, profiles.identity,
      profiles.edge, profiles.profile, profiles.trait, delivery.shipment, delivery.parcel, delivery.item, delivery.scan,
      delivery.word, delivery.due cascade`,
  );
});

const ordered = (id: string, more: object = {}): Poured => ({
  identities: [`user:${id}`],
  name: "Order Completed",
  at: "2026-11-18T00:00:00Z",
  properties: {
    order_id: id,
    order_number: `#${id}`,
    currency: "JPY",
    total: 3000,
    shipping_address: { prefecture: "北海道", postal_code: "060-0001" },
    products: [
      { product_id: "p1", quantity: 2, price: 1000 },
      { product_id: "p2", quantity: 1, price: 1000 },
    ],
    ...more,
  },
});
const said = (word: string, time: string, vocabulary = "yamato"): RawScan => ({
  occurredAt: new Date(time),
  sayings: [{ vocabulary, word }],
  code: "",
  text: word,
  place: "札幌ベース店",
  detail: {},
});
const NUMBER = "444413758703";
const yamato = (scans: RawScan[], more: Partial<News> = {}): News => ({
  source: "api",
  order: "A1",
  carrier: "ヤマト運輸",
  number: NUMBER,
  scans,
  creates: true,
  ...more,
});
const facts = async () =>
  (
    await database.pool.query<{ name: string; subject: string; properties: Record<string, unknown> }>(
      "select name, identities[1] as subject, properties from events.event where name like 'parcel.%' order by position",
    )
  ).rows;
const names = async () => (await facts()).map((fact) => fact.name);
const parcels = async (order = "A1") => (await parcelsOf(ctx, [order])).get(order) ?? [];

describe("parcels", () => {
  test("follow their scans from label to door, with facts for the order's customer", async () => {
    await shop([ordered("A1")]);
    await takeNews(at("2026-11-19T06:00:00Z"), [yamato([said("発送済み", "2026-11-19T05:00:00Z")])]);
    await takeNews(at("2026-11-20T00:00:00Z"), [yamato([said("配達中", "2026-11-19T23:00:00Z")])]);
    await takeNews(at("2026-11-20T03:00:00Z"), [yamato([said("持戻(ご不在)", "2026-11-20T02:00:00Z")])]);
    const [absent] = await parcels();
    expect(absent).toMatchObject({
      carrier: "yamato",
      number: NUMBER,
      subject: "user:A1",
      state: "attempt_failed",
      reason: "absent",
      destination: { prefecture: "北海道", postalCode: "0600001" },
      holdUntil: new Date("2026-11-27T02:00:00Z"),
    });
    await takeNews(at("2026-11-21T03:00:00Z"), [
      yamato([said("配達完了（宅配BOX）", "2026-11-21T02:30:00Z"), said("持戻(ご不在)", "2026-11-20T02:00:00Z")]),
    ]);
    expect(await names()).toEqual([
      "parcel.shipped",
      "parcel.out_for_delivery",
      "parcel.attempt_failed",
      "parcel.delivered",
    ]);
    expect((await facts()).map((fact) => fact.subject)).toEqual(Array(4).fill("user:A1"));
    expect((await facts())[2]?.properties).toMatchObject({ order: "A1", reason: "absent", carrier: "yamato" });
    expect(String((await facts())[2]?.properties["tracking"])).toContain("/t/");
    const [parcel] = await parcels();
    const scans = (await scansOf(ctx, [parcel!.id])).get(parcel!.id) ?? [];
    expect(scans.map((scan) => [scan.state, scan.map, scan.text])).toEqual([
      ["picked_up", "yamato@1", "発送済み"],
      ["out_for_delivery", "yamato@1", "配達中"],
      ["attempt_failed", "yamato@1", "持戻(ご不在)"],
      ["delivered", "yamato@1", "配達完了（宅配BOX）"],
    ]);
    expect(await deliveryProof(ctx, parcel!.id)).toMatchObject({ scanned: true, signed: false, place: "札幌ベース店" });
  });

  test("P2 P13 any order and repetition of news gives the same parcel, and nothing is told after parcel.delivered", async () => {
    const story = [
      said("発送済み", "2026-11-20T01:00:00Z"),
      said("輸送中", "2026-11-20T06:00:00Z"),
      said("配達店到着", "2026-11-20T20:00:00Z"),
      said("配達中", "2026-11-20T23:00:00Z"),
      said("持戻(ご不在)", "2026-11-21T00:30:00Z"),
      said("配達完了", "2026-11-21T02:00:00Z"),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...story, ...story], { minLength: 6 }),
        fc.integer({ min: 100_000, max: 999_999 }),
        async (some, n) => {
          const id = `P${n}`;
          const number = `${n}${n}`;
          await shop([ordered(id)]);
          for (const scan of [...some, ...story]) await takeNews(ctx, [yamato([scan], { order: id, number })]);
          expect(await parcels(id)).toMatchObject([
            {
              state: "delivered",
              stateAt: new Date("2026-11-21T02:00:00Z"),
              shippedAt: new Date("2026-11-20T01:00:00Z"),
            },
          ]);
          const told = (await facts()).filter((fact) => fact.properties["order"] === id).map((fact) => fact.name);
          expect(told.at(-1)).toBe("parcel.delivered");
          expect(told.filter((name) => name === "parcel.delivered")).toHaveLength(1);
        },
      ),
      { numRuns: 12 },
    );
  });

  test("P22 the order may come after the parcel: nothing is told until it is known whose it is", async () => {
    await takeNews(at("2026-11-20T23:00:00Z"), [yamato([said("配達中", "2026-11-20T22:00:00Z")], { order: "#A1" })]);
    expect(await names()).toEqual([]);
    await shop([ordered("A1")], "2026-11-21T00:00:00Z");
    expect(await names()).toEqual(["parcel.out_for_delivery"]);
    expect(await parcels()).toMatchObject([{ order: "A1", subject: "user:A1", destination: { prefecture: "北海道" } }]);
  });

  test("P23 P24 the shop's word, a file and a carrier's scans meet in one parcel", async () => {
    await shop([
      ordered("A1"),
      { identities: ["user:A1"], name: "Order Shipped", at: "2026-11-20T01:00:00Z", properties: { order_id: "A1" } },
    ]);
    expect(await parcels()).toMatchObject([{ number: "", state: "picked_up", reason: "shop_said" }]);
    await takeNews(ctx, [{ ...yamato([]), source: "csv" }]);
    await takeNews(ctx, [
      { ...yamato([said("配達中", "2026-11-21T00:00:00Z")]), order: "", carrier: "", creates: false },
    ]);
    expect(await parcels()).toMatchObject([{ number: NUMBER, carrier: "yamato", state: "out_for_delivery" }]);
  });

  test("P25 several parcels of one order stay apart; delivered is per item", async () => {
    await shop([ordered("A1")]);
    const item = (product: string, quantity: number) => ({ product, variant: "", name: "", quantity, line: "" });
    await takeNews(ctx, [
      yamato([said("配達完了", "2026-11-21T01:00:00Z")], { items: [item("p1", 1)] }),
      yamato([said("輸送中", "2026-11-21T01:00:00Z")], { number: "444413758714" }),
    ]);
    expect(
      (await parcels()).map((parcel) => [parcel.state, parcel.items.map((one) => [one.product, one.quantity])]),
    ).toEqual(
      expect.arrayContaining([
        ["delivered", [["p1", 1]]],
        [
          "in_transit",
          [
            ["p1", 1],
            ["p2", 1],
          ],
        ],
      ]),
    );
    expect(await deliveredItems(ctx, "A1")).toEqual([
      { line: "1", quantity: 1, at: null },
      { line: "2", quantity: 0, at: null },
    ]);
    await takeNews(ctx, [yamato([said("配達完了", "2026-11-21T02:00:00Z")], { number: "444413758714" })]);
    expect(await deliveredItems(ctx, "A1")).toEqual([
      { line: "1", quantity: 2, at: new Date("2026-11-21T02:00:00Z") },
      { line: "2", quantity: 1, at: new Date("2026-11-21T02:00:00Z") },
    ]);
  });

  test("P25 Order Shipped and Order Delivered make and move parcels, also twice and the wrong way round", async () => {
    const shipped: Poured = {
      identities: ["user:A1"],
      name: "Order Shipped",
      at: "2026-11-19T01:00:00Z",
      properties: { order_id: "A1", carrier: "佐川急便", tracking_number: "5125-4751-4334" },
    };
    const delivered: Poured = { ...shipped, name: "Order Delivered", at: "2026-11-21T01:00:00Z" };
    await shop([ordered("A1"), delivered]);
    await shop([shipped, { ...shipped, at: "2026-11-19T01:00:00Z" }]);
    expect(await parcels()).toMatchObject([
      { carrier: "sagawa", number: "512547514334", state: "delivered", deliveredAt: new Date("2026-11-21T01:00:00Z") },
    ]);
    expect(await names()).toEqual(["parcel.delivered"]);
    expect((await facts())[0]?.properties).toMatchObject({ stale: false });
  });

  test("P26 a number that its carrier uses again is another parcel", async () => {
    await shop([ordered("A1"), ordered("B1")]);
    await takeNews(ctx, [yamato([said("配達完了", "2026-05-01T01:00:00Z")])]);
    await takeNews(ctx, [yamato([said("輸送中", "2026-11-21T01:00:00Z")], { order: "B1" })]);
    expect(await parcels("A1")).toMatchObject([{ state: "delivered" }]);
    expect(await parcels("B1")).toMatchObject([{ state: "in_transit", number: NUMBER }]);
  });

  test("P3 an unknown word is told to staff, moves nothing, and a scan's words cannot be changed", async () => {
    await shop([ordered("A1")]);
    await takeNews(ctx, [
      yamato([said("輸送中", "2026-11-21T01:00:00Z"), said("お空へ旅立ち", "2026-11-21T02:00:00Z")]),
    ]);
    expect(await parcels()).toMatchObject([{ state: "in_transit" }]);
    expect((await facts()).at(-1)).toMatchObject({
      name: "parcel.unknown_status",
      properties: { text: "お空へ旅立ち", vocabulary: "yamato" },
    });
    await expect(database.pool.query("update delivery.scan set text = 'x'")).rejects.toThrow(/never changed/);
    await takeNews(ctx, [yamato([said("お空へ旅立ち", "2026-11-21T02:00:00Z")])]);
    expect((await names()).filter((name) => name === "parcel.unknown_status")).toHaveLength(1);
  });

  test("P18 a silent parcel is found when it is due, once, and is heard of again with the next scan", async () => {
    await shop([ordered("A1")]);
    await takeNews(at("2026-11-19T06:00:00Z"), [yamato([said("輸送中", "2026-11-19T05:00:00Z")])]);
    await run("2026-11-21T04:59:00Z");
    expect(await names()).toEqual(["parcel.shipped"]);
    await run("2026-11-21T05:01:00Z");
    await run("2026-11-22T05:01:00Z");
    expect(await names()).toEqual(["parcel.shipped", "parcel.silent"]);
    expect(await parcels()).toMatchObject([{ silentSince: new Date("2026-11-21T05:00:00Z") }]);
    await takeNews(at("2026-11-22T06:00:00Z"), [yamato([said("配達店到着", "2026-11-22T05:30:00Z")])]);
    expect(await parcels()).toMatchObject([{ silentSince: null }]);
  });

  test("P19 a parcel is late from the end of the last promised day, in the brand's zone", async () => {
    const promise: Poured = {
      type: "fact",
      identities: ["user:A1"],
      name: "promise.shown",
      at: "2026-11-18T00:00:00Z",
      properties: { order: "A1", by: "2026-11-20" },
    };
    await shop([ordered("A1"), promise], "2026-11-19T00:00:00Z");
    await takeNews(at("2026-11-19T06:00:00Z"), [yamato([said("輸送中", "2026-11-20T05:00:00Z")])]);
    await run("2026-11-20T14:59:00Z");
    expect(await names()).not.toContain("parcel.delayed");
    await run("2026-11-20T15:00:30Z");
    expect((await facts()).at(-1)).toMatchObject({ name: "parcel.delayed", properties: { why: "promise_passed" } });
    expect(await parcels()).toMatchObject([{ lateSince: new Date("2026-11-20T15:00:00Z") }]);
    await takeNews(at("2026-11-20T16:00:00Z"), [yamato([said("配達完了", "2026-11-20T15:30:00Z")])]);
    expect(await parcels()).toMatchObject([{ lateSince: null, state: "delivered" }]);
  });

  test("P27 click and collect and store delivery are the same model", async () => {
    await shop([ordered("A1"), ordered("B1")]);
    const store = (order: string, method: "pickup" | "store_delivery", words: [string, string][]): News => ({
      source: "api",
      order,
      shipment: `store:${order}`,
      carrier: "store",
      method,
      place: "谷中本店",
      scans: words.map(([word, time]) => said(word, time, "store")),
      creates: true,
    });
    await takeNews(ctx, [store("A1", "pickup", [["ready", "2026-11-21T01:00:00Z"]])]);
    expect(await parcels()).toMatchObject([
      { state: "held_for_pickup", reason: "store", method: "pickup", place: "谷中本店" },
    ]);
    expect((await parcels())[0]?.holdUntil).toEqual(new Date("2026-11-28T01:00:00Z"));
    await takeNews(ctx, [store("A1", "pickup", [["collected", "2026-11-21T02:00:00Z"]])]);
    await takeNews(ctx, [store("B1", "store_delivery", [["店舗出発", "2026-11-21T02:00:00Z"]])]);
    expect(await parcels()).toMatchObject([{ state: "delivered", reason: "collected" }]);
    expect(await parcels("B1")).toMatchObject([{ state: "out_for_delivery", method: "store_delivery" }]);
    expect(await names()).toEqual(["parcel.held", "parcel.delivered", "parcel.out_for_delivery"]);
  });
});
