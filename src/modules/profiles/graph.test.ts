import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { eventsOf, reactionWorkers } from "#events";
import { type IdentityKind, splitKey } from "#kernel/identity";
import { settle } from "#kernel/runner";
import { identitiesOf, profilesModule, profilesOf, resolveProfiles, subjectOf, traitsOf } from "#profiles";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { pour, type Poured } from "../../../test/pour.ts";
import { type Edge, partition, VALUE_CAPS } from "./model.graph.ts";

const database = await testDatabase();
const ctx = testCtx(database);
const workers = reactionWorkers(profilesModule.reactions ?? []);
const fold = async (events: readonly Poured[]) => {
  await pour(database, events);
  await settle(workers, () => ctx);
};
const wipe = () =>
  database.pool.query(
    "truncate events.event, events.cursor, events.stuck, profiles.identity, profiles.edge, profiles.profile, profiles.trait, profiles.search_entry",
  );
beforeEach(async () => void (await wipe()));

let second = 0;
const meet = (...identities: string[]): Poured => ({ identities, at: new Date(Date.UTC(2026, 9, 1, 0, 0, ++second)) });
const groups = async (): Promise<string[][]> => {
  const rows = await database.pool.query<{ keys: string[] }>(
    'select array_agg(key order by key collate "C") as keys from profiles.identity group by profile',
  );
  return rows.rows.map((row) => row.keys).toSorted((x, y) => (x.join() < y.join() ? -1 : 1));
};
const facts = async () => {
  const rows = await database.pool.query<{ name: string; properties: Record<string, unknown> }>(
    "select name, properties from events.event where source = 'engawa' order by position",
  );
  return rows.rows;
};
const shared = async () =>
  (
    await database.pool.query<{ key: string; shared: string }>(
      "select key, shared from profiles.identity where shared is not null order by key",
    )
  ).rows;
const refused = async () =>
  (
    await database.pool.query<{ a: string; b: string; refused: string }>(
      'select a, b, refused from profiles.edge where refused is not null order by a collate "C", b collate "C"',
    )
  ).rows;

describe("joining", () => {
  test("P2 P8 a browser becomes a member's when one event names both; a merge tells which event says so", async () => {
    await fold([meet("anon:a"), meet("anon:b"), meet("user:1", "anon:a", "email:a@mail.jp")]);
    expect(await groups()).toEqual([["anon:a", "email:a@mail.jp", "user:1"], ["anon:b"]]);
    const before = await profilesOf(ctx, ["anon:a", "anon:b", "user:1", "user:none"]);
    expect([...before.keys()].toSorted((x, y) => (x < y ? -1 : 1))).toEqual(["anon:a", "anon:b", "user:1"]);
    await fold([meet("user:1", "anon:b")]);
    expect(await groups()).toEqual([["anon:a", "anon:b", "email:a@mail.jp", "user:1"]]);
    const merged = (await facts()).filter((fact) => fact.name === "profile.merged");
    expect(merged.map((fact) => fact.properties)).toEqual([
      {
        profile: before.get("anon:a"),
        from: before.get("anon:b"),
        evidence: { position: expect.any(Number), at: expect.any(String), rule: "same_event", source: "web" },
      },
    ]);
    expect((await facts()).filter((fact) => fact.name === "profile.created").length).toBe(2);
  });

  test("P5 two members never become one by a shared e-mail, phone, browser, card or LINE account", async () => {
    for (const handle of ["email:family@mail.jp", "phone:+81312345678", "anon:tablet", "card:77", "line:U1"]) {
      await wipe();
      await fold([meet("user:1", handle), meet("user:2", handle), meet("user:1"), meet(handle)]);
      expect(await groups()).toEqual(
        [[handle, "user:1"].toSorted(), ["user:2"]].toSorted((x, y) => (x.join() < y.join() ? -1 : 1)),
      );
      expect((await refused()).map((edge) => edge.refused)).toEqual(["two_users"]);
    }
  });

  test("P5 a phone alone joins neither two LINE accounts nor two cards; an e-mail may", async () => {
    await fold([meet("line:U1", "phone:+81312345678"), meet("line:U2", "phone:+81312345678")]);
    await fold([meet("card:1", "phone:+81398765432"), meet("card:2", "phone:+81398765432")]);
    await fold([meet("card:3", "email:a@mail.jp"), meet("card:4", "email:a@mail.jp")]);
    expect((await groups()).map((keys) => keys.join(" "))).toEqual([
      "card:1 phone:+81398765432",
      "card:2",
      "card:3 card:4 email:a@mail.jp",
      "line:U1 phone:+81312345678",
      "line:U2",
    ]);
  });

  test("P2 alias is the sender's word that two member ids are one person", async () => {
    await fold([meet("user:1", "anon:a"), meet("user:2", "anon:b"), { ...meet("user:2", "user:1"), type: "alias" }]);
    expect(await groups()).toEqual([["anon:a", "anon:b", "user:1", "user:2"]]);
  });

  test("P4 a phone on too many members is nobody's: those it joined come apart, and the reason is kept", async () => {
    const phone = "phone:+81312345678";
    await fold([
      meet("anon:x"),
      meet("anon:x", phone),
      meet("user:1", phone),
      meet("user:2", phone),
      meet("user:3", phone),
    ]);
    expect(await groups()).toEqual([["anon:x", phone, "user:1"], ["user:2"], ["user:3"]]);
    const was = await profilesOf(ctx, ["anon:x"]);
    await fold([meet("user:4", phone)]);
    expect(await groups()).toEqual([["anon:x"], [phone], ["user:1"], ["user:2"], ["user:3"], ["user:4"]]);
    expect(await shared()).toEqual([{ key: phone, shared: "on_more_than_3_users" }]);
    expect((await profilesOf(ctx, ["anon:x"])).get("anon:x")).toBe(was.get("anon:x"));
    const apart = (await facts()).filter((fact) => fact.name === "profile.unmerged");
    expect(apart.map((fact) => fact.properties["from"])).toEqual([was.get("anon:x"), was.get("anon:x")]);
    await fold([meet("user:5", phone), meet("user:6", phone)]);
    expect((await groups()).length).toBe(8);
  });

  test("P4 a shop's tablet and a placeholder id form no giant profile", async () => {
    await fold(Array.from({ length: 1_200 }, (_, i) => meet(`user:${i}`, "anon:tablet")));
    await fold(Array.from({ length: 1_200 }, (_, i) => meet("user:walk-in", `anon:${i}`)));
    await fold(Array.from({ length: 300 }, (_, i) => meet(`email:e${i}@mail.jp`, "phone:+81312345678")));
    const largest = Math.max(...(await groups()).map((keys) => keys.length));
    expect(largest).toBe(1);
    expect((await shared()).map((row) => row.key)).toEqual(["anon:tablet", "phone:+81312345678", "user:walk-in"]);
  });

  test("P6 a profile holds no more of a kind than a person has; the rest stand apart with the reason", async () => {
    await fold(Array.from({ length: 12 }, (_, i) => meet("user:1", `email:e${i}@mail.jp`)));
    expect((await groups()).map((keys) => keys.length).toSorted((x, y) => x - y)).toEqual([1, 1, 11]);
    expect((await refused()).map((edge) => edge.refused)).toEqual(["too_many_emails", "too_many_emails"]);
  });

  test("P9 an edge that was taken back joins nothing, and new evidence does not bring it back", async () => {
    await fold([meet("user:1", "anon:a"), meet("anon:a", "email:a@mail.jp")]);
    await database.pool.query("update profiles.edge set retracted_at = now() where b = 'user:1'");
    await fold([{ ...meet("user:1", "anon:a"), at: "2026-09-01T00:00:00Z" }]);
    expect(await groups()).toEqual([["anon:a", "email:a@mail.jp"], ["user:1"]]);
  });
});

describe("profiles", () => {
  test("P7 the older profile stays, and every id ever given resolves", async () => {
    await fold([meet("anon:a")]);
    await fold([meet("user:1")]);
    await fold([meet("line:U1")]);
    const ids = await profilesOf(ctx, ["anon:a", "user:1", "line:U1"]);
    await fold([meet("user:1", "line:U1")]);
    await fold([meet("user:1", "anon:a")]);
    const now = await resolveProfiles(ctx, [...ids.values()]);
    expect(new Set(now.values())).toEqual(new Set([ids.get("anon:a")]));
    expect(now.size).toBe(3);
    expect((await subjectOf(ctx, [...now.values()])).get(ids.get("anon:a") ?? "")).toBe("user:1");
    expect((await identitiesOf(ctx, [...now.values()])).get(ids.get("anon:a") ?? "")?.map((one) => one.kind)).toEqual([
      "anon",
      "user",
      "line",
    ]);
    expect((await database.pool.query("select id from profiles.profile")).rows).toEqual([{ id: ids.get("anon:a") }]);
  });

  test("P7 the log, read again from its beginning, gives every profile the id that it had", async () => {
    const events = [meet("anon:a"), meet("user:1", "anon:b"), meet("user:1", "anon:a")].map((event, i) => ({
      ...event,
      messageId: `r${i}`,
    }));
    await fold(events);
    const before = await profilesOf(ctx, ["anon:a", "anon:b", "user:1"]);
    await database.pool.query("truncate events.cursor, profiles.identity, profiles.edge, profiles.profile");
    await settle(workers, () => ctx);
    expect(await profilesOf(ctx, ["anon:a", "anon:b", "user:1"])).toEqual(before);
  });

  test("P11 a trait is the last word of all identities; null takes it back", async () => {
    const say = (who: string, day: number, traits: object): Poured => ({
      identities: [who],
      type: "identify",
      at: new Date(Date.UTC(2026, 9, day)),
      properties: traits,
    });
    await fold([
      say("user:1", 3, { rank: "gold", old: 1 }),
      say("anon:a", 2, { rank: "silver", city: "大阪" }),
      say("user:1", 4, { old: null }),
    ]);
    await fold([{ ...meet("user:1", "anon:a"), context: { traits: { language: "ja" } } }]);
    const id = (await profilesOf(ctx, ["user:1"])).get("user:1") ?? "";
    expect((await traitsOf(ctx, [id])).get(id)).toEqual({ rank: "gold", city: "大阪", language: "ja" });
    await fold([say("anon:a", 5, { rank: "platinum" }), say("user:1", 1, { rank: "none" })]);
    expect((await traitsOf(ctx, [id])).get(id)).toMatchObject({ rank: "platinum" });
  });

  test("P1 an event of placeholders alone founds no profile", async () => {
    await fold([meet("user:null", "email:test@shop.jp"), meet("user:null", "anon:real")]);
    expect(await groups()).toEqual([["anon:real"]]);
    expect(await eventsOf(ctx, { subjects: ["anon:real"], limit: 5, names: ["profile.created"] })).toHaveLength(1);
  });
});

// Few values and low caps' neighbours: every rule is met within a few dozen events.
const key = fc.oneof(
  fc.integer({ min: 1, max: 6 }).map((n) => `user:${n}`),
  fc.integer({ min: 1, max: 3 }).map((n) => `line:U${n}`),
  fc.integer({ min: 1, max: 3 }).map((n) => `card:${n}`),
  fc.integer({ min: 1, max: 4 }).map((n) => `email:e${n}@mail.jp`),
  fc.integer({ min: 1, max: 3 }).map((n) => `phone:+8131234567${n}`),
  fc.integer({ min: 1, max: 6 }).map((n) => `anon:${n}`),
  fc.constant("user:null"),
);
const streamOf = (most: number) =>
  fc
    .array(
      fc.record({
        identities: fc.uniqueArray(key, { minLength: 1, maxLength: 3 }),
        at: fc.integer({ min: 0, max: 9 }).map((s) => new Date(Date.UTC(2026, 9, 1, 0, 0, s))),
        type: fc.constantFrom("track", "track", "track", "alias"),
      }),
      { minLength: 1, maxLength: most },
    )
    .map((events) => events.map((event, i): Poured => ({ ...event, messageId: `m${i}` })));

describe("P3 the same events in any order give the same profiles", () => {
  const outcome = async () => [await groups(), await shared(), (await refused()).map((edge) => ({ ...edge }))];

  test("shuffled, doubled and delayed streams, in batches of any size, caps included", async () => {
    await fc.assert(
      fc.asyncProperty(
        streamOf(40).chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray(events, { minLength: events.length }),
            fc.array(fc.constantFrom(...events), { maxLength: 10 }),
            fc.integer({ min: 1, max: 40 }),
          ),
        ),
        async ([events, shuffled, doubled, size]) => {
          await wipe();
          await fold(events);
          const expected = await outcome();
          await wipe();
          const copies = doubled.map((event) => ({ ...event, source: "again" }));
          const all = [...shuffled, ...copies];
          for (let i = 0; i < all.length; i += size) await fold(all.slice(i, i + size));
          expect(await outcome()).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("what the folds keep is what the pure rule says of all evidence at once", async () => {
    await fc.assert(
      fc.asyncProperty(streamOf(60), fc.integer({ min: 1, max: 20 }), async (events, size) => {
        await wipe();
        for (let i = 0; i < events.length; i += size) await fold(events.slice(i, i + size));
        const nodes = await database.pool.query<{ key: string; kind: IdentityKind }>(
          "select key, kind from profiles.identity",
        );
        const edges = await database.pool.query<Edge & { message_id: string }>(
          'select *, message_id as "messageId", false as retracted from profiles.edge',
        );
        const kindOf = (of: string) => splitKey(of).kind;
        const pure = partition(
          nodes.rows.map((node) => ({ ...node, shared: null })),
          edges.rows,
          kindOf,
        );
        const byGroup = new Map<string, string[]>();
        for (const [of, group] of pure.groupOf) byGroup.set(group, [...(byGroup.get(group) ?? []), of]);
        const expected = [...byGroup.values()]
          .map((keys) => keys.toSorted((x, y) => (x < y ? -1 : 1)))
          .toSorted((x, y) => (x.join() < y.join() ? -1 : 1));
        expect(await groups()).toEqual(expected);
        for (const keys of expected)
          expect(new Set(keys.filter((of) => of.startsWith("user:"))).size).toBeLessThanOrEqual(5);
        expect(VALUE_CAPS.phone.user).toBe(3);
      }),
      { numRuns: 25 },
    );
  });
});
