import { sql } from "kysely";
import type { Ctx } from "#kernel/context";
import { rows, type SendRow } from "./sends.ts";

/** Sends by id. */
export const sendsOf = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, SendRow>> => {
  if (ids.length === 0) return new Map();
  const found = await rows(ctx.db)
    .selectFrom("messaging.send")
    .selectAll()
    .where("id", "=", sql<string>`any(${ids}::uuid[])`)
    .execute();
  return new Map(found.map((row) => [row.id, row]));
};

export interface LedgerPage {
  readonly states?: readonly string[] | undefined;
  readonly channel?: string | undefined;
  readonly class?: string | undefined;
  readonly template?: string | undefined;
  readonly why?: string | undefined;
  readonly decision?: string | undefined;
  /** Identities of one customer. */
  readonly subjects?: readonly string[] | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  readonly after: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
}

/** The ledger, newest first. */
export const listSends = (ctx: Ctx, page: LedgerPage): Promise<SendRow[]> => {
  let query = rows(ctx.db).selectFrom("messaging.send").selectAll();
  if (page.states) query = query.where("state", "in", [...page.states]);
  for (const column of ["channel", "class", "template", "why", "decision"] as const) {
    const value = page[column];
    if (value !== undefined) query = query.where(column, "=", value);
  }
  if (page.subjects) query = query.where("subject", "=", sql<string>`any(${page.subjects})`);
  if (page.from) query = query.where("requested_at", ">=", page.from);
  if (page.until) query = query.where("requested_at", "<", page.until);
  if (page.after)
    query = query.where(sql<boolean>`(requested_at, id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)`);
  return query.orderBy("requested_at", "desc").orderBy("id", "desc").limit(page.limit).execute();
};

/** How many sends stand in each state, of those asked for since then. */
export const countStates = async (ctx: Ctx, since: Date): Promise<Map<string, number>> => {
  const found = await rows(ctx.db)
    .selectFrom("messaging.send")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .where("requested_at", ">=", since)
    .groupBy("state")
    .execute();
  return new Map(found.map((row) => [row.state, row.count]));
};

/** What waits on each channel, and what is held. */
export const waiting = async (ctx: Ctx): Promise<{ channel: string; state: string; count: number }[]> => {
  const found = await sql<{ channel: string; state: string; count: number }>`
    select coalesce(channel, channels[1]) as channel, state, count(*) as count from messaging.send
    where state in ('deferred', 'claimed', 'handed_off') group by 1, 2`.execute(rows(ctx.db));
  return found.rows;
};

export const verdictsOf = (ctx: Ctx, send: string) =>
  rows(ctx.db).selectFrom("messaging.verdict").selectAll().where("send", "=", send).orderBy("n").execute();

export const transitionsOf = (ctx: Ctx, send: string) =>
  rows(ctx.db).selectFrom("messaging.transition").selectAll().where("send", "=", send).orderBy("id").execute();
