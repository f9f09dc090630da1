/** Who is in a segment, read where segments publish it. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import { membershipRelation } from "#segments";

const rows = tables("journeys");

/** Members after `after`, by id. */
export const membersNow = async (db: Db, segment: string, after: string | null, limit: number): Promise<string[]> => {
  const { rows: found } = await sql<{ profile: string }>`
    select m.profile from ${membershipRelation} m
    where m.segment = ${segment}::uuid and (${after}::uuid is null or m.profile > ${after}::uuid)
    order by m.profile limit ${limit}`.execute(rows(db));
  return found.map((row) => row.profile);
};
