/** Which returns wait for whom, and until when. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import { COLUMNS, type StoredReturn, withItems } from "./returns.ts";

const returns = tables("returns");

export interface QueueQuery {
  readonly awaits?: string | undefined;
  readonly q?: string | undefined;
  readonly reason?: string | undefined;
  readonly product?: string | undefined;
  readonly open?: boolean | undefined;
  readonly before: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
}

/** Those that wait for somebody first, by deadline; all others newest first. */
export const queue = async (db: Db, ask: QueueQuery): Promise<StoredReturn[]> => {
  const waiting = ask.awaits !== undefined;
  const key = waiting ? sql`coalesce(r.due_at, 'infinity'::timestamptz)` : sql`r.created_at`;
  const place =
    ask.before === null
      ? sql`true`
      : waiting
        ? sql`(${key}, r.id) > (${ask.before.at}::timestamptz, ${ask.before.id}::uuid)`
        : sql`(${key}, r.id) < (${ask.before.at}::timestamptz, ${ask.before.id}::uuid)`;
  const item = sql`exists (select 1 from returns.item i where i.return = r.id
    and (${ask.reason ?? null}::text is null or i.reason = ${ask.reason ?? ""})
    and (${ask.product ?? null}::text is null or i.product = ${ask.product ?? ""}))`;
  const result = await sql<Omit<StoredReturn, "items">>`
    select ${COLUMNS} from returns.return r
    where ${waiting ? sql`r.awaits = ${ask.awaits} and r.closed_at is null` : sql`true`}
      and ${ask.open === true ? sql`r.closed_at is null` : sql`true`}
      and ${ask.q === undefined ? sql`true` : sql`(starts_with(r.number, ${ask.q.toUpperCase()}) or starts_with(r.order_number, ${ask.q}) or starts_with(r."order", ${ask.q}))`}
      and ${ask.reason === undefined && ask.product === undefined ? sql`true` : item}
      and ${place}
    order by ${waiting ? sql`${key}, r.id` : sql`${key} desc, r.id desc`} limit ${ask.limit}`.execute(returns(db));
  return withItems(db, result.rows);
};

/** Returns whose time to send is over. */
export const overdueShipments = async (
  db: Db,
  now: Date,
  limit: number,
): Promise<{ id: string; due: Date | null }[]> => {
  const result = await sql<{ id: string; due: Date | null }>`
    select id, due_at as due from returns.return
    where closed_at is null and awaits = 'shipment' and money not in ('held', 'ahead') and due_at <= ${now} order by due_at limit ${limit}
    for update skip locked`.execute(returns(db));
  return result.rows;
};
export const nextShipmentDue = async (db: Db): Promise<Date | null> => {
  const result = await sql<{ at: Date | null }>`
    select min(due_at) as at from returns.return where closed_at is null and awaits = 'shipment' and money not in ('held', 'ahead')`.execute(
    returns(db),
  );
  return result.rows[0]?.at ?? null;
};

/** How many wait for whom, and how many of them too long. */
export const waitingCounts = async (db: Db, now: Date): Promise<{ awaits: string; count: number; late: number }[]> => {
  const result = await sql<{ awaits: string; count: number; late: number }>`
    select awaits, count(*)::int as count, (count(*) filter (where due_at < ${now}))::int as late
    from returns.return where closed_at is null group by awaits`.execute(returns(db));
  return result.rows;
};
