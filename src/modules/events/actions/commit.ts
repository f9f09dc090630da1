/** Group commit: requests that arrive while a write is under way, or soon after one, share the next. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Db, wake } from "#kernel/database";
import { Problem } from "#kernel/errors";
import type { NewEvent } from "../model.ts";
import { insertEvents } from "../store/log.ts";
import { insertHeld } from "../store/quarantine.ts";
import { holdRow, type Prepared } from "./prepare.ts";

/** One write fills while the other waits for the disk; a third gains nothing on two cores. */
const WRITERS = 2;
/**
 * A second writer is worth its statement from so many rows on. With fewer, statements carry an event or two; with more (400),
 * nobody writes while the next group is read, and single events lose a tenth of their rate.
 */
const ROWS_FOR_SECOND = 24;
const ROWS_PER_WRITE = 2_000;
/** About a second's work. Beyond it a sender is told to come back rather than left to time out. */
const BACKLOG_ROWS = 30_000;
/**
 * Writes for fewer requests than `FEW` begin this far apart: at a hundred requests a second that halves what they cost, and
 * whoever comes alone waits for nothing.
 */
const WRITE_EVERY_MS = 8;
const FEW = 6;
/** NOTIFY takes a lock that all databases of the server share, so it is sent this often at most. */
const NOTIFY_EVERY_MS = 8;

interface Waiting extends Prepared {
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

interface Queue {
  readonly db: Db;
  waiting: Waiting[];
  /** Rows waiting and being written. */
  rows: number;
  /** Rows waiting. */
  ahead: number;
  writers: number;
  /** When the last write began. */
  wroteAt: number;
  notifiedAt: number;
  notifyLater: NodeJS.Timeout | null;
}

const queues = new WeakMap<Db, Queue>();
const queueOf = (db: Db): Queue => {
  let queue = queues.get(db);
  if (!queue) {
    queue = { db, waiting: [], rows: 0, ahead: 0, writers: 0, wroteAt: 0, notifiedAt: 0, notifyLater: null };
    queues.set(db, queue);
  }
  return queue;
};

/** True where this write is to notify. Otherwise a later notification is on its way. */
const notifyNow = (queue: Queue): boolean => {
  const now = performance.now();
  const due = queue.notifiedAt + NOTIFY_EVERY_MS - now;
  if (due <= 0) {
    queue.notifiedAt = now;
    if (queue.notifyLater) clearTimeout(queue.notifyLater);
    queue.notifyLater = null;
    return true;
  }
  // Most often the next write carries it, and no statement is spent on it.
  queue.notifyLater ??= setTimeout(() => {
    queue.notifyLater = null;
    queue.notifiedAt = performance.now();
    // Lost, it costs seconds at most: workers look by themselves.
    wake(queue.db, "events").catch(() => {});
  }, due + NOTIFY_EVERY_MS);
  return false;
};

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
};
/** The database refuses a value (SQLSTATE class 22) or its size (54): no other try will help. */
const refusesData = (error: unknown): boolean => /^(22|54)...$/.test(codeOf(error));
const deadlock = (error: unknown): boolean => codeOf(error) === "40P01";

const write = async (queue: Queue, { rows, held }: Prepared): Promise<void> => {
  await insertHeld(queue.db, held);
  const notify = rows.length > 0 && notifyNow(queue);
  // Two writes that share repeats in opposite order can lock each other; the one that is thrown out goes again.
  await insertEvents(queue.db, rows, notify).catch((error: unknown) => {
    if (!deadlock(error)) throw error;
    return insertEvents(queue.db, rows, true);
  });
};

/** Finds the row that the database refuses, by halves, and keeps it aside with the database's word for it. */
const writeApart = async (queue: Queue, rows: readonly NewEvent[]): Promise<void> => {
  try {
    await insertEvents(queue.db, rows, true);
  } catch (error) {
    const [row] = rows;
    if (!refusesData(error) || !row) throw error;
    if (rows.length === 1) await insertHeld(queue.db, [holdRow(row, (error as Error).message)]);
    else {
      const middle = Math.ceil(rows.length / 2);
      await writeApart(queue, rows.slice(0, middle));
      await writeApart(queue, rows.slice(middle));
    }
  }
};

const flush = async (queue: Queue): Promise<void> => {
  queue.writers++;
  while (queue.waiting.length > 0) {
    const early = queue.wroteAt + WRITE_EVERY_MS - performance.now();
    if (early > 0 && queue.waiting.length < FEW && queue.ahead < ROWS_FOR_SECOND) await sleep(early);
    queue.wroteAt = performance.now();
    let size = 0;
    let count = 0;
    while (count < queue.waiting.length && (count === 0 || size < ROWS_PER_WRITE)) {
      const each = queue.waiting[count++];
      size += each ? each.rows.length + each.held.length : 0;
    }
    const taken = queue.waiting.splice(0, count);
    queue.ahead -= size;
    const all = { rows: taken.flatMap((each) => each.rows), held: taken.flatMap((each) => each.held) };
    try {
      await write(queue, all).catch((error: unknown) => {
        if (!refusesData(error)) throw error;
        return writeApart(queue, all.rows);
      });
      for (const each of taken) each.done();
    } catch (error) {
      for (const each of taken) each.failed(error);
    }
    queue.rows -= size;
  }
  queue.writers--;
};

const mayWrite = ({ writers, ahead }: Queue): boolean =>
  writers === 0 || (writers < WRITERS && ahead >= ROWS_FOR_SECOND);

/** Resolves once everything is committed. Too much waiting is refused at once, before any of it is taken. */
export const commit = (db: Db, prepared: Prepared): Promise<void> => {
  const queue = queueOf(db);
  const size = prepared.rows.length + prepared.held.length;
  if (queue.rows + size > BACKLOG_ROWS && queue.rows > 0)
    throw new Problem("limit", "More events are arriving than can be stored. Send this again later.", {
      retryAfter: 2,
    });
  queue.rows += size;
  queue.ahead += size;
  return new Promise((resolve, reject) => {
    queue.waiting.push({ ...prepared, done: resolve, failed: reject });
    // A turn of the event loop gathers what arrived together.
    if (mayWrite(queue))
      setImmediate(() => {
        if (mayWrite(queue) && queue.waiting.length > 0) void flush(queue);
      });
  });
};
