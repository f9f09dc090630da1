import { z } from "zod";
import { profilesOf, subjectOf } from "#profiles";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import type { Reaction, StoredEvent } from "#kernel/log";
import type { Worker } from "#kernel/worker";
import { basisKey, basisOf, catalogueOf, type Catalogue } from "./actions/catalogue.ts";
import { type Ask, evaluate } from "./actions/evaluate.ts";
import { touches } from "./model.ts";
import { moveBuild, noteBasis, startBuild } from "./store/definitions.ts";
import {
  followIdentities,
  lockEvaluation,
  nextDue,
  profileCount,
  profilesAfter,
  shareMemberships,
  takeDue,
} from "./store/membership.ts";

const DUE_AT_ONCE = 500;
/** Profiles per step of a full evaluation: short enough that live changes never wait long behind one. */
const BUILD_STEP = 1_000;

const MERGES = new Set(["profile.merged", "profile.unmerged"]);
const Merge = z.object({ profile: z.uuid(), from: z.uuid() });

interface Touched {
  /** segment → identity key → the event that touches it. */
  readonly bySegment: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly keys: ReadonlySet<string>;
  readonly merges: readonly StoredEvent[];
}

const touchedBy = (catalogue: Catalogue, events: readonly StoredEvent[]): Touched => {
  const bySegment = new Map<string, Map<string, string>>();
  const keys = new Set<string>();
  for (const { segment, interest } of catalogue.active) {
    const touched = new Map<string, string>();
    for (const event of events) {
      if (!touches(interest, event)) continue;
      for (const key of event.identities) {
        touched.set(key, event.name);
        keys.add(key);
      }
    }
    if (touched.size > 0) bySegment.set(segment.id, touched);
  }
  return { bySegment, keys, merges: events.filter((event) => MERGES.has(event.name)) };
};

const asksOf = (catalogue: Catalogue, touched: Touched, profiles: ReadonlyMap<string, string>): Ask[] =>
  catalogue.active.flatMap(({ segment }) => {
    const asked = new Map<string, string>();
    for (const [key, event] of touched.bySegment.get(segment.id) ?? []) {
      const profile = profiles.get(key);
      if (profile !== undefined) asked.set(profile, event);
    }
    return asked.size > 0 ? [{ segment, profiles: asked, because: "event" as const }] : [];
  });

/** The halves of merges and un-merges, which are looked at in every segment. */
const afterMerges = async (ctx: Ctx, catalogue: Catalogue, merges: readonly StoredEvent[]): Promise<Ask[]> => {
  const pairs = merges.map(({ properties }) => {
    const { profile, from } = Merge.parse(properties);
    return { one: profile, other: from };
  });
  const halves = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))];
  const subjects = await subjectOf(ctx, halves);
  await followIdentities(ctx.db, halves);
  const split = merges.flatMap((event, i) => (event.name === "profile.unmerged" ? (pairs[i] ?? []) : []));
  if (split.length > 0) await shareMemberships(ctx.db, split, subjects);
  const profiles = new Map(halves.map((profile) => [profile, undefined]));
  return catalogue.active.map(({ segment }) => ({ segment, profiles, because: "merge" as const }));
};

/** S20: what happened is looked at once it is folded, for the people and segments that it can concern. */
export const membershipReaction: Reaction = {
  name: "segments.membership",
  on: "*",
  after: ["profiles.fold", "orders.fold"],
  handle: async (ctx, events) => {
    const [, catalogue] = await Promise.all([lockEvaluation(ctx.db), catalogueOf(ctx)]);
    if (catalogue.all.size === 0) return;
    const touched = touchedBy(catalogue, events);
    if (touched.keys.size === 0 && touched.merges.length === 0) return;
    const [basis, profiles] = await Promise.all([basisOf(ctx, catalogue.scored), profilesOf(ctx, [...touched.keys])]);
    // The evaluation stands behind it, and sees what it moved.
    await Promise.all([
      followIdentities(ctx.db, [...new Set(profiles.values())]),
      evaluate(ctx, catalogue, basis, asksOf(catalogue, touched, profiles)),
    ]);
    if (touched.merges.length > 0)
      await evaluate(ctx, catalogue, basis, await afterMerges(ctx, catalogue, touched.merges));
  },
};

const lookAtDue = (ctx: Ctx): Promise<"more" | Date | null> =>
  transaction(ctx.db, async (db) => {
    const tx = within(ctx, db);
    const next = await nextDue(db);
    if (next === null || next > ctx.now) return next;
    await lockEvaluation(db);
    const due = await takeDue(db, ctx.now, DUE_AT_ONCE);
    const catalogue = await catalogueOf(tx);
    const asks = catalogue.active.map(({ segment }) => ({
      segment,
      profiles: new Map(due.filter((each) => each.segment === segment.id).map((each) => [each.profile, undefined])),
      because: "time" as const,
    }));
    await evaluate(tx, catalogue, await basisOf(tx, catalogue.scored), asks);
    return "more";
  });

/** Segments whose basis (zone, RFM cuts) is no longer the one they were built on. */
const startStale = async (ctx: Ctx, catalogue: Catalogue): Promise<boolean> => {
  const basis = await basisOf(ctx);
  const stale = catalogue.active.filter(
    ({ segment }) => segment.basis !== basisKey(segment.predicate, catalogue.lookup, basis),
  );
  if (stale.length === 0) return false;
  const ids = stale.map(({ segment }) => segment.id);
  await startBuild(ctx.db, ids, await profileCount(ctx.db), ctx.now);
  for (const { segment } of stale)
    await noteBasis(ctx.db, segment.id, basisKey(segment.predicate, catalogue.lookup, basis));
  return true;
};

const buildStep = (ctx: Ctx): Promise<"more" | null> =>
  transaction(ctx.db, async (db) => {
    const tx = within(ctx, db);
    await lockEvaluation(db);
    const catalogue = await catalogueOf(tx);
    if (await startStale(tx, catalogue)) return "more";
    const segment = catalogue.active.find((each) => each.segment.status === "building")?.segment;
    if (!segment) return null;
    const profiles = await profilesAfter(db, segment.buildAfter, BUILD_STEP);
    const ask = {
      segment,
      profiles: new Map(profiles.map((profile) => [profile, undefined])),
      because: "definition" as const,
    };
    await evaluate(tx, catalogue, await basisOf(tx), [ask]);
    const after = profiles.length === BUILD_STEP ? (profiles.at(-1) ?? null) : null;
    await moveBuild(db, segment.id, { done: profiles.length, after });
    return "more";
  });

/** Changes by time alone, from the index of due times. */
export const dueWorker: Worker = { name: "segments.due", wakes: ["segments"], run: lookAtDue };

/** Full evaluations, step by step; a step that was cut off is done again. */
export const buildWorker: Worker = { name: "segments.build", wakes: ["segments.build"], run: buildStep };
