/** Wishes before the shipment. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Json } from "#kernel/log";

const returns = tables("returns");

export interface Change {
  readonly id: string;
  readonly order: string;
  readonly orderNumber: string;
  readonly subject: string;
  readonly kind: "cancel" | "address";
  readonly state: "requested" | "done" | "refused";
  readonly at: Date;
  readonly stateAt: Date;
  readonly detail: Json;
  readonly reason: string;
  readonly actor: string;
}
const COLUMNS = sql.raw(
  `id, "order", order_number as "orderNumber", subject, kind, state, at, state_at as "stateAt", detail, reason, actor`,
);

export const insertChange = async (db: Db, change: Change): Promise<void> => {
  await returns(db)
    .insertInto("returns.change")
    .values({
      id: change.id,
      order: change.order,
      order_number: change.orderNumber,
      subject: change.subject,
      kind: change.kind,
      state: change.state,
      at: change.at,
      state_at: change.stateAt,
      detail: JSON.stringify(change.detail),
    })
    .execute();
};
export const changesOf = async (db: Db, order: string): Promise<Change[]> => {
  const result = await sql<Change>`
    select ${COLUMNS} from returns.change where "order" = ${order} order by at desc`.execute(returns(db));
  return result.rows;
};
/** Lines that the shop said it has cancelled. */
export const cancelledLines = async (db: Db, order: string): Promise<ReadonlySet<number>> => {
  const result = await sql<{ line: number }>`
    select distinct jsonb_array_elements(detail -> 'lines')::int as line from returns.change
    where "order" = ${order} and kind = 'cancel' and state = 'done'`.execute(returns(db));
  return new Set(result.rows.map((row) => row.line));
};
export const openChanges = async (db: Db, limit: number): Promise<Change[]> => {
  const result = await sql<Change>`
    select ${COLUMNS} from returns.change where state = 'requested' order by at limit ${limit}`.execute(returns(db));
  return result.rows;
};
/** Settles a wish that is still open. An address is forgotten with it. */
export const settleChange = async (
  db: Db,
  id: string,
  settled: { state: "done" | "refused"; reason: string; actor: string; now: Date },
): Promise<Change | null> => {
  const result = await sql<Change>`
    update returns.change set state = ${settled.state}, state_at = ${settled.now}, reason = ${settled.reason},
      actor = ${settled.actor}, detail = case when kind = 'address' then '{}'::jsonb else detail end
    where id = ${id}::uuid and state = 'requested' returning ${COLUMNS}`.execute(returns(db));
  return result.rows[0] ?? null;
};
