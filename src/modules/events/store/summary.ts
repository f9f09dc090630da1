/** How much the log took in lately: what an overview shows. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";

const events = tables("events");

export interface HourOfName {
  /** The hour's beginning, as the zone's clocks strike it. */
  readonly hour: Date;
  readonly name: string;
  readonly type: string;
  readonly count: number;
}

/** Events by hour and name between two instants. The BRIN index on `at` keeps this to the pages of those hours. */
export const countByHour = async (db: Db, window: { from: Date; to: Date; zone: string }): Promise<HourOfName[]> => {
  const found = await sql<HourOfName>`
    select date_trunc('hour', at, ${window.zone}) as hour, name, type, count(*)::int as count
    from events.event
    where at >= ${window.from} and at <= ${window.to}
    group by 1, 2, 3
    order by 1`.execute(events(db));
  return found.rows;
};

/** When the newest event of the log came in; null while the log is empty. */
export const newestArrival = async (db: Db): Promise<Date | null> => {
  const row = await events(db)
    .selectFrom("events.event")
    .select("received_at")
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.received_at ?? null;
};
