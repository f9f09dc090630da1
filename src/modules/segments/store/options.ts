import { sql } from "kysely";
import { eventRelation } from "#events";
import { traitRelation } from "#profiles";
import { type Db, tables } from "#kernel/database";
import type { Json } from "#kernel/log";

const segments = tables("segments");
const MOST_NAMES = 500;
const NEWEST = 200;

/** Event names, by jumping along the index from one to the next: as many steps as names, however long the log. */
export const eventNames = async (db: Db): Promise<{ name: string; type: string }[]> => {
  const found = await sql<{ name: string; type: string }>`
    with recursive jump (name, type, n) as (
      (select e.name, e.type, 1 from ${eventRelation} e order by e.name limit 1)
      union all
      select next.name, next.type, jump.n + 1 from jump cross join lateral (
        select e.name, e.type from ${eventRelation} e where e.name > jump.name order by e.name limit 1
      ) next where jump.n < ${MOST_NAMES}
    )
    select name, type from jump`.execute(segments(db));
  return found.rows;
};

/** What recent events of one name carried. */
export const recentProperties = async (db: Db, name: string): Promise<Json[]> => {
  const found = await sql<{ properties: Json }>`
    select e.properties from ${eventRelation} e where e.name = ${name} order by e.at desc limit ${NEWEST}`.execute(
    segments(db),
  );
  return found.rows.map((row) => row.properties);
};

/** Trait values of some profiles. */
export const someTraits = async (db: Db, profiles: readonly string[]): Promise<{ name: string; value: Json }[]> => {
  const found = await sql<{ name: string; value: Json }>`
    select t.name, t.value from ${traitRelation} t where t.profile = any(${[...profiles]}::uuid[])`.execute(
    segments(db),
  );
  return found.rows;
};
