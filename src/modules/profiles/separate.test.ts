/** P9: a person says that two identities are not one person, or that they are after all. */
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { reactionWorkers } from "#events";
import type { Ctx } from "#kernel/context";
import { settle } from "#kernel/runner";
import { profilesModule, profilesOf } from "#profiles";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { pour, type Poured } from "../../../test/pour.ts";
import { foreseeSeparation, sayApart } from "./actions.separate.ts";
import { shownIdentities } from "./actions.views.ts";
import { RESTORED, RETRACTED } from "./model.separate.ts";

const database = await testDatabase();
const actor = { kind: "user", id: "u1", name: "担当 花子", email: "cs@example.jp", role: "agent" } as const;
const ctx: Ctx = testCtx(database, { actor });
const workers = reactionWorkers(profilesModule.reactions ?? []);
const run = () => settle(workers, () => ctx);
const fold = async (events: readonly Poured[]) => {
  await pour(database, events);
  await run();
};
const wipe = () =>
  database.pool.query(
    "truncate events.event, events.cursor, events.stuck, profiles.identity, profiles.edge, profiles.profile, profiles.trait, profiles.search_entry, kernel.audit",
  );
beforeEach(async () => void (await wipe()));

let second = 0;
const meet = (...identities: string[]): Poured => ({ identities, at: new Date(Date.UTC(2026, 9, 1, 0, 0, ++second)) });
const groups = async (): Promise<string[]> => {
  const { rows } = await database.pool.query<{ keys: string }>(
    `select string_agg(key, ' ' order by key collate "C") as keys from profiles.identity group by profile`,
  );
  return rows.map((row) => row.keys).toSorted();
};
const facts = async (name: string) =>
  (
    await database.pool.query<{ properties: Record<string, unknown> }>(
      "select properties from events.event where name = $1 order by position",
      [name],
    )
  ).rows.map((row) => row.properties);

const FAMILY = [
  meet("anon:tablet"),
  meet("user:1", "email:family@mail.jp"),
  meet("user:1", "anon:tablet"),
  meet("line:U1", "email:family@mail.jp"),
];

test("P9 what will follow is told before, done on the word, audited, and undone by the opposite word", async () => {
  await fold(FAMILY);
  expect(await groups()).toEqual(["anon:tablet email:family@mail.jp line:U1 user:1"]);
  const id = (await profilesOf(ctx, ["user:1"])).get("user:1") ?? "";
  const asked = { id, a: "line:U1", b: "email:family@mail.jp", apart: true };
  const foreseen = await foreseeSeparation(ctx, asked);
  expect(foreseen).toEqual({
    parts: [
      { profile: id, identities: expect.arrayContaining(["anon:tablet", "email:family@mail.jp", "user:1"]) },
      { profile: expect.any(String), identities: ["line:U1"] },
    ],
    via: [],
  });
  await run();
  expect(await groups()).toHaveLength(1);

  expect(await sayApart(ctx, asked)).toEqual(foreseen);
  await run();
  expect(await groups()).toEqual(["anon:tablet email:family@mail.jp user:1", "line:U1"]);
  expect((await profilesOf(ctx, ["line:U1"])).get("line:U1")).toBe(foreseen.parts[1]?.profile);
  expect(await facts("profile.unmerged")).toEqual([
    { profile: foreseen.parts[1]?.profile, from: id, reason: "evidence" },
  ]);
  const trail = await database.pool.query("select actor_name, action, target, detail from kernel.audit");
  expect(trail.rows).toEqual([
    { actor_name: "担当 花子", action: RETRACTED, target: `profile:${id}`, detail: { between: "email line" } },
  ]);
  const shown = (await shownIdentities(ctx, id)).find((one) => one.key === "email:family@mail.jp");
  expect(shown?.evidence.find((edge) => edge.other === "line:U1")).toMatchObject({ refused: "retracted" });

  // The event comes in again, and new ones that say the same: the word stands.
  await fold([meet("line:U1", "email:family@mail.jp")]);
  expect(await groups()).toHaveLength(2);
  await expect(sayApart(ctx, asked)).rejects.toThrow("said so already");

  expect((await sayApart(ctx, { ...asked, apart: false })).parts).toHaveLength(1);
  await run();
  expect(await groups()).toHaveLength(1);
  expect(await facts("profile.merged")).toMatchObject([{ profile: id, from: foreseen.parts[1]?.profile }]);
});

test("P9 where other evidence still joins the two, that is told instead of a promise", async () => {
  await fold([...FAMILY, meet("user:1", "line:U1")]);
  const id = (await profilesOf(ctx, ["user:1"])).get("user:1") ?? "";
  const { parts, via } = await foreseeSeparation(ctx, { id, a: "email:family@mail.jp", b: "line:U1", apart: true });
  expect(parts).toHaveLength(1);
  expect(via.map(({ a, b }) => [a, b])).toEqual([
    ["email:family@mail.jp", "user:1"],
    ["line:U1", "user:1"],
  ]);
});

test("P9 only evidence that this profile has can be spoken of", async () => {
  await fold([...FAMILY, meet("user:9", "email:other@mail.jp")]);
  const id = (await profilesOf(ctx, ["user:1"])).get("user:1") ?? "";
  for (const [a, b] of [
    ["user:9", "email:other@mail.jp"],
    ["user:1", "line:U1"],
    ["user:1", "user:nobody"],
  ] as const)
    await expect(sayApart(ctx, { id, a, b, apart: true })).rejects.toThrow(/no such evidence/);
  await expect(sayApart(ctx, { id, a: "anon:tablet", b: "user:1", apart: false })).rejects.toThrow("Nobody has said");
});

test("P9 P3 words among events, in batches of any size and read again from the beginning, give the same profiles", async () => {
  const key = fc.constantFrom(
    "user:1",
    "user:2",
    "line:U1",
    "card:1",
    "email:a@mail.jp",
    "phone:+81312345678",
    "anon:1",
  );
  const met = fc.uniqueArray(key, { minLength: 2, maxLength: 2 });
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ pair: met, retracted: fc.constant(null) }) },
    { weight: 1, arbitrary: fc.record({ pair: met, retracted: fc.boolean() }) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 30 }),
      fc.integer({ min: 1, max: 12 }),
      async (steps, size) => {
        const joined = new Set<string>();
        const events = steps.flatMap(({ pair, retracted }, i): Poured[] => {
          const name = pair.toSorted().join(" ");
          const at = new Date(Date.UTC(2026, 9, 1, 0, 0, i));
          if (retracted === null) {
            joined.add(name);
            return [{ identities: pair, at, messageId: `m${i}` }];
          }
          // People can only speak of evidence that is there.
          if (!joined.has(name)) return [];
          const properties = { a: pair[0] ?? "", b: pair[1] ?? "", by: "x" };
          const fact = { type: "fact", source: "engawa", name: retracted ? RETRACTED : RESTORED, properties };
          return [{ ...fact, identities: [pair[0] ?? ""], at, messageId: `m${i}` }];
        });
        const outcome = async () => [
          await groups(),
          (await database.pool.query("select a, b, refused from profiles.edge order by a, b")).rows,
        ];
        await wipe();
        await fold(events);
        const whole = await outcome();
        await wipe();
        for (let i = 0; i < events.length; i += size) await fold(events.slice(i, i + size));
        expect(await outcome()).toEqual(whole);
        await database.pool.query("truncate events.cursor, profiles.identity, profiles.edge, profiles.profile");
        await run();
        expect(await outcome()).toEqual(whole);
      },
    ),
    { numRuns: 25 },
  );
});
