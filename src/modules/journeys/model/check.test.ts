import { describe, expect, test } from "vitest";
import { check } from "./check.ts";
import { Definition } from "./definition.ts";
import { starters } from "./starters.ts";

const exit = { kind: "exit" };
const wait = (next: string | null) => ({
  kind: "wait",
  until: { kind: "duration", duration: { amount: 1, unit: "days" } },
  next,
});
const faults = (nodes: Record<string, unknown>, more: object = {}, known = {}) =>
  check(
    Definition.parse({
      trigger: { kind: "event", events: [{ name: "Signed Up" }] },
      start: Object.keys(nodes)[0] ?? null,
      nodes,
      ...more,
    }),
    known,
  ).map(({ at, code }) => `${at} ${code}`);

describe("J1 a definition is refused", () => {
  test("J1 for a circle, at the step that closes it", () => {
    expect(faults({ a: wait("b"), b: wait("c"), c: wait("a") })).toContain("nodes.c circle");
    expect(faults({ a: wait("a") })).toContain("nodes.a circle");
  });

  test("J1 for a dead end, at the way that leads nowhere", () => {
    expect(faults({ a: wait(null) })).toEqual(["nodes.a.next dead_end"]);
    const fork = {
      kind: "branch",
      paths: [{ when: { kind: "run", where: [{ property: "trigger", op: "exists" }] }, next: null }],
      else: "out",
    };
    expect(faults({ fork, out: exit })).toEqual(["nodes.fork.paths.0.next dead_end"]);
  });

  test("J1 for a step that nothing leads to, or that does not exist", () => {
    expect(faults({ a: wait("out"), out: exit, lost: wait("out") })).toEqual(["nodes.lost unreachable"]);
    expect(faults({ a: wait("gone") })).toEqual(["nodes.a.next unknown_node"]);
    expect(faults({ a: wait("constructor") })).toEqual(["nodes.a.next unknown_node"]);
    expect(faults({ out: exit }, { start: "gone" })).toContain("start unknown_node");
    expect(faults({}, {})).toEqual(["start no_start"]);
  });

  test("J1 J26 for templates and segments that do not exist, and templates of the other class", () => {
    const message = (template: string) => ({
      kind: "message",
      template,
      channels: ["line"],
      purpose: "newsletter",
      next: "out",
    });
    const known = {
      templates: new Map([
        ["hello", new Set(["email"])],
        ["hi", new Set(["line"])],
        ["no", new Set()],
      ]),
      segments: new Set(["s"]),
    };
    expect(faults({ a: message("no"), out: exit }, {}, known)).toEqual(["nodes.a.template unknown_template"]);
    expect(faults({ a: message("hello"), out: exit }, {}, known)).toEqual(["nodes.a.template no_words"]);
    expect(faults({ a: message("hi"), out: exit }, {}, known)).toEqual([]);
    const classes = new Map([["hi", "transactional" as const]]);
    const service = { ...message("hi"), class: "transactional" };
    expect(faults({ a: message("hi"), out: exit }, {}, { ...known, classes })).toEqual(["nodes.a.class other_class"]);
    expect(faults({ a: service, out: exit }, {}, { ...known, classes })).toEqual([]);
    expect(faults({ out: exit }, { trigger: { kind: "segment", segment: "t" } }, known)).toEqual([
      "trigger.segment unknown_segment",
    ]);
  });

  test("J1 for anything left empty, each at its place", () => {
    expect(
      faults(
        {
          m: {
            kind: "message",
            template: "",
            channels: ["line", "line"],
            next: "w",
          },
          w: { kind: "wait", until: { kind: "local", time: "08:00", weekdays: [], zone: "Mars/Base" }, next: "e" },
          e: {
            kind: "wait",
            until: { kind: "event", event: { name: "" }, timeout: { amount: 0, unit: "days" }, onTimeout: "b" },
            next: "b",
          },
          b: { kind: "branch", paths: [{ when: { kind: "person", predicate: null }, next: "t" }], else: "t" },
          t: { kind: "trait", trait: " ", value: 1, next: "out" },
          out: exit,
        },
        { trigger: { kind: "event", events: [{ name: "" }] }, reentry: { kind: "key", property: "" }, zone: "Nowhere" },
      ),
    ).toEqual([
      "trigger.events.0 no_event",
      "reentry.property no_key",
      "zone unknown_zone",
      "nodes.m.template no_template",
      "nodes.m.channels channel_twice",
      "nodes.m.purpose no_purpose",
      "nodes.w.until.weekdays no_weekday",
      "nodes.w.until.zone unknown_zone",
      "nodes.e.until.event no_event",
      "nodes.e.until.timeout no_duration",
      "nodes.b.paths.0.when no_condition",
      "nodes.t.trait no_trait",
    ]);
  });
});

test("J1 a deep graph is checked without deep recursion", () => {
  const nodes: Record<string, unknown> = {};
  for (let i = 0; i < 199; i++) nodes[`n${i}`] = wait(i === 198 ? "out" : `n${i + 1}`);
  expect(faults({ ...nodes, out: exit })).toEqual([]);
  expect(() => faults({ ...nodes, x: exit, out: exit })).toThrow("200");
});

test.each(starters)("J2 the ready-made journey $key has no mistakes in either language", ({ definition }) => {
  expect(check(definition.ja)).toEqual([]);
  expect(check(definition.en)).toEqual([]);
});

const named = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === "name" || key === "label" ? "" : each)));

test.each(starters)(
  "a ready-made journey reads in the language of who makes it: $key",
  ({ name, about, definition }) => {
    expect(JSON.stringify([name[1], about[1], definition.en])).not.toMatch(/[\p{scx=Hira}\p{scx=Kana}\p{scx=Hani}]/u);
    const steps = Object.values(definition.ja.nodes).map((node) => node.name);
    expect(steps.filter((step) => !/[\p{scx=Hira}\p{scx=Kana}\p{scx=Hani}]/u.test(step))).toEqual([]);
    // The names apart they do the same.
    expect(named(definition.en)).toEqual(named(definition.ja));
  },
);
