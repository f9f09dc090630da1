/** What was given back: keys that work once, payments, store credit, bank details, tax notes. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Json } from "#kernel/log";
import type { Note } from "../model/note.ts";

const returns = tables("returns");

/** Takes the key for this transaction. false: it was used; `usedResult` tells what came of it. A call at the same time waits. */
export const takeOnce = async (db: Db, key: string, action: string, now: Date): Promise<boolean> => {
  const result = await sql`
    insert into returns.once (key, at, action, result) values (${key}, ${now}, ${action}, 'null')
    on conflict (key) do nothing returning 1`.execute(returns(db));
  return result.rows.length > 0;
};
export const keepResult = async (db: Db, key: string, result: Json): Promise<void> => {
  await sql`update returns.once set result = ${JSON.stringify(result)}::jsonb where key = ${key}`.execute(returns(db));
};
export const usedResult = async (db: Db, key: string): Promise<{ action: string; result: Json } | null> => {
  const result = await sql<{ action: string; result: Json }>`
    select action, result from returns.once where key = ${key}`.execute(returns(db));
  return result.rows[0] ?? null;
};

export interface Payment {
  readonly return: string;
  readonly order: string;
  readonly key: string;
  readonly at: Date;
  readonly kind: "refund" | "credit" | "bonus" | "points" | "exchange";
  readonly method: string;
  readonly amount: number;
  readonly currency: string;
  readonly reference: string;
  readonly rates: Json;
  readonly actor: string;
}

export const insertPayments = async (db: Db, payments: readonly Payment[]): Promise<void> => {
  if (payments.length === 0) return;
  await returns(db)
    .insertInto("returns.payment")
    .values(payments.map((each) => ({ ...each, rates: JSON.stringify(each.rates) })))
    .execute();
};

export const paymentsOf = async (db: Db, where: { return: string } | { order: string }): Promise<Payment[]> => {
  const fits = "return" in where ? sql`return = ${where.return}::uuid` : sql`"order" = ${where.order}`;
  const result = await sql<Payment>`
    select return, "order", key, at, kind, method, amount, currency, reference, rates, actor
    from returns.payment where ${fits} order by id`.execute(returns(db));
  return result.rows;
};

export interface Credit {
  readonly code: string;
  readonly return: string;
  readonly subject: string;
  readonly base: number;
  readonly bonus: number;
  readonly currency: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date | null;
}
export const insertCredit = async (db: Db, credit: Credit): Promise<void> => {
  await returns(db)
    .insertInto("returns.credit")
    .values({
      code: credit.code,
      return: credit.return,
      subject: credit.subject,
      base: credit.base,
      bonus: credit.bonus,
      currency: credit.currency,
      issued_at: credit.issuedAt,
      expires_at: credit.expiresAt,
    })
    .execute();
};
export const creditOf = async (db: Db, id: string): Promise<Credit | null> => {
  const result = await sql<Credit>`
    select code, return, subject, base, bonus, currency, issued_at as "issuedAt", expires_at as "expiresAt"
    from returns.credit where return = ${id}::uuid limit 1`.execute(returns(db));
  return result.rows[0] ?? null;
};

export const putPayout = async (db: Db, id: string, details: Json, now: Date): Promise<void> => {
  await sql`
    insert into returns.payout (return, details, given_at) values (${id}::uuid, ${JSON.stringify(details)}::jsonb, ${now})
    on conflict (return) do update set details = excluded.details, given_at = excluded.given_at`.execute(returns(db));
};
export const payoutOf = async (db: Db, id: string): Promise<{ details: Json; erasedAt: Date | null } | null> => {
  const result = await sql<{ details: Json; erasedAt: Date | null }>`
    select details, erased_at as "erasedAt" from returns.payout where return = ${id}::uuid`.execute(returns(db));
  return result.rows[0] ?? null;
};
export const erasePayout = async (db: Db, id: string, now: Date): Promise<void> => {
  await sql`update returns.payout set details = null, erased_at = ${now} where return = ${id}::uuid`.execute(
    returns(db),
  );
};

export const insertNote = async (db: Db, id: string, note: Note, now: Date): Promise<void> => {
  await sql`
    insert into returns.note (return, issued_at, document) values (${id}::uuid, ${now}, ${JSON.stringify(note)}::jsonb)
    on conflict (return) do nothing`.execute(returns(db));
};
/** Notes that were issued before exchanges had one say nothing of it. */
const NOTHING_SOLD = JSON.stringify({ sold: { items: [], totals: [], total: 0 } });
export const noteById = async (
  db: Db,
  id: string,
): Promise<{ number: number; issuedAt: Date; document: Note } | null> => {
  const result = await sql<{ number: number; issuedAt: Date; document: Note }>`
    select number, issued_at as "issuedAt", ${NOTHING_SOLD}::jsonb || document as document from returns.note where return = ${id}::uuid`.execute(
    returns(db),
  );
  return result.rows[0] ?? null;
};

/** What claims gave back of this order's money. */
export const claimedMoney = async (db: Db, order: string, known: readonly string[]): Promise<number> => {
  const result = await sql<{ amount: number }>`
    select coalesce(sum(amount), 0)::bigint as amount from returns.claim_remedy
    where "order" = ${order} and remedy in ('refund', 'credit')
      and (reference = '' or not reference = any(${[...known]}::text[]))`.execute(returns(db));
  return result.rows[0]?.amount ?? 0;
};
