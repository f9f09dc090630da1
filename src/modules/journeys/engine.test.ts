import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#kernel/context";
import { createSegment } from "#segments";
import { templatesModule } from "#templates";
import { testDatabase, type TestDatabase } from "../../../test/database.ts";
import { type Engine, startEngine } from "../../../test/engine.ts";
import { pour, type Poured } from "../../../test/pour.ts";
import {
  activateJourney,
  archiveJourney,
  createJourney,
  discardDraft,
  listJourneys,
  mistakesIn,
  oneJourney,
  pauseJourney,
  removeJourney,
  saveJourney,
  versionsOfJourney,
} from "./actions/editing.ts";
import { journeyCounts, pageOfRuns, runWithPath, stopRun, tryJourney } from "./actions/runs.ts";
import { Definition } from "./model.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = new Date("2026-11-21T03:00:00Z");

let database: TestDatabase;
let engine: Engine;
let now = START;
let people = 0;

beforeAll(async () => {
  database = await testDatabase();
  engine = await startEngine(database, START);
  await engine.settle();
  const create = templatesModule.handlers?.["create"] as (ctx: Ctx, input: unknown) => Promise<unknown>;
  const bodies = [
    { channel: "line", language: "ja", format: "text", subject: null, source: "こんにちは", alternative: null },
  ];
  const draft = { name: "hello", class: "marketing", language: "ja", sample: {}, bodies };
  await create(engine.ctx(), { body: { ...draft, key: "hello" } });
});

/** Time goes by; everything that is due happens. */
const pass = async (ms: number) => {
  now = new Date(now.getTime() + ms);
  await engine.goTo(now);
};
const somebody = () => `user:${++people}`;
const happen = async (...events: Poured[]) => {
  await pour(
    database,
    events.map((event) => ({ at: now, ...event })),
  );
  await engine.settle();
};
const exit = { kind: "exit" };
const hello = (next: string) => ({
  kind: "message",
  template: "hello",
  channels: ["line"],
  purpose: "newsletter",
  next,
});
const days = (n: number, next: string) => ({
  kind: "wait",
  until: { kind: "duration", duration: { amount: n, unit: "days" } },
  next,
});
const until = (name: string, next: string, onTimeout: string, where: unknown[] = []) => ({
  kind: "wait",
  until: { kind: "event", event: { name, where }, timeout: { amount: 7, unit: "days" }, onTimeout },
  next,
});
const define = (name: string, nodes: Record<string, unknown>, more: object = {}): Definition =>
  Definition.parse({ trigger: { kind: "event", events: [{ name }] }, start: Object.keys(nodes)[0], nodes, ...more });

let made = 0;
/** A live journey of its own trigger. */
const live = async (nodes: Record<string, unknown>, more: object = {}): Promise<{ id: string; on: string }> => {
  const on = `Trigger ${++made}`;
  const { id } = await createJourney(engine.ctx(), { name: `Journey ${made}`, definition: define(on, nodes, more) });
  await activateJourney(engine.ctx(), id);
  return { id, on };
};
const runs = async (id: string) => (await pageOfRuns(engine.ctx(), { journey: id, limit: 200 })).items;
const story = async (run: string) =>
  (await runWithPath(engine.ctx(), run)).steps.map((s) => `${s.node} ${s.outcome} ${s.why.code}`);
const storyOf = async (id: string) => story((await runs(id))[0]?.id ?? "");

describe("starting", () => {
  test("J4 an event starts a run when its conditions and the trigger's predicate hold", async () => {
    const on = "Order Completed";
    const definition = define(
      on,
      { greet: hello("out"), out: exit },
      {
        trigger: {
          kind: "event",
          events: [{ name: on, where: [{ property: "total", op: "at_least", value: 5_000 }] }],
          only: { kind: "event", name: "Product Viewed", count: { op: "at_least", n: 1 }, within: { kind: "ever" } },
        },
      },
    );
    const { id } = await createJourney(engine.ctx(), { name: "first", definition });
    await activateJourney(engine.ctx(), id);
    const [cheap, stranger, viewer] = [somebody(), somebody(), somebody()];
    await happen(
      { identities: [cheap], name: "Product Viewed" },
      { identities: [viewer], name: "Product Viewed" },
      { identities: [cheap], name: on, properties: { total: 4_999 } },
      { identities: [stranger], name: on, properties: { total: 5_000 } },
      { identities: [viewer], name: on, properties: { total: 5_000 } },
    );
    expect(await runs(id)).toMatchObject([{ phase: "ended", person: viewer.slice(5) }]);
    expect(await storyOf(id)).toEqual(["greet entered entered_event", "greet moved message", "out ended exit_reached"]);
    await archiveJourney(engine.ctx(), id);
  });

  test("J5 what happened before the activation, or more than 24 hours ago, starts nothing", async () => {
    const { id, on } = await live({ out: exit });
    const activated = now;
    await pass(2 * DAY);
    await happen(
      { identities: [somebody()], name: on, at: new Date(activated.getTime() - 1) },
      { identities: [somebody()], name: on, at: new Date(now.getTime() - DAY - 1) },
    );
    expect(await runs(id)).toEqual([]);
    await happen({ identities: [somebody()], name: on, at: new Date(now.getTime() - DAY) });
    expect(await runs(id)).toHaveLength(1);
  });

  test("J6 entering a segment starts a run; people who are in it already only where the trigger asks for them", async () => {
    const viewed = "Lookbook Viewed";
    const [before, after] = [somebody(), somebody()];
    await happen({ identities: [before], name: viewed });
    const { id: segment } = await createSegment(engine.ctx(), {
      name: "lookbook",
      description: "",
      predicate: { kind: "event", name: viewed, count: { op: "at_least", n: 1 }, within: { kind: "ever" } },
    });
    const on = (present: boolean) => ({ trigger: { kind: "segment", segment, present } });
    // Made while the segment is still being built: its first members are a backfill.
    const { id: early } = await live({ out: exit }, on(false));
    await engine.settle();
    await pass(HOUR);
    const { id: fresh } = await live({ out: exit }, on(false));
    const { id: all } = await live({ out: exit }, on(true));
    await engine.settle();
    expect([await runs(early), await runs(fresh), await runs(all)].map((r) => r.length)).toEqual([0, 0, 1]);
    await happen({ identities: [after], name: viewed });
    expect([await runs(early), await runs(fresh), await runs(all)].map((r) => r.length)).toEqual([1, 1, 2]);
    expect(await storyOf(fresh)).toEqual(["out entered entered_segment", "out ended exit_reached"]);
  });

  test("J7 never: one run for a person, ever", async () => {
    const { id, on } = await live({ out: exit });
    const who = somebody();
    await happen({ identities: [who], name: on }, { identities: [who], name: on });
    await pass(40 * DAY);
    await happen({ identities: [who], name: on });
    expect(await runs(id)).toHaveLength(1);
  });

  test("J7 after: again when that long has passed and the earlier run has ended, whichever event comes first", async () => {
    const { id, on } = await live(
      { stay: days(5, "out"), out: exit },
      { reentry: { kind: "after", duration: { amount: 3, unit: "days" } } },
    );
    const who = somebody();
    await happen({ identities: [who], name: on });
    await pass(4 * DAY);
    await happen({ identities: [who], name: on });
    expect(await runs(id)).toHaveLength(1);
    await pass(2 * DAY);
    await happen({ identities: [who], name: on });
    expect(await runs(id)).toHaveLength(2);
    await happen({ identities: [who], name: on, at: new Date(now.getTime() - HOUR) });
    expect(await runs(id)).toHaveLength(2);
  });

  test("J7 key: one run for each value, beside each other; none without the value", async () => {
    const { id, on } = await live(
      { stay: days(1, "out"), out: exit },
      { reentry: { kind: "key", property: "order_id" } },
    );
    const who = somebody();
    await happen(
      { identities: [who], name: on, properties: { order_id: "A" } },
      { identities: [who], name: on, properties: { order_id: "B" } },
      { identities: [who], name: on, properties: { order_id: "A" } },
      { identities: [who], name: on },
    );
    expect(await runs(id)).toHaveLength(2);
  });

  test("J9 a test starts one person on the saved definition and counts for no rule", async () => {
    const { id, on } = await live({ greet: hello("out"), out: exit });
    const who = somebody();
    await happen({ identities: [who], name: "Anything" });
    const profile = (await database.pool.query("select profile from profiles.identity where key = $1", [who])).rows[0]
      .profile;
    await saveJourney(engine.ctx(), id, { name: "tried", definition: define(on, { out: exit }) });
    const run = await tryJourney(engine.ctx(), id, { profile, event: { order_id: "T" } });
    await engine.settle();
    expect(await story(run.id)).toEqual(["out entered entered_test", "out ended exit_reached"]);
    await happen({ identities: [who], name: on });
    expect((await runs(id)).map((r) => [r.test, r.version])).toEqual(
      expect.arrayContaining([
        [true, 2],
        [false, 1],
      ]),
    );
  });
});

describe("going on", () => {
  test("J3 a run keeps the version that it started with; a draft changes nothing that lives", async () => {
    const { id, on } = await live({ stay: days(1, "out"), out: { ...exit, name: "one" } });
    await happen({ identities: [somebody()], name: on });
    const second = define(on, { stay: days(1, "out"), out: { ...exit, name: "two" } });
    const saved = await saveJourney(engine.ctx(), id, { name: "versions", definition: second });
    expect(saved).toMatchObject({ changed: true, version: 1, status: "live" });
    await happen({ identities: [somebody()], name: on });
    await activateJourney(engine.ctx(), id);
    await happen({ identities: [somebody()], name: on });
    await pass(2 * DAY);
    const goals = (await runs(id)).map((r) => (r.end?.code === "exit_reached" ? r.end.goal : ""));
    expect(goals.toSorted()).toEqual(["one", "one", "two"]);
    expect((await versionsOfJourney(engine.ctx(), id)).map((v) => v.version)).toEqual([2, 1]);
    // Saving what is live is no draft; discarding goes back to it.
    expect((await saveJourney(engine.ctx(), id, { name: "versions", definition: second })).changed).toBe(false);
    await saveJourney(engine.ctx(), id, { name: "versions", definition: define(on, { out: exit }) });
    expect((await discardDraft(engine.ctx(), id)).definition).toEqual(second);
  });

  test("J14 a wait ends with its event; another ends at its deadline", async () => {
    const { id, on } = await live({
      wait: until("Parcel", "yes", "no"),
      yes: { ...exit, name: "y" },
      no: { ...exit, name: "n" },
    });
    const [lucky, unlucky] = [somebody(), somebody()];
    await happen({ identities: [lucky], name: on }, { identities: [unlucky], name: on });
    await pass(DAY);
    await happen({ identities: [lucky], name: "Parcel" });
    expect((await runs(id)).map((r) => [r.person, r.phase])).toEqual(
      expect.arrayContaining([
        [lucky.slice(5), "ended"],
        [unlucky.slice(5), "waiting"],
      ]),
    );
    await pass(7 * DAY);
    const ends = (await runs(id)).map((r) => (r.end?.code === "exit_reached" ? r.end.goal : ""));
    expect(ends.toSorted()).toEqual(["n", "y"]);
  });

  test("J14 an event that happened in time counts although the deadline was seen first", async () => {
    const { id, on } = await live({ wait: until("Parcel", "yes", "no"), yes: { ...exit, name: "y" }, no: exit });
    const who = somebody();
    await happen({ identities: [who], name: on });
    // Both lie in the log and on the clock before anything runs again.
    await pour(database, [{ identities: [who], name: "Parcel", at: new Date(now.getTime() + DAY) }]);
    await pass(9 * DAY);
    expect((await runs(id))[0]?.end).toEqual({ code: "exit_reached", goal: "y" });
  });

  test("J15 an awaited event that came before the run reached the wait counts, in whatever order they arrive", async () => {
    const match = [{ property: "order_id", op: "is", value: { run: "event.order_id" } }];
    const { id, on } = await live({
      stay: days(1, "wait"),
      wait: until("Parcel", "yes", "no", match),
      yes: { ...exit, name: "y" },
      no: exit,
    });
    const who = somebody();
    await happen(
      { identities: [who], name: "Parcel", at: new Date(now.getTime() + 60_000), properties: { order_id: "A" } },
      { identities: [who], name: on, properties: { order_id: "A" } },
    );
    await pass(DAY);
    expect((await runs(id))[0]?.end).toEqual({ code: "exit_reached", goal: "y" });
  });

  test("J17 a branch asks segments at that moment", async () => {
    const bought = { kind: "event", name: "Bought", count: { op: "at_least", n: 1 }, within: { kind: "ever" } };
    const { id, on } = await live({
      stay: days(1, "fork"),
      fork: {
        kind: "branch",
        paths: [{ label: "bought", when: { kind: "person", predicate: bought }, next: "a" }],
        else: "b",
      },
      a: { ...exit, name: "a" },
      b: { ...exit, name: "b" },
    });
    const [buyer, other] = [somebody(), somebody()];
    await happen({ identities: [buyer], name: on }, { identities: [other], name: on });
    await happen({ identities: [buyer], name: "Bought" });
    await pass(DAY);
    const ends = (await runs(id)).map((r) => [r.person, r.end?.code === "exit_reached" && r.end.goal]);
    expect(ends).toEqual(
      expect.arrayContaining([
        [buyer.slice(5), "a"],
        [other.slice(5), "b"],
      ]),
    );
    const counts = await journeyCounts(engine.ctx(), id);
    expect(counts.find((c) => c.node === "fork")).toEqual({
      node: "fork",
      waiting: 0,
      passed: 2,
      left: 0,
      paths: { "paths.0": 1, else: 1 },
    });
  });

  test("J18 a message is asked of the arbiter under the run's key, with its decision, and the verdict stands in the line", async () => {
    const { id, on } = await live({ greet: hello("out"), out: exit });
    await happen({ identities: [somebody()], name: on });
    const [run] = await runs(id);
    const { steps, data } = await runWithPath(engine.ctx(), run?.id ?? "");
    expect(steps[1]).toMatchObject({ outcome: "moved", path: "next", why: { code: "message" } });
    expect(data["decisions"]).toEqual({ greet: expect.stringMatching(/^[0-9a-f]{8}-/u) });
  });

  test("J19 a trait is stated as a fact and folded into the profile", async () => {
    const { id, on } = await live({ mark: { kind: "trait", trait: "welcomed", value: true, next: "out" }, out: exit });
    const who = somebody();
    await happen({ identities: [who], name: on });
    expect(await storyOf(id)).toContain("mark moved trait_set");
    const known = await database.pool.query("select value from profiles.trait where key = $1 and name = 'welcomed'", [
      who,
    ]);
    expect(known.rows).toEqual([{ value: true }]);
  });
});

describe("leaving", () => {
  test("J20 an exit event ends a run wherever it stands", async () => {
    const { id, on } = await live(
      { stay: days(10, "out"), out: exit },
      {
        exit: {
          events: [
            {
              name: "Order Completed",
              where: [{ property: "order_id", op: "is_not", value: { run: "event.order_id" } }],
            },
          ],
        },
      },
    );
    const who = somebody();
    await happen({ identities: [who], name: on, properties: { order_id: "A" } });
    await happen({ identities: [who], name: "Order Completed", properties: { order_id: "A" } });
    expect((await runs(id))[0]?.phase).toBe("waiting");
    await happen({ identities: [who], name: "Order Completed", properties: { order_id: "B" } });
    expect((await runs(id))[0]?.end).toMatchObject({ code: "exit_event" });
  });

  test("J20 an exit predicate ends a run as soon as something makes it hold, and before every step", async () => {
    const when = { kind: "event", name: "Complained", count: { op: "at_least", n: 1 }, within: { kind: "ever" } };
    const { id, on } = await live({ stay: days(1, "greet"), greet: hello("out"), out: exit }, { exit: { when } });
    const who = somebody();
    await happen({ identities: [who], name: on });
    await happen({ identities: [who], name: "Complained" });
    expect(await storyOf(id)).toEqual([
      "stay entered entered_event",
      "stay waiting waiting_until",
      "stay ended exit_predicate",
    ]);
  });

  test("J21 when two profiles become one, the older of two runs goes on and the other ends, naming it", async () => {
    const { id, on } = await live({ wait: until("Parcel", "yes", "no"), yes: { ...exit, name: "y" }, no: exit });
    const [card, mail] = [`card:${++people}`, `email:p${people}@hanabira.jp`];
    await happen({ identities: [card], name: on });
    const older = (await runs(id))[0]?.id;
    await pass(HOUR);
    await happen({ identities: [mail], name: on });
    const member = somebody();
    await happen(
      { identities: [member, card], name: "Card Linked" },
      { identities: [member, mail], type: "identify", name: "identify" },
    );
    const after = await runs(id);
    expect(after.find((r) => r.id === older)?.phase).toBe("waiting");
    expect(after.find((r) => r.id !== older)?.end).toEqual({ code: "merged", kept: older });
    expect(new Set(after.map((r) => r.profile)).size).toBe(1);
    await happen({ identities: [mail], name: "Parcel" });
    expect((await runs(id)).find((r) => r.id === older)?.end).toEqual({ code: "exit_reached", goal: "y" });
  });

  test("J22 a paused journey lets nobody in and nobody on; resumed it goes on; archived it ends every run", async () => {
    const { id, on } = await live({ stay: days(1, "more"), more: days(30, "out"), out: exit });
    await happen({ identities: [somebody()], name: on });
    await pauseJourney(engine.ctx(), id);
    await pass(2 * DAY);
    await happen({ identities: [somebody()], name: on });
    expect(await runs(id)).toMatchObject([{ node: "stay", phase: "waiting", held: true }]);
    await activateJourney(engine.ctx(), id);
    await engine.settle();
    expect(await runs(id)).toMatchObject([{ node: "more", held: false }]);
    await archiveJourney(engine.ctx(), id);
    await engine.settle();
    expect((await runs(id))[0]?.end).toEqual({ code: "archived" });
    await expect(activateJourney(engine.ctx(), id)).rejects.toThrow("archived");
  });

  test("J10 an operator ends one run; ending it again is refused", async () => {
    const { id, on } = await live({ stay: days(1, "out"), out: exit });
    await happen({ identities: [somebody()], name: on });
    const [run] = await runs(id);
    await stopRun(engine.ctx(), run?.id ?? "");
    await engine.settle();
    expect((await runs(id))[0]?.end).toEqual({ code: "stopped", by: "test" });
    await expect(stopRun(engine.ctx(), run?.id ?? "")).rejects.toThrow("ended already");
  });

  test("J23 a step that throws holds up its own run only, and ends as failed when nobody mends it", async () => {
    const { id, on } = await live({ mark: { kind: "trait", trait: "x", value: 1, next: "out" }, out: exit });
    await database.pool.query(`
      create or replace function pg_temp_fail() returns trigger language plpgsql as $$
      begin if new.subject = 'user:unlucky' and new.name = 'profile.traits_set' then raise exception 'no'; end if; return new; end $$;
      create trigger fail before insert on events.event for each row execute function pg_temp_fail()`);
    await happen({ identities: ["user:unlucky"], name: on }, { identities: [somebody()], name: on });
    const state = async () => (await runs(id)).map((r) => [r.person, r.phase, r.end?.code]);
    expect(await state()).toEqual(
      expect.arrayContaining([
        ["unlucky", "ready", undefined],
        [String(people), "ended", "exit_reached"],
      ]),
    );
    for (let i = 0; i < 10; i++) await pass(2 * HOUR);
    expect(await state()).toEqual(expect.arrayContaining([["unlucky", "ended", "failed"]]));
    const failed = (await runs(id)).find((r) => r.person === "unlucky")?.id ?? "";
    expect((await story(failed)).filter((line) => line.includes("failing"))).toHaveLength(8);
    await database.pool.query("drop trigger fail on events.event");
  });
});

describe("definitions", () => {
  test("J1 a journey with mistakes is not activated, and every mistake has its place", async () => {
    const definition = define("X", { greet: { ...hello("nowhere"), template: "gone" } });
    const { id } = await createJourney(engine.ctx(), { name: "broken", definition });
    expect(await mistakesIn(engine.ctx(), id)).toEqual([
      { at: "nodes.greet.next", code: "unknown_node", message: expect.any(String) },
      { at: "nodes.greet.template", code: "unknown_template", message: expect.any(String) },
    ]);
    await expect(activateJourney(engine.ctx(), id)).rejects.toMatchObject({ code: "invalid", faults: [{}, {}] });
    expect(await oneJourney(engine.ctx(), id)).toMatchObject({ status: "draft", version: null });
    await removeJourney(engine.ctx(), id);
    await expect(oneJourney(engine.ctx(), id)).rejects.toThrow("no such journey");
  });

  test("J22 a journey with people in its past is archived, not deleted; every change is audited", async () => {
    const { id, on } = await live({ out: exit });
    await happen({ identities: [somebody()], name: on });
    await expect(removeJourney(engine.ctx(), id)).rejects.toThrow("archive it instead");
    const { rows } = await database.pool.query("select action from kernel.audit where target = $1 order by id", [
      `journey:${id}`,
    ]);
    expect(rows.map((r) => r.action)).toEqual(["journey.created", "journey.activated"]);
    expect((await listJourneys(engine.ctx(), { search: `journey ${made}` })).map((j) => [j.id, j.totals])).toEqual([
      [id, { running: 0, entered: 1, ended: 1 }],
    ]);
  });
});
