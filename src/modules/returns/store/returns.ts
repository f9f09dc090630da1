/** Returns and their items. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Json } from "#kernel/log";
import type { Awaits, State } from "../model/machine.ts";

const returns = tables("returns");

export interface Replacement {
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  /** Minor units per piece. */
  readonly price: number;
}

export interface StoredItem {
  readonly n: number;
  readonly line: number;
  /** The bought line that it stands for; null where it was bought itself. */
  readonly root: number | null;
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  readonly category: string;
  readonly quantity: number;
  readonly reason: string;
  readonly fault: string;
  readonly comment: string;
  readonly condition: string;
  readonly rule: string;
  readonly resolution: string;
  readonly exchange: Replacement | null;
  readonly taxRate: number;
  readonly amount: number;
  readonly accepted: number | null;
  readonly grade: string | null;
  readonly disposition: string | null;
  readonly finding: string;
}

export interface StoredReturn<Quote = Json> {
  readonly id: string;
  readonly number: string;
  readonly order: string;
  readonly orderNumber: string;
  readonly subject: string;
  readonly policy: number;
  readonly channel: string;
  readonly language: "ja" | "en";
  readonly gift: boolean;
  readonly instant: boolean;
  readonly currency: string;
  readonly createdAt: Date;
  readonly approval: string;
  readonly logistics: string;
  readonly money: string;
  readonly approvalAt: Date;
  readonly logisticsAt: Date;
  readonly moneyAt: Date;
  readonly awaits: string;
  readonly dueAt: Date | null;
  readonly resolution: string;
  readonly method: string;
  readonly payout: string;
  readonly value: number;
  readonly refund: number;
  readonly quote: Quote;
  readonly final: Quote | null;
  readonly store: string | null;
  readonly carrier: string | null;
  readonly tracking: string | null;
  readonly note: string;
  readonly closedAt: Date | null;
  readonly items: readonly StoredItem[];
}

/** As rows are read everywhere. */
export const COLUMNS =
  sql.raw(`r.id, r.number, r."order", r.order_number as "orderNumber", r.subject, r.policy, r.channel,
  r.language, r.gift, r.instant, r.currency, r.created_at as "createdAt", r.approval, r.logistics, r.money,
  r.approval_at as "approvalAt", r.logistics_at as "logisticsAt", r.money_at as "moneyAt", r.awaits, r.due_at as "dueAt",
  r.resolution, r.method, r.payout, r.value, r.refund, r.quote, r.final, r.store, r.carrier, r.tracking, r.note,
  r.closed_at as "closedAt"`);
const ITEM =
  sql.raw(`return, n, line, root, product, variant, name, category, quantity, reason, fault, comment, condition, rule,
  resolution, exchange, tax_rate as "taxRate", amount, accepted, grade, disposition, finding`);

/** With their items, in the order given. */
export const withItems = async <Q>(
  db: Db,
  found: readonly Omit<StoredReturn<Q>, "items">[],
): Promise<StoredReturn<Q>[]> => {
  if (found.length === 0) return [];
  const items = await sql<StoredItem & { return: string }>`
    select ${ITEM} from returns.item where return = any(${found.map((each) => each.id)}::uuid[])
    order by return, n`.execute(returns(db));
  const by = Map.groupBy(items.rows, (item) => item.return);
  return found.map((each) => ({
    ...each,
    items: (by.get(each.id) ?? []).map(({ return: _return, ...item }) => item),
  }));
};

export const insertReturn = async (db: Db, made: StoredReturn<unknown>): Promise<void> => {
  await returns(db)
    .insertInto("returns.return")
    .values({
      id: made.id,
      number: made.number,
      order: made.order,
      order_number: made.orderNumber,
      subject: made.subject,
      policy: made.policy,
      channel: made.channel,
      language: made.language,
      gift: made.gift,
      instant: made.instant,
      currency: made.currency,
      created_at: made.createdAt,
      approval: made.approval,
      logistics: made.logistics,
      money: made.money,
      approval_at: made.approvalAt,
      logistics_at: made.logisticsAt,
      money_at: made.moneyAt,
      awaits: made.awaits,
      due_at: made.dueAt,
      resolution: made.resolution,
      method: made.method,
      payout: made.payout,
      value: made.value,
      refund: made.refund,
      quote: JSON.stringify(made.quote),
      store: made.store,
      note: made.note,
    })
    .execute();
  await returns(db)
    .insertInto("returns.item")
    .values(
      made.items.map(({ taxRate, exchange, ...item }) => ({
        ...item,
        return: made.id,
        tax_rate: taxRate,
        exchange: exchange === null ? null : JSON.stringify(exchange),
      })),
    )
    .execute();
};

/** `lock` holds the row until the transaction ends, so that two steps of one return follow each other. */
export const returnById = async <Q = Json>(db: Db, id: string, lock = false): Promise<StoredReturn<Q> | null> => {
  const result = await sql<Omit<StoredReturn<Q>, "items">>`
    select ${COLUMNS} from returns.return r where r.id = ${id}::uuid ${lock ? sql`for update` : sql``}`.execute(
    returns(db),
  );
  return (await withItems(db, result.rows))[0] ?? null;
};

export const returnsOfOrder = async <Q = Json>(db: Db, order: string): Promise<StoredReturn<Q>[]> => {
  const result = await sql<Omit<StoredReturn<Q>, "items">>`
    select ${COLUMNS} from returns.return r where r."order" = ${order} order by r.created_at, r.id`.execute(
    returns(db),
  );
  return withItems(db, result.rows);
};

export interface Moved {
  readonly state: State;
  readonly changed: "approval" | "logistics" | "money";
  readonly awaits: Awaits;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
}

export const moveReturn = async (db: Db, id: string, moved: Moved, now: Date): Promise<void> => {
  await returns(db)
    .updateTable("returns.return")
    .set({
      approval: moved.state.approval,
      logistics: moved.state.logistics,
      money: moved.state.money,
      [`${moved.changed}_at`]: now,
      awaits: moved.awaits,
      due_at: moved.dueAt,
      closed_at: moved.closedAt,
    })
    .where("id", "=", id)
    .execute();
};

export const noteReturn = async (
  db: Db,
  id: string,
  change: Partial<{
    carrier: string;
    tracking: string;
    payout: string;
    resolution: string;
    final: unknown;
    refund: number;
    value: number;
    instant: boolean;
  }>,
): Promise<void> => {
  const { final, ...plain } = change;
  await returns(db)
    .updateTable("returns.return")
    .set({ ...plain, ...(final !== undefined && { final: JSON.stringify(final) }) })
    .where("id", "=", id)
    .execute();
};

export const keepInspection = async (
  db: Db,
  id: string,
  found: readonly { n: number; accepted: number; grade: string; disposition: string; finding: string }[],
): Promise<void> => {
  await sql`
    update returns.item i set accepted = f.accepted, grade = f.grade, disposition = f.disposition, finding = f.finding
    from unnest(${found.map((f) => f.n)}::int[], ${found.map((f) => f.accepted)}::int[], ${found.map((f) => f.grade)}::text[],
      ${found.map((f) => f.disposition)}::text[], ${found.map((f) => f.finding)}::text[])
      as f (n, accepted, grade, disposition, finding)
    where i.return = ${id}::uuid and i.n = f.n`.execute(returns(db));
};

export interface Transition {
  readonly at: Date;
  readonly machine: string;
  readonly from: string;
  readonly input: string;
  readonly to: string | null;
  readonly reason: string | null;
  readonly actor: string;
}

export const keepTransition = async (db: Db, id: string, t: Transition): Promise<void> => {
  await returns(db)
    .insertInto("returns.transition")
    .values({ return: id, ...t })
    .execute();
};

export const transitionsOf = async (db: Db, id: string): Promise<Transition[]> =>
  returns(db)
    .selectFrom("returns.transition")
    .select(["at", "machine", "from", "input", "to", "reason", "actor"])
    .where("return", "=", id)
    .orderBy("id")
    .execute();
