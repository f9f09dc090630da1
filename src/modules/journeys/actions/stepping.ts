/** The runner: takes due runs, lets the pure machine decide, and does what it asks for, all in one transaction. */
import { createHash } from "node:crypto";
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import type { Fact } from "#kernel/log";
import { requestMessages } from "#messaging";
import { setTraits } from "#profiles";
import { matching } from "#segments";
import type { Predicate } from "#segments/model";
import {
  type Definition,
  type Effect,
  type Happening,
  type Input,
  type Run,
  step,
  wantedNames,
  withDecision,
} from "../model.ts";
import { definitionsOf, versionName } from "../store/definitions.ts";
import { claimRuns, happenings, insertSteps, type Line, postpone, saveRuns, type StoredRun } from "../store/runs.ts";
import { stopRuns } from "../store/waking.ts";

/** Runs per transaction. Small, because reactions read the log only below the oldest transaction that is under way. */
export const BATCH = 50;
const FIRST_RETRY_MS = 60_000;
/** 1, 2, 4 … 64 minutes apart: about two hours for somebody to mend a template. */
const MOST_TRIES = 8;

interface Walk {
  readonly stored: StoredRun;
  readonly definition: Definition;
  readonly events: readonly Happening[];
  readonly leaves: boolean;
  run: Run;
  wakeAt: Date | null;
  readonly lines: Line[];
  readonly facts: Fact[];
  readonly wishes: Wish[];
}

/** A uuid made from a key: the same step decides under the same id, however often it is tried. */
const uuidOf = (key: string): string => {
  const bytes = createHash("sha256").update(key).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
};

/** In the words that people gave, so that it reads the same in every language: journey › step. */
const reasonOf = ({ journeyName }: StoredRun, step: string): string =>
  [journeyName, step].filter((part) => part !== "").join(" › ");

/** A message that a step asked for, and the line in which its verdict will stand. */
interface Wish {
  readonly walk: Walk;
  readonly effect: Extract<Effect, { kind: "message" }>;
  readonly decision: string;
  readonly line: number;
}

/** Asks the arbiter for all messages of this piece of work at once, and writes its verdicts into the lines. */
const ask = async (ctx: Ctx, wishes: readonly Wish[]): Promise<void> => {
  const answers = await requestMessages(
    ctx,
    wishes.map(({ walk: { stored, run }, effect, decision }) => ({
      profile: stored.profile,
      subject: stored.subject,
      template: effect.template,
      channels: effect.channels,
      class: effect.class,
      purpose: effect.purpose,
      decision,
      key: effect.key,
      expiresAt: effect.expiresAt,
      data: {
        event: { name: run.data.trigger, at: run.began.toISOString(), properties: run.data.event },
        awaited: { properties: run.data.awaited },
      },
      reason: reasonOf(stored, effect.name),
    })),
  );
  for (const [i, { walk, line }] of wishes.entries()) {
    const [answer, said] = [answers[i], walk.lines[line]];
    if (answer && said)
      walk.lines[line] = {
        ...said,
        why: { code: "message", verdict: answer.verdict, detail: answer.why, send: answer.send },
      };
  }
};

/** Does one effect, or notes it; gives what the walk has to know before it can go on. */
const perform = async (ctx: Ctx, walk: Walk, effect: Effect, line: number): Promise<readonly Predicate[] | null> => {
  const { stored, run } = walk;
  switch (effect.kind) {
    case "message": {
      const decision = uuidOf(effect.key);
      walk.run = withDecision(run, effect.node, decision);
      walk.wishes.push({ walk, effect, decision, line });
      return null;
    }
    case "trait":
      await setTraits(ctx, {
        subject: stored.subject,
        traits: { [effect.name]: effect.value },
        key: effect.key,
        reason: reasonOf(stored, effect.node),
      });
      return null;
    case "wake":
      walk.wakeAt = effect.at;
      return null;
    case "ended":
      walk.facts.push({
        name: "journey.exited",
        subject: stored.subject,
        key: `journey:exited:${run.id}`,
        properties: {
          journey: stored.journey,
          name: stored.journeyName,
          run: run.id,
          reason: effect.why.code,
          detail: effect.why,
        },
      });
      return null;
    case "ask":
      return effect.predicates;
  }
};

interface Question {
  readonly walk: Walk;
  readonly predicates: readonly Predicate[];
}

/** Answers the questions of many runs with one query for each different predicate. */
const answer = async (ctx: Ctx, questions: readonly Question[]): Promise<Map<Walk, boolean[]>> => {
  const asked = new Map<string, { predicate: Predicate; profiles: Set<string> }>();
  for (const { walk, predicates } of questions)
    for (const predicate of predicates) {
      const name = JSON.stringify(predicate);
      const entry = asked.get(name) ?? { predicate, profiles: new Set() };
      asked.set(name, entry);
      entry.profiles.add(walk.stored.profile);
    }
  const holds = new Map<string, Set<string>>();
  for (const [name, { predicate, profiles }] of asked) holds.set(name, await matching(ctx, predicate, [...profiles]));
  return new Map(
    questions.map(({ walk, predicates }) => [
      walk,
      predicates.map((p) => holds.get(JSON.stringify(p))?.has(walk.stored.profile) ?? false),
    ]),
  );
};

/** Takes a run as far as it goes now. Returns what it has to know before it can go on. */
const advance = async (ctx: Ctx, walk: Walk, first: Input): Promise<readonly Predicate[] | null> => {
  for (let input = first; ; input = { kind: "wake", events: walk.events, leaves: walk.leaves }) {
    const { run, effects, trace } = step(walk.definition, walk.run, input, ctx.now);
    walk.run = run;
    // A step that asks for a message leaves one line first: the verdict will stand there.
    const line = walk.lines.length;
    walk.lines.push(...trace);
    let question: readonly Predicate[] | null = null;
    for (const effect of effects) question = (await perform(ctx, walk, effect, line)) ?? question;
    if (question || run.phase !== "ready") return question;
  }
};

const open = async (ctx: Ctx, claimed: readonly StoredRun[]): Promise<Walk[]> => {
  const definitions = await definitionsOf(ctx.db, claimed);
  const known = claimed.flatMap((stored) => {
    const definition = definitions.get(versionName(stored));
    return definition ? [{ stored, definition }] : [];
  });
  const events = await happenings(
    ctx.db,
    known.map(({ stored, definition }) => ({
      run: stored.run.id,
      profile: stored.profile,
      began: stored.run.began,
      wanted: wantedNames(definition, stored.run.node),
    })),
  );
  const walks = known.map(({ stored, definition }): Walk => ({
    stored,
    definition,
    events: events.get(stored.run.id) ?? [],
    leaves: false,
    run: stored.run,
    wakeAt: null,
    lines: [],
    facts: [],
    wishes: [],
  }));
  const leaving = await answer(
    ctx,
    walks.flatMap((walk) => (walk.definition.exit.when ? [{ walk, predicates: [walk.definition.exit.when] }] : [])),
  );
  return walks.map((walk) => ({ ...walk, leaves: leaving.get(walk)?.[0] ?? false }));
};

const walkAll = async (ctx: Ctx, walks: readonly Walk[]): Promise<void> => {
  let round = walks.map((walk): { walk: Walk; input: Input } => ({
    walk,
    input: walk.stored.stop
      ? { kind: "stop", why: walk.stored.stop }
      : { kind: "wake", events: walk.events, leaves: walk.leaves },
  }));
  while (round.length > 0) {
    const questions: Question[] = [];
    for (const { walk, input } of round) {
      const predicates = await advance(ctx, walk, input);
      if (predicates) questions.push({ walk, predicates });
    }
    const answers = await answer(ctx, questions);
    round = [...answers].map(([walk, given]) => ({ walk, input: { kind: "answers", answers: given } }));
  }
};

/** Steps runs that are due: the claim, the steps, their messages and reasons commit together. Returns those taken. */
export const stepDue = (
  ctx: Ctx,
  which: { only?: readonly string[]; claimed?: (runs: readonly StoredRun[]) => void } = {},
): Promise<number> =>
  transaction(ctx.db, async (db) => {
    const tx = within(ctx, db);
    const claimed = await claimRuns(db, { now: ctx.now, limit: BATCH, ...(which.only && { only: which.only }) });
    which.claimed?.(claimed);
    if (claimed.length === 0) return 0;
    const walks = await open(tx, claimed);
    await walkAll(tx, walks);
    await ask(
      tx,
      walks.flatMap((walk) => walk.wishes),
    );
    const saved = walks.map(({ run, wakeAt, definition }) => ({
      run,
      wakeAt: run.phase === "ended" ? null : wakeAt,
      wanted: run.phase === "ended" ? [] : wantedNames(definition, run.node),
    }));
    const steps = walks.flatMap(({ stored: { run, journey, version }, lines }) =>
      lines.map((line) => ({ run: run.id, journey, version, at: ctx.now, line })),
    );
    const facts = walks.flatMap((walk) => walk.facts);
    await Promise.all([saveRuns(db, saved, ctx.now), insertSteps(db, steps), append(tx, facts)]);
    return claimed.length;
  });

/** A step that throws stops its own run only: it is tried again later, and ended where nobody mends the cause. */
const stepAlone = async (ctx: Ctx, { run, journey, version, failures }: StoredRun): Promise<void> => {
  try {
    await stepDue(ctx, { only: [run.id] });
  } catch (cause) {
    const error = (cause instanceof Error ? cause.message : String(cause)).slice(0, 300);
    await transaction(ctx.db, async (db) => {
      const attempt = failures + 1;
      const until = new Date(ctx.now.getTime() + FIRST_RETRY_MS * 2 ** failures);
      await postpone(db, run.id, until);
      if (attempt >= MOST_TRIES) await stopRuns(db, { runs: [run.id] }, { code: "failed", error }, ctx.now);
      const why = { code: "failing" as const, attempt, error, until: until.toISOString() };
      const line: Line = { node: run.node, visit: run.visit, outcome: "failed", path: null, why };
      await insertSteps(db, [{ run: run.id, journey, version, at: ctx.now, line }]);
    });
  }
};

/** One bounded piece of work. Returns how many runs were taken. */
export const runOnce = async (ctx: Ctx): Promise<number> => {
  let taken: readonly StoredRun[] = [];
  try {
    return await stepDue(ctx, { claimed: (runs) => (taken = runs) });
  } catch (error) {
    if (taken.length === 0) throw error;
    for (const each of taken) await stepAlone(ctx, each);
    return taken.length;
  }
};
