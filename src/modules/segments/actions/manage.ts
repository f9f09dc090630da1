/** Making, changing, pausing and removing segments. */
import { randomUUID } from "node:crypto";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import { type Predicate, type Segment, segmentsBelow, type SegmentDraft } from "../model.ts";
import {
  changeDefinition,
  type Definition,
  deleteDefinition,
  insertDefinition,
  memberCounts,
  noteBasis,
  pauseDefinition,
  startBuild,
} from "../store/definitions.ts";
import { lockEvaluation, profileCount } from "../store/membership.ts";
import { basisKey, basisOf, type Catalogue, catalogueOf } from "./catalogue.ts";
import { requireSound } from "./check.ts";

const shown = (segment: Definition, members: number): Segment => ({
  id: segment.id,
  name: segment.name,
  description: segment.description,
  predicate: segment.predicate,
  version: segment.version,
  status: segment.status,
  progress: { done: segment.buildDone, total: segment.buildTotal },
  members,
  createdAt: segment.createdAt.toISOString(),
  updatedAt: segment.updatedAt.toISOString(),
});

const required = (catalogue: Catalogue, id: string): Definition => {
  const segment = catalogue.all.get(id);
  if (!segment) throw notFound("segment");
  return segment;
};

export const getSegment = async (ctx: Ctx, id: string): Promise<Segment> => {
  const segment = required(await catalogueOf(ctx), id);
  return shown(segment, (await memberCounts(ctx.db, [id])).get(id) ?? 0);
};

/** In the order in which they were made. `after` is the id that the last page ended with. */
export const listSegments = async (ctx: Ctx, page: { limit: number; after: string | null }): Promise<Segment[]> => {
  const all = [...(await catalogueOf(ctx)).all.values()];
  const from = page.after === null ? 0 : all.findIndex((segment) => segment.id === page.after) + 1;
  const some = all.slice(from, from + page.limit);
  const counts = await memberCounts(
    ctx.db,
    some.map((segment) => segment.id),
  );
  return some.map((segment) => shown(segment, counts.get(segment.id) ?? 0));
};

/** id and name of every segment, for others' menus. */
export const segmentOptions = async (ctx: Ctx): Promise<{ id: string; name: string }[]> =>
  [...(await catalogueOf(ctx)).all.values()].map(({ id, name }) => ({ id, name }));

/** One change at a time, apart from evaluations: both see all of it or nothing. */
const changing = <T>(ctx: Ctx, work: (tx: Ctx, catalogue: Catalogue) => Promise<T>): Promise<T> =>
  transaction(ctx.db, async (db) => {
    const tx = within(ctx, db);
    await lockEvaluation(db);
    const result = await work(tx, await catalogueOf(tx));
    await wake(db, "segments.build");
    return result;
  });

/** This segment and those that lean on it begin their full evaluation again; paused ones stay as they are. */
const build = async (ctx: Ctx, catalogue: Catalogue, id: string): Promise<void> => {
  const basis = await basisOf(ctx);
  const leaning = catalogue.active.filter(
    ({ segment }) => segment.id === id || segmentsBelow(segment.predicate, catalogue.lookup).has(id),
  );
  const total = await profileCount(ctx.db);
  const ids = [...new Set([id, ...leaning.map(({ segment }) => segment.id)])];
  await startBuild(ctx.db, ids, total, ctx.now);
  for (const each of ids) {
    const segment = catalogue.all.get(each);
    if (segment) await noteBasis(ctx.db, each, basisKey(segment.predicate, catalogue.lookup, basis));
  }
};

export const createSegment = (ctx: Ctx, draft: SegmentDraft): Promise<Segment> =>
  changing(ctx, async (tx, before) => {
    requireSound(draft.predicate, before.lookup);
    const id = randomUUID();
    await insertDefinition(tx.db, { id, ...draft, now: ctx.now });
    await build(tx, await catalogueOf(tx), id);
    await audit(tx, "segment.created", `segment:${id}`, { name: draft.name });
    return getSegment(tx, id);
  });

const same = (one: Predicate, other: Predicate) => canonical(one) === canonical(other);
/** JSON with keys in order: what the database gives back has them in its own. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

export const updateSegment = (ctx: Ctx, id: string, draft: SegmentDraft): Promise<Segment> =>
  changing(ctx, async (tx, before) => {
    const old = required(before, id);
    requireSound(draft.predicate, before.lookup, id);
    await changeDefinition(tx.db, id, { ...draft, now: ctx.now });
    if (old.status !== "paused" && !same(old.predicate, draft.predicate)) await build(tx, await catalogueOf(tx), id);
    await audit(tx, "segment.changed", `segment:${id}`, { name: draft.name });
    return getSegment(tx, id);
  });

export const removeSegment = (ctx: Ctx, id: string): Promise<void> =>
  changing(ctx, async (tx, { all, lookup }) => {
    const leaning = [...all.values()].filter(
      (other) => other.id !== id && segmentsBelow(other.predicate, lookup).has(id),
    );
    if (!all.has(id)) throw notFound("segment");
    if (leaning.length > 0)
      throw new Problem("conflict", `Other segments name this one: ${leaning.map((each) => each.name).join(", ")}.`);
    await deleteDefinition(tx.db, id);
    await audit(tx, "segment.removed", `segment:${id}`, { name: all.get(id)?.name ?? "" });
  });

export const pauseSegment = (ctx: Ctx, id: string): Promise<Segment> =>
  changing(ctx, async (tx, catalogue) => {
    required(catalogue, id);
    await pauseDefinition(tx.db, id, ctx.now);
    await audit(tx, "segment.paused", `segment:${id}`);
    return getSegment(tx, id);
  });

export const resumeSegment = (ctx: Ctx, id: string): Promise<Segment> =>
  changing(ctx, async (tx, catalogue) => {
    if (required(catalogue, id).status === "paused") {
      await build(tx, catalogue, id);
      await audit(tx, "segment.resumed", `segment:${id}`);
    }
    return getSegment(tx, id);
  });
