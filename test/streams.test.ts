/** Law of the house: a stream shuffled, doubled and delayed leaves the same state behind, and not one message more. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { intake } from "#events";
import { journeysModule } from "#journeys";
import { ordersOf } from "#orders";
import { identitiesOf, profilesOf } from "#profiles";
import { createSegment, segmentsOf } from "#segments";
import { templatesModule } from "#templates";
import { type LineSimulator, startLineSimulator } from "../dev/line/index.ts";
import { testCtx, testDatabase } from "./database.ts";
import { emptied, type Engine, startEngine } from "./engine.ts";

const START = new Date("2026-11-20T01:00:00Z");
const END = new Date("2026-11-20T12:00:00Z");
const database = await testDatabase();
let line: LineSimulator;
beforeAll(async () => {
  line = await startLineSimulator({ channelSecret: "secret" });
});
afterAll(() => line.stop());

const lineId = (person: number) => `U${createHash("md5").update(String(person)).digest("hex")}`;

/** What may happen to one of four people, each known by some of: member id, e-mail, anonymous id, LINE id. */
const happening = fc.record({
  person: fc.integer({ min: 0, max: 3 }),
  minute: fc.integer({ min: 0, max: 600 }),
  what: fc.oneof(
    fc.constant({ kind: "visit" as const }),
    fc.constant({ kind: "sign-in" as const }),
    fc.constant({ kind: "line" as const }),
    fc.record({
      kind: fc.constant("order" as const),
      order: fc.integer({ min: 0, max: 2 }),
      yen: fc.integer({ min: 100, max: 9_000 }),
    }),
    fc.record({ kind: fc.constant("cancel" as const), order: fc.integer({ min: 0, max: 2 }) }),
  ),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

const segmentEvent = (
  { person, minute, what }: Happening,
  n: number,
): { timestamp: string; [field: string]: unknown } => {
  const at = new Date(START.getTime() + minute * 60_000 + n);
  const base = { messageId: `m${n}`, timestamp: at.toISOString(), type: "track" };
  const member = { ...base, userId: `u${person}` };
  const order = what.kind === "order" || what.kind === "cancel" ? { order_id: `o${person}-${what.order}` } : {};
  switch (what.kind) {
    case "visit":
      return { ...base, anonymousId: `a${person}`, event: "Product Viewed", properties: { product_id: "p1" } };
    case "sign-in":
      return {
        ...member,
        type: "identify",
        anonymousId: `a${person}`,
        traits: { email: `p${person}@mail.jp`, step: n },
      };
    case "line":
      return {
        ...member,
        type: "identify",
        traits: { lineUserId: lineId(person) },
        context: { lineUserId: lineId(person) },
      };
    case "order":
      return {
        ...member,
        event: "Order Completed",
        properties: { ...order, total: what.yen, currency: "JPY", products: [] },
      };
    case "cancel":
      return { ...member, event: "Order Cancelled", properties: order };
  }
};

const prepare = async (engine: Engine): Promise<void> => {
  const ctx = engine.ctx();
  const call = (handlers: object | undefined, name: string, input: object) =>
    (handlers as Record<string, (c: typeof ctx, i: object) => Promise<{ id: string }>>)[name]?.(ctx, input);
  const words = {
    channel: "line",
    language: "ja",
    format: "text",
    source: "ありがとうございます。",
    subject: null,
    alternative: null,
  };
  const template = {
    key: "thanks",
    name: "Thanks",
    class: "transactional",
    language: "ja",
    sample: {},
    bodies: [words],
  };
  await call(templatesModule.handlers, "create", { body: template });
  await createSegment(ctx, {
    name: "Buyers",
    description: "",
    predicate: { kind: "order_count", count: { op: "at_least", n: 1 }, within: { kind: "ever" } },
  });
  const definition = {
    trigger: { kind: "event", events: [{ name: "Order Completed" }], only: null },
    reentry: { kind: "key", property: "order_id" },
    exit: { events: [], when: null },
    zone: "Asia/Tokyo",
    start: "tell",
    nodes: {
      tell: {
        kind: "message",
        name: "",
        template: "thanks",
        channels: ["line"],
        class: "transactional",
        purpose: "service",
        expires: { amount: 1, unit: "days" },
        next: "end",
      },
      end: { kind: "exit", name: "" },
    },
  };
  const journey = await call(journeysModule.handlers, "create", { body: { name: "Thanks", definition } });
  await call(journeysModule.handlers, "activate", { params: { id: journey?.id } });
  await engine.settle();
};

interface State {
  /** Who is one person, with what they bought and where they belong; in an order of their own. */
  readonly people: readonly string[];
  /** LINE messages that each person was sent. */
  readonly messages: ReadonlyMap<string, number>;
}

const stateOf = async (engine: Engine, before: ReadonlyMap<string, number>): Promise<State> => {
  const ctx = engine.ctx();
  const keys = [0, 1, 2, 3].flatMap((n) => [`user:u${n}`, `anon:a${n}`, `email:p${n}@mail.jp`, `line:${lineId(n)}`]);
  const profiles = [...new Set((await profilesOf(ctx, keys)).values())];
  const identities = await identitiesOf(ctx, profiles);
  const people: string[] = [];
  for (const profile of profiles) {
    const handles = (identities.get(profile) ?? []).map((identity) => identity.key).sort();
    const orders = await ordersOf(ctx, handles);
    const bought = orders.map((each) => `${each.order} ${each.status} ${each.total}`).sort();
    const segments = (await segmentsOf(ctx, profile)).map((segment) => segment.name).sort();
    people.push(JSON.stringify({ handles, bought, segments }));
  }
  const messages = new Map<string, number>();
  for (const [user, n] of line.counters().byUser)
    if (n > (before.get(user) ?? 0)) messages.set(user, n - (before.get(user) ?? 0));
  return { people: people.sort(), messages };
};

/** Pours the batches into an empty engine, everything settling after each. */
const play = async (batches: readonly (readonly object[])[]): Promise<State> => {
  await emptied(database);
  const config = {
    ...testCtx(database).config,
    line: { accessToken: "token", channelSecret: "secret", apiBase: line.url },
  };
  const engine = await startEngine(database, START, { config });
  await prepare(engine);
  const before = new Map(line.counters().byUser);
  await engine.goTo(END);
  for (const events of batches) {
    await intake(engine.ctx(), { source: "shop", events });
    await engine.settle();
  }
  return stateOf(engine, before);
};

test(
  "shuffled, doubled and delayed streams give the same state and no extra message",
  { timeout: 300_000 },
  async () => {
    line.followed([0, 1, 2, 3].map((n) => ({ id: lineId(n), at: START, displayName: `客${n}` })));
    const streams = fc.tuple(
      fc.array(happening, { minLength: 4, maxLength: 24 }),
      fc.infiniteStream(fc.double({ noNaN: true, min: 0, max: 1 })),
    );
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(streams, async ([happenings, random]) => {
        const draw = (): number => Number(random.next().value);
        const events = happenings.map(segmentEvent);
        const inOrder = events.toSorted((a, b) => a.timestamp.localeCompare(b.timestamp));
        const plain = await play([inOrder]);
        for (const n of plain.messages.values()) sent += n;
        const doubled = [...events, ...events.filter(() => draw() < 0.4)];
        const shuffled = doubled.map((each) => ({ each, at: draw() })).toSorted((a, b) => a.at - b.at);
        const batches: object[][] = [[]];
        for (const { each } of shuffled) {
          if (draw() < 0.3) batches.push([]);
          batches.at(-1)?.push(each);
        }
        const disturbed = await play(batches);
        expect(disturbed.people).toEqual(plain.people);
        const orders = new Map<string, number>();
        for (const { person, what } of happenings)
          if (what.kind === "order") {
            const placed = new Set(
              happenings.flatMap((h) => (h.person === person && h.what.kind === "order" ? [h.what.order] : [])),
            );
            orders.set(lineId(person), placed.size);
          }
        for (const state of [plain, disturbed])
          for (const [user, n] of state.messages) expect(n).toBeLessThanOrEqual(orders.get(user) ?? 0);
      }),
      { numRuns: 8, seed: 4321 },
    );
  },
);
