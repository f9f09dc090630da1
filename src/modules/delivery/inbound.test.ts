import { createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Encoding from "encoding-japanese";
import { Hono } from "hono";
import { beforeEach, describe, expect, test } from "vitest";
import { reactionWorkers } from "#events";
import type { Ctx } from "#kernel/context";
import { problemResponse } from "#kernel/mount";
import { settle } from "#kernel/runner";
import { ordersModule } from "#orders";
import { profilesModule } from "#profiles";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { pour } from "../../../test/pour.ts";
import { setHook, takeHook } from "./actions/hooks.ts";
import {
  createShipment,
  handleParcels,
  importShipped,
  mapCarrierWord,
  recordScan,
  recordScans,
} from "./actions/manage.ts";
import { scorecards } from "./actions/scorecards.ts";
import { takeNews } from "./actions/take.ts";
import { listed, queueCounts, shownParcel } from "./actions/views.ts";
import { deliveryApi } from "./api.ts";
import { parcelsOf } from "./index.ts";
import { readShopify } from "./model/inbound/shopify.ts";
import type { News } from "./model/place.ts";
import { medianDays, shareOf } from "./model/score.ts";
import { serveHooks } from "./routes.hooks.ts";

const SAMPLES = join(
  process.env["ENGAWA_SHARED"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url)),
  "samples/shopify",
);
if (!existsSync(SAMPLES)) process.stdout.write(`Shopify's own samples are not tested: ${SAMPLES} is not there.\n`);

const database = await testDatabase();
const ctx: Ctx = testCtx(database);
const app = new Hono();
app.onError((error) => problemResponse(error, ctx.log));
serveHooks(app, { ctx: () => Promise.resolve(ctx), publicCtx: () => ctx });

const SECRET = "a-secret-of-the-webhook";
const sign = (body: string | Uint8Array, secret = SECRET) => createHmac("sha256", secret).update(body).digest("base64");
const post = (path: string, body: string | Uint8Array, headers: Record<string, string>) =>
  app.request(path, { method: "POST", body: body as string, headers });
const workers = reactionWorkers([...(profilesModule.reactions ?? []), ...(ordersModule.reactions ?? [])]);
const order = async (...ids: string[]) => {
  await pour(
    database,
    ids.map((id) => ({
      identities: [`user:${id}`],
      name: "Order Completed",
      at: "2026-11-18T00:00:00Z",
      properties: {
        order_id: id,
        order_number: `#${id}`,
        currency: "JPY",
        total: 1000,
        products: [{ product_id: "p1", quantity: 1, price: 1000 }],
      },
    })),
  );
  await settle(workers, () => ctx);
};
const parcels = async (id: string) => (await parcelsOf(ctx, [id])).get(id) ?? [];
const count = async (table: string) =>
  (await database.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n;

const base64 = (text: string, cp932 = true) =>
  cp932
    ? Buffer.from(Encoding.convert(Encoding.stringToCode(text), { to: "SJIS", from: "UNICODE" })).toString("base64")
    : Buffer.from(text).toString("base64");
const yamatoScan = (word: string, time: string): News["scans"][number] => ({
  occurredAt: new Date(time),
  sayings: [{ vocabulary: "yamato", word }],
  code: "",
  text: word,
  place: "",
  detail: {},
});
const yamatoSaid = (number: string, word: string, time: string): News => ({
  source: "aftership",
  carrier: "yamato",
  number,
  scans: [yamatoScan(word, time)],
  creates: true,
});

beforeEach(async () => {
  await database.pool.query(
    `truncate events.event, events.cursor, orders.order, orders.line, orders.evidence, profiles.identity, profiles.edge,
      profiles.profile, profiles.trait, delivery.shipment, delivery.parcel, delivery.item, delivery.scan, delivery.word,
      kernel.setting cascade`,
  );
});

const aftership = (more: object = {}, checkpoints?: object[]) =>
  JSON.stringify({
    event: "tracking_update",
    msg: {
      tracking_number: "4444-1375-8703",
      slug: "taqbin-jp",
      tag: "AttemptFail",
      order_id: "A1",
      expected_delivery: "2026-11-22",
      checkpoints: checkpoints ?? [
        {
          checkpoint_time: "2026-11-20T09:00:00",
          message: "発送済み",
          tag: "InTransit",
          subtag: "InTransit_002",
          city: "江東区",
        },
        {
          checkpoint_time: "2026-11-21T10:30:00+09:00",
          message: "持戻(ご不在)",
          tag: "AttemptFail",
          subtag: "AttemptFail_001",
        },
      ],
      ...more,
    },
  });

describe("AfterShip's webhooks", () => {
  test("H1 are taken when signed, in the carrier's own words, once however often they come", async () => {
    await order("A1");
    await setHook(ctx, "aftership", [SECRET]);
    const body = aftership();
    for (const header of ["as-signature-hmac-sha256", "aftership-hmac-sha256"]) {
      const answer = await post("/hooks/aftership", body, { [header]: sign(body) });
      expect(answer.status).toBe(200);
    }
    expect(await count("delivery.scan")).toBe(2);
    expect(await parcels("A1")).toMatchObject([
      {
        carrier: "yamato",
        number: "444413758703",
        state: "attempt_failed",
        reason: "absent",
        shippedAt: new Date("2026-11-20T00:00:00Z"),
        stateAt: new Date("2026-11-21T01:30:00Z"),
        carrierBy: new Date("2026-11-21T15:00:00Z"),
      },
    ]);
  });

  test("F5 scans whose time cannot be read, or lies far ahead, are kept and told once, and turn nothing back", async () => {
    await order("A1");
    await setHook(ctx, "aftership", [SECRET]);
    const send = async (checkpoints: object[]) => {
      const body = aftership({}, checkpoints);
      return (await post("/hooks/aftership", body, { "as-signature-hmac-sha256": sign(body) })).status;
    };
    const way = { checkpoint_time: "2026-11-20T09:00:00", message: "発送済み" };
    const absent = { checkpoint_time: "2026-11-21T10:30:00+09:00", message: "持戻(ご不在)" };
    for (let i = 0; i < 2; i++) {
      expect(await send([way, { checkpoint_time: "2026-02-30T10:00:00", message: "作業店通過" }, absent])).toBe(200);
      expect(await parcels("A1")).toMatchObject([{ state: "attempt_failed" }]);
    }
    for (let i = 0; i < 2; i++) {
      expect(await send([way, absent, { checkpoint_time: "2029-01-01T00:00:00Z", message: "配達完了" }])).toBe(200);
      expect(await parcels("A1")).toMatchObject([{ state: "delivered", deliveredAt: ctx.now }]);
    }
    expect(await count("events.event where name = 'parcel.delivered'")).toBe(1);
    expect(await count("events.event where name = 'parcel.attempt_failed'")).toBe(1);
  });

  test("H2 bad, foreign, missing and moved signatures are refused, and nothing is written", async () => {
    const body = aftership();
    expect((await post("/hooks/aftership", body, { "as-signature-hmac-sha256": sign(body) })).status).toBe(404);
    await setHook(ctx, "aftership", [SECRET]);
    const tries: Record<string, string>[] = [
      {},
      { "as-signature-hmac-sha256": "" },
      { "as-signature-hmac-sha256": "*not base64*" },
      { "as-signature-hmac-sha256": sign(body, "another-secret") },
      { "as-signature-hmac-sha256": sign(`${body} `) },
      { "x-shopify-hmac-sha256": sign(body) },
    ];
    for (const headers of tries) expect((await post("/hooks/aftership", body, headers)).status).toBe(401);
    expect(await count("delivery.parcel")).toBe(0);
  });

  test("H3 two secrets hold while one replaces the other", async () => {
    await setHook(ctx, "aftership", ["the-new-secret", SECRET]);
    const body = aftership();
    for (const secret of ["the-new-secret", SECRET])
      expect((await post("/hooks/aftership", body, { "as-signature-hmac-sha256": sign(body, secret) })).status).toBe(
        200,
      );
    await setHook(ctx, "aftership", ["the-new-secret"]);
    expect((await post("/hooks/aftership", body, { "as-signature-hmac-sha256": sign(body) })).status).toBe(401);
    await expect(setHook(ctx, "aftership", ["short"])).rejects.toThrow(/eight/);
  });

  test("H4 broken JSON, broken UTF-8, strange shapes and 5 MB are answered, never thrown", async () => {
    await setHook(ctx, "aftership", [SECRET]);
    const send = async (body: string | Uint8Array) =>
      (await post("/hooks/aftership", body, { "as-signature-hmac-sha256": sign(body) })).status;
    expect(await send("{")).toBe(400);
    expect(await send(new Uint8Array([0xff, 0xfe, 0x00]))).toBe(400);
    for (const shape of ["null", "[]", "1", "{}", '{"msg":[]}', '{"msg":{"tracking_number":{}}}'])
      expect(await send(shape)).toBe(200);
    expect(
      await send(aftership({}, [{ checkpoint_time: "gestern", message: 1 }, { checkpoint_time: "2999-01-01" }])),
    ).toBe(200);
    // Only the one that says something, though not when.
    expect(await count("delivery.scan")).toBe(1);
    expect(await send(" ".repeat(5 * 1024 * 1024 + 1))).toBe(413);
  });

  test("H5 carrier text is kept as text: scripts, control characters and long lines do no harm", async () => {
    await order("A1");
    await setHook(ctx, "aftership", [SECRET]);
    const evil = '<script>alert(1)</script>\u0000\u2028"; drop table delivery.scan; --';
    const body = aftership({}, [
      { checkpoint_time: "2026-11-20T09:00:00Z", message: evil.repeat(40), tag: "InTransit", location: evil },
    ]);
    expect((await post("/hooks/aftership", body, { "as-signature-hmac-sha256": sign(body) })).status).toBe(200);
    const [parcel] = await parcels("A1");
    const { scans } = await shownParcel(ctx, parcel!.id);
    expect(scans[0]?.text).toContain("<script>alert(1)</script>");
    for (const harm of ["\0", "\u2028"]) expect(scans[0]?.text).not.toContain(harm);
    expect(scans[0]?.text.length).toBeLessThanOrEqual(500);
    expect(scans[0]).toMatchObject({ state: "in_transit", map: "aftership@1" });
  });
});

describe("TrackingMore's webhooks", () => {
  const body = JSON.stringify({
    data: {
      tracking_number: "512547514334",
      courier_code: "sagawa",
      order_number: "#A1",
      delivery_status: "undelivered",
      origin_info: {
        trackinfo: [
          {
            checkpoint_date: "2026-11-21 09:12:00",
            checkpoint_delivery_status: "undelivered",
            tracking_detail: "ご不在",
            location: "札幌営業所",
          },
        ],
      },
    },
  });
  test("H6 are taken when body or time of sending is signed", async () => {
    await order("A1");
    await setHook(ctx, "trackingmore", [SECRET]);
    const stamp = String(Math.floor(ctx.now.getTime() / 1000));
    const hex = (text: string) => createHmac("sha256", SECRET).update(text).digest("hex");
    expect((await post("/hooks/trackingmore", body, { signature: sign(body) })).status).toBe(200);
    expect((await post("/hooks/trackingmore", body, { signature: hex(stamp), timestamp: stamp })).status).toBe(200);
    const old = String(Number(stamp) - 3_600);
    expect((await post("/hooks/trackingmore", body, { signature: hex(old), timestamp: old })).status).toBe(401);
    expect((await post("/hooks/trackingmore", body, { signature: hex("x") })).status).toBe(401);
    expect(await count("delivery.scan")).toBe(1);
    expect(await parcels("A1")).toMatchObject([{ carrier: "sagawa", state: "attempt_failed", reason: "absent" }]);
  });

  test("H6 the signature that TrackingMore's own documentation works out is taken, at its time only", async () => {
    await order("A1");
    await setHook(ctx, "trackingmore", ["2e55b9a3-4dd1-4416-9897-c4bd1e3d738f"]);
    const timestamp = "1662371528";
    const signature = "a37084ab68ae16b77db1f8463f31be9fcc965e2515e03efecf8139bb1e511b06";
    const then = body.replace("2026-11-21", "2022-09-05");
    const take = (now: Date) =>
      takeHook({ ...ctx, now }, "trackingmore", Buffer.from(then), new Headers({ timestamp, signature }));
    await expect(take(ctx.now)).rejects.toThrow("signature");
    expect(await take(new Date(Number(timestamp) * 1000))).toEqual({ scans: 1 });
  });
});

describe("Shopify's webhooks", () => {
  const fulfilment = {
    id: 900,
    order_id: "A1",
    status: "success",
    created_at: "2026-11-20T11:00:00+09:00",
    updated_at: "2026-11-20T11:00:00+09:00",
    tracking_company: "ヤマト運輸",
    tracking_numbers: ["444413758703"],
    shipment_status: null,
    line_items: [{ product_id: "p1", quantity: 1, title: "シャンプー" }],
  };
  test("H7 make a parcel of a fulfilment and move it by its events", async () => {
    await order("A1");
    await setHook(ctx, "shopify", [SECRET]);
    const send = async (said: object) => {
      const body = JSON.stringify(said);
      return (await post("/hooks/shopify/fulfillments", body, { "x-shopify-hmac-sha256": sign(body) })).status;
    };
    expect(await send(fulfilment)).toBe(200);
    const event = {
      id: 1,
      fulfillment_id: 900,
      order_id: "A1",
      status: "out_for_delivery",
      happened_at: "2026-11-21T08:00:00+09:00",
    };
    expect(await send(event)).toBe(200);
    expect(await send(event)).toBe(200);
    expect(await send({ ...event, status: "warped_away", happened_at: "2026-11-21T09:00:00+09:00" })).toBe(200);
    expect(await parcels("A1")).toMatchObject([
      { carrier: "yamato", number: "444413758703", state: "out_for_delivery", items: [{ product: "p1", quantity: 1 }] },
    ]);
    expect(await count("delivery.scan")).toBe(3);
    expect((await listed(ctx, deliveryApi.parcels.query.parse({ queue: "unknown" }))).items).toHaveLength(1);
  });

  const hour = (h: number) => `2026-11-20T${String(h).padStart(2, "0")}:00:00+09:00`;
  const shop = async (more: object) => takeNews(ctx, readShopify({ ...fulfilment, ...more } as never, "Asia/Tokyo"));
  const [OLD, NEW] = ["444413758714", "444413758725"];

  test("P5 H7 a fulfilment that the shop takes back is cancelled, unless a carrier has had the parcel", async () => {
    await order("A1", "A2");
    await shop({});
    await shop({ status: "cancelled", updated_at: hour(12) });
    expect(await parcels("A1")).toMatchObject([{ state: "cancelled", shippedAt: null }]);
    await shop({ id: 901, order_id: "A2", tracking_numbers: [OLD] });
    await shop({
      id: 901,
      order_id: "A2",
      tracking_numbers: [OLD],
      shipment_status: "in_transit",
      updated_at: hour(12),
    });
    await shop({ id: 901, order_id: "A2", tracking_numbers: [OLD], status: "cancelled", updated_at: hour(13) });
    expect(await parcels("A2")).toMatchObject([{ state: "in_transit" }]);
  });

  test("P33 a number that the shop replaced is cancelled whatever is said under it, and an older snapshot that comes again takes nothing back", async () => {
    await order("A1");
    const snapshots = [
      { tracking_numbers: [OLD] },
      { tracking_numbers: [OLD], updated_at: hour(12) },
      { tracking_numbers: [NEW], updated_at: hour(13) },
      { tracking_numbers: [NEW], shipment_status: "out_for_delivery", updated_at: hour(15) },
    ];
    const stranger = yamatoSaid(OLD, "配達完了", hour(14));
    for (const late of [0, 1, 2, 3]) {
      await database.pool.query("truncate delivery.shipment, delivery.parcel, delivery.item, delivery.scan cascade");
      for (const said of [...snapshots, ...snapshots.slice(late)]) await shop(said);
      await takeNews(ctx, [stranger]);
      const found = await parcels("A1");
      expect(Object.fromEntries(found.map((one) => [one.number, `${one.state} ${one.reason}`]))).toEqual({
        [OLD]: "cancelled number_changed",
        [NEW]: "out_for_delivery ",
      });
      expect(found.map((one) => one.deliveredAt)).toEqual([null, null]);
    }
    await shop({ tracking_numbers: [OLD, NEW], updated_at: hour(16) });
    expect((await parcels("A1")).map((one) => one.state).toSorted()).toEqual(["out_for_delivery", "picked_up"]);
  });

  test("P25 two fulfilments of one order without numbers are two parcels, and a number goes to its own", async () => {
    await order("A1");
    await shop({ tracking_numbers: [] });
    await shop({ id: 901, tracking_numbers: [] });
    await shop({ id: 902, tracking_numbers: [NEW] });
    await shop({ id: 901, tracking_numbers: [OLD], updated_at: hour(12) });
    expect((await parcels("A1")).map(({ shipment, number }) => `${shipment} ${number}`).toSorted()).toEqual([
      "shopify:900 ",
      `shopify:901 ${OLD}`,
      `shopify:902 ${NEW}`,
    ]);
  });

  test.skipIf(!existsSync(SAMPLES))("H7 Shopify's published samples are read whole", async () => {
    const read = (name: string) => JSON.parse(readFileSync(join(SAMPLES, name), "utf8")) as object[];
    const news = [...read("rest-2026-07-fulfillment.json"), ...read("rest-2026-07-fulfillment_event.json")].flatMap(
      (body) => readShopify(body as never, "Asia/Tokyo"),
    );
    expect(news.length).toBeGreaterThan(5);
    const { each } = await takeNews(ctx, news);
    expect(each.filter((one) => one.why !== "")).toEqual([]);
    const odd = await listed(ctx, deliveryApi.parcels.query.parse({ q: "14321" }));
    expect(odd.items[0]).toMatchObject({ number: "14321", carrier: "ups", linked: false });
    expect(await takeNews(ctx, news)).toMatchObject({ scans: 0 });
  });
});

describe("files of shipped results", () => {
  const read = (file: string, more: object = {}) =>
    importShipped(ctx, deliveryApi.importShipped.body.parse({ file, ...more }));

  test("F1 B2's are read in CP932 with headings, and by position without", async () => {
    await order("A1", "A2", "A3");
    const head = "お客様管理番号,送り状種類,クール区分,伝票番号,出荷予定日,お届け予定日,配達時間帯";
    const rows = ["A1,0,,4444-1375-8703,2026/11/20,2026/11/22,0812", '"#A2",0,,="444413758714",2026/11/20,,'];
    expect(await read(base64([head, ...rows].join("\r\n")))).toMatchObject({
      rows: 2,
      taken: 2,
      created: 2,
      unlinked: 0,
      faults: [],
    });
    expect(await parcels("A1")).toMatchObject([
      {
        carrier: "yamato",
        number: "444413758703",
        state: "picked_up",
        shippedAt: new Date("2026-11-19T15:00:00Z"),
        carrierBy: new Date("2026-11-22T15:00:00Z"),
      },
    ]);
    expect(await parcels("A2")).toMatchObject([{ number: "444413758714" }]);
    const again = await read(base64([head, ...rows].join("\r\n")));
    expect(again).toMatchObject({ taken: 2, created: 0 });
    const bare = "A3,0,,444413758725,2026/12/24,2026/12/25,0812,,03-1234-5678\r\n";
    expect(await read(base64(bare), { format: "b2" })).toMatchObject({ taken: 1, created: 1 });
    expect(await parcels("A3")).toMatchObject([{ state: "label_created" }]);
    await expect(read(base64(bare))).rejects.toThrow(/No column/);
  });

  test("F2 e飛伝's and ゆうパックプリントR's are known by their headings, statuses in the carrier's words", async () => {
    await order("A1", "A2");
    const sagawa =
      "お問合せ送り状No.,出荷日,お客様管理ナンバー,荷物状況,状況日時\r\n512547514334,20261119,A1,ご不在,2026/11/20 14:05\r\n";
    expect(await read(base64(sagawa))).toMatchObject({ taken: 1, faults: [] });
    expect(await parcels("A1")).toMatchObject([
      { carrier: "sagawa", state: "attempt_failed", stateAt: new Date("2026-11-20T05:05:00Z") },
    ]);
    const post = "﻿お客様側管理番号,発送予定日,郵便種別,お問い合わせ番号\nA2,20261120,0,4055-4842-4886\n";
    expect(await read(base64(post, false))).toMatchObject({ taken: 1, faults: [] });
    expect(await parcels("A2")).toMatchObject([{ carrier: "japanpost", number: "405548424886" }]);
  });

  test("F1 e飛伝Ⅱ's history is read by the positions of its 53 columns; another width and ゆうパックプリントR's are not guessed", async () => {
    await order("A1", "A2");
    const history = (said: Readonly<Record<number, string>>, wide = 53) =>
      Array.from({ length: wide }, (_, i) => said[i] ?? "").join(",");
    const first = {
      0: "512547514334",
      1: "20261119",
      3: "06-1234-5678",
      4: "530-0001",
      9: "佐藤 美咲",
      12: "A1",
      37: "20261121",
    };
    const second = { 0: "5125-4751-4345", 1: "2026/11/20", 12: "A2", 40: "3980" };
    const file = base64([history(first), history(second)].join("\r\n"));
    expect(await read(file, { format: "ehiden" })).toMatchObject({ rows: 2, taken: 2, created: 2, faults: [] });
    expect(await parcels("A1")).toMatchObject([
      {
        carrier: "sagawa",
        number: "512547514334",
        shippedAt: new Date("2026-11-18T15:00:00Z"),
        carrierBy: new Date("2026-11-21T15:00:00Z"),
      },
    ]);
    expect(await parcels("A2")).toMatchObject([{ carrier: "sagawa", number: "512547514345", carrierBy: null }]);
    for (const wide of [52, 54, 74])
      await expect(read(base64(history(first, wide)), { format: "ehiden" })).rejects.toThrow(/No column/);
    await expect(read(base64("A1,405548424886\r\n"), { format: "yupack" })).rejects.toThrow(/No column/);
    expect(await read(base64("A1,405548424886"), { format: "yupack", columns: { order: 0, number: 1 } })).toMatchObject(
      {
        taken: 1,
      },
    );
  });

  test("F3 a row with a fault is named and loses no neighbour; a failed digit only warns", async () => {
    await order("A1");
    const file = [
      "お客様管理番号,送り状種類,クール区分,伝票番号,出荷予定日",
      "A1,0,,444413758704,2026/11/20",
      "A2,0,,4.44414E+11,2026/11/20",
      "A3,0,,,2026/11/20",
      ",0,,444413758714,2026/11/20",
      "A5,0,,444413758725,2026/13/45",
      "A6,0,,444413758736,2026/11/20",
    ].join("\n");
    expect(await read(base64(file), { dryRun: true })).toMatchObject({ rows: 6, taken: 2, created: 0 });
    const done = await read(base64(file));
    expect(done).toMatchObject({ taken: 2, created: 2, unlinked: 1 });
    expect(done.faults.map((fault) => [fault.row, fault.why])).toEqual([
      [2, "check_digit"],
      [3, "spoilt_number"],
      [4, "no_number"],
      [5, "no_order"],
      [6, "no_date"],
    ]);
    expect((await listed(ctx, deliveryApi.parcels.query.parse({ queue: "unlinked" }))).items).toMatchObject([
      { order: "A6" },
    ]);
    await expect(read(Buffer.from([0x50, 0x4b, 3, 4, 0]).toString("base64"))).rejects.toThrow(/no CSV/);
    expect(await read(base64("注文番号,問い合わせ番号,運送会社\nA1,123,西濃運輸"))).toMatchObject({ taken: 1 });
  });

  test("F2 F3 a column with the carrier's own name, days as people write them, and rows as a spreadsheet counts", async () => {
    await order("A1", "A2");
    const said = await read(
      base64(
        "\r\n注文番号,配送会社,追跡番号,出荷日,お届け予定日,配達状況,状況日時\r\n" +
          "A1,ヤマト運輸,４４４４－１３７５－８７０３,2026年11月20日,2026/11/5,配達中,2026/11/21 9:00,余り\r\n" +
          ",,,,,,\r\n\r\n" +
          'A2,佐川急便,"444413758714,2026/11/20,,,\r\n' +
          "A2,佐川急便,444413758714,11/20,,,\r\n",
      ),
    );
    expect(await parcels("A1")).toMatchObject([
      {
        carrier: "yamato",
        number: "444413758703",
        state: "out_for_delivery",
        shippedAt: new Date("2026-11-19T15:00:00Z"),
      },
    ]);
    expect(await parcels("A2")).toMatchObject([{ carrier: "sagawa", number: "444413758714" }]);
    expect(said).toMatchObject({ rows: 3, taken: 2, faults: [{ row: 7, why: "no_date", text: "11/20" }] });
  });

  test("F5 the same file on another day tells nothing anew where it gives no times", async () => {
    await order("A1");
    const file = base64("注文番号,配送会社,追跡番号,配達状況\r\nA1,ヤマト運輸,444413758703,ご不在\r\n");
    const odd = base64("注文番号,配送会社,追跡番号,配達状況\r\nA1,ヤマト運輸,444413758703,宙に浮いた\r\n");
    for (const days of [0, 1, 3]) {
      const then = { ...ctx, now: new Date(ctx.now.getTime() + days * 86_400_000) };
      for (const one of [file, odd]) await importShipped(then, deliveryApi.importShipped.body.parse({ file: one }));
    }
    expect(await parcels("A1")).toMatchObject([{ state: "attempt_failed", reason: "absent", stateAt: ctx.now }]);
    expect(await count("delivery.scan")).toBe(3);
    expect(await count("events.event where name like 'parcel.%'")).toBe(2);
  });

  test("F6 a number that is under way for another order is named, not moved, and not lost in silence", async () => {
    await order("A1", "A2");
    const said = await read(
      base64("注文番号,配送会社,追跡番号\r\nA1,ヤマト運輸,444413758703\r\nA2,ヤマト運輸,444413758703\r\n"),
    );
    expect(said).toMatchObject({ rows: 2, taken: 1, faults: [{ row: 3, why: "other_order", text: "444413758703" }] });
    expect([(await parcels("A1")).length, (await parcels("A2")).length]).toEqual([1, 0]);
    const body = { order: "A2", carrier: "ヤマト運輸", parcels: [{ number: "4444-1375-8703" }] };
    const made = await createShipment(ctx, deliveryApi.createShipment.body.parse(body));
    expect(made.parcels).toMatchObject([{ doubt: "other_order" }]);
  });

  test("F4 columns said by hand read any file", async () => {
    await order("A1");
    const file = base64("x,444413758703,A1\n");
    expect(await read(file, { columns: { number: 1, order: 2 }, carrier: "yamato" })).toMatchObject({ taken: 1 });
    expect(await parcels("A1")).toMatchObject([{ carrier: "yamato", number: "444413758703" }]);
  });
});

describe("parcels by hand", () => {
  const create = (body: object) => createShipment(ctx, deliveryApi.createShipment.body.parse(body));
  test("P24 who has the number has the parcel: a plan gives way to it, a pick-up in a store does not", async () => {
    await order("A1");
    const ship = (body: object) => createShipment(ctx, deliveryApi.createShipment.body.parse({ order: "A1", ...body }));
    await ship({ carrier: "佐川急便", shipment: "planned" });
    await ship({ method: "pickup", place: "谷中本店", shipment: "pick-up" });
    const scan = { carrier: "yamato", number: "444413758703", status: "発送済み", occurredAt: "2026-11-20T09:00:00Z" };
    const file = base64("注文番号,配送会社,追跡番号\r\nA1,ヤマト運輸,444413758703\r\n", false);
    for (let i = 0; i < 2; i++) {
      await importShipped(ctx, deliveryApi.importShipped.body.parse({ file }));
      await recordScans(ctx, deliveryApi.recordScans.body.parse({ scans: [scan] }).scans);
    }
    expect((await parcels("A1")).map(({ carrier, number }) => `${carrier} ${number}`).toSorted()).toEqual([
      "store ",
      "yamato 444413758703",
    ]);
  });

  test("M1 a shipment of several parcels is made once, with doubts about its numbers", async () => {
    await order("A1");
    const body = {
      shipment: "W-1",
      order: "A1",
      carrier: "佐川急便",
      parcels: [{ number: "512547514334", items: [{ product: "p1" }] }, { number: "512547514335" }],
    };
    const made = await create(body);
    expect(made.parcels.map((parcel) => parcel.doubt)).toEqual(["", "check_digit"]);
    expect(await create(body)).toEqual(made);
    expect(await parcels("A1")).toHaveLength(2);
    await expect(create({})).rejects.toThrow(/order or a tracking number/);
  });

  test("M2 P28 scans by hand are in the carrier's words or ours; others are unknown until the brand says what they mean", async () => {
    await order("A1");
    const { parcels: made } = await create({ order: "A1", carrier: "yamato", parcels: [{ number: "444413758703" }] });
    const id = made[0]!.id;
    expect(await recordScan(ctx, id, { status: "配達中" })).toMatchObject({ state: "out_for_delivery", known: true });
    expect(await recordScan(ctx, id, { status: "investigating" })).toMatchObject({
      state: "investigating",
      known: true,
    });
    expect(await recordScan(ctx, id, { status: "ロッカー格納" })).toMatchObject({
      state: "investigating",
      known: false,
    });
    const { items } = await queueCounts(ctx);
    expect(items.find((one) => one.queue === "unknown")?.count).toBe(1);
    const said = { vocabulary: "yamato", word: "ロッカー 格納", state: "delivered" as const, reason: "locker" };
    expect(await mapCarrierWord(ctx, said)).toEqual({ version: 1, parcels: 1 });
    const shown = await shownParcel(ctx, id);
    expect(shown).toMatchObject({ state: "delivered", reason: "locker", unknown: 0, queues: [] });
    expect(shown.scans.at(-1)).toMatchObject({ text: "ロッカー格納", map: "own@1", state: "delivered" });
    expect(shown.told.map((fact) => fact.name)).toContain("parcel.delivered");
    await expect(recordScan(ctx, crypto.randomUUID(), { status: "配達中" })).rejects.toThrow(/no such parcel/);
  });

  test("M3 scans by number wait for an order that is not known yet", async () => {
    const scans = [{ carrier: "yamato", number: "444413758703", status: "輸送中" }];
    const body = deliveryApi.recordScans.body.parse({ scans });
    expect(await recordScans(ctx, body.scans)).toEqual({ added: 1, unknown: 0, parcels: 1 });
    expect(await recordScans(ctx, body.scans)).toMatchObject({ added: 0 });
    expect((await queueCounts(ctx)).items.find((one) => one.queue === "unlinked")?.count).toBe(1);
  });

  test("M4 P29 queues hold what needs somebody, by deadline, until somebody looked after it and there is no other news", async () => {
    await order("A1", "A2");
    const at = { occurredAt: "2026-11-21T01:00:00Z" };
    const one = await create({
      order: "A1",
      carrier: "yamato",
      parcels: [{ number: "444413758703" }],
      status: { ...at, status: "持戻(ご不在)" },
    });
    const two = await create({
      order: "A2",
      carrier: "yamato",
      parcels: [{ number: "444413758714" }],
      status: { occurredAt: "2026-11-20T01:00:00Z", status: "調査中" },
    });
    const queue = async (name: string) =>
      (await listed(ctx, deliveryApi.parcels.query.parse({ queue: name, limit: 1 }))).items.map((row) => [
        row.order,
        row.dueAt,
      ]);
    expect(await queue("absent")).toEqual([["A1", "2026-11-22T01:00:00.000Z"]]);
    expect(await queue("exceptions")).toEqual([["A2", "2026-11-21T01:00:00.000Z"]]);
    const page = await listed(ctx, deliveryApi.parcels.query.parse({ queue: "attention", limit: 1 }));
    expect(page.items[0]?.order).toBe("A2");
    const next = await listed(
      ctx,
      deliveryApi.parcels.query.parse({ queue: "attention", limit: 1, cursor: page.next }),
    );
    expect(next.items.map((row) => row.order)).toEqual(["A1"]);
    expect((await queueCounts(ctx)).items[0]).toEqual({ queue: "attention", count: 2, overdue: 1 });
    const ids = [one.parcels[0]!.id, two.parcels[0]!.id];
    expect(await handleParcels(ctx, { ids, action: "contacted", note: "電話した" })).toEqual({ changed: 2 });
    expect((await queueCounts(ctx)).items[0]).toMatchObject({ count: 0 });
    await recordScan({ ...ctx, now: new Date("2026-11-21T06:00:00Z") }, ids[1]!, {
      status: "破損",
      occurredAt: "2026-11-21T05:00:00Z",
    });
    expect(await queue("exceptions")).toEqual([["A2", "2026-11-22T05:00:00.000Z"]]);
  });
});

describe("scorecards", () => {
  test("P30 the median counts parcels still under way as not yet arrived, and an interval says how sure it is", () => {
    const spells = [
      { days: 1, delivered: true, count: 40 },
      { days: 2, delivered: true, count: 20 },
      { days: 5, delivered: false, count: 40 },
    ];
    expect(medianDays(spells).median).toBe(2);
    expect(medianDays(spells.filter((spell) => spell.delivered)).median).toBe(1);
    expect(medianDays([{ days: 3, delivered: false, count: 9 }])).toEqual({ median: null, low: null, high: null });
    const { median, low, high } = medianDays(
      Array.from({ length: 20 }, (_, i) => ({ days: i + 1, delivered: true, count: 5 })),
    );
    expect(median).toBe(10);
    expect(low).toBeGreaterThan(7);
    expect(low).toBeLessThanOrEqual(10);
    expect(high).toBeGreaterThanOrEqual(10);
    expect(high).toBeLessThan(14);
  });

  test("P31 shares name what they are of, and know nothing of nothing", () => {
    expect(shareOf(0, 0)).toEqual({ of: 0, hits: 0, share: null, low: null, high: null });
    const { low, high } = shareOf(90, 100);
    expect(low).toBeCloseTo(0.8256, 3);
    expect(high).toBeCloseTo(0.9448, 3);
  });

  test("P32 cards are of carriers or lanes, say what is still open, and when they are too few to compare", async () => {
    await order("A1", "A2");
    await database.pool.query("insert into delivery.due values ('A1', '2026-11-20T15:00:00Z', now())");
    const ship = (id: string, number: string, delivered: boolean) => ({
      source: "api",
      order: id,
      carrier: "yamato",
      number,
      creates: true,
      scans: [
        { word: "発送済み", time: "2026-11-18T03:00:00Z" },
        ...(delivered
          ? [{ word: "配達完了", time: "2026-11-20T03:00:00Z" }]
          : [{ word: "調査中", time: "2026-11-20T03:00:00Z" }]),
      ].map(({ word, time }) => yamatoScan(word, time)),
    });
    await takeNews(ctx, [ship("A1", "444413758703", true), ship("A2", "444413758714", false)]);
    expect(await scorecards(ctx, { days: 30, by: "carrier" })).toMatchObject([
      {
        carrier: "yamato",
        prefecture: "",
        shipped: 2,
        delivered: 1,
        open: 1,
        onTime: { of: 1, hits: 1 },
        exceptions: { of: 2, hits: 1 },
        absent: { of: 2, hits: 0 },
        enough: false,
      },
    ]);
  });
});
