/** The two kinds of bounded work: rows from a file onto the shelves, and groups from the shelves into the log. */
import { intake } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { Problem } from "#kernel/errors";
import { type Counts, MOST_FAULTS, MOST_ROWS_PER_KEY } from "#connectors/model";
import { BEGINNING, type Checkpoint, type ImportRow, saveProgress } from "../store/imports.ts";
import {
  countKeys,
  faultKey,
  fillShelves,
  isMarked,
  type Key,
  markShelf,
  nextKeys,
  putFaults,
  rowsUnder,
} from "../store/shelf.ts";
import { makeGroups, withId } from "./groups.ts";
import { closeReader, type Open, readerAt } from "./open.ts";
import { newShelving, shelve } from "./shelve.ts";

/** Rows a piece, and bytes: a piece is 100 to 300 ms of work and a few megabytes of memory. */
const ROWS = 5_000;
const BYTES = 4_000_000;
const GROUPS = 300;
/** What a dry run keeps to show. */
const SAMPLE = 10;

export interface Progress {
  readonly checkpoint: Checkpoint;
  readonly counts: Counts;
  readonly sample: ImportRow["sample"];
}
export interface Lease {
  readonly holder: string;
  readonly busyMs: number;
}

const LOST = "The import was stopped or taken over.";

/** Saves within the transaction of the piece; where the import is no longer ours, everything rolls back. */
const save = async (tx: Ctx, row: ImportRow, lease: Lease, progress: Progress): Promise<void> => {
  if (progress.counts.faults > MOST_FAULTS)
    throw new Problem(
      "invalid",
      `More than ${MOST_FAULTS.toLocaleString("en")} rows are faulty: the mapping does not fit the file.`,
    );
  const saved = await saveProgress(tx.db, row.id, lease.holder, { ...progress, busyMs: lease.busyMs, waiting: false });
  if (!saved) throw new Problem("conflict", LOST);
};
export const isLost = (error: unknown): boolean => error instanceof Problem && error.message === LOST;

const collect = async (row: ImportRow, open: Open) => {
  const at = row.checkpoint;
  const part = open.layout.parts.get(row.definition.parts[at.part]?.name ?? "");
  if (!part) throw new Problem("invalid", "The mapping has lost a part.");
  const reader = await readerAt(open, row, at);
  const header = (row.definition.parts[at.part]?.header ?? true) && part.width > 0;
  const into = newShelving();
  let last = { next: at.next, row: at.row };
  let ended = true;
  for (let line = await reader.lines.next(); !line.done; line = await reader.lines.next()) {
    const isHeader = header && last.row === 0;
    last = { next: line.value.next, row: line.value.row };
    if (!isHeader) shelve(into, open.plan, part, line.value);
    if (into.rows >= ROWS || last.next - at.next >= BYTES) {
      ended = false;
      break;
    }
  }
  return { into, last, ended, disk: reader.opened.disk() };
};

/** Reads on. The piece after the last row of the last file counts the groups and turns to sending. */
export const readPiece = async (ctx: Ctx, row: ImportRow, open: Open, lease: () => Lease): Promise<void> => {
  const at = row.checkpoint;
  const { into, last, ended, disk } = await collect(row, open);
  const over = ended && at.part + 1 >= row.definition.parts.length;
  await transaction(ctx.db, async (db) => {
    const tx = within(ctx, db);
    if (at.part === 0 && at.row === 0) await markShelf(db, row.id);
    await fillShelves(db, row.id, into.runs);
    const faults = await putFaults(db, row.id, into.faults);
    const groups = over
      ? await countKeys(
          db,
          row.id,
          open.plan.steps.map((step) => step.shelf),
        )
      : at.groups;
    const checkpoint: Checkpoint = ended
      ? { ...at, phase: over ? "sending" : "reading", part: at.part + 1, next: 0, row: 0, disk: 0, groups }
      : { ...at, ...last, disk };
    const counts = { ...row.counts, rows: row.counts.rows + into.rows, faults: row.counts.faults + faults };
    await save(tx, row, lease(), { checkpoint, counts, sample: row.sample });
  });
  if (ended) closeReader(open);
  else if (open.reader) open.reader.next = last.next;
};

const upTo = (keys: readonly Key[]): Key[] => {
  let rows = 0;
  const end = keys.findIndex((key) => {
    rows += key.rows;
    return rows > ROWS;
  });
  return keys.slice(0, end < 0 ? keys.length : Math.max(1, end));
};

/** Sends on. After the last group of the last step the import is over. */
export const sendPiece = async (ctx: Ctx, row: ImportRow, open: Open, lease: () => Lease): Promise<void> => {
  const at = row.checkpoint;
  const { sent } = at;
  const step = open.plan.steps[sent.step];
  if (!step) {
    await save(ctx, row, lease(), { ...row, checkpoint: { ...at, phase: "over" } });
    return;
  }
  const found = await nextKeys(ctx.db, row.id, step.shelf, sent.key, GROUPS);
  const keys = upTo(found);
  const last = keys.at(-1);
  if (!last) {
    await save(ctx, row, lease(), { ...row, checkpoint: { ...at, sent: { ...sent, step: sent.step + 1, key: "" } } });
    return;
  }
  const made = await makeGroups(step, keys, (shelf, wanted) => rowsUnder(ctx.db, row.id, shelf, wanted));
  const events = made.events.map((event) => withId(row.mapping, event, row.createdAt.toISOString()));
  await transaction(ctx.db, async (db) => {
    const tx = within(ctx, db);
    let faults = await putFaults(db, row.id, made.faults);
    for (const key of keys.filter((each) => each.rows > MOST_ROWS_PER_KEY)) {
      const reason = `More than ${MOST_ROWS_PER_KEY.toLocaleString("en")} rows share this key.`;
      faults += await faultKey(db, row.id, { shelf: step.shelf, part: step.root, key: key.key, reason });
    }
    const said =
      row.dryRun || events.length === 0
        ? { accepted: 0, duplicates: 0, quarantined: 0 }
        : await intake(tx, { source: `import:${row.mapping}`, events, nameless: true });
    const { counts } = row;
    const checkpoint = { ...at, sent: { ...sent, key: last.key, groups: sent.groups + keys.length } };
    await save(tx, row, lease(), {
      checkpoint,
      counts: {
        rows: counts.rows,
        faults: counts.faults + faults,
        groups: counts.groups + keys.length,
        events: counts.events + events.length,
        accepted: counts.accepted + said.accepted,
        duplicates: counts.duplicates + said.duplicates,
        quarantined: counts.quarantined + said.quarantined,
      },
      sample: row.dryRun && row.sample.length < SAMPLE ? [...row.sample, ...events].slice(0, SAMPLE) : row.sample,
    });
  });
};

/** True where a crash of the database emptied the shelves: the files are read again, what was sent stays sent. */
export const shelvesLost = async (ctx: Ctx, row: ImportRow): Promise<boolean> => {
  const untouched = row.checkpoint.phase === "reading" && row.checkpoint.part === 0 && row.checkpoint.row === 0;
  return !untouched && !(await isMarked(ctx.db, row.id));
};

export const readAgain = async (ctx: Ctx, row: ImportRow, lease: Lease): Promise<void> => {
  const checkpoint = { ...BEGINNING, sent: row.checkpoint.sent };
  await save(ctx, row, lease, { checkpoint, counts: { ...row.counts, rows: 0 }, sample: row.sample });
};
