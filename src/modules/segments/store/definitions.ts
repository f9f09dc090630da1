import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Predicate, SegmentStatus } from "../model.ts";

const segments = tables("segments");

/** A segment as stored. Predicates were checked when they came in. */
export interface Definition {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly predicate: Predicate;
  readonly version: number;
  readonly status: SegmentStatus;
  readonly basis: string;
  readonly buildAfter: string | null;
  readonly buildDone: number;
  readonly buildTotal: number;
  readonly buildStartedAt: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const read = (db: Db) => segments(db).selectFrom("segments.segment").selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof read>["executeTakeFirstOrThrow"]>>;

const definition = (row: Row): Definition => ({
  id: row.id,
  name: row.name,
  description: row.description,
  predicate: row.predicate as unknown as Predicate,
  version: row.version,
  status: row.status as SegmentStatus,
  basis: row.basis,
  buildAfter: row.build_after,
  buildDone: row.build_done,
  buildTotal: row.build_total,
  buildStartedAt: row.build_started_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Changes whenever any definition does: what was derived from all of them is good for as long as this stays. */
export const signature = async (db: Db): Promise<string> => {
  const found = await sql<{ all: string | null }>`
    select string_agg(concat_ws(':', id, version, status, build_started_at, build_after, basis), ' ' order by id) as all
    from segments.segment`.execute(segments(db));
  return found.rows[0]?.all ?? "";
};

export const allDefinitions = async (db: Db): Promise<Definition[]> =>
  (await read(db).orderBy("created_at").orderBy("id").execute()).map(definition);

export const insertDefinition = async (
  db: Db,
  made: { id: string; name: string; description: string; predicate: Predicate; now: Date },
): Promise<void> => {
  await segments(db)
    .insertInto("segments.segment")
    .values({
      id: made.id,
      name: made.name,
      description: made.description,
      predicate: JSON.stringify(made.predicate),
      build_started_at: made.now,
      created_at: made.now,
      updated_at: made.now,
    })
    .execute();
};

export const changeDefinition = async (
  db: Db,
  id: string,
  to: { name: string; description: string; predicate: Predicate; now: Date },
): Promise<void> => {
  await segments(db)
    .updateTable("segments.segment")
    .set({
      name: to.name,
      description: to.description,
      predicate: JSON.stringify(to.predicate),
      version: sql`version + 1`,
      updated_at: to.now,
    })
    .where("id", "=", id)
    .execute();
};

/** Begins the full evaluation again. Due times of the old meaning go. */
export const startBuild = async (db: Db, ids: readonly string[], total: number, now: Date): Promise<void> => {
  if (ids.length === 0) return;
  await segments(db)
    .updateTable("segments.segment")
    .set({ status: "building", build_after: null, build_done: 0, build_total: total, build_started_at: now })
    .where("id", "in", ids)
    .execute();
  await segments(db).deleteFrom("segments.due").where("segment", "in", ids).execute();
};

export const noteBasis = async (db: Db, id: string, basis: string): Promise<void> => {
  await segments(db).updateTable("segments.segment").set({ basis }).where("id", "=", id).execute();
};

/** Goes on after `after`; without it the build is done. */
export const moveBuild = async (db: Db, id: string, step: { done: number; after: string | null }): Promise<void> => {
  await segments(db)
    .updateTable("segments.segment")
    .set({
      build_done: sql`build_done + ${step.done}`,
      build_total: sql`greatest(build_total, build_done + ${step.done})`,
      ...(step.after === null ? { status: "live" } : { build_after: step.after }),
    })
    .where("id", "=", id)
    .execute();
};

export const pauseDefinition = async (db: Db, id: string, now: Date): Promise<void> => {
  await segments(db)
    .updateTable("segments.segment")
    .set({ status: "paused", version: sql`version + 1`, updated_at: now })
    .where("id", "=", id)
    .execute();
  await segments(db).deleteFrom("segments.due").where("segment", "=", id).execute();
};

export const deleteDefinition = async (db: Db, id: string): Promise<void> => {
  await segments(db).deleteFrom("segments.segment").where("id", "=", id).execute();
};

export const memberCounts = async (db: Db, ids: readonly string[]): Promise<Map<string, number>> => {
  if (ids.length === 0) return new Map();
  const rows = await segments(db)
    .selectFrom("segments.membership")
    .select((s) => ["segment", s.fn.countAll<number>().as("members")])
    .where("segment", "in", ids)
    .where("member", "=", true)
    .groupBy("segment")
    .execute();
  return new Map(rows.map((row) => [row.segment, row.members]));
};
