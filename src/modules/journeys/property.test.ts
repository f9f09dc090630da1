import fc from "fast-check";
import { expect, test } from "vitest";
import { type Definition as Journey, Definition, check, linksOf } from "./model.ts";
import { testDatabase } from "../../../test/database.ts";
import { startEngine } from "../../../test/engine.ts";
import { pour, type Poured } from "../../../test/pour.ts";
import { transaction } from "#kernel/database";
import { templatesModule } from "#templates";
import type { Ctx } from "#kernel/context";
import { activateJourney, archiveJourney, createJourney } from "./actions/editing.ts";

const START = Date.parse("2026-11-21T03:00:00Z");
const HOUR = 3_600_000;
const NAMES = ["Start", "Bought", "Parcel", "Clicked"] as const;

/** A random way forward through `size` steps: every edge leads to a later step, the last is an exit. */
const definitions: fc.Arbitrary<Journey> = fc
  .array(
    fc.record({
      kind: fc.constantFrom("duration", "local", "event", "branch", "message", "message", "trait"),
      a: fc.nat(20),
      b: fc.nat(20),
      n: fc.integer({ min: 1, max: 40 }),
      name: fc.constantFrom(...NAMES),
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .chain((steps) =>
    fc
      .record({
        exit: fc.option(fc.constantFrom(...NAMES)),
        reentry: fc.constantFrom(
          { kind: "never" },
          { kind: "after", duration: { amount: 1, unit: "days" } },
          { kind: "key", property: "order_id" },
        ),
        match: fc.boolean(),
      })
      .map(({ exit, reentry, match }) => {
        const to = (from: number, by: number) => {
          const next = from + 1 + (by % 3 === 2 ? 1 : 0);
          return next >= steps.length ? "out" : `n${next}`;
        };
        const where = match ? [{ property: "order_id", op: "is", value: { run: "event.order_id" } }] : [];
        const nodes = Object.fromEntries(
          steps.map((s, i) => {
            const next = to(i, s.a);
            const duration = { amount: s.n, unit: "hours" };
            const body = {
              duration: { kind: "wait", until: { kind: "duration", duration }, next },
              local: { kind: "wait", until: { kind: "local", time: "10:00", weekdays: s.days }, next },
              event: {
                kind: "wait",
                until: { kind: "event", event: { name: s.name, where }, timeout: duration, onTimeout: to(i, s.b) },
                next,
              },
              branch: {
                kind: "branch",
                paths: [
                  { when: { kind: "run", where: [{ property: "event.n", op: "more", value: s.n }] }, next },
                  {
                    when: {
                      kind: "person",
                      predicate: {
                        kind: "event",
                        name: s.name,
                        count: { op: "at_least", n: 2 },
                        within: { kind: "ever" },
                      },
                    },
                    next,
                  },
                ],
                else: to(i, s.b),
              },
              message: { kind: "message", template: "hello", channels: ["line"], purpose: "newsletter", next },
              trait: { kind: "trait", trait: `t${i}`, value: s.n, next },
            }[s.kind];
            return [`n${i}`, body];
          }),
        );
        const all = Definition.parse({
          trigger: { kind: "event", events: [{ name: "Start" }] },
          reentry,
          exit: { events: exit === null || exit === "Start" ? [] : [{ name: exit }] },
          start: "n0",
          nodes: { ...nodes, out: { kind: "exit" } },
        });
        // Steps that a skip left out are taken away, as a checked definition has none.
        const reached = new Set(["n0"]);
        for (const link of linksOf(all)) if (reached.has(link.from) && link.to !== null) reached.add(link.to);
        return { ...all, nodes: Object.fromEntries(Object.entries(all.nodes).filter(([id]) => reached.has(id))) };
      }),
  );

const moments = fc.array(
  fc.record({
    who: fc.integer({ min: 1, max: 3 }),
    name: fc.constantFrom(...NAMES),
    at: fc.integer({ min: 0, max: 20 }),
    order: fc.constantFrom("A", "B"),
    n: fc.integer({ min: 0, max: 60 }),
    twice: fc.boolean(),
    /** Arrives this many hours after it happened. */
    late: fc.constantFrom(0, 0, 1, 5),
  }),
  { minLength: 1, maxLength: 14 },
);

test("J2 every random definition passes the check, and no way through it is longer than its steps", () => {
  fc.assert(
    fc.property(definitions, (definition) => {
      expect(check(definition)).toEqual([]);
      const ways = Map.groupBy(linksOf(definition), (link) => link.from);
      const longest = (id: string): number =>
        1 + Math.max(0, ...(ways.get(id) ?? []).map((link) => longest(link.to ?? "")));
      expect(longest("n0")).toBeLessThanOrEqual(Object.keys(definition.nodes).length);
    }),
    { numRuns: 300 },
  );
});

test(
  "J8 J24 J25 crashes, two runners, doubled, delayed and shuffled streams: no message twice, no run stuck",
  { timeout: 400_000 },
  async () => {
    const database = await testDatabase();
    let trial = 0;
    let clock = START;
    const engine = await startEngine(database, new Date(clock));
    const create = templatesModule.handlers?.["create"] as (ctx: Ctx, input: unknown) => Promise<unknown>;
    const bodies = [
      { channel: "line", language: "ja", format: "text", subject: null, source: "hello", alternative: null },
    ];
    await create(engine.ctx(), {
      body: { key: "hello", name: "hello", class: "marketing", language: "ja", sample: {}, bodies },
    });
    const worker = engine.workers.find((each) => each.name === "journeys.runs");
    const reaction = engine.workers.find((each) => each.name === "events.reactions");
    if (!worker || !reaction) throw new Error("The runner is not there.");

    /** Works, and dies before it can commit. */
    const die = async (each: typeof worker) => {
      const ctx = engine.ctx();
      await transaction(ctx.db, async (db) => {
        await each.run({ ...ctx, db });
        throw new Error("killed");
      }).catch(() => {});
    };

    await fc.assert(
      fc.asyncProperty(
        definitions,
        moments,
        fc.array(fc.constantFrom("die", "die in reaction", "two", "go"), { minLength: 8, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        async (definition, stream, troubles, dice) => {
          trial++;
          const from = clock;
          // Names of this trial only, so that earlier trials are out of its way.
          const own = JSON.parse(
            JSON.stringify(definition).replaceAll(/"name":"(Start|Bought|Parcel|Clicked)"/gu, `"name":"$1 ${trial}"`),
          ) as Journey;
          const { id } = await createJourney(engine.ctx(), { name: `trial ${trial}`, definition: own });
          await activateJourney(engine.ctx(), id);
          const arriving = stream.flatMap((m, i): { hour: number; dice: number; event: Poured }[] => {
            const event = {
              identities: [`user:${trial}-${m.who}`],
              name: `${m.name} ${trial}`,
              at: new Date(from + m.at * HOUR + i),
              messageId: `${trial}-${i}`,
              properties: { order_id: m.order, n: m.n },
            };
            const once = { hour: m.at + m.late, event };
            return (m.twice ? [once, { hour: once.hour + 2, event }] : [once]).map((a) => ({
              ...a,
              dice: dice.next().value ?? 0,
            }));
          });
          for (let hour = 0; hour <= 27; hour++) {
            clock = from + hour * HOUR;
            const now = arriving.filter((a) => a.hour === hour).toSorted((a, b) => a.dice - b.dice);
            await pour(
              database,
              now.map((a) => a.event),
            );
            if (now.length === 0 && hour % 9 !== 0) continue;
            const trouble = troubles[hour % troubles.length];
            const at = { ...engine.ctx(), now: new Date(clock) };
            for (const each of engine.workers) {
              if (each === reaction && trouble === "die in reaction") await die(reaction);
              if (each === worker && trouble === "die") await die(worker);
              if (each === worker && trouble === "two")
                await Promise.all([worker.run(at), worker.run(at), worker.run(at)]);
              await each.run(at);
            }
            await engine.goTo(new Date(clock));
          }
          const asked = await database.pool.query<{ key: string; n: number }>(
            `select run || ' ' || node || ' ' || visit as key, count(*)::int as n from journeys.step
           where journey = $1 and outcome = 'moved' group by 1 having count(*) > 1`,
            [id],
          );
          expect(asked.rows).toEqual([]);
          // One row of the ledger for each message step that was passed, no more and no less.
          const ledger = await database.pool.query<{ asked: number; rows: number }>(
            `select (select count(*)::int from journeys.step where journey = $1 and why ->> 'code' = 'message') as asked,
             (select count(*)::int from messaging.send s join journeys.run r on s.key like 'journey:' || r.id || ':%'
              where r.journey = $1) as rows`,
            [id],
          );
          expect(ledger.rows[0]?.rows).toBe(ledger.rows[0]?.asked);
          const starts = await database.pool.query<{ profile: string; n: number; keys: number }>(
            `select profile, count(*)::int as n, count(distinct key)::int as keys from journeys.run where journey = $1 group by 1`,
            [id],
          );
          for (const row of starts.rows) {
            const allowed = { never: 1, key: row.keys, after: row.n }[own.reentry.kind];
            expect(row.n).toBe(allowed);
          }
          const stuck = await database.pool.query(
            `select id, node, phase, wake_at, deadline from journeys.run
           where journey = $1 and phase <> 'ended'
             and (phase <> 'waiting' or deadline is null or deadline <= $2 or wake_at <> deadline or failures > 0)`,
            [id, new Date(clock)],
          );
          expect(stuck.rows).toEqual([]);
          const refused = await database.pool.query(
            "select node, outcome, why from journeys.step where journey = $1 and outcome in ('refused', 'failed')",
            [id],
          );
          expect(refused.rows).toEqual([]);
          // Left alone, every wait comes to its end, one after the other, in no more turns than there are steps.
          const alive = async () =>
            (
              await database.pool.query<{ at: Date | null }>(
                "select max(wake_at) as at from journeys.run where journey = $1 and phase <> 'ended'",
                [id],
              )
            ).rows[0]?.at ?? null;
          let turns = 0;
          for (let at = await alive(); at !== null; at = await alive()) {
            expect(++turns).toBeLessThanOrEqual(Object.keys(own.nodes).length);
            clock = at.getTime();
            await engine.goTo(at);
          }
          await archiveJourney(engine.ctx(), id);
        },
      ),
      { numRuns: 25, interruptAfterTimeLimit: 240_000 },
    );
  },
);
