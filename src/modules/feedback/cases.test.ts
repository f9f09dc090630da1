import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { append } from "#events";
import type { Ctx } from "#kernel/context";
import { createUser } from "#kernel/auth";
import { writeSetting } from "#kernel/settings";
import { testDatabase } from "../../../test/database.ts";
import { startEngine } from "../../../test/engine.ts";
import { feedbackHandlers } from "./routes.ts";
import { CASE_EVENTS, CaseSettings, reportOf } from "./model.ts";
import { dueAt } from "./model/deadline.ts";

const database = await testDatabase();
// Saturday noon in Tokyo.
const NOW = new Date("2026-11-21T03:00:00Z");
const engine = await startEngine(database, NOW);
const ctx = (): Ctx => engine.ctx();
const person = (name: string) =>
  createUser(ctx(), { name, email: `${randomUUID()}@yanaka-mail.jp`, password: "veranda-and-light", role: "agent" });
const owner = await createUser(ctx(), {
  name: "店長",
  email: "owner@yanaka-mail.jp",
  password: "veranda-and-light",
  role: "owner",
});

const told = (order: string, problem: string, note = "", key: string = randomUUID()) => ({
  name: "delivery.problem_reported",
  subject: "user:1",
  key,
  properties: { order, parcel: null, problem, note },
});
const cases = async (query: object = {}) =>
  (await feedbackHandlers.cases(ctx(), { query: { status: "open", limit: 50, ...query } as never })).items;
const facts = async (name: string) =>
  (await database.pool.query("select properties from events.event where name = $1 order by position", [name])).rows;

test("C1 C4 a problem opens a case at once, with an owner and a deadline", async () => {
  await append(ctx(), [told("o-1", "damaged", "瓶が割れていました")]);
  await engine.settle();
  const [one] = await cases({ order: "o-1" });
  // Monday is 勤労感謝の日: Tuesday 9:00 and four business hours.
  expect(one).toMatchObject({
    kind: "damaged",
    owner: { id: owner.id, name: "店長" },
    dueAt: "2026-11-24T04:00:00.000Z",
    reports: 1,
  });
  const opened = await facts("case.opened");
  expect(opened.at(-1)?.properties).toMatchObject({ case: one?.id, kind: "damaged", order: "o-1", owner: owner.id });
});

test("C2 the same report twice is one; reports of one order and kind join; another kind is another case", async () => {
  const report = told("o-2", "missing", "一枚足りません");
  await append(ctx(), [report]);
  await engine.settle();
  await append(ctx(), [report, told("o-2", "missing", "やはり足りません"), told("o-2", "wrong")]);
  await engine.settle();
  const found = await cases({ order: "o-2" });
  expect(new Map(found.map((one) => [one.kind, one.reports]))).toEqual(
    new Map([
      ["missing", 2],
      ["wrong", 1],
    ]),
  );
});

test("C2 after it was closed, a new report opens a new case", async () => {
  await append(ctx(), [told("o-3", "late")]);
  await engine.settle();
  const [one] = await cases({ order: "o-3" });
  const ids = [one?.id ?? ""];
  expect(await feedbackHandlers.close(ctx(), { body: { ids, outcome: "explained", note: "明日届きます" } })).toEqual({
    changed: 1,
  });
  expect(await feedbackHandlers.close(ctx(), { body: { ids, outcome: "refunded", note: "" } })).toEqual({ changed: 0 });
  await append(ctx(), [told("o-3", "late", "まだ届きません")]);
  await engine.settle();
  expect(await cases({ order: "o-3" })).toHaveLength(1);
  await expect(feedbackHandlers.reopen(ctx(), { params: { id: ids[0] ?? "" } })).rejects.toMatchObject({
    code: "conflict",
  });
  expect((await facts("case.closed")).at(-1)?.properties).toMatchObject({ outcome: "explained", late: false });
});

test("C4 those who take cases get them in turn", async () => {
  const [first, second] = [await person("佐藤"), await person("鈴木")];
  await writeSetting(ctx(), "feedback.cases", CaseSettings.parse({ team: [first.id, second.id] }));
  await append(
    ctx(),
    ["a", "b", "c", "d"].map((name) => told(`turn-${name}`, "other")),
  );
  await engine.settle();
  const owners = (await cases({ kind: "other" })).map((one) => one.owner?.id);
  expect(owners.filter((id) => id === first.id)).toHaveLength(2);
  expect(owners.filter((id) => id === second.id)).toHaveLength(2);
  await writeSetting(ctx(), "feedback.cases", CaseSettings.parse({}));
});

test("C5 assigning, noting, closing and opening again are written into the story", async () => {
  await append(ctx(), [told("o-5", "other", "<script>alert(1)</script>")]);
  await engine.settle();
  const [one] = await cases({ order: "o-5" });
  const id = one?.id ?? "";
  const agent = await person("高橋");
  const acting = {
    ...ctx(),
    actor: { kind: "user" as const, id: agent.id, name: "高橋", email: "", role: "agent" as const },
  };
  expect(await feedbackHandlers.assign(acting, { body: { ids: [id], owner: agent.id } })).toEqual({ changed: 1 });
  expect(await feedbackHandlers.assign(acting, { body: { ids: [id], owner: agent.id } })).toEqual({ changed: 0 });
  await feedbackHandlers.note(acting, { params: { id }, body: { text: "お電話しました" } });
  await feedbackHandlers.close(acting, { body: { ids: [id], outcome: "resolved", note: "" } });
  await feedbackHandlers.reopen(acting, { params: { id } });
  const { entries, tracking } = await feedbackHandlers.one(ctx(), { params: { id } });
  expect(entries.map((entry) => [entry.kind, entry.actor, entry.text])).toEqual([
    ["reported", "", "<script>alert(1)</script>"],
    ["assigned", "高橋", "高橋"],
    ["noted", "高橋", "お電話しました"],
    ["closed", "高橋", ""],
    ["reopened", "高橋", ""],
  ]);
  expect(tracking).toContain("/t/");
  await expect(feedbackHandlers.assign(ctx(), { body: { ids: [id], owner: "nobody" } })).rejects.toMatchObject({
    code: "invalid",
  });
  const nobody = { params: { id: randomUUID() } };
  await expect(feedbackHandlers.one(ctx(), nobody)).rejects.toMatchObject({ code: "not_found" });
});

test("C6 closing names an outcome and says whether the deadline was kept; closing again says nothing", async () => {
  await append(ctx(), [told("o-6", "damaged"), told("o-7", "damaged")]);
  await engine.settle();
  const [[kept], [missed]] = [await cases({ order: "o-6" }), await cases({ order: "o-7" })];
  const close = (now: Date, id = "") =>
    feedbackHandlers.close({ ...ctx(), now }, { body: { ids: [id], outcome: "reshipped", note: "" } });
  expect(await close(new Date(kept?.dueAt ?? ""), kept?.id)).toEqual({ changed: 1 });
  expect(await close(new Date(Date.parse(missed?.dueAt ?? "") + 1), missed?.id)).toEqual({ changed: 1 });
  expect(await close(new Date(missed?.dueAt ?? ""), missed?.id)).toEqual({ changed: 0 });
  const closed = (await facts("case.closed")).slice(-2).map(({ properties }) => properties);
  expect(closed).toMatchObject([
    { case: kept?.id, outcome: "reshipped", late: false },
    { case: missed?.id, outcome: "reshipped", late: true },
  ]);
});

test("C1 carriers' failures become cases too, an absence does not", async () => {
  const say = (name: string, order: string, reason = "") => ({
    name,
    subject: "user:1",
    key: randomUUID(),
    properties: { order, parcel: randomUUID(), reason },
  });
  await append(ctx(), [
    say("parcel.lost", "p-1"),
    say("parcel.attempt_failed", "p-2", "absent"),
    say("parcel.attempt_failed", "p-3", "moved"),
    say("parcel.returned", "p-3"),
  ]);
  await engine.settle();
  expect((await cases({ order: "p-1" })).map((one) => one.kind)).toEqual(["lost"]);
  expect(await cases({ order: "p-2" })).toEqual([]);
  expect((await cases({ order: "p-3" })).map((one) => [one.kind, one.reports])).toEqual([["undeliverable", 2]]);
});

test("the queue turns pages by deadline, and says in short how it stands", async () => {
  const all = await cases();
  const first = await feedbackHandlers.cases(ctx(), { query: { status: "open", limit: 3 } });
  const second = await feedbackHandlers.cases(ctx(), { query: { status: "open", limit: 3, cursor: first.next ?? "" } });
  expect([...first.items, ...second.items].map((one) => one.id)).toEqual(all.slice(0, 6).map((one) => one.id));
  await engine.goTo(new Date("2026-11-25T03:00:00Z"));
  const short = await feedbackHandlers.inShort(ctx(), {});
  expect(short.open).toBe(all.length);
  expect(short.overdue).toBe((await cases({ overdue: true })).length);
  expect(short.overdue).toBeGreaterThan(0);
});

describe("C3 deadlines", () => {
  const week = CaseSettings.parse({});
  const due = (from: string, hours: number) => dueAt(new Date(from), hours, week, "Asia/Tokyo").toISOString();
  test("C3 are counted in business hours", () => {
    // Friday 17:00 in Tokyo: one hour today, Monday is 勤労感謝の日, two hours on Tuesday.
    expect(due("2026-11-20T08:00:00Z", 3)).toBe("2026-11-24T02:00:00.000Z");
    expect(due("2026-11-20T01:00:00Z", 3)).toBe("2026-11-20T04:00:00.000Z");
    expect(due("2026-11-20T00:00:00Z", 9)).toBe("2026-11-20T09:00:00.000Z");
    expect(due("2026-11-21T03:00:00Z", 9)).toBe("2026-11-24T09:00:00.000Z");
  });
  test("C3 neither holidays, nor お盆 and the new year where the brand is closed, nor its own days count", () => {
    const on = (settings: object, from: string) =>
      dueAt(new Date(from), 2, CaseSettings.parse(settings), "Asia/Tokyo").toISOString();
    const holiday = "2026-11-23T01:00:00Z";
    expect(on({}, holiday)).toBe("2026-11-24T02:00:00.000Z");
    expect(on({ closedOnHolidays: false }, holiday)).toBe("2026-11-23T03:00:00.000Z");
    // 30 December: the year's end and the first three days, of which the 1st is a holiday, then Monday the 4th.
    expect(on({}, "2026-12-30T01:00:00Z")).toBe("2027-01-04T02:00:00.000Z");
    expect(on({ closedAtYearEnd: false }, "2026-12-30T01:00:00Z")).toBe("2026-12-30T03:00:00.000Z");
    const obon = "2026-08-13T01:00:00Z";
    expect(on({}, obon)).toBe("2026-08-13T03:00:00.000Z");
    expect(on({ closedAtObon: true }, obon)).toBe("2026-08-17T02:00:00.000Z");
    expect(on({ closedDays: ["2026-11-24", "2026-11-25"] }, holiday)).toBe("2026-11-26T02:00:00.000Z");
  });
  test("C3 a later report never has an earlier deadline, and each lies in business hours", () => {
    const start = Date.parse("2026-11-01T00:00:00Z");
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 40 });
    fc.assert(
      fc.property(minutes, minutes, fc.integer({ min: 1, max: 60 }), (a, b, hours) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((m) => new Date(start + m * 60_000));
        const [one, other] = [early, late].map((at) => dueAt(at ?? NOW, hours, week, "Asia/Tokyo"));
        expect(one?.getTime()).toBeLessThanOrEqual(other?.getTime() ?? 0);
        const local = new Date((one?.getTime() ?? 0) + 9 * 3_600_000);
        expect(local.getUTCDay() % 6).not.toBe(0);
        const hour = local.getUTCHours() + local.getUTCMinutes() / 60;
        expect(hour).toBeGreaterThan(8.99);
        expect(hour).toBeLessThanOrEqual(18);
      }),
    );
  });
  test("an owner without business days still gets deadlines", () => {
    const days = { closedOnHolidays: false, closedAtYearEnd: false };
    const always = CaseSettings.parse({ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "00:00", ...days });
    expect(dueAt(NOW, 5, always, "Asia/Tokyo").toISOString()).toBe("2026-11-21T08:00:00.000Z");
  });
});

test("any properties of these events are read without harm", () => {
  const read = (name: string, properties: Record<string, unknown>) =>
    reportOf({ name, subject: "", at: NOW, messageId: "m", properties });
  expect(read("delivery.problem_reported", { problem: { odd: 1 }, note: 7 })?.kind).toBe("other");
  fc.assert(
    fc.property(fc.constantFrom(...CASE_EVENTS), fc.dictionary(fc.string(), fc.jsonValue()), (name, properties) => {
      const report = read(name, properties);
      expect(report === null || typeof report.text === "string").toBe(true);
    }),
  );
});
