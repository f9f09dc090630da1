/** Where each reaction stands in the log, and what lies before it. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { StoredEvent } from "#kernel/log";
import { EVENT_COLUMNS, type EventRow, storedEvent } from "./log.ts";

const events = tables("events");

/** A place in reading order. Positions alone are not enough: transactions commit out of order. */
export interface Place {
  readonly xid: string;
  readonly position: number;
}

export const isBefore = (a: Place, b: Place): boolean => {
  const [x, y] = [BigInt(a.xid), BigInt(b.xid)];
  return x === y ? a.position < b.position : x < y;
};

/**
 * Takes the reaction for this transaction, or says that another process has it. An advisory lock and not the cursor's
 * row lock: a row lock draws a transaction id at once, and an open id holds back what every other reaction may read.
 *
 * The commit is not waited for on disk: an open id until the disk has answered would hold all readers back, by every hop of a
 * chain. Nothing is lost by it: what a crash of the server takes back, cursor and effect together, is derived again, and
 * whoever goes on from it with a commit that is waited for (a hand-off) brings all that was written before to disk too.
 */
export const takeReaction = async (tx: Db, reaction: string): Promise<boolean> => {
  const result = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`reaction:${reaction}`}, 0)) as taken,
      set_config('synchronous_commit', 'off', true)`.execute(events(tx));
  return result.rows[0]?.taken ?? false;
};

/** Makes the cursor of a reaction that never ran: at the log's beginning, or behind all that is there now. */
export const openCursor = async (db: Db, reaction: string, fromNow: boolean, now: Date): Promise<void> => {
  await sql`
    insert into events.cursor (reaction, xid, position, updated_at)
    select ${reaction}, coalesce(last.xid, '0'), coalesce(last.position, 0), ${now}
    from (select) as one left join lateral (
      select xid, position from events.event
      where ${fromNow}::boolean and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by xid desc, position desc limit 1
    ) last on true
    on conflict do nothing`.execute(events(db));
};

export interface Bounds {
  /** Null where the cursor was never opened. */
  readonly cursor: Place | null;
  /** The last place that may be read: below the oldest running transaction, and passed by those this one follows. */
  readonly end: Place;
  /** Events are there that only a running transaction keeps back. */
  readonly pending: boolean;
  /** Stuck events that somebody asked to be tried again. */
  readonly retries: boolean;
}

/** What the reaction may read now. Everything up to `end` is committed, and nothing can appear below it any more. */
export const readBounds = async (tx: Db, reaction: string, after: readonly string[]): Promise<Bounds> => {
  const result = await sql<{
    cursor_xid: string | null;
    cursor_position: number;
    end_xid: string;
    end_position: number;
    pending: boolean;
    retries: boolean;
  }>`
    with horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as xmin),
    last as (
      select coalesce(e.xid, '0') as xid, coalesce(e.position, 0) as position
      from (select) as one left join lateral (
        select xid, position from events.event
        where xid < (select xmin from horizon) order by xid desc, position desc limit 1
      ) e on true
    ),
    -- The end of the index, and not "exists (… > last)": where nothing is pending that reads the whole log.
    newest as (select xid, position from events.event order by xid desc, position desc limit 1),
    others as (
      select coalesce(c.xid, '0') as xid, coalesce(c.position, 0) as position
      from unnest(${[...after]}::text[]) as name left join events.cursor c on c.reaction = name
      order by 1, 2 limit 1
    ),
    ends as (
      select xid, position from (select * from last union all select * from others) both_ends
      order by xid, position limit 1
    )
    select c.xid as cursor_xid, c.position as cursor_position, ends.xid as end_xid, ends.position as end_position,
      coalesce(newest.xid, '0') > last.xid or (newest.xid = last.xid and newest.position > last.position) as pending,
      exists (select from events.stuck s where s.reaction = ${reaction} and s.retry) as retries
    from last cross join ends left join events.cursor c on c.reaction = ${reaction}
    left join newest on true`.execute(events(tx));
  const row = result.rows[0];
  if (!row) throw new Error("the log has no bounds");
  return {
    cursor: row.cursor_xid === null ? null : { xid: row.cursor_xid, position: row.cursor_position },
    end: { xid: row.end_xid, position: row.end_position },
    pending: row.pending,
    retries: row.retries,
  };
};

/** Events looked through at once for those that a reaction wants. */
const WINDOW = 2_000;

/**
 * The next wanted events in (from, end], in reading order, and the place up to which that is all. The limit within the
 * window keeps the planner on the index: without statistics, after a large import, it would sort all that is left.
 */
export const readBatch = async (
  tx: Db,
  from: Place,
  end: Place,
  names: readonly string[] | "*",
  limit: number,
): Promise<{ events: StoredEvent[]; to: Place }> => {
  const size = names === "*" ? limit : Math.max(limit, WINDOW);
  const wanted = names === "*" ? sql`true` : sql`w.name = any(${[...names]}::text[])`;
  const result = await sql<(EventRow | { position: null }) & { seen: number; last_xid: string; last_position: number }>`
    with w as materialized (
      select * from events.event
      where (xid, position) > (${from.xid}::xid8, ${from.position}::bigint)
        and (xid, position) <= (${end.xid}::xid8, ${end.position}::bigint)
      order by xid, position limit ${size}
    )
    select ${EVENT_COLUMNS}, last.seen, last.xid as last_xid, last.position as last_position
    from (select (select count(*)::int from w) as seen, xid, position from w order by xid desc, position desc limit 1) last
    left join lateral (select * from w where ${wanted} order by xid, position limit ${limit}) e on true
    order by e.xid, e.position`.execute(events(tx));
  const [first] = result.rows;
  const rows = result.rows.filter((row): row is EventRow & typeof row => row.position !== null);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  if (last) return { events: rows.map(storedEvent), to: { xid: last.xid, position: last.position } };
  const whole = !first || first.seen < size;
  return { events: rows.map(storedEvent), to: whole ? end : { xid: first.last_xid, position: first.last_position } };
};

/** The topic on which reactions wait for another to pass events. */
export const passedTopic = (reaction: string): string => `passed:${reaction}`;

/** Moves the cursor. Only from where it was read: had the lock failed, the transaction would fail instead of doubling. */
export const moveCursor = async (
  tx: Db,
  reaction: string,
  move: { from: Place; to: Place; now: Date; tell: boolean },
): Promise<void> => {
  const { from, to } = move;
  const result = await sql`
    with moved as (
      update events.cursor set xid = ${to.xid}::xid8, position = ${to.position}, updated_at = ${move.now}
      where reaction = ${reaction} and xid = ${from.xid}::xid8 and position = ${from.position}
      returning 1
    ) select case when ${move.tell} then pg_notify('engawa', ${passedTopic(reaction)}) end from moved`.execute(
    events(tx),
  );
  if (result.rows.length !== 1) throw new Error(`the cursor of ${reaction} was moved by another process`);
};

/** Keeps an event that a reaction could not take, with the reason. */
export const putStuck = async (tx: Db, reaction: string, position: number, reason: string, at: Date): Promise<void> => {
  await sql`
    insert into events.stuck (reaction, position, reason, at) values (${reaction}, ${position}, ${reason}, ${at})
    on conflict (reaction, position) do update set reason = excluded.reason, at = excluded.at, retry = false`.execute(
    events(tx),
  );
};

/** One stuck event that is to be tried again. */
export const stuckToRetry = async (tx: Db, reaction: string): Promise<StoredEvent | null> => {
  const result = await sql<EventRow>`
    select ${EVENT_COLUMNS} from events.stuck s join events.event e using (position)
    where s.reaction = ${reaction} and s.retry order by s.position limit 1`.execute(events(tx));
  return result.rows[0] ? storedEvent(result.rows[0]) : null;
};

/** Forgets stuck events; returns how many there were. */
export const dropStuck = async (tx: Db, reaction: string, positions: readonly number[]): Promise<number> => {
  const done = await events(tx)
    .deleteFrom("events.stuck")
    .where("reaction", "=", reaction)
    .where("position", "in", [...positions])
    .executeTakeFirst();
  return Number(done.numDeletedRows);
};

/** Every cursor with what lies before it. Positions are nearly gapless, so their distance stands for a count. */
export const listReactions = async (
  db: Db,
): Promise<{ name: string; position: number; lag: number; stuck: number; updated_at: Date }[]> =>
  (
    await sql<{ name: string; position: number; lag: number; stuck: number; updated_at: Date }>`
      select c.reaction as name, c.position, greatest(0, coalesce((select max(position) from events.event), 0) - c.position) as lag,
        (select count(*)::int from events.stuck s where s.reaction = c.reaction) as stuck, c.updated_at
      from events.cursor c order by c.reaction`.execute(events(db))
  ).rows;

export interface StuckRow {
  readonly reaction: string;
  readonly position: number;
  readonly reason: string;
  readonly at: Date;
  readonly retry: boolean;
  readonly name: string;
  readonly subject: string;
}

export const listStuck = async (db: Db, reaction: string | undefined, limit: number): Promise<StuckRow[]> =>
  (
    await sql<StuckRow>`
      select s.reaction, s.position, s.reason, s.at, s.retry, e.name, e.subject
      from events.stuck s join events.event e using (position)
      where ${reaction ?? null}::text is null or s.reaction = ${reaction ?? null}
      order by s.at desc, s.position desc limit ${limit}`.execute(events(db))
  ).rows;

/** Asks for another try of stuck events: those at `positions`, or all of the reaction. */
export const askRetry = async (db: Db, reaction: string, positions: readonly number[] | undefined): Promise<number> => {
  const done = await events(db)
    .updateTable("events.stuck")
    .set({ retry: true })
    .where("reaction", "=", reaction)
    .$if(positions !== undefined, (q) => q.where("position", "in", positions?.length ? [...positions] : [-1]))
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
};
