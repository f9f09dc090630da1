/** SPEC.md, rule by rule; S2 has a file of its own. */
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { append, reactionWorkers } from "#events";
import { profilesModule, profilesOf, setTraits } from "#profiles";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import { settle } from "#kernel/runner";
import { writeSetting } from "#kernel/settings";
import { testCtx, testDatabase, type TestDatabase } from "../../../test/database.ts";
import { pour, type Poured } from "../../../test/pour.ts";
import { explain, preview } from "./actions/ask.ts";
import {
  createSegment,
  getSegment,
  pauseSegment,
  removeSegment,
  resumeSegment,
  updateSegment,
} from "./actions/manage.ts";
import { builderOptions, fitRfm, propertyOptions, rfmCuts } from "./actions/options.ts";
import { matching, segmentsModule, segmentsOf } from "./index.ts";
import { Predicate, sentence, type Window } from "./model.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const start = Date.parse("2026-11-21T03:00:00Z");
let now = start;
let database: TestDatabase;
const ctx = (): Ctx => testCtx(database, { now: new Date(now) });
const workers = [
  ...reactionWorkers([...(profilesModule.reactions ?? []), ...(segmentsModule.reactions ?? [])]),
  ...(segmentsModule.workers ?? []),
];
const run = () => settle(workers, ctx);
const goTo = (at: string | number) => {
  now = typeof at === "number" ? at : Date.parse(at);
  return run();
};
const happen = async (...events: Poured[]) => {
  await pour(
    database,
    events.map((event) => ({ at: new Date(now), ...event })),
  );
  await run();
};
const buy = async (
  key: string,
  net: number,
  more: { at?: number; kind?: string; status?: string; id?: string } = {},
) => {
  const id = more.id ?? `o-${key}-${net}-${more.at ?? now}`;
  const kind = more.kind ?? "sale";
  await database.pool.query(
    `insert into orders.order (id, subject, kind, status, at, updated_at, currency, total, refunded, net, items, lines, number, coupon, channel)
     values ($1, $2, $3, $4, $5, $5, 'JPY', $6, 0, $6, 1, 1, $1, '', '') on conflict (id) do update set status = excluded.status, net = excluded.net`,
    [id, key, kind, more.status ?? "placed", new Date(more.at ?? now), net],
  );
  await append(ctx(), [
    { name: "order.recorded", subject: key, properties: { order: id }, key: `${id}:${more.status}` },
  ]);
  await run();
};
const make = async (predicate: Predicate, name = "S") => {
  const { id } = await createSegment(ctx(), { name, description: "", predicate });
  await run();
  return id;
};
/** Members by the first of their keys. */
const members = async (id: string): Promise<string[]> => {
  const { rows } = await database.pool.query<{ key: string }>(
    `select distinct on (m.profile) i.key from segments.membership m join profiles.identity i on i.profile = m.profile
     where m.segment = $1 and m.member order by m.profile, i.seq`,
    [id],
  );
  return rows.map((row) => row.key).sort();
};
interface Told {
  name: string;
  because: string;
  event?: string;
  backfill: boolean;
  at: Date;
}
const facts = async (id: string): Promise<Told[]> => {
  const { rows } = await database.pool.query<{ name: string; at: Date; properties: Omit<Told, "name" | "at"> }>(
    "select name, at, properties from events.event where properties ->> 'segment' = $1 order by position",
    [id],
  );
  return rows.map(({ name, at, properties }) => ({ ...properties, name: name.replace("segment.", ""), at }));
};
const dues = async (id: string): Promise<string[]> => {
  const { rows } = await database.pool.query<{ at: Date }>("select due_at as at from segments.due where segment = $1", [
    id,
  ]);
  return rows.map((row) => row.at.toISOString());
};
const did = (
  name: string,
  within: Window = { kind: "ever" },
  n = 1,
  op: "at_least" | "at_most" | "exactly" = "at_least",
): Predicate => ({
  kind: "event",
  name,
  count: { op, n },
  within,
});
const trait = (name: string, test: Extract<Predicate, { kind: "trait" }>["test"], path?: string): Predicate => ({
  kind: "trait",
  name,
  test,
  ...(path !== undefined && { path }),
});
const problem = async (work: Promise<unknown>): Promise<Problem> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
};

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  now = start;
  const { rows } = await database.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('events', 'profiles', 'orders', 'segments') or (schemaname, tablename) = ('kernel', 'setting')`,
  );
  await database.pool.query(`truncate ${rows.map((row) => row.name).join(", ")} restart identity cascade`);
});

describe("meaning", () => {
  it("S1 a predicate of more than 6 levels or 40 conditions is refused with a sentence", () => {
    let deep: Predicate = did("A");
    for (let i = 0; i < 6; i++) deep = { kind: "not", of: deep };
    expect(Predicate.safeParse(deep).error?.issues[0]?.message).toContain("at most 6 levels");
    for (let i = 0; i < 20_000; i++) deep = { kind: "not", of: deep };
    expect(Predicate.safeParse(deep).success).toBe(false);
    const wide = { kind: "or", of: Array.from({ length: 41 }, () => did("A")) };
    expect(Predicate.safeParse(wide).success).toBe(false);
    expect(Predicate.safeParse({ kind: "or", of: wide.of.slice(1) }).success).toBe(true);
  });

  it("S1 what is no predicate is refused: unknown kinds, empty groups, an event without a name, windows that end before they begin", () => {
    const bad = [
      null,
      [],
      { kind: "sql", text: "drop table" },
      { kind: "and", of: [] },
      { kind: "event", count: { op: "at_least", n: 1 }, within: { kind: "ever" } },
      did("A", { kind: "between", from: "2026-02-02", to: "2026-02-01" }),
      did("A", { kind: "between", from: "2026-02-30" }),
      { kind: "rfm" },
    ];
    expect(bad.filter((each) => Predicate.safeParse(each).success)).toEqual([]);
  });

  it("S3 somebody without the trait is not equal, does not contain, and is in no list", async () => {
    await happen(
      { identities: ["user:1"], type: "identify", properties: { plan: "gold" } },
      { identities: ["user:2"] },
    );
    expect(await members(await make(trait("plan", { op: "equals", value: "gold" })))).toEqual(["user:1"]);
    expect(await members(await make(trait("plan", { op: "not_equals", value: "gold" })))).toEqual(["user:2"]);
    expect(await members(await make(trait("plan", { op: "not_contains", value: "OL" })))).toEqual(["user:2"]);
    expect(await members(await make(trait("plan", { op: "not_in", values: ["gold"] })))).toEqual(["user:2"]);
    expect(await members(await make(trait("plan", { op: "absent" })))).toEqual(["user:2"]);
  });

  it("S4 a path goes through arrays and refuses what is no name", async () => {
    const order = {
      products: [
        { sku: "A", price: 900 },
        { sku: "B", price: 1800 },
      ],
    };
    await happen({ identities: ["user:1"], name: "Order Completed", properties: order });
    const where = (path: string, test: { op: "equals"; value: string | number }): Predicate => ({
      ...(did("Order Completed") as Extract<Predicate, { kind: "event" }>),
      where: [{ path, test }],
    });
    expect(await members(await make(where("products.sku", { op: "equals", value: "B" })))).toEqual(["user:1"]);
    expect(await members(await make(where("products.price", { op: "equals", value: 1000 })))).toEqual([]);
    const bad = ['a"b', "a[0]", "a..b", "", "$.a'; drop table x", "a\\b"];
    expect(bad.filter((path) => Predicate.safeParse(where(path, { op: "equals", value: 1 })).success)).toEqual([]);
  });

  it("S4 a trait named by a path is found inside of an object, and under its whole name", async () => {
    const lives = (state: string) => trait("address.state", { op: "equals", value: state });
    await happen(
      { identities: ["user:1"], type: "identify", properties: { address: { state: "大阪府", city: "堺市" } } },
      { identities: ["user:2"], type: "identify", properties: { "address.state": "大阪府" } },
      { identities: ["user:3"], type: "identify", properties: { address: "大阪府堺市" } },
      { identities: ["user:4"], type: "identify", properties: { homes: [{ at: { state: "京都府" } }] } },
    );
    const osaka = await make(lives("大阪府"));
    expect(await members(osaka)).toEqual(["user:1", "user:2"]);
    expect(await members(await make(trait("homes.at.state", { op: "exists" })))).toEqual(["user:4"]);
    expect(await members(await make({ kind: "not", of: lives("大阪府") }))).toEqual(["user:3", "user:4"]);
    const moved = { address: { state: "京都府" } };
    await happen({ identities: ["user:1"], type: "identify", properties: moved, at: new Date(now + 1000) });
    expect(await members(osaka)).toEqual(["user:2"]);
    const offered = (await builderOptions(ctx())).traits.find((each) => each.path === "address.state");
    expect(offered?.examples.toSorted()).toEqual(["京都府", "大阪府"]);
  });

  it("S5 numbers in strings count, days begin in the brand's zone, and what cannot be read holds nothing", async () => {
    await happen(
      { identities: ["user:1"], type: "identify", properties: { points: "1200", joined: "2026-11-01" } },
      { identities: ["user:2"], type: "identify", properties: { points: "many", joined: "2026-02-30" } },
      { identities: ["user:3"], type: "identify", properties: { points: 80, joined: "2026-10-31T14:59:00Z" } },
      { identities: ["user:4"], type: "identify", properties: { points: "1e999", joined: "2026-10-31T15:00:00Z" } },
    );
    expect(await members(await make(trait("points", { op: "gte", value: 100 })))).toEqual(["user:1"]);
    expect(await members(await make(trait("joined", { op: "since", date: "2026-11-01" })))).toEqual([
      "user:1",
      "user:4",
    ]);
    expect(await members(await make(trait("joined", { op: "before", date: "2026-11-01" })))).toEqual(["user:3"]);
  });

  it("S6 the last 24 hours end 24 hours ago to the millisecond; today and this month begin at midnight in Tokyo", async () => {
    const day = await make(did("A", { kind: "last", n: 24, unit: "hours" }));
    const today = await make(did("A", { kind: "calendar", n: 1, unit: "day" }));
    const month = await make(did("A", { kind: "calendar", n: 1, unit: "month" }));
    const week = await make(did("A", { kind: "calendar", n: 1, unit: "week" }));
    // 2026-11-21 12:00 in Tokyo, a Saturday.
    await happen({ identities: ["user:1"], name: "A" });
    await goTo(now + DAY - 1);
    expect([await members(day), await members(today)]).toEqual([["user:1"], []]);
    await goTo(now + 1);
    expect(await members(day)).toEqual([]);
    expect((await facts(today)).map(({ name, at }) => [name, at.toISOString()])).toEqual([
      ["entered", "2026-11-21T03:00:00.000Z"],
      ["exited", "2026-11-22T02:59:59.999Z"],
    ]);
    expect(await dues(today)).toEqual([]);
    await goTo("2026-11-22T14:59:59.999Z");
    expect(await members(week)).toEqual(["user:1"]);
    await goTo("2026-11-22T15:00:00Z");
    expect([await members(week), await members(month)]).toEqual([[], ["user:1"]]);
    await goTo("2026-11-30T15:00:00Z");
    expect(await members(month)).toEqual([]);
  });

  it("S6 whole days between two dates, both included, in the brand's zone", async () => {
    const id = await make(did("A", { kind: "between", from: "2026-11-01", to: "2026-11-02" }));
    await happen(
      { identities: ["user:1"], name: "A", at: "2026-10-31T14:59:59.999Z" },
      { identities: ["user:2"], name: "A", at: "2026-10-31T15:00:00Z" },
      { identities: ["user:3"], name: "A", at: "2026-11-02T14:59:59.999Z" },
      { identities: ["user:4"], name: "A", at: "2026-11-02T15:00:00Z" },
    );
    expect(await members(id)).toEqual(["user:2", "user:3"]);
  });

  it("S7 a late event counts when it happened, one dated ahead counts at once, and a repeat counts once", async () => {
    const twice = await make(did("A", { kind: "last", n: 7, unit: "days" }, 2));
    await happen({ identities: ["user:1"], name: "A", messageId: "m1" });
    await happen({ identities: ["user:1"], name: "A", messageId: "m1" });
    await happen({ identities: ["user:1"], name: "A", at: new Date(now - 8 * DAY) });
    expect(await members(twice)).toEqual([]);
    await happen({ identities: ["user:1"], name: "A", at: new Date(now + 30_000) });
    expect(await members(twice)).toEqual(["user:1"]);
  });

  it("S8 a cancelled sale never was, a return lessens the value, an average needs a sale", async () => {
    const twice = await make({ kind: "order_count", count: { op: "at_least", n: 2 }, within: { kind: "ever" } });
    const worth = await make({
      kind: "order_value",
      measure: "sum",
      op: "at_least",
      amount: 5000,
      currency: "JPY",
      within: { kind: "ever" },
    });
    const cheap = await make({
      kind: "order_value",
      measure: "average",
      op: "at_most",
      amount: 4000,
      currency: "JPY",
      within: { kind: "ever" },
    });
    await happen({ identities: ["user:1"] }, { identities: ["user:2"] });
    await buy("user:1", 3000, { id: "o1" });
    await buy("user:1", 3000, { id: "o2" });
    expect([await members(twice), await members(worth), await members(cheap)]).toEqual([
      ["user:1"],
      ["user:1"],
      ["user:1"],
    ]);
    await buy("user:1", -1500, { id: "r1", kind: "return" });
    expect([await members(twice), await members(worth)]).toEqual([["user:1"], []]);
    await buy("user:1", 0, { id: "o2", status: "cancelled" });
    expect(await members(twice)).toEqual([]);
  });

  it("S9 scores come from the cuts; fitting sets them to quintiles and evaluates anew as backfill", async () => {
    for (let i = 1; i <= 10; i++) {
      await happen({ identities: [`user:${i}`] });
      await buy(`user:${i}`, i * 1000, { at: now - i * 10 * DAY });
    }
    const rich = await make({ kind: "rfm", m: [5, 5] });
    expect(await members(rich)).toEqual([]);
    const cuts = await fitRfm(ctx());
    await run();
    expect(cuts).toMatchObject({ r: [20, 40, 60, 80], f: [2, 3, 5, 10], m: [2000, 4000, 6000, 8000] });
    expect(await rfmCuts(ctx())).toEqual(cuts);
    expect(await members(rich)).toEqual(["user:10", "user:8", "user:9"]);
    expect((await facts(rich)).every((fact) => fact.backfill)).toBe(true);
    const fresh = await make({ kind: "rfm", r: [5, 5] });
    expect(await members(fresh)).toEqual(["user:1"]);
    await goTo(now + 10 * DAY);
    expect(await members(fresh)).toEqual([]);
    expect(await matching(ctx(), { kind: "rfm", f: [1, 1], m: [5, 5] }, [])).toEqual(new Set());
  });

  it("S10 a yearly day counts by the brand's calendar, 29 February on the 28th", async () => {
    const id = await make(trait("birthday", { op: "anniversary", days: 1 }));
    await happen(
      { identities: ["user:1"], type: "identify", properties: { birthday: "1990-11-23" } },
      { identities: ["user:2"], type: "identify", properties: { birthday: "2000-02-29" } },
    );
    expect(await members(id)).toEqual([]);
    await goTo("2026-11-21T15:00:00Z");
    expect(await members(id)).toEqual(["user:1"]);
    await goTo("2026-11-23T15:00:00Z");
    expect(await members(id)).toEqual([]);
    await goTo("2027-02-26T15:00:00Z");
    expect(await members(id)).toEqual(["user:2"]);
    await goTo("2027-02-28T15:00:00Z");
    expect(await members(id)).toEqual([]);
    // Both entries by the clock, none of them by looking too early.
    expect((await facts(id)).map((fact) => [fact.name, fact.because])).toEqual([
      ["entered", "time"],
      ["exited", "time"],
      ["entered", "time"],
      ["exited", "time"],
    ]);
  });

  it("S11 a segment in a segment follows it; circles, unknown segments and removing a named one are refused", async () => {
    const inner = await make(did("A"), "inner");
    const outer = await make({ kind: "not", of: { kind: "segment", segment: inner } }, "outer");
    await happen({ identities: ["user:1"] });
    expect(await members(outer)).toEqual(["user:1"]);
    await happen({ identities: ["user:1"], name: "A" });
    expect([await members(inner), await members(outer)]).toEqual([["user:1"], []]);
    const draft = { name: "inner", description: "", predicate: { kind: "segment", segment: outer } as Predicate };
    expect((await problem(updateSegment(ctx(), inner, draft))).message).toContain("condition of itself");
    const self = { ...draft, predicate: { kind: "segment", segment: inner } as Predicate };
    expect((await problem(updateSegment(ctx(), inner, self))).code).toBe("invalid");
    const unknown = { kind: "segment", segment: crypto.randomUUID() } as Predicate;
    expect((await problem(createSegment(ctx(), { ...draft, predicate: unknown }))).code).toBe("invalid");
    expect((await problem(removeSegment(ctx(), inner))).message).toContain("outer");
    await removeSegment(ctx(), outer);
    await removeSegment(ctx(), inner);
    expect((await problem(getSegment(ctx(), inner))).code).toBe("not_found");
  });
});

describe("time", () => {
  it("S12 an evaluation notes the next instant of change, and none where time changes nothing", async () => {
    const lately = await make(did("A", { kind: "last", n: 3, unit: "days" }, 2));
    const ever = await make(did("A"));
    const email = await make({
      kind: "and",
      of: [{ kind: "identity", has: "email" }, did("A", { kind: "last", n: 3, unit: "days" })],
    });
    await happen({ identities: ["user:1"], name: "A" });
    expect(await dues(lately)).toEqual([]);
    await goTo(now + DAY);
    await happen({ identities: ["user:1"], name: "A" });
    // The older of the two falls out first.
    expect(await dues(lately)).toEqual(["2026-11-24T03:00:00.000Z"]);
    expect(await dues(ever)).toEqual([]);
    // No e-mail address: time alone can never make this true.
    expect(await dues(email)).toEqual([]);
  });

  it("S12 a noted instant may be early but never late: newer events leave it, and it is moved when it comes", async () => {
    const id = await make(did("A", { kind: "last", n: 3, unit: "days" }));
    await happen({ identities: ["user:1"], name: "A" });
    await goTo(now + DAY);
    await happen({ identities: ["user:1"], name: "A" });
    expect(await dues(id)).toEqual(["2026-11-24T03:00:00.000Z"]);
    await goTo("2026-11-24T03:00:00Z");
    expect([await members(id), await dues(id)]).toEqual([["user:1"], ["2026-11-25T03:00:00.000Z"]]);
  });

  it("S13 “not bought in 30 days” becomes true by itself, for that person only, at that instant", async () => {
    const id = await make({
      kind: "and",
      of: [
        { kind: "order_count", count: { op: "at_least", n: 1 }, within: { kind: "ever" } },
        { kind: "order_count", count: { op: "exactly", n: 0 }, within: { kind: "last", n: 30, unit: "days" } },
      ],
    });
    await happen({ identities: ["user:1"] }, { identities: ["user:2"] });
    await buy("user:1", 1000);
    await goTo(start + 30 * DAY - 1);
    expect(await members(id)).toEqual([]);
    await goTo(start + 30 * DAY);
    expect(await members(id)).toEqual(["user:1"]);
    expect(await facts(id)).toMatchObject([{ name: "entered", because: "time", backfill: false }]);
  });
});

describe("change", () => {
  it("S14 one fact a change, with what tipped it, and none for repeats", async () => {
    const id = await make(did("A", { kind: "last", n: 1, unit: "days" }));
    await happen({ identities: ["user:1"], name: "A", messageId: "m" });
    await happen({ identities: ["user:1"], name: "A", messageId: "m" });
    await happen({ identities: ["user:1"], name: "A" });
    await goTo(now + DAY);
    await happen({ identities: ["user:1"], name: "A" });
    const profile = (await profilesOf(ctx(), ["user:1"])).get("user:1");
    expect(await facts(id)).toMatchObject([
      { name: "entered", because: "event", event: "A", backfill: false, profile },
      { name: "exited", because: "time", backfill: false },
      { name: "entered", because: "event", event: "A", backfill: false },
    ]);
  });

  it("S14 traits that a fact sets count as those that an event sets", async () => {
    const id = await make(trait("vip", { op: "equals", value: true }));
    await happen({ identities: ["user:1"] });
    await setTraits(ctx(), { subject: "user:1", traits: { vip: true }, key: "k", reason: "test" });
    await run();
    expect(await members(id)).toEqual(["user:1"]);
  });

  it("S15 who was in with either half of a merge is in without entering again; what only the whole meets is entered", async () => {
    const seen = await make(did("A"));
    const both = await make({ kind: "and", of: [did("A"), did("B")] });
    const never = await make(did("B", { kind: "ever" }, 0, "exactly"));
    await happen({ identities: ["anon:1"], name: "A" }, { identities: ["user:1"], name: "B" });
    expect([await members(seen), await members(both), await members(never)]).toEqual([["anon:1"], [], ["anon:1"]]);
    await happen({ identities: ["user:1", "anon:1"], name: "C" });
    expect([await members(seen), await members(both), await members(never)]).toEqual([["anon:1"], ["anon:1"], []]);
    expect((await facts(seen)).map((fact) => fact.name)).toEqual(["entered"]);
    expect((await facts(both)).map((fact) => [fact.name, fact.because])).toEqual([["entered", "merge"]]);
    expect((await facts(never)).map((fact) => fact.name)).toEqual(["entered", "exited"]);
  });

  it("S16 a definition evaluates everybody in steps, flagged as backfill; only a changed predicate does so again", async () => {
    await happen(
      ...Array.from({ length: 2_300 }, (_, i) => ({ identities: [`user:p${i}`], name: i % 2 === 0 ? "A" : "B" })),
    );
    const { id } = await createSegment(ctx(), { name: "S", description: "", predicate: did("A") });
    expect(await getSegment(ctx(), id)).toMatchObject({ status: "building", progress: { done: 0, total: 2_300 } });
    const build = workers.find((worker) => worker.name === "segments.build");
    await build?.run(ctx());
    expect(await getSegment(ctx(), id)).toMatchObject({ status: "building", progress: { done: 1_000 } });
    await run();
    expect(await getSegment(ctx(), id)).toMatchObject({ status: "live", members: 1_150, progress: { done: 2_300 } });
    const told = await facts(id);
    expect(told).toHaveLength(1_150);
    expect(told.every((fact) => fact.backfill && fact.because === "definition")).toBe(true);
    await updateSegment(ctx(), id, { name: "Renamed", description: "x", predicate: did("A") });
    expect(await getSegment(ctx(), id)).toMatchObject({ status: "live", name: "Renamed", version: 2 });
    await updateSegment(ctx(), id, { name: "Renamed", description: "x", predicate: did("B") });
    await run();
    expect(await getSegment(ctx(), id)).toMatchObject({ status: "live", members: 1_150, version: 3 });
    expect((await facts(id)).slice(1_150).every((fact) => fact.backfill)).toBe(true);
  });

  it("S17 while a definition is being evaluated, what happens to new people is no backfill", async () => {
    await happen(...Array.from({ length: 1_200 }, (_, i) => ({ identities: [`user:p${i}`], name: "B" })));
    const { id } = await createSegment(ctx(), { name: "S", description: "", predicate: did("A") });
    const [fold, live] = workers;
    await pour(database, [{ identities: ["user:new"], name: "A", at: new Date(now) }]);
    for (const worker of [fold, live]) while ((await worker?.run(ctx())) === "more");
    expect(await getSegment(ctx(), id)).toMatchObject({ status: "building", members: 1 });
    await run();
    expect(await facts(id)).toMatchObject([{ name: "entered", because: "event", backfill: false }]);
  });

  it("S18 a paused segment stands still and is evaluated anew when it goes on", async () => {
    const id = await make(did("A", { kind: "last", n: 1, unit: "days" }));
    await happen({ identities: ["user:1"], name: "A" });
    await pauseSegment(ctx(), id);
    await happen({ identities: ["user:2"], name: "A" });
    await goTo(now + 2 * HOUR);
    expect(await members(id)).toEqual(["user:1"]);
    expect(await dues(id)).toEqual([]);
    await resumeSegment(ctx(), id);
    await run();
    expect(await members(id)).toEqual(["user:1", "user:2"]);
    expect((await facts(id)).map((fact) => fact.backfill)).toEqual([false, true]);
  });

  it("S19 a changed zone evaluates anew, and a changed segment those that name it", async () => {
    const today = await make(did("A", { kind: "calendar", n: 1, unit: "day" }));
    await happen({ identities: ["user:1"], name: "A", at: "2026-11-20T15:30:00Z" });
    expect(await members(today)).toEqual(["user:1"]);
    await writeSetting(ctx(), "brand", { zone: "America/New_York" });
    await run();
    expect(await members(today)).toEqual(["user:1"]);
    await writeSetting(ctx(), "brand", { zone: "Asia/Dubai" });
    await run();
    expect(await members(today)).toEqual([]);
    const outer = await make({ kind: "or", of: [{ kind: "segment", segment: today }] });
    await updateSegment(ctx(), today, { name: "S", description: "", predicate: did("A") });
    await run();
    expect([await members(today), await members(outer)]).toEqual([["user:1"], ["user:1"]]);
  });
});

describe("asking", () => {
  it("S20 a preview counts, samples people and changes nothing", async () => {
    await happen(
      { identities: ["user:1"], type: "identify", properties: { lastName: "山田", firstName: "花子" } },
      { identities: ["user:2"], name: "A" },
    );
    const answer = await preview(ctx(), { predicate: trait("lastName", { op: "exists" }) });
    expect(answer).toMatchObject({ count: 1, of: 2, estimated: false, sample: [{ name: "山田 花子", handle: "1" }] });
    expect((await database.pool.query("select 1 from segments.segment")).rowCount).toBe(0);
  });

  it("S21 what people type is data, never SQL", async () => {
    const evil = `x'); drop table segments.segment; --`;
    await happen({ identities: ["user:1"], name: evil, properties: { note: evil } });
    const id = await make(
      {
        kind: "and",
        of: [
          {
            ...(did(evil) as Extract<Predicate, { kind: "event" }>),
            where: [{ path: "note", test: { op: "contains", value: evil } }],
          },
          { kind: "not", of: trait(evil, { op: "equals", value: evil }) },
        ],
      },
      evil,
    );
    expect(await members(id)).toEqual(["user:1"]);
    expect((await propertyOptions(ctx(), evil)).map((property) => property.path)).toEqual(["note"]);
  });

  it("S22 an explanation says which condition holds for somebody and what was found", async () => {
    const id = await make({
      kind: "and",
      of: [
        did("A", { kind: "last", n: 7, unit: "days" }, 2),
        { kind: "not", of: trait("plan", { op: "equals", value: "gold" }) },
      ],
    });
    await happen({ identities: ["user:1"], name: "A" }, { identities: ["user:1"], name: "A" });
    await happen({ identities: ["user:1"], type: "identify", properties: { plan: "silver" } });
    const profile = (await profilesOf(ctx(), ["user:1"])).get("user:1") ?? "";
    const answer = await explain(ctx(), { id, profile });
    expect(answer).toMatchObject({ holds: true, member: true, changesAt: "2026-11-28T03:00:00.000Z" });
    expect(answer.findings).toMatchObject([
      { path: "", holds: true, seen: null },
      { path: "0", holds: true, seen: { count: 2 } },
      { path: "1", holds: true },
      { path: "1.0", holds: false, seen: ["silver"] },
    ]);
    expect(await segmentsOf(ctx(), profile)).toMatchObject([{ id, name: "S" }]);
    expect((await problem(explain(ctx(), { id, profile: crypto.randomUUID() }))).code).toBe("not_found");
  });

  it("offers what is really there: event names, traits with kinds and examples, segments", async () => {
    await happen(
      { identities: ["user:1"], name: "Order Completed", properties: { total: 1980, products: [{ sku: "A" }] } },
      { identities: ["user:1"], type: "page", name: "Home" },
      { identities: ["user:1"], type: "identify", properties: { plan: "gold", birthday: "1990-01-01" } },
    );
    const id = await make(did("Order Completed"), "Buyers");
    const options = await builderOptions(ctx());
    expect(options.events).toEqual(
      expect.arrayContaining([
        { name: "Home", type: "page" },
        { name: "Order Completed", type: "track" },
      ]),
    );
    expect(options.traits).toEqual(
      expect.arrayContaining([
        { path: "birthday", kinds: ["date"], examples: ["1990-01-01"] },
        { path: "plan", kinds: ["string"], examples: ["gold"] },
      ]),
    );
    expect(options.segments).toEqual([{ id, name: "Buyers" }]);
    expect(await propertyOptions(ctx(), "Order Completed")).toEqual([
      { path: "products.sku", kinds: ["string"], examples: ["A"] },
      { path: "total", kinds: ["number"], examples: ["1980"] },
    ]);
  });
});

describe("reading aloud", () => {
  it("says a predicate as one sentence in Japanese and in English", () => {
    const predicate: Predicate = {
      kind: "and",
      of: [
        did("Order Completed", { kind: "last", n: 30, unit: "days" }, 2),
        { kind: "or", of: [trait("plan", { op: "equals", value: "gold" }), { kind: "identity", has: "line" }] },
        { kind: "not", of: { kind: "rfm", r: [1, 2] } },
      ],
    };
    expect(sentence(predicate, "en")).toBe(
      "Everyone who has “Order Completed” at least 2 times in the last 30 days and (whose “plan” is “gold” or who has a LINE account) and not among those who scores R 1–2",
    );
    expect(sentence(predicate, "ja")).toBe(
      "直近30日間に「Order Completed」が2回以上、かつ(「plan」が「gold」、またはLINE連携がある)、かつ「RFMスコアがR 1–2」ではないお客様",
    );
  });
});
