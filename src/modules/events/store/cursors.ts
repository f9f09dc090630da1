/** Where each reaction stands in the log, and what lies before it. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { StoredEvent } from "#kernel/log";
import type { Place } from "../model/train.ts";
import { EVENT_COLUMNS, type EventRow, storedEvent } from "./log.ts";

const events = tables("events");

/**
 * Takes the reactions for this transaction, or says that another process has one of them. An advisory lock and not the cursor's
 * row lock: a row lock draws a transaction id at once, and an open id holds back what every other reaction may read.
 *
 * The commit is not waited for on disk: an open id until the disk has answered would hold all readers back, by every hop of a
 * chain. Nothing is lost by it: what a crash of the server takes back, cursor and effect together, is derived again, and
 * whoever goes on from it with a commit that is waited for (a hand-off) brings all that was written before to disk too.
 */
export const takeReactions = async (tx: Db, reactions: readonly string[]): Promise<boolean> => {
  const result = await sql<{ taken: boolean }>`/*prepared*/
    select bool_and(pg_try_advisory_xact_lock(hashtextextended('reaction:' || name, 0))) as taken,
      set_config('synchronous_commit', 'off', true)
    from unnest(${[...reactions]}::text[]) as name`.execute(events(tx));
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
  /** Where each stands. Those that were never opened are missing. */
  readonly cursors: ReadonlyMap<string, Place>;
  /** The last place that may be read: below the oldest running transaction. */
  readonly last: Place;
  /** Events are there that only a running transaction keeps back. */
  readonly pending: boolean;
  /** A reaction with a stuck event that somebody asked to be tried again. */
  readonly retry: string | null;
}

/** What the reactions may read now. Everything up to `last` is committed, and nothing can appear below it any more. */
export const readBounds = async (tx: Db, reactions: readonly string[]): Promise<Bounds> => {
  const result = await sql<{
    cursors: { name: string; xid: string; position: number }[];
    last_xid: string;
    last_position: number;
    pending: boolean;
    retry: string | null;
  }>`/*prepared*/
    with horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as xmin),
    last as (
      select coalesce(e.xid, '0') as xid, coalesce(e.position, 0) as position
      from (select) as one left join lateral (
        select xid, position from events.event
        where xid < (select xmin from horizon) order by xid desc, position desc limit 1
      ) e on true
    ),
    -- The end of the index, and not "exists (… > last)": where nothing is pending that reads the whole log.
    newest as (select xid, position from events.event order by xid desc, position desc limit 1)
    select
      (select coalesce(jsonb_agg(jsonb_build_object('name', reaction, 'xid', xid::text, 'position', position)), '[]')
        from events.cursor where reaction = any(${[...reactions]}::text[])) as cursors,
      last.xid as last_xid, last.position as last_position,
      coalesce(newest.xid, '0') > last.xid or (newest.xid = last.xid and newest.position > last.position) as pending,
      (select reaction from events.stuck where retry and reaction = any(${[...reactions]}::text[]) limit 1) as retry
    from last left join newest on true`.execute(events(tx));
  const row = result.rows[0];
  if (!row) throw new Error("the log has no bounds");
  return {
    cursors: new Map(row.cursors.map(({ name, xid, position }) => [name, { xid, position }])),
    last: { xid: row.last_xid, position: row.last_position },
    pending: row.pending,
    retry: row.retry,
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
  const result = await sql<
    (EventRow | { position: null }) & { seen: number; last_xid: string; last_position: number }
  >`/*prepared*/
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

/** Moves cursors. Only from where they were read: had a lock failed, the transaction would fail instead of doubling. */
export const moveCursors = async (
  tx: Db,
  reactions: readonly string[],
  move: { from: Place; to: Place; now: Date },
): Promise<void> => {
  const { from, to } = move;
  const result = await sql`/*prepared*/
    update events.cursor set xid = ${to.xid}::xid8, position = ${to.position}, updated_at = ${move.now}
    where reaction = any(${[...reactions]}::text[]) and xid = ${from.xid}::xid8 and position = ${from.position}`.execute(
    events(tx),
  );
  if (Number(result.numAffectedRows) !== reactions.length)
    throw new Error(`a cursor was moved by another process: ${reactions.join(", ")}`);
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

export interface CursorRow {
  readonly name: string;
  readonly position: number;
  readonly lag: number;
  readonly stuck: number;
  readonly updated_at: Date;
  /** When the first event that it has not read came in. */
  readonly waiting_since: Date | null;
}

/** Every cursor with what lies before it. Positions are nearly gapless, so their distance stands for a count. */
export const listReactions = async (db: Db): Promise<CursorRow[]> =>
  (
    await sql<CursorRow>`
      select c.reaction as name, c.position, greatest(0, coalesce((select max(position) from events.event), 0) - c.position) as lag,
        (select count(*)::int from events.stuck s where s.reaction = c.reaction) as stuck, c.updated_at,
        (select e.received_at from events.event e where e.position > c.position order by e.position limit 1) as waiting_since
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
