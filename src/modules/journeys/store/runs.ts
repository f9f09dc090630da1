/** Runs as rows: started, claimed, stepped, woken. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import { eventRelation } from "#events";
import { identityRelation } from "#profiles";
import type { Properties } from "#kernel/log";
import { type Happening, Reason, type Run, type RunData, type Trace } from "../model.ts";

const rows = tables("journeys");

/** A run with what the row knows besides the pure state. */
export interface StoredRun {
  readonly run: Run;
  readonly journey: string;
  readonly journeyName: string;
  readonly version: number;
  readonly profile: string;
  readonly subject: string;
  readonly stop: Reason | null;
  readonly failures: number;
}

export interface NewRun {
  readonly run: Run;
  readonly journey: string;
  readonly version: number;
  readonly profile: string;
  readonly subject: string;
  readonly entry: string;
  readonly key: string;
  readonly test: boolean;
  readonly wanted: readonly string[];
  readonly leaves: boolean;
  readonly why: Reason;
}

/** Stores runs, due at once, and the first line of their story. A run whose entry is taken is left out; returns those stored. */
export const insertRuns = async (db: Db, runs: readonly NewRun[], now: Date): Promise<Set<string>> => {
  if (runs.length === 0) return new Set();
  const made = await rows(db)
    .insertInto("journeys.run")
    .values(
      runs.map(({ run, ...more }) => ({
        id: run.id,
        journey: more.journey,
        version: more.version,
        profile: more.profile,
        subject: more.subject,
        entry: more.entry,
        key: more.key,
        test: more.test,
        node: run.node,
        visit: run.visit,
        phase: run.phase,
        since: run.since,
        began: run.began,
        origin: run.origin,
        wake_at: now,
        wanted: [...more.wanted],
        leaves: more.leaves,
        data: JSON.stringify(run.data),
        entered_at: now,
      })),
    )
    .onConflict((c) => c.columns(["journey", "entry"]).doNothing())
    .returning("id")
    .execute();
  const stored = new Set(made.map((row) => row.id));
  await insertSteps(
    db,
    runs.flatMap(({ run, journey, version, why }) =>
      stored.has(run.id)
        ? [
            {
              run: run.id,
              journey,
              version,
              at: now,
              line: { node: run.node, visit: 0, outcome: "entered" as const, path: null, why },
            },
          ]
        : [],
    ),
  );
  return stored;
};

export interface Line extends Omit<Trace, "outcome"> {
  readonly outcome: Trace["outcome"] | "entered" | "failed";
}
export interface NewStep {
  readonly run: string;
  readonly journey: string;
  readonly version: number;
  readonly at: Date;
  readonly line: Line;
}

export const insertSteps = async (db: Db, steps: readonly NewStep[]): Promise<void> => {
  if (steps.length === 0) return;
  await sql`/*prepared*/
    insert into journeys.step (run, journey, version, node, visit, at, outcome, path, why)
    select * from unnest(
      ${steps.map((s) => s.run)}::uuid[], ${steps.map((s) => s.journey)}::uuid[], ${steps.map((s) => s.version)}::int[],
      ${steps.map((s) => s.line.node)}::text[], ${steps.map((s) => s.line.visit)}::int[],
      ${steps.map((s) => s.at)}::timestamptz[], ${steps.map((s) => s.line.outcome)}::text[],
      ${steps.map((s) => s.line.path)}::text[], ${steps.map((s) => JSON.stringify(s.line.why))}::jsonb[])`.execute(
    rows(db),
  );
};

interface Row {
  id: string;
  journey: string;
  journey_name: string;
  version: number;
  profile: string;
  subject: string;
  node: string;
  visit: number;
  phase: string;
  since: Date;
  began: Date;
  origin: number;
  deadline: Date | null;
  data: unknown;
  taken: (number | string)[];
  stop: unknown;
  failures: number;
}

const stored = (row: Row): StoredRun => ({
  run: {
    id: row.id,
    node: row.node,
    visit: row.visit,
    phase: row.phase as Run["phase"],
    since: row.since,
    began: row.began,
    origin: row.origin,
    deadline: row.deadline,
    data: row.data as RunData,
    // Elements of a bigint array come as text.
    taken: row.taken.map(Number),
    end: null,
  },
  journey: row.journey,
  journeyName: row.journey_name,
  version: row.version,
  profile: row.profile,
  subject: row.subject,
  stop: row.stop === null ? null : Reason.parse(row.stop),
  failures: row.failures,
});

/**
 * Takes runs that are due and that no other process holds, until the transaction ends. `only` takes these and no others. In
 * the order of profiles, so that two processes that touch rows of the same people do not wait for each other in a ring.
 */
export const claimRuns = async (
  db: Db,
  ask: { now: Date; limit: number; only?: readonly string[] },
): Promise<StoredRun[]> => {
  const { rows: found } = await sql<Row>`/*prepared*/
    with due as (
      select id from journeys.run
      where phase <> 'ended' and not held and wake_at <= ${ask.now}::timestamptz
        and (${ask.only === undefined}::boolean or id = any(${[...(ask.only ?? [])]}::uuid[]))
      order by wake_at limit ${ask.limit} for update skip locked)
    select r.id, r.journey, j.name as journey_name, r.version, r.profile, r.subject, r.node, r.visit, r.phase, r.since,
      r.began, r.origin, r.deadline, r.data, r.taken, r.stop, r.failures
    from due join journeys.run r using (id) join journeys.journey j on j.id = r.journey
    order by r.profile, r.id`.execute(rows(db));
  return found.map(stored);
};

/** When the next run is due; null: none waits. */
export const nextDue = async (db: Db): Promise<Date | null> => {
  const { rows: found } = await sql<{ at: Date | null }>`/*prepared*/
    select min(wake_at) as at from journeys.run where phase <> 'ended' and not held`.execute(rows(db));
  return found[0]?.at ?? null;
};

export interface SavedRun {
  readonly run: Run;
  readonly wakeAt: Date | null;
  readonly wanted: readonly string[];
}

const nullable = (at: Date | null) => at?.toISOString() ?? null;

export const saveRuns = async (db: Db, saved: readonly SavedRun[], now: Date): Promise<void> => {
  if (saved.length === 0) return;
  await sql`/*prepared*/
    update journeys.run r set node = s.node, visit = s.visit, phase = s.phase, since = s.since, deadline = s.deadline,
      wake_at = s.wake_at, wanted = coalesce(string_to_array(nullif(s.wanted, ''), E'\\x1f'), '{}'), data = s.data,
      taken = array(select jsonb_array_elements_text(s.taken)::bigint), failures = 0, stop = null,
      ended_at = case when s.phase = 'ended' then ${now}::timestamptz end, end_reason = s.end_reason
    from unnest(
        ${saved.map((s) => s.run.id)}::uuid[], ${saved.map((s) => s.run.node)}::text[],
        ${saved.map((s) => s.run.visit)}::int[], ${saved.map((s) => s.run.phase)}::text[],
        ${saved.map((s) => s.run.since)}::timestamptz[], ${saved.map((s) => nullable(s.run.deadline))}::timestamptz[],
        ${saved.map((s) => nullable(s.wakeAt))}::timestamptz[], ${saved.map((s) => s.wanted.join("\u001f"))}::text[],
        ${saved.map((s) => JSON.stringify(s.run.data))}::jsonb[], ${saved.map((s) => JSON.stringify(s.run.taken))}::jsonb[],
        ${saved.map((s) => (s.run.end ? JSON.stringify(s.run.end) : null))}::jsonb[])
        as s (id, node, visit, phase, since, deadline, wake_at, wanted, data, taken, end_reason)
    where r.id = s.id`.execute(rows(db));
};

/** After a step that failed: when to try again. */
export const postpone = async (db: Db, run: string, until: Date): Promise<void> => {
  await rows(db)
    .updateTable("journeys.run")
    .set(({ eb }) => ({ wake_at: until, failures: eb("failures", "+", 1) }))
    .where("id", "=", run)
    .where("phase", "<>", "ended")
    .execute();
};

// Far more than a person does within one journey; keeps one noisy identity from filling memory.
const MOST_EVENTS = 200;

/** What happened to the people of these runs since each began, of the names that each wants. */
export const happenings = async (
  db: Db,
  asks: readonly { run: string; profile: string; began: Date; wanted: readonly string[] }[],
): Promise<Map<string, Happening[]>> => {
  const found = new Map<string, Happening[]>();
  const wanting = asks.filter((ask) => ask.wanted.length > 0);
  if (wanting.length === 0) return found;
  const result = await sql<{ run: string; position: number; name: string; at: Date; properties: unknown }>`
    select a.run, e.position, e.name, e.at, e.properties
    from unnest(
      ${wanting.map((a) => a.run)}::uuid[], ${wanting.map((a) => a.profile)}::uuid[],
      ${wanting.map((a) => a.began)}::timestamptz[], ${wanting.map((a) => a.wanted.join("\u001f"))}::text[])
      as a (run, profile, began, wanted)
    cross join lateral (
      select e.position, e.name, e.at, e.properties
      from ${identityRelation} i join ${eventRelation} e on e.subject = i.key
      where i.profile = a.profile and e.at >= a.began and e.name = any(string_to_array(a.wanted, E'\\x1f'))
      order by e.at, e.position limit ${MOST_EVENTS}) e`.execute(rows(db));
  for (const row of result.rows)
    found.set(row.run, [
      ...(found.get(row.run) ?? []),
      { position: row.position, name: row.name, at: row.at, properties: row.properties as Properties },
    ]);
  return found;
};
