/** What people see of journeys and runs. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Properties } from "#kernel/log";
import { Reason } from "../model.ts";
import type { StepRow } from "../api.ts";
import type { JourneyStatus } from "./definitions.ts";

const rows = tables("journeys");

export interface Totals {
  readonly running: number;
  readonly entered: number;
  readonly ended: number;
}

export const totalsOf = async (db: Db, journeys: readonly string[]): Promise<Map<string, Totals>> => {
  const { rows: found } = await sql<Totals & { journey: string }>`
    select journey, count(*)::int as entered, (count(*) filter (where phase <> 'ended'))::int as running,
      (count(*) filter (where phase = 'ended'))::int as ended
    from journeys.run where journey = any(${[...journeys]}::uuid[]) group by journey`.execute(rows(db));
  return new Map(found.map(({ journey, ...totals }) => [journey, totals]));
};

export const journeyIds = async (
  db: Db,
  filter: { status?: JourneyStatus | undefined; search?: string | undefined },
): Promise<string[]> => {
  const found = await rows(db)
    .selectFrom("journeys.journey")
    .select("id")
    .$if(filter.status !== undefined, (q) => q.where("status", "=", filter.status ?? ""))
    .$if(filter.search !== undefined, (q) =>
      q.where(sql<boolean>`position(lower(${filter.search ?? ""}) in lower(name)) > 0`),
    )
    // The living first, then what changed last.
    .orderBy(sql`array_position('{live,paused,draft,archived}'::text[], status)`)
    .orderBy("updated_at", "desc")
    .execute();
  return found.map((row) => row.id);
};

export interface NodeCount {
  readonly node: string;
  readonly waiting: number;
  readonly passed: number;
  readonly left: number;
  readonly paths: Record<string, number>;
}

export const countsOf = async (db: Db, journey: string): Promise<NodeCount[]> => {
  const { rows: standing } = await sql<{ node: string; n: number }>`
    select node, count(*)::int as n from journeys.run
    where journey = ${journey} and phase <> 'ended' group by node`.execute(rows(db));
  const { rows: steps } = await sql<{ node: string; outcome: string; path: string | null; n: number }>`
    select node, outcome, path, count(*)::int as n from journeys.step
    where journey = ${journey} and outcome in ('moved', 'ended') group by node, outcome, path`.execute(rows(db));
  const counts = new Map<string, NodeCount>();
  const of = (node: string) => counts.get(node) ?? { node, waiting: 0, passed: 0, left: 0, paths: {} };
  for (const { node, n } of standing) counts.set(node, { ...of(node), waiting: n });
  for (const { node, outcome, path, n } of steps) {
    const known = of(node);
    counts.set(
      node,
      outcome === "ended"
        ? { ...known, left: known.left + n }
        : { ...known, passed: known.passed + n, paths: { ...known.paths, [path ?? ""]: n } },
    );
  }
  return [...counts.values()];
};

export interface ShownRun {
  readonly id: string;
  readonly journey: string;
  readonly journeyName: string;
  readonly version: number;
  readonly profile: string;
  readonly subject: string;
  readonly node: string;
  readonly phase: "ready" | "waiting" | "ended";
  readonly since: Date;
  readonly deadline: Date | null;
  readonly enteredAt: Date;
  readonly endedAt: Date | null;
  readonly end: Reason | null;
  readonly test: boolean;
  readonly held: boolean;
  readonly data: Properties;
}

export interface RunFilter {
  readonly journey?: string;
  readonly profile?: string;
  readonly id?: string;
  readonly node?: string | undefined;
  readonly phase?: "alive" | "ended" | undefined;
  readonly before?: { at: Date; id: string } | undefined;
  readonly limit: number;
}

/** Runs, the newest first. */
export const runsPage = async (db: Db, filter: RunFilter): Promise<ShownRun[]> => {
  const found = await rows(db)
    .selectFrom("journeys.run as r")
    .innerJoin("journeys.journey as j", "j.id", "r.journey")
    .select(["r.id", "r.journey", "j.name as journeyName", "r.version", "r.profile", "r.subject", "r.node", "r.phase"])
    .select(["r.since", "r.deadline", "r.entered_at", "r.ended_at", "r.end_reason", "r.test", "r.held", "r.data"])
    .$if(filter.journey !== undefined, (q) => q.where("r.journey", "=", filter.journey ?? ""))
    .$if(filter.profile !== undefined, (q) => q.where("r.profile", "=", filter.profile ?? ""))
    .$if(filter.id !== undefined, (q) => q.where("r.id", "=", filter.id ?? ""))
    .$if(filter.node !== undefined, (q) => q.where("r.node", "=", filter.node ?? ""))
    .$if(filter.phase === "alive", (q) => q.where("r.phase", "<>", "ended"))
    .$if(filter.phase === "ended", (q) => q.where("r.phase", "=", "ended"))
    .$if(filter.before !== undefined, (q) =>
      q.where(
        sql<boolean>`(r.entered_at, r.id) < (${filter.before?.at ?? null}::timestamptz, ${filter.before?.id ?? null}::uuid)`,
      ),
    )
    .orderBy("r.entered_at", "desc")
    .orderBy("r.id", "desc")
    .limit(filter.limit)
    .execute();
  return found.map(({ phase, entered_at, ended_at, end_reason, data, ...row }) => ({
    ...row,
    phase: phase as ShownRun["phase"],
    enteredAt: entered_at,
    endedAt: ended_at,
    end: end_reason === null ? null : Reason.parse(end_reason),
    data: data as Properties,
  }));
};

export const stepsOf = async (db: Db, run: string): Promise<StepRow[]> => {
  const found = await rows(db)
    .selectFrom("journeys.step")
    .select(["node", "visit", "at", "outcome", "path", "why"])
    .where("run", "=", run)
    .orderBy("id")
    .execute();
  return found.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    outcome: row.outcome as StepRow["outcome"],
    why: Reason.parse(row.why),
  }));
};
