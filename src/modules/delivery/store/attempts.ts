/** Counted tries within windows of time, across processes. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";

const delivery = tables("delivery");

/** Counts a try (or so many at once) for each of these and gives the tries so far in this window, this one included. */
export const countTries = async (
  db: Db,
  who: readonly string[],
  since: Date,
  times = 1,
): Promise<Map<string, number>> => {
  const result = await sql<{ who: string; tries: number }>`
    insert into delivery.attempt (who, since, tries)
    select key, ${since}, ${times} from unnest(${[...who].toSorted()}::text[]) as key
    on conflict (who, since) do update set tries = attempt.tries + excluded.tries
    returning who, tries`.execute(delivery(db));
  return new Map(result.rows.map((row) => [row.who, row.tries]));
};

/** Forgets windows that have passed. */
export const forgetTries = async (db: Db, before: Date): Promise<void> => {
  await sql`delete from delivery.attempt where since < ${before}`.execute(delivery(db));
};
