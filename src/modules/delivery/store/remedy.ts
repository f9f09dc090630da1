/** The ledger of remedies: rows are added, never changed. */
import { sql } from "kysely";
import { orderRelation } from "#orders";
import { type Db, tables } from "#kernel/database";

const delivery = tables("delivery");

export interface RemedyRow {
  readonly id: string;
  readonly order: string;
  readonly cause: string;
  readonly parcel: string | null;
  readonly subject: string;
  readonly profile: string | null;
  readonly gives: string;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
  readonly code: string;
  readonly month: string;
  readonly at: Date;
}

/** Given in this month, in all. */
export const spentInMonth = async (db: Db, month: string): Promise<number> => {
  const result = await sql<{ spent: number }>`
    select coalesce(sum(amount), 0)::bigint as spent from delivery.remedy where month = ${month}`.execute(delivery(db));
  return result.rows[0]?.spent ?? 0;
};

/** Given in this month to each of these people: by profile, or by subject where nobody is known behind it. */
export const spentOnPeople = async (db: Db, month: string, people: readonly string[]): Promise<Map<string, number>> => {
  const result = await sql<{ who: string; spent: number }>`
    select coalesce(profile::text, subject) as who, sum(amount)::bigint as spent from delivery.remedy
    where month = ${month} and coalesce(profile::text, subject) = any(${[...people]}::text[]) group by 1`.execute(
    delivery(db),
  );
  return new Map(result.rows.map((row) => [row.who, row.spent]));
};

/** What these orders were given so far. */
export const remediesOfOrders = async (
  db: Db,
  orders: readonly string[],
): Promise<{ order: string; cause: string; amount: number }[]> => {
  const result = await sql<{ order: string; cause: string; amount: number }>`
    select "order", cause, amount from delivery.remedy where "order" = any(${[...orders]}::text[])`.execute(
    delivery(db),
  );
  return result.rows;
};

/** What customers paid for shipping. */
export const shippingOf = async (db: Db, orders: readonly string[]): Promise<Map<string, number | null>> => {
  const result = await sql<{ order: string; shipping: number | null }>`
    select "order", shipping from ${orderRelation} as o where o."order" = any(${[...orders]}::text[])`.execute(
    delivery(db),
  );
  return new Map(result.rows.map((row) => [row.order, row.shipping]));
};

export const insertRemedy = async (db: Db, row: RemedyRow): Promise<void> => {
  await sql`
    insert into delivery.remedy (id, "order", cause, parcel, subject, profile, gives, amount, currency, reason, code, month, at)
    values (${row.id}, ${row.order}, ${row.cause}, ${row.parcel}, ${row.subject}, ${row.profile}, ${row.gives}, ${row.amount},
      ${row.currency}, ${row.reason}, ${row.code}, ${row.month}, ${row.at})`.execute(delivery(db));
};

export const listRemedies = async (db: Db, month: string | null, limit: number): Promise<RemedyRow[]> => {
  const result = await sql<RemedyRow>`
    select id, "order", cause, parcel, subject, profile, gives, amount, currency, reason, code, month, at from delivery.remedy
    ${month === null ? sql`` : sql`where month = ${month}`} order by at desc, id desc limit ${limit}`.execute(
    delivery(db),
  );
  return result.rows;
};
