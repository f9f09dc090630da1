/** Runs as people look at them, try them out and end them. */
import { z } from "zod";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import type { Properties } from "#kernel/log";
import { identitiesOf, requireProfile, subjectOf, traitsOf } from "#profiles";
import type { RunRow } from "../api.ts";
import { definitionsOf, journeyById, versionName } from "../store/definitions.ts";
import { countsOf, runsPage, type RunFilter, type ShownRun, stepsOf } from "../store/reading.ts";
import { stopRuns } from "../store/waking.ts";
import { oneJourney, requireSound, versionOf } from "./editing.ts";
import { newRun, startRuns } from "./entering.ts";

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

/** How to call these people: a name where one is known, else an identity. */
const namesOf = async (ctx: Ctx, profiles: readonly string[]): Promise<Map<string, string>> => {
  const ids = [...new Set(profiles)];
  const [traits, identities] = [await traitsOf(ctx, ids), await identitiesOf(ctx, ids)];
  return new Map(
    ids.map((id) => {
      const known = traits.get(id) ?? {};
      const name = text(known["name"]) || text(known["normal.name"]);
      const parts = [text(known["lastName"]), text(known["firstName"])].filter((part) => part !== "").join(" ");
      const said = name || parts || identities.get(id)?.[0]?.value;
      return [id, said ?? id.slice(0, 8)] as const;
    }),
  );
};

const shownRuns = async (ctx: Ctx, runs: readonly ShownRun[]): Promise<RunRow[]> => {
  const names = await namesOf(
    ctx,
    runs.map((run) => run.profile),
  );
  return runs.map((run) => ({
    id: run.id,
    journey: run.journey,
    journeyName: run.journeyName,
    version: run.version,
    profile: run.profile,
    node: run.node,
    phase: run.phase,
    end: run.end,
    test: run.test,
    held: run.held,
    person: names.get(run.profile) ?? "",
    since: run.since.toISOString(),
    deadline: run.deadline?.toISOString() ?? null,
    enteredAt: run.enteredAt.toISOString(),
    endedAt: run.endedAt?.toISOString() ?? null,
  }));
};

/** A cursor is where the last page ended: `<instant>_<id>`. */
const readCursor = (cursor: string): { at: Date; id: string } => {
  const [at, id] = cursor.split("_");
  const read = { at: new Date(at ?? ""), id: id ?? "" };
  if (Number.isNaN(read.at.getTime()) || !/^[0-9a-f-]{36}$/u.test(read.id))
    throw new Problem("invalid", "This cursor was not given by this list.");
  return read;
};

export const pageOfRuns = async (
  ctx: Ctx,
  { cursor, ...filter }: Omit<RunFilter, "before"> & { cursor?: string | undefined },
): Promise<{ items: RunRow[]; next: string | null }> => {
  const before = cursor === undefined ? undefined : readCursor(cursor);
  const found = await runsPage(ctx.db, { ...filter, limit: filter.limit + 1, before });
  const items = await shownRuns(ctx, found.slice(0, filter.limit));
  const last = items.at(-1);
  return { items, next: found.length > filter.limit && last ? `${last.enteredAt}_${last.id}` : null };
};

const oneRun = async (ctx: Ctx, id: string): Promise<{ row: RunRow; data: Properties }> => {
  const [run] = await runsPage(ctx.db, { id, limit: 1 });
  const [row] = run ? await shownRuns(ctx, [run]) : [];
  if (!run || !row) throw notFound("run");
  return { row, data: run.data };
};

export const runWithPath = async (ctx: Ctx, id: string) => {
  const { row, data } = await oneRun(ctx, id);
  const definition = (await definitionsOf(ctx.db, [row])).get(versionName(row));
  if (!definition) throw notFound("run");
  return { ...row, data: z.record(z.string(), z.json()).parse(data), definition, steps: await stepsOf(ctx.db, id) };
};

export const journeyCounts = async (ctx: Ctx, id: string) => {
  if (!(await journeyById(ctx.db, id))) throw notFound("journey");
  return countsOf(ctx.db, id);
};

/** Starts one person on the saved definition; messages are really sent. */
export const tryJourney = (ctx: Ctx, id: string, ask: { profile: string; event: Properties }): Promise<RunRow> =>
  transaction(ctx.db, async (db) => {
    const tx = within(ctx, db);
    const journey = await oneJourney(tx, id);
    if (journey.status === "archived") throw new Problem("conflict", "An archived journey cannot be tried.");
    await requireSound(tx, journey.definition);
    const version = await versionOf(tx, id, journey.definition, false);
    const profile = await requireProfile(tx, ask.profile);
    const subject = (await subjectOf(tx, [profile])).get(profile) ?? "";
    const { trigger } = journey.definition;
    const name = trigger.kind === "event" ? (trigger.events[0]?.name ?? "") : "segment.entered";
    const run = newRun(
      {
        live: { journey: id, name: journey.name, version, since: ctx.now },
        definition: journey.definition,
        event: { name, subject, at: ctx.now, position: 0, properties: ask.event },
        profile,
        key: "",
      },
      { test: true, why: { code: "entered_test", by: ctx.actor.name } },
      ctx.now,
    );
    await startRuns(tx, new Map([[id, journey.name]]), [run]);
    await audit(tx, "journey.tested", `journey:${id}`, { run: run.run.id });
    return (await oneRun(tx, run.run.id)).row;
  });

export const stopRun = (ctx: Ctx, id: string): Promise<RunRow> =>
  transaction(ctx.db, async (db) => {
    const tx = within(ctx, db);
    const { row } = await oneRun(tx, id);
    if (row.phase === "ended") throw new Problem("conflict", "This run has ended already.");
    await stopRuns(db, { runs: [id] }, { code: "stopped", by: ctx.actor.name }, ctx.now);
    await audit(tx, "journey.run_stopped", `run:${id}`, { journey: row.journey });
    await wake(db, "journeys");
    return (await oneRun(tx, id)).row;
  });
