/** What was bought and came back in the past, read where orders publish it. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import { orderRelation } from "#orders";
import { identityRelation } from "#profiles";
import { membershipRelation } from "#segments";

const returns = tables("returns");

/** Sales of these ids and when they were placed. */
export const ordersPlaced = async (db: Db, ids: readonly string[]): Promise<{ order: string; at: Date }[]> => {
  if (ids.length === 0) return [];
  const result = await sql<{ order: string; at: Date }>`
    select o."order", o.at from ${orderRelation} as o where o."order" = any(${[...ids]}::text[]) and o.kind = 'sale'`.execute(
    returns(db),
  );
  return result.rows;
};

const cameBack = sql`(o.refunded > 0 or exists (select 1 from returns.return r where r."order" = o."order"))`;

/** Orders placed in a span of which something came back, by id, behind `after`. */
export const returnedOrders = async (
  db: Db,
  span: { from: Date; until: Date },
  after: string,
  limit: number,
): Promise<string[]> => {
  const result = await sql<{ order: string }>`
    select o."order" from ${orderRelation} as o
    where o.kind = 'sale' and o.at >= ${span.from} and o.at < ${span.until} and o."order" > ${after} and ${cameBack}
    order by o."order" limit ${limit}`.execute(returns(db));
  return result.rows.map((row) => row.order);
};

export const countOrders = async (
  db: Db,
  span: { from: Date; until: Date },
): Promise<{ orders: number; returned: number }> => {
  const result = await sql<{ orders: number; returned: number }>`
    select count(*)::int as orders, (count(*) filter (where ${cameBack}))::int as returned from ${orderRelation} as o
    where o.kind = 'sale' and o.at >= ${span.from} and o.at < ${span.until}`.execute(returns(db));
  return result.rows[0] ?? { orders: 0, returned: 0 };
};

/** Segment → how many of these subjects' profiles are in it now. */
export const segmentsOfSubjects = async (
  db: Db,
  subjects: readonly string[],
): Promise<{ segment: string; profile: string }[]> => {
  if (subjects.length === 0) return [];
  const result = await sql<{ segment: string; profile: string }>`
    select distinct m.segment, m.profile from ${identityRelation} as i
    join ${membershipRelation} as m on m.profile = i.profile
    where i.key = any(${[...subjects]}::text[])`.execute(returns(db));
  return result.rows;
};
