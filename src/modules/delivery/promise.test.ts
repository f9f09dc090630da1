import { threadId, type Worker } from "node:worker_threads";
import { beforeEach, describe, expect, test } from "vitest";
import { reactionWorkers } from "#events";
import type { Ctx } from "#kernel/context";
import { settle } from "#kernel/runner";
import { writeSetting } from "#kernel/settings";
import { ordersModule } from "#orders";
import { profilesModule } from "#profiles";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { pour, type Poured } from "../../../test/pour.ts";
import { createKey } from "../events/actions/keys.ts";
import { learnApart } from "./actions/promise/lesson.ts";
import { refitNow, refitOne } from "./actions/promise/refit.ts";
import { inTurn } from "./actions/promise/turn.ts";
import { predictMany } from "./actions/promise/predict.ts";
import { answerElement } from "./actions/promise/public.ts";
import { promiseFigures } from "./actions/promise/figures.ts";
import { takeNews } from "./actions/take.ts";
import { openTracking } from "./actions/tracking.ts";
import { deliveryModule, parcelsOf, promiseFor, promisesOf } from "./index.ts";
import { promiseOf as promiseIn } from "./model/tracking/view.ts";
import { PromiseSettings } from "./model/promise/settings.ts";
import { promiseHandlers } from "./routes.promise.ts";

const database = await testDatabase();
const NOW = "2026-11-19T01:00:00Z";
const ctx = testCtx(database);
const at = (time: string): Ctx => ({ ...ctx, now: new Date(time) });
const reactions = [profilesModule, ordersModule, deliveryModule].flatMap((module) => module.reactions ?? []);
const workers = [...reactionWorkers(reactions), ...(deliveryModule.workers ?? [])];
const run = (time = NOW) => settle(workers, () => at(time));
const brand = (more: object = {}) =>
  writeSetting(
    ctx,
    "delivery.promise",
    PromiseSettings.parse({
      // Open on every day, as the parcels below leave on every day.
      warehouses: [{ id: "w1", name: "東京倉庫", prefecture: "東京都", closedWeekdays: [], closedOnHolidays: false }],
      carriers: [{ id: "yamato" }],
      ...more,
    }),
  );
const LANE = { carrier: "yamato", service: "", warehouse: "w1", prefecture: "大阪府", postal: "5300001" };
const OSAKA = { destination: { postalCode: "530-0001" } };

/** Ninety days of parcels to Osaka that take a day, some two; told straight to the tables, as only they are learned from. */
const learnFrom = async (perDay = 5) => {
  await database.pool.query(
    `insert into delivery.shipment (id, "order", origin, source, created_at)
     select 's' || n, '', 'w1', 'test', $1::timestamptz - make_interval(days => 91 - n / $2) from generate_series(0, 90 * $2 - 1) n`,
    [NOW, perDay],
  );
  await database.pool.query(
    `insert into delivery.parcel (id, shipment, "order", subject, carrier, service, number, method, prefecture, postal_code,
       created_at, state, state_at, shipped_at, delivered_at)
     select gen_random_uuid(), id, '', '', 'yamato', '', '', 'carrier', '大阪府', '5300001', created_at, 'delivered', created_at,
       created_at, created_at + make_interval(days => case when abs(hashtext(id)) % 10 = 0 then 2 else 1 end)
     from delivery.shipment`,
  );
  await refitNow(at(NOW));
  await run();
};
const ordered = (id: string, time: string, who = `user:${id}`): Poured => ({
  identities: [who],
  name: "Order Completed",
  at: time,
  properties: {
    order_id: id,
    currency: "JPY",
    total: 3000,
    shipping_address: { prefecture: "大阪府", postal_code: "530-0001" },
    products: [{ product_id: "p1", quantity: 1, price: 3000 }],
  },
});
const delivered = (id: string, time: string): Poured => ({
  identities: [`user:${id}`],
  name: "Order Delivered",
  at: time,
  properties: { order_id: id },
});
const facts = async () =>
  (
    await database.pool.query<{ name: string; properties: Record<string, unknown> }>(
      "select name, properties from events.event where name like 'promise.%' order by position",
    )
  ).rows;

beforeEach(async () => {
  await database.pool.query(
    `truncate events.event, events.cursor, orders.order, orders.line, orders.refund, orders.evidence, profiles.identity,
      profiles.edge, profiles.profile, profiles.trait, delivery.shipment, delivery.parcel, delivery.item, delivery.scan,
      delivery.due, delivery.parcel_due, delivery.promise, delivery.promise_model, delivery.attempt cascade`,
  );
  await brand();
});

describe("promises", () => {
  test("PR12 nothing is shown while it is too weak, unless the brand says so", async () => {
    await refitNow(ctx);
    await run();
    expect(await promiseFor(at(NOW), OSAKA)).toEqual({ none: true, reason: "too_weak" });
    expect(await promiseFor(at(NOW), { destination: {} })).toEqual({ none: true, reason: "no_destination" });
    expect(await promiseFor(at(NOW), { ...OSAKA, slot: "20-21" })).toEqual({ none: true, reason: "unknown_slot" });
    await brand({ least: "low" });
    expect(await promiseFor(at(NOW), OSAKA)).toMatchObject({
      earliest: "2026-11-20",
      confidence: { code: "no_history", level: "low" },
    });
    await brand({ warehouses: [] });
    expect(await promiseFor(at(NOW), OSAKA)).toEqual({ none: true, reason: "no_warehouse" });
  });

  test("PR10 the nightly refit learns from parcels, says what from, and comes again at three", async () => {
    await learnFrom();
    const { items, refit } = await promiseHandlers.promiseModels(at(NOW), {});
    expect(items.map(({ kind }) => kind).toSorted()).toEqual(["order", "parcel"]);
    expect(items[0]?.known).toBeGreaterThan(400);
    expect(items[0]?.tested).toBeGreaterThan(100);
    expect(refit).toEqual({ dueAt: "2026-11-19T18:00:00.000Z", step: 0, steps: 0, running: false });
    // Thursday 10:00 in Tokyo, before the cut-off.
    expect(await promiseFor(at(NOW), OSAKA)).toMatchObject({ dispatch: "2026-11-19", earliest: "2026-11-20" });
    // After it: Friday.
    expect(await promiseFor(at("2026-11-19T07:00:00Z"), OSAKA)).toMatchObject({ dispatch: "2026-11-20" });
    expect(await predictMany(at(NOW), [OSAKA, { destination: {} }])).toHaveLength(2);
  });

  test("PR18 an island that nothing was sent to is not promised what its mainland is", async () => {
    await learnFrom();
    await database.pool.query("update delivery.parcel set prefecture = '東京都', postal_code = '1500001'");
    await refitNow(at(NOW));
    await run();
    const [mainland, island] = [
      { destination: { postalCode: "150-0001" } },
      { destination: { postalCode: "100-2101" } },
    ];
    expect(await promiseFor(at(NOW), mainland)).toMatchObject({ confidence: { level: "high" } });
    expect(await promiseFor(at(NOW), island)).toEqual({ none: true, reason: "too_weak" });
    await brand({ least: "low" });
    const [near, far] = await predictMany(at(NOW), [mainland, island]);
    if (!near || !far || "none" in near || "none" in far) throw new Error("no promise");
    expect(far.confidence).toEqual({ code: "thin_lane", level: "low" });
    expect([far.latest > near.latest, far.by > near.by]).toEqual([true, true]);
    // Once it is known how parcels come there, that is what is said.
    await database.pool.query(
      `update delivery.parcel set postal_code = '1002101', delivered_at = delivered_at + interval '4 days'
        where abs(hashtext(id::text)) % 3 = 0`,
    );
    await refitNow(at(NOW));
    await run();
    const known = await promiseFor(at(NOW), island);
    expect(known).toMatchObject({ confidence: { level: "medium" } });
    expect("none" in known ? "" : known.point > near.point).toBe(true);
  });

  test("PR18 no promise of a warehouse that is not known, nor for another year", async () => {
    await learnFrom();
    expect(await promiseFor(at(NOW), { ...OSAKA, warehouse: "elsewhere" })).toEqual({
      none: true,
      reason: "no_warehouse",
    });
    const far = { body: { asks: [OSAKA, { ...OSAKA, at: "9999-12-31T00:00:00Z" }] } };
    await expect(promiseHandlers.predictPromises(at(NOW), far)).rejects.toMatchObject({
      code: "invalid",
      faults: [{ at: "asks.1.at" }],
    });
  });

  test("PR10 each model is fitted in a thread of its own, which has ended when the refit has", async () => {
    const threads: Worker[] = [];
    const begun: number[] = [];
    const note = (thread: Worker) => {
      threads.push(thread);
      begun.push(thread.threadId);
    };
    process.on("worker", note);
    await learnFrom();
    process.off("worker", note);
    expect(new Set(begun).size).toBe(2);
    expect(begun).not.toContain(threadId);
    expect(threads.map((thread) => thread.threadId)).toEqual([-1, -1]);
  });

  test("PR10 a refit that is stopped in its middle, or whose thread fails, leaves the models as they were", async () => {
    await learnFrom();
    const models = async () => (await promiseHandlers.promiseModels(at(NOW), {})).items.map(({ id }) => id);
    const before = await models();
    const later = "2026-11-20T19:00:00Z";
    const stop = new AbortController();
    const stopped = new Error("The product stops.");
    const rows = [{ ...LANE, day: 20_000, time: "10:00", shipped: 20_000, arrived: 20_001 }];
    const course = { read: async (page: (each: typeof rows) => void) => page(rows), stopping: stop.signal };
    const lesson = { kind: "order" as const, warehouses: [], today: 20_010 };
    const steps: number[] = [];
    const walked = async (step: number) => {
      steps.push(step);
      stop.abort(stopped);
    };
    await expect(learnApart(lesson, { ...course, step: walked })).rejects.toBe(stopped);
    expect(steps).toEqual([1]);
    await expect(refitOne(at(later), stop.signal)).rejects.toBe(stopped);
    const broken = { ...lesson, warehouses: [{ id: "" }] as never };
    const go = new AbortController().signal;
    await expect(learnApart(broken, { ...course, step: walked, stopping: go })).rejects.toThrow(TypeError);
    expect(await models()).toEqual(before);
    await run(later);
    expect(await models()).toHaveLength(4);
  });

  test("PR10 of two processes on one database only one fits each model, and one whose holder died is taken up", async () => {
    await learnFrom();
    const later = "2026-11-20T19:00:00Z";
    const go = new AbortController().signal;
    const models = async () => (await promiseHandlers.promiseModels(at(later), {})).items.length;
    const holder = (until: string) =>
      database.pool.query(
        `update delivery.promise_refit set holder = gen_random_uuid(), held_until = clock_timestamp() + $1::interval`,
        [until],
      );
    let threads = 0;
    const count = () => void threads++;
    process.on("worker", count);
    // Somebody else is at it: nothing is fitted, and it is looked at again soon.
    await holder("1 hour");
    expect(await refitOne(at(later), go)).toEqual(new Date(Date.parse(later) + 5_000));
    expect([threads, await models()]).toEqual([0, 2]);
    // They died. Two others find it, each until it has nothing to do.
    await holder("-1 second");
    const oneProcess = async () => {
      while ((await refitOne(at(later), go)) === "more");
    };
    await Promise.all([oneProcess(), oneProcess()]);
    process.off("worker", count);
    expect([threads, await models()]).toEqual([2, 4]);
    const { refit } = await promiseHandlers.promiseModels(at(later), {});
    expect(refit).toEqual({ dueAt: "2026-11-21T18:00:00.000Z", step: 0, steps: 0, running: false });
  });

  test("PR10 a turn is kept for as long as the work takes, and given back after it, also where it failed", async () => {
    await refitNow(at(NOW));
    const held = async () => {
      const found = await database.pool.query<{ at: Date | null }>(
        `select held_until as at from delivery.promise_refit`,
      );
      return found.rows[0]?.at?.getTime() ?? null;
    };
    const failed = inTurn(
      at(NOW),
      async () => {
        const first = (await held()) ?? 0;
        expect(first).toBeGreaterThan(0);
        while (((await held()) ?? 0) <= first);
        expect(await inTurn(at(NOW), async () => "twice")).toBeNull();
        throw new Error("The thread failed.");
      },
      { seconds: 60, renewMs: 20 },
    );
    await expect(failed).rejects.toThrow("The thread failed.");
    expect(await held()).toBeNull();
    expect(await inTurn(at(NOW), async () => "again")).toBe("again");
  });

  test("PR6 PR7 what a visitor was shown is kept once, and belongs to the order bought after it", async () => {
    await learnFrom();
    const { key: writeKey } = await createKey(ctx, "web");
    const ask = { ...OSAKA, writeKey, place: "cart", anonymousId: "visitor-1" };
    await expect(answerElement(at(NOW), { ...ask, writeKey: "guess" })).rejects.toMatchObject({ code: "unauthorized" });
    await expect(answerElement(at(NOW), { ...ask, anonymousId: "<script>" })).rejects.toMatchObject({
      code: "invalid",
    });
    await answerElement(at(NOW), ask);
    await answerElement(at(NOW), ask);
    const page = await promiseHandlers.promises(at(NOW), { query: { limit: 50 } });
    expect(page.items).toMatchObject([{ place: "cart", subject: "anon:visitor-1", order: "", outcome: "open" }]);
    await pour(database, [ordered("A1", "2026-11-19T01:30:00Z", "anon:visitor-1")]);
    await run("2026-11-19T02:00:00Z");
    expect((await promisesOf(ctx, ["A1"])).get("A1")).toMatchObject({ place: "cart" });
    expect((await facts()).map(({ name, properties }) => [name, properties["order"]])).toEqual([
      ["promise.shown", ""],
      ["promise.shown", "A1"],
    ]);
  });

  test("PR7 PR8 PR9 an order is promised a day, overdue when it has passed, and scored once when it arrives", async () => {
    await learnFrom();
    await pour(database, [ordered("B1", NOW), ordered("B2", NOW)]);
    await run("2026-11-19T02:00:00Z");
    const promise = (await promisesOf(ctx, ["B1"])).get("B1");
    expect(promise).toMatchObject({ place: "notice", dispatch: "2026-11-19", earliest: "2026-11-20", outcome: null });
    await pour(database, [delivered("B1", "2026-11-20T03:00:00Z")]);
    await run("2026-11-20T04:00:00Z");
    expect((await promisesOf(ctx, ["B1"])).get("B1")).toMatchObject({ outcome: "kept", arrived: "2026-11-20" });
    await run("2026-11-25T04:00:00Z");
    expect((await promisesOf(ctx, ["B2"])).get("B2")?.brokenAt).not.toBeNull();
    await pour(database, [delivered("B2", "2026-11-26T03:00:00Z")]);
    await run("2026-11-26T04:00:00Z");
    await run("2026-11-27T04:00:00Z");
    expect((await promisesOf(ctx, ["B2"])).get("B2")).toMatchObject({ outcome: "late" });
    expect((await facts()).map(({ name, properties }) => [name, properties["order"], properties["outcome"]])).toEqual([
      ["promise.shown", "B1", undefined],
      ["promise.shown", "B2", undefined],
      ["promise.kept", "B1", "kept"],
      ["promise.broken", "B2", undefined],
      ["promise.kept", "B2", "late"],
    ]);
    const figures = await promiseFigures(at("2026-11-27T04:00:00Z"), { days: 90 });
    expect(figures.lanes).toMatchObject([
      {
        carrier: "yamato",
        prefecture: "大阪府",
        shown: 2,
        scored: 2,
        kept: { hits: 1, of: 2 },
        late: { hits: 1, of: 2 },
      },
    ]);
    expect(figures.curve.map(({ came }) => came.of)).toEqual([2, 2, 2, 2]);
    expect(figures.effects.every(({ enough }) => !enough)).toBe(true);
  });

  test("PR13 of several parcels each has its own promise, revised, watched and scored by what happens to it alone", async () => {
    await learnFrom();
    await pour(database, [ordered("C1", NOW)]);
    await run("2026-11-19T02:00:00Z");
    const [first, second] = ["444413758703", "444413758714"];
    const tell = async (number: string, word: string, time: string) => {
      const scan = { occurredAt: new Date(time), sayings: [{ vocabulary: "yamato", word }], code: "", text: word };
      const scans = [{ ...scan, place: "", detail: {} }];
      await takeNews(at(time), [{ source: "api", order: "C1", carrier: "yamato", number, scans, creates: true }]);
      await run(time);
    };
    const rows = async () => {
      const { items } = await promiseHandlers.promises(at(NOW), { query: { order: "C1", limit: 50 } });
      const ids = new Map((await parcelsOf(ctx, ["C1"])).get("C1")?.map(({ id, number }) => [id, number]));
      return items
        .toReversed()
        .map(({ parcel, dispatch, outcome }) => [parcel === null ? "order" : ids.get(parcel), dispatch, outcome]);
    };
    const whole = ["order", "2026-11-19", "open"];
    // The first leaves a day late, the second yet another day later.
    await tell(first, "発送済み", "2026-11-20T03:00:00Z");
    expect(await rows()).toEqual([whole, [first, "2026-11-20", "open"]]);
    const early = (await promisesOf(ctx, ["C1"])).get("C1");
    await tell(second, "発送済み", "2026-11-21T03:00:00Z");
    expect(await rows()).toEqual([whole, [first, "2026-11-20", "open"], [second, "2026-11-21", "open"]]);
    // All of it is promised for the later of the two days.
    const late = (await promisesOf(ctx, ["C1"])).get("C1");
    expect((late?.by ?? "") > (early?.by ?? "")).toBe(true);
    const page = await openTracking(at("2026-11-21T03:00:00Z"), "C1");
    const [one, two] = page?.tracked.parcels.map(({ id }) => promiseIn(page.tracked, id, "Asia/Tokyo")) ?? [];
    expect([one?.by, two?.by]).toEqual([early?.by, late?.by]);
    // Each is waited for until its own day.
    const due = await database.pool.query<{ number: string; by: Date }>(
      "select number, promised_by as by from delivery.parcel where \"order\" = 'C1' order by number",
    );
    expect(Number(due.rows[0]?.by)).toBeLessThan(Number(due.rows[1]?.by));

    await tell(first, "配達完了", "2026-11-21T06:00:00Z");
    expect(await rows()).toEqual([whole, [first, "2026-11-20", "kept"], [second, "2026-11-21", "open"]]);
    // The second is late, which is told of it and revises its promise; what was said of the first stays.
    await tell(second, "配達完了", "2026-11-27T03:00:00Z");
    const ended = await rows();
    expect(ended.filter(([whose]) => whose === first)).toEqual([[first, "2026-11-20", "kept"]]);
    expect(ended[0]).toEqual(["order", "2026-11-19", "late"]);
    expect(ended.find(([whose]) => whose === second)).toEqual([second, "2026-11-21", "late"]);
    expect(ended.filter(([, , outcome]) => outcome === "open")).toEqual([]);
  });

  test("PR11 the public asks with a write key only, and is told days, nothing of goods, orders or people", async () => {
    const visitor: Ctx = { ...at(NOW), actor: { kind: "public", id: "", name: "", role: null } };
    await expect(promiseHandlers.predictPromises(visitor, { body: { asks: [OSAKA] } })).rejects.toMatchObject({
      code: "unauthorized",
    });
    await expect(
      promiseHandlers.predictPromises(visitor, { body: { writeKey: "guess", asks: [OSAKA] } }),
    ).rejects.toMatchObject({ code: "unauthorized" });
    await learnFrom();
    const { key: writeKey } = await createKey(ctx, "public");
    // Whatever is asked beside the place, the answer is days and how sure they are.
    const more = { product: "H01", order: "K-1", subject: "user:1", items: [{ product: "H01" }] };
    const told = await answerElement(at(NOW), { ...OSAKA, ...more, writeKey });
    const { items } = await promiseHandlers.predictPromises(visitor, {
      body: { writeKey, asks: [{ ...OSAKA, ...more }] },
    });
    for (const answer of [told, ...items])
      expect(Object.keys(answer).toSorted()).toEqual([
        "by",
        "confidence",
        "dispatch",
        "earliest",
        "latest",
        "model",
        "point",
      ]);
  });
});
