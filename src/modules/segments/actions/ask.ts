/** Questions about predicates and memberships; nothing is changed here. */
import { randomUUID } from "node:crypto";
import { resolveProfiles } from "#profiles";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import type { Json } from "#kernel/log";
import type { Explanation, Finding, Preview } from "../api.ts";
import { emptyLeaf, type Lookup, type Predicate } from "../model.ts";
import { type Compiled, compile } from "../store/compile.ts";
import { membershipsOf, profileCount, profilesAfter } from "../store/membership.ts";
import { countHolding, holding, type LeafAnswer, leafAnswers, limitTime, tookTooLong } from "../store/preview.ts";
import { basisOf, catalogueOf } from "./catalogue.ts";
import { requireSound } from "./check.ts";
import { peopleOf } from "./people.ts";

const SAMPLE = 8;
/** A count while somebody edits: what takes longer than this is estimated from a part. */
const PATIENCE_MS = 1_500;
const PART = 3_000;

/** Those of the profiles whom the predicate means, now and exactly. */
export const matching = async (ctx: Ctx, predicate: Predicate, profiles: readonly string[]): Promise<Set<string>> => {
  if (profiles.length === 0) return new Set();
  const { lookup } = await catalogueOf(ctx);
  return new Set(await holding(ctx.db, compile(predicate, lookup, profiles, await basisOf(ctx))));
};

/** The segments that a profile is in, the newest first. */
export const segmentsOf = async (ctx: Ctx, profile: string): Promise<{ id: string; name: string; since: Date }[]> =>
  (await membershipsOf(ctx.db, [profile])).map(({ segment, name, since }) => ({ id: segment, name, since }));

const bounded = async <T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>): Promise<T | null> => {
  try {
    return await transaction(ctx.db, async (db) => {
      await limitTime(db, PATIENCE_MS);
      return work(within(ctx, db));
    });
  } catch (error) {
    if (tookTooLong(error)) return null;
    throw error;
  }
};

/** Counts all where that is quick; otherwise a random part, scaled up. Ids of profiles are random, so a range of them is. */
export const preview = async (ctx: Ctx, input: { predicate: Predicate }): Promise<Preview> => {
  const { lookup } = await catalogueOf(ctx);
  requireSound(input.predicate, lookup);
  const basis = await basisOf(ctx);
  const all = await bounded(ctx, (tx) => countHolding(tx.db, compile(input.predicate, lookup, "all", basis), SAMPLE));
  if (all) return { ...all, estimated: false, sample: await peopleOf(ctx, all.sample) };
  const of = await profileCount(ctx.db);
  const part = await bounded(ctx, async (tx) => {
    const ids = await profilesAfter(tx.db, randomUUID(), PART);
    return countHolding(tx.db, compile(input.predicate, lookup, ids, basis), SAMPLE);
  });
  if (!part)
    throw new Problem("unavailable", "Counting takes too long just now. Save the segment to count it in full.");
  const count = part.of === 0 ? 0 : Math.round((part.count / part.of) * of);
  return { count, of, estimated: true, sample: await peopleOf(ctx, part.sample) };
};

/** Every node of the tree with its answer, parents before children. Named segments count as one leaf. */
const findings = (
  predicate: Predicate,
  lookup: Lookup,
  compiled: Compiled,
  answers: readonly (LeafAnswer | null)[],
): Finding[] => {
  const known = new Map(compiled.leaves.map((leaf, i) => [leaf.key, answers[i] ?? null]));
  const holds = (node: Predicate): boolean => {
    switch (node.kind) {
      case "and":
        return node.of.every(holds);
      case "or":
        return node.of.some(holds);
      case "not":
        return !holds(node.of);
      case "segment": {
        const other = lookup(node.segment);
        return other !== undefined && holds(other);
      }
      default:
        return known.get(JSON.stringify(node))?.holds ?? emptyLeaf(node);
    }
  };
  const visit = (node: Predicate, path: string): Finding[] => {
    const answer = known.get(JSON.stringify(node));
    const mine: Finding = {
      path,
      holds: holds(node),
      seen: (answer?.seen ?? null) as Json as Finding["seen"],
      changesAt: answer?.due?.toISOString() ?? null,
    };
    const inner = node.kind === "not" ? [node.of] : node.kind === "and" || node.kind === "or" ? node.of : [];
    return [mine, ...inner.flatMap((each, i) => visit(each, path === "" ? String(i) : `${path}.${i}`))];
  };
  return visit(predicate, "");
};

/** Which conditions hold for one person, and what was found. */
export const explain = async (ctx: Ctx, input: { id: string; profile: string }): Promise<Explanation> => {
  const { all, lookup } = await catalogueOf(ctx);
  const segment = all.get(input.id);
  if (!segment) throw notFound("segment");
  const profile = (await resolveProfiles(ctx, [input.profile])).get(input.profile);
  if (profile === undefined) throw notFound("profile");
  const compiled = compile(segment.predicate, lookup, [profile], await basisOf(ctx));
  const found = findings(segment.predicate, lookup, compiled, await leafAnswers(ctx.db, compiled, profile));
  const membership = (await membershipsOf(ctx.db, [profile])).find((each) => each.segment === segment.id);
  const changes = found.map((each) => each.changesAt).filter((at) => at !== null);
  return {
    holds: found[0]?.holds ?? false,
    member: membership !== undefined,
    since: membership?.since.toISOString() ?? null,
    changesAt: changes.sort()[0] ?? null,
    findings: found,
  };
};
