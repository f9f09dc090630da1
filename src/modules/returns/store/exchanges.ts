/** What was sent in exchange, and what secures goods that went out before the old ones were back. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";

const returns = tables("returns");

export interface Sent {
  readonly return: string;
  readonly n: number;
  readonly order: string;
  /** A line of the order beside the bought ones. */
  readonly line: number;
  /** The bought line that it stands for. */
  readonly root: number;
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  readonly category: string;
  readonly quantity: number;
  readonly taxRate: number;
  /** Minor units: paid for these pieces, and how much of it is beyond the share of the goods that they stand for. */
  readonly paid: number;
  readonly extra: number;
  readonly reference: string;
  readonly sentAt: Date;
}

export const insertSent = async (db: Db, sent: readonly Sent[]): Promise<void> => {
  if (sent.length === 0) return;
  await returns(db)
    .insertInto("returns.replacement")
    .values(sent.map(({ taxRate, sentAt, ...each }) => ({ ...each, tax_rate: taxRate, sent_at: sentAt })))
    .execute();
};

export const sentOf = async (db: Db, order: string): Promise<Sent[]> => {
  const result = await sql<Sent>`
    select return, n, "order", line, root, product, variant, name, category, quantity, tax_rate as "taxRate", paid, extra,
      reference, sent_at as "sentAt" from returns.replacement where "order" = ${order} order by line`.execute(
    returns(db),
  );
  return result.rows;
};

/** The orders whose goods were exchanged under one of these names of an order or a parcel. */
export const exchangedUnder = async (db: Db, names: readonly string[]): Promise<string[]> => {
  const result = await sql<{ order: string }>`
    select distinct "order" from returns.replacement
    where reference <> '' and reference = any(${names}::text[]) limit 5`.execute(returns(db));
  return result.rows.map((row) => row.order);
};

export interface AheadRow {
  readonly return: string;
  readonly subject: string;
  readonly amount: number;
  readonly security: "hold" | "debt";
  readonly dueAt: Date;
  readonly charged: number;
  readonly state: "open" | "unreturned" | "captured" | "waived" | "released";
  readonly stateAt: Date;
}

export const insertAhead = async (db: Db, row: Omit<AheadRow, "charged" | "state">): Promise<void> => {
  await sql`
    insert into returns.ahead (return, subject, amount, security, due_at, state, state_at)
    values (${row.return}::uuid, ${row.subject}, ${row.amount}, ${row.security}, ${row.dueAt}, 'open', ${row.stateAt})
    on conflict (return) do nothing`.execute(returns(db));
};

export const moveAhead = async (
  db: Db,
  id: string,
  change: { readonly state: AheadRow["state"]; readonly charged?: number; readonly dueAt?: Date },
  now: Date,
): Promise<void> => {
  await sql`
    update returns.ahead set state = ${change.state}, state_at = ${now}, charged = ${change.charged ?? sql`charged`},
      due_at = ${change.dueAt ?? sql`due_at`}
    where return = ${id}::uuid`.execute(returns(db));
};

export const aheadById = async (db: Db, id: string): Promise<AheadRow | null> => {
  const result = await sql<AheadRow>`
    select return, subject, amount, security, due_at as "dueAt", charged, state, state_at as "stateAt"
    from returns.ahead where return = ${id}::uuid`.execute(returns(db));
  return result.rows[0] ?? null;
};

/** How many exchanges of these identities wait for their old goods. */
export const openAheads = async (db: Db, subjects: readonly string[]): Promise<number> => {
  const result = await sql<{ n: number }>`
    select count(*)::int as n from returns.ahead
    where subject = any(${subjects}::text[]) and subject <> '' and state in ('open', 'unreturned')`.execute(
    returns(db),
  );
  return result.rows[0]?.n ?? 0;
};

/** Exchanges sent ahead whose old goods should be back by now. */
export const overdueAheads = async (db: Db, now: Date, limit: number): Promise<{ id: string }[]> => {
  const result = await sql<{ id: string }>`
    select id from returns.return where closed_at is null and money = 'ahead' and awaits in ('shipment', 'arrival')
      and due_at <= ${now} order by due_at limit ${limit} for update skip locked`.execute(returns(db));
  return result.rows;
};
export const nextAheadDue = async (db: Db): Promise<Date | null> => {
  const result = await sql<{ at: Date | null }>`
    select min(due_at) as at from returns.return
    where closed_at is null and money = 'ahead' and awaits in ('shipment', 'arrival')`.execute(returns(db));
  return result.rows[0]?.at ?? null;
};
