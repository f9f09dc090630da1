import { append } from "#events";
import { subjectOf } from "#profiles";
import type { Ctx } from "#kernel/context";
import { wake } from "#kernel/database";
import type { Fact } from "#kernel/log";
import type { Because } from "../model.ts";
import { compile } from "../store/compile.ts";
import type { Definition } from "../store/definitions.ts";
import { bornSince, putChanges, putDues, type Verdict, verdicts } from "../store/membership.ts";
import type { Basis } from "../store/sources.ts";
import type { Catalogue } from "./catalogue.ts";

/** Whom to look at in one segment, and why: profile → the name of the event that tipped it, where one did. */
export interface Ask {
  readonly segment: Definition;
  readonly profiles: ReadonlyMap<string, string | undefined>;
  readonly because: Because;
}

interface Change extends Verdict {
  readonly ask: Ask;
  readonly backfill: boolean;
}

/**
 * While everybody is being evaluated, somebody who was there before and whose turn has not come changes because of the
 * definition, not because of what just happened.
 */
const backfilled = async (ctx: Ctx, ask: Ask, changed: readonly Verdict[]): Promise<(profile: string) => boolean> => {
  const { segment } = ask;
  if (ask.because === "definition") return () => true;
  if (segment.status !== "building" || changed.length === 0) return () => false;
  const ids = changed.map((each) => each.profile);
  const young = await bornSince(ctx.db, ids, segment.buildStartedAt);
  return (profile) => !young.has(profile) && (segment.buildAfter === null || profile > segment.buildAfter);
};

const fact = (change: Change, subject: string, turn: number): Fact => {
  const { ask, profile, holds, backfill } = change;
  const event = ask.profiles.get(profile);
  return {
    name: holds ? "segment.entered" : "segment.exited",
    subject,
    key: `segment:${ask.segment.id}:${profile}:${turn}`,
    properties: {
      segment: ask.segment.id,
      name: ask.segment.name,
      profile,
      because: backfill ? "definition" : ask.because,
      ...(event !== undefined && !backfill && { event }),
      backfill,
    },
  };
};

const keep = async (ctx: Ctx, changes: readonly Change[]): Promise<void> => {
  if (changes.length === 0) return;
  const subjects = await subjectOf(
    ctx,
    changes.map((change) => change.profile),
  );
  const rows = changes.map(({ ask, profile, holds }) => ({
    segment: ask.segment.id,
    profile,
    subject: subjects.get(profile) ?? "",
    member: holds,
  }));
  const turns = new Map(
    (await putChanges(ctx.db, rows, ctx.now)).map((row) => [`${row.segment} ${row.profile}`, row.turn]),
  );
  const facts = changes.flatMap((change) => {
    const turn = turns.get(`${change.ask.segment.id} ${change.profile}`);
    return turn === undefined ? [] : [fact(change, subjects.get(change.profile) ?? "", turn)];
  });
  await append(ctx, facts);
};

/** Evaluates and writes what changed: memberships, facts, due times. Needs the lock; joins the transaction of ctx.db. */
export const evaluate = async (ctx: Ctx, catalogue: Catalogue, basis: Basis, asks: readonly Ask[]): Promise<void> => {
  const looked = await Promise.all(
    asks
      .filter(({ profiles }) => profiles.size > 0)
      .map(async (ask) => {
        const { segment, profiles } = ask;
        const query = compile(segment.predicate, catalogue.lookup, [...profiles.keys()], basis);
        const found = await verdicts(ctx.db, segment.id, query);
        const changed = found.filter((verdict) => verdict.holds !== verdict.was);
        const isBackfill = await backfilled(ctx, ask, changed);
        return {
          changes: changed.map((verdict): Change => ({ ...verdict, ask, backfill: isBackfill(verdict.profile) })),
          dues: found.flatMap(({ profile, due }) => (due ? [{ segment: segment.id, profile, due }] : [])),
        };
      }),
  );
  const changes = looked.flatMap((each) => each.changes);
  const dues = looked.flatMap((each) => each.dues);
  const [earliest] = await Promise.all([putDues(ctx.db, dues), keep(ctx, changes)]);
  if (earliest) await wake(ctx.db, "segments");
};
