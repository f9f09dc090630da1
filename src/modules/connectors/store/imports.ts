import { sql } from "kysely";
import { type Db, tables, wake } from "#kernel/database";
import type { Counts, Definition, Reading, State } from "#connectors/model";
import type { Made } from "../model/plan.ts";

const rows = tables("connectors");

export interface ImportFile {
  readonly part: string;
  readonly file: string;
  readonly name: string;
  readonly bytes: number;
  readonly reading: Reading;
}

/** Where an import stands. `sent` outlives a second reading: what went into the log is not made again. */
export interface Checkpoint {
  readonly phase: "reading" | "sending" | "over";
  /** Reading: the part's index, the next byte of its unpacked file, the rows passed, the bytes on disk passed. */
  readonly part: number;
  readonly next: number;
  readonly row: number;
  readonly disk: number;
  readonly sent: { readonly step: number; readonly key: string; readonly groups: number };
  /** Groups to send in all; known when reading is over. */
  readonly groups: number;
}
export const BEGINNING: Checkpoint = {
  phase: "reading",
  part: 0,
  next: 0,
  row: 0,
  disk: 0,
  sent: { step: 0, key: "", groups: 0 },
  groups: 0,
};

export interface ImportRow {
  readonly id: string;
  readonly mapping: string;
  readonly definition: Definition;
  readonly files: readonly ImportFile[];
  readonly dryRun: boolean;
  readonly state: State;
  readonly reason: string | null;
  readonly checkpoint: Checkpoint;
  readonly counts: Counts;
  readonly sample: readonly Made[];
  readonly busyMs: number;
  readonly waiting: boolean;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly finishedAt: Date | null;
}

const COLUMNS = [
  "id",
  "mapping",
  "definition",
  "files",
  "dry_run",
  "state",
  "reason",
  "checkpoint",
  "counts",
  "sample",
  "busy_ms",
  "waiting",
  "created_at",
  "created_by",
  "finished_at",
] as const;

interface Stored {
  id: string;
  mapping: string;
  definition: unknown;
  files: unknown;
  dry_run: boolean;
  state: string;
  reason: string | null;
  checkpoint: unknown;
  counts: unknown;
  sample: unknown;
  busy_ms: number;
  waiting: boolean;
  created_at: Date;
  created_by: string;
  finished_at: Date | null;
}
const shown = (row: Stored): ImportRow => ({
  id: row.id,
  mapping: row.mapping,
  definition: row.definition as Definition,
  files: row.files as ImportFile[],
  dryRun: row.dry_run,
  state: row.state as State,
  reason: row.reason,
  checkpoint: row.checkpoint as Checkpoint,
  counts: row.counts as Counts,
  sample: row.sample as Made[],
  busyMs: row.busy_ms,
  waiting: row.waiting,
  createdAt: row.created_at,
  createdBy: row.created_by,
  finishedAt: row.finished_at,
});

export const insertImport = async (
  db: Db,
  made: Pick<ImportRow, "id" | "mapping" | "definition" | "files" | "dryRun" | "counts" | "createdAt" | "createdBy"> & {
    holder: string | null;
  },
): Promise<void> => {
  await rows(db)
    .insertInto("connectors.import")
    .values({
      id: made.id,
      mapping: made.mapping,
      definition: JSON.stringify(made.definition),
      files: JSON.stringify(made.files),
      dry_run: made.dryRun,
      state: "queued",
      checkpoint: JSON.stringify(BEGINNING),
      counts: JSON.stringify(made.counts),
      created_at: made.createdAt,
      created_by: made.createdBy,
      lease_holder: made.holder,
      lease_until: made.holder === null ? null : sql`clock_timestamp() + interval '30 seconds'`,
    })
    .execute();
  await wake(db, "imports");
};

export const findImport = async (db: Db, id: string): Promise<ImportRow | null> => {
  const row = await rows(db).selectFrom("connectors.import").select(COLUMNS).where("id", "=", id).executeTakeFirst();
  return row ? shown(row) : null;
};

export const listImports = async (
  db: Db,
  page: { limit: number; before?: { at: string; id: string } | undefined },
): Promise<ImportRow[]> => {
  const found = await rows(db)
    .selectFrom("connectors.import")
    .select(COLUMNS)
    .$if(page.before !== undefined, (q) =>
      q.where(sql<boolean>`(created_at, id) < (${page.before?.at ?? ""}::timestamptz, ${page.before?.id ?? ""}::uuid)`),
    )
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit)
    .execute();
  return found.map(shown);
};

/**
 * Takes the oldest open import that nobody works on, or goes on with the one that `holder` has. A lease is about
 * processes and not about the brand's time, so it goes by the server's clock even where a virtual one is set.
 */
export const claim = async (db: Db, holder: string, seconds: number): Promise<ImportRow | null> => {
  const { rows: found } = await sql<Stored>`
    update connectors.import set state = 'running', lease_holder = ${holder},
      lease_until = clock_timestamp() + make_interval(secs => ${seconds})
    where id = (
      select id from connectors.import
      where state in ('queued', 'running')
        and (lease_until is null or lease_until < clock_timestamp() or lease_holder = ${holder})
      order by lease_holder is distinct from ${holder}, created_at, id
      limit 1 for update skip locked
    )
    returning ${sql.join(COLUMNS.map((name) => sql.ref(name)))}`.execute(rows(db));
  return found[0] ? shown(found[0]) : null;
};

/** When the next lease of somebody else ends, so that a dead process's import is taken up. */
export const nextLease = async (db: Db): Promise<number | null> => {
  const row = await rows(db)
    .selectFrom("connectors.import")
    .select(sql<number>`ceil(extract(epoch from min(lease_until) - clock_timestamp()) * 1000)::int`.as("ms"))
    .where("state", "in", ["queued", "running"])
    .executeTakeFirst();
  return row?.ms ?? null;
};

/** Moves the checkpoint. False where the import was cancelled or another process has it: then roll back. */
export const saveProgress = async (
  db: Db,
  id: string,
  holder: string,
  more: Pick<ImportRow, "checkpoint" | "counts" | "sample" | "busyMs" | "waiting">,
): Promise<boolean> => {
  const saved = await rows(db)
    .updateTable("connectors.import")
    .set({
      checkpoint: JSON.stringify(more.checkpoint),
      counts: JSON.stringify(more.counts),
      sample: JSON.stringify(more.sample),
      busy_ms: Math.round(more.busyMs),
      waiting: more.waiting,
    })
    .where("id", "=", id)
    .where("state", "=", "running")
    .where("lease_holder", "=", holder)
    .executeTakeFirst();
  return saved.numUpdatedRows > 0n;
};

export const setWaiting = async (db: Db, id: string, waiting: boolean): Promise<void> => {
  await rows(db)
    .updateTable("connectors.import")
    .set({ waiting })
    .where("id", "=", id)
    .where("waiting", "!=", waiting)
    .execute();
};

/** Changes the state where it is one of `from`. Leaves no lease behind. */
export const changeState = async (
  db: Db,
  id: string,
  change: { from: readonly State[]; to: State; reason?: string | null; finishedAt: Date | null },
): Promise<boolean> => {
  const changed = await rows(db)
    .updateTable("connectors.import")
    .set({
      state: change.to,
      reason: change.reason ?? null,
      finished_at: change.finishedAt,
      lease_holder: null,
      lease_until: null,
      waiting: false,
    })
    .where("id", "=", id)
    .where("state", "in", [...change.from])
    .executeTakeFirst();
  if (change.to === "queued") await wake(db, "imports");
  return changed.numUpdatedRows > 0n;
};

export const deleteImport = async (db: Db, id: string): Promise<void> => {
  await rows(db).deleteFrom("connectors.import").where("id", "=", id).execute();
};
