import { describe, expect, test } from "vitest";
import { Definition } from "./definition.ts";
import type { Happening } from "./match.ts";
import type { Input, Run } from "./run.ts";
import { begin, step, type Stepped } from "./step.ts";

const T0 = new Date("2026-11-21T03:00:00Z");
const later = (ms: number) => new Date(T0.getTime() + ms);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const define = (nodes: Record<string, object>, more: object = {}): Definition =>
  Definition.parse({
    trigger: { kind: "event", events: [{ name: "Order Completed" }] },
    start: Object.keys(nodes)[0],
    nodes,
    ...more,
  });
const start = (definition: Definition): Run =>
  begin(
    definition,
    { id: "r", began: T0, origin: 7, trigger: "Order Completed", event: { order_id: "A", total: 5480 } },
    T0,
  );
const wake = (...events: Happening[]): Input => ({ kind: "wake", events, leaves: false });
const happening = (position: number, name: string, at: Date, properties: Happening["properties"] = {}): Happening => ({
  position,
  name,
  at,
  properties,
});
const effect = <K extends string>(stepped: Stepped, kind: K) =>
  stepped.effects.find((e): e is Extract<Stepped["effects"][number], { kind: K }> => e.kind === kind);

const delivered = {
  kind: "wait",
  until: {
    kind: "event",
    event: { name: "Order Delivered", where: [{ property: "order_id", op: "is", value: { run: "event.order_id" } }] },
    timeout: { amount: 7, unit: "days" },
    onTimeout: "late",
  },
  next: "thanks",
};
const waiting = define({ delivered, thanks: { kind: "exit", name: "thanks" }, late: { kind: "exit", name: "late" } });

describe("steps", () => {
  test("J10 an input that the state does not allow changes nothing and leaves a refusal", () => {
    const ended = step(waiting, start(waiting), { kind: "stop", why: { code: "archived" } }, T0).run;
    for (const input of [
      wake(),
      { kind: "answers", answers: [] },
      { kind: "stop", why: { code: "archived" } },
    ] as const) {
      const refused = step(waiting, ended, input, later(DAY));
      expect(refused.run).toBe(ended);
      expect(refused.effects).toEqual([]);
      expect(refused.trace).toMatchObject([{ outcome: "refused", why: { code: "illegal", state: "ended" } }]);
    }
    const atWait = step(waiting, start(waiting), wake(), T0).run;
    expect(step(waiting, atWait, { kind: "answers", answers: [true] }, T0).trace[0]?.outcome).toBe("refused");
  });

  test("J10 every move leaves one line with its reason", () => {
    const arrived = step(waiting, start(waiting), wake(), T0);
    expect(arrived.trace).toEqual([
      {
        node: "delivered",
        visit: 1,
        outcome: "waiting",
        path: null,
        why: { code: "waiting_event", event: "Order Delivered", until: later(7 * DAY).toISOString() },
      },
    ]);
    const came = step(
      waiting,
      arrived.run,
      wake(happening(9, "Order Delivered", later(DAY), { order_id: "A" })),
      later(DAY),
    );
    expect(came.trace).toMatchObject([{ outcome: "moved", path: "event", why: { code: "event_came" } }]);
    expect(came.run).toMatchObject({ node: "thanks", phase: "ready", visit: 2, taken: [9] });
    const out = step(waiting, came.run, wake(), later(DAY));
    expect(out.trace).toMatchObject([{ outcome: "ended", why: { code: "exit_reached", goal: "thanks" } }]);
  });

  test("J14 a wait ends at the earlier of its event and its deadline, by when they happened", () => {
    const { run } = step(waiting, start(waiting), wake(), T0);
    const inTime = happening(9, "Order Delivered", later(7 * DAY), { order_id: "A" });
    const tooLate = happening(9, "Order Delivered", later(7 * DAY + 1), { order_id: "A" });
    expect(step(waiting, run, wake(inTime), later(9 * DAY)).run.node).toBe("thanks");
    expect(step(waiting, run, wake(tooLate), later(9 * DAY)).run.node).toBe("late");
    expect(step(waiting, run, wake(), later(7 * DAY)).run.node).toBe("late");
    const stays = step(waiting, run, wake(), later(7 * DAY - 1));
    expect(stays.run).toBe(run);
    expect(effect(stays, "wake")?.at).toEqual(later(7 * DAY));
    expect(stays.trace).toEqual([]);
  });

  test("J15 an awaited event counts from the run's beginning, for one wait, and never the starting event itself", () => {
    const again = define({
      first: { ...delivered, next: "second" },
      second: { ...delivered, next: "thanks" },
      thanks: { kind: "exit" },
      late: { kind: "exit" },
    });
    const one = happening(9, "Order Delivered", later(HOUR), { order_id: "A" });
    const before = happening(5, "Order Delivered", later(-1), { order_id: "A" });
    const self = happening(7, "Order Delivered", T0, { order_id: "A" });
    const { run: atFirst } = step(again, start(again), wake(), later(DAY));
    expect(step(again, atFirst, wake(before, self), later(DAY)).run).toBe(atFirst);
    const { run: ready } = step(again, atFirst, wake(one), later(DAY));
    const { run: atSecond } = step(again, ready, wake(one), later(DAY));
    expect(atSecond).toMatchObject({ node: "second", phase: "waiting" });
    expect(step(again, atSecond, wake(one), later(2 * DAY)).run).toBe(atSecond);
    const two = happening(12, "Order Delivered", later(DAY), { order_id: "A" });
    expect(step(again, atSecond, wake(one, two), later(2 * DAY)).run.node).toBe("thanks");
  });

  test("J15 an awaited event must fit the run: the same order", () => {
    const { run } = step(waiting, start(waiting), wake(), T0);
    const other = happening(9, "Order Delivered", later(HOUR), { order_id: "B" });
    expect(step(waiting, run, wake(other), later(HOUR)).run).toBe(run);
  });

  test("J16 a wait for an event asks to look once more at once; another wait sleeps until its time", () => {
    const arrived = step(waiting, start(waiting), wake(), T0);
    expect(effect(arrived, "wake")?.at).toEqual(T0);
    const plain = define({
      pause: { kind: "wait", until: { kind: "duration", duration: { amount: 2, unit: "hours" } }, next: "out" },
      out: { kind: "exit" },
    });
    expect(effect(step(plain, start(plain), wake(), T0), "wake")?.at).toEqual(later(2 * HOUR));
  });

  test("J13 a local time missed by more than 6 hours is not made up for", () => {
    const saturday = define({
      sat: { kind: "wait", until: { kind: "local", time: "10:00", weekdays: [6] }, next: "out" },
      out: { kind: "exit" },
    });
    const { run } = step(saturday, start(saturday), wake(), T0);
    // 21 November 2026 is a Saturday; noon in Tokyo is past 10:00.
    const due = new Date("2026-11-28T01:00:00Z");
    expect(run.deadline).toEqual(due);
    const soon = step(saturday, run, wake(), new Date(due.getTime() + 6 * HOUR));
    expect(soon.run.node).toBe("out");
    const missed = step(saturday, run, wake(), new Date(due.getTime() + 6 * HOUR + 1));
    expect(missed.run).toMatchObject({ node: "sat", deadline: new Date("2026-12-05T01:00:00Z") });
    expect(missed.trace[0]?.why.code).toBe("missed_time");
  });

  test("J17 a branch takes the first path that fits, else the last way", () => {
    const paid = { kind: "order_count", count: { op: "at_least", n: 2 }, within: { kind: "ever" } };
    const fork = define({
      fork: {
        kind: "branch",
        paths: [
          {
            label: "big",
            when: { kind: "run", where: [{ property: "event.total", op: "more", value: 10_000 }] },
            next: "a",
          },
          { label: "loyal", when: { kind: "person", predicate: paid }, next: "b" },
        ],
        else: "c",
      },
      a: { kind: "exit", name: "a" },
      b: { kind: "exit", name: "b" },
      c: { kind: "exit", name: "c" },
    });
    const asked = step(fork, start(fork), wake(), T0);
    expect(effect(asked, "ask")?.predicates).toEqual([paid]);
    expect(asked.run.phase).toBe("ready");
    const answered = (answers: boolean[]) => step(fork, asked.run, { kind: "answers", answers }, T0);
    expect(answered([true]).run.node).toBe("b");
    expect(answered([true]).trace[0]).toMatchObject({ path: "paths.1", why: { code: "branch_met", label: "loyal" } });
    expect(answered([false]).run.node).toBe("c");
    const big = { ...asked.run, data: { ...asked.run.data, event: { total: "12000" } } };
    expect(step(fork, big, { kind: "answers", answers: [true] }, T0).run.node).toBe("a");
  });

  test("J18 a message step asks once, under a key of run, node and stay, and goes on", () => {
    const greet = define({
      greet: { kind: "message", template: "t", channels: ["line"], purpose: "newsletter", next: "out" },
      out: { kind: "exit" },
    });
    const sent = step(greet, start(greet), wake(), T0);
    expect(effect(sent, "message")).toMatchObject({ key: "journey:r:greet:1", expiresAt: later(2 * DAY) });
    expect(sent.run).toMatchObject({ node: "out", phase: "ready", visit: 2 });
  });

  test("J20 the exit rule ends a run wherever it stands, before any further step", () => {
    const rule = define(
      { delivered, thanks: { kind: "exit" }, late: { kind: "exit" } },
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
    const second = happening(11, "Order Completed", later(HOUR), { order_id: "B" });
    const same = happening(12, "Order Completed", later(HOUR), { order_id: "A" });
    const { run } = step(rule, start(rule), wake(), T0);
    for (const state of [start(rule), run]) {
      expect(step(rule, state, wake(same), later(HOUR)).run.phase).not.toBe("ended");
      const out = step(rule, state, wake(second), later(HOUR));
      expect(out.run).toMatchObject({ phase: "ended", end: { code: "exit_event", event: "Order Completed" } });
      expect(out.effects.map((e) => e.kind)).toEqual(["ended"]);
    }
    const out = step(rule, run, { kind: "wake", events: [], leaves: true }, later(HOUR));
    expect(out.run.end).toEqual({ code: "exit_predicate" });
  });
});
