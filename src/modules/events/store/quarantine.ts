/** What could not be read. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Fault, Reason } from "../model.ts";

const events = tables("events");

export interface NewHeld {
  readonly id: string;
  readonly source: string;
  readonly receivedAt: Date;
  readonly messageId: string | null;
  readonly reason: Reason;
  readonly faults: readonly Fault[];
  /** JSON text of the event, complete in itself. Null where it cannot be kept as JSON; then `raw` shows what is known. */
  readonly body: string | null;
  readonly raw: string | null;
}

/** Keeps faulty events; one that is here already (the sender tried again) changes nothing. Returns how many were new. */
export const insertHeld = async (db: Db, rows: readonly NewHeld[]): Promise<number> => {
  if (rows.length === 0) return 0;
  const result = await sql`
    insert into events.quarantine (id, source, received_at, message_id, reason, faults, body, raw)
    select * from unnest(
      ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.source)}::text[], ${rows.map((r) => r.receivedAt)}::timestamptz[],
      ${rows.map((r) => r.messageId)}::text[], ${rows.map((r) => r.reason)}::text[],
      ${rows.map((r) => JSON.stringify(r.faults))}::jsonb[], ${rows.map((r) => r.body)}::jsonb[],
      ${rows.map((r) => r.raw)}::text[])
    on conflict (id) do nothing`.execute(events(db));
  return Number(result.numAffectedRows ?? 0n);
};

export interface Held {
  readonly id: string;
  readonly source: string;
  readonly received_at: Date;
  readonly message_id: string | null;
  readonly reason: string;
  readonly faults: unknown;
  readonly body: unknown;
  readonly raw: string | null;
  readonly status: string;
  readonly resolved_at: Date | null;
  readonly resolved_by: string | null;
}

/** A page of the quarantine, newest first; `before` is the last row of the page before. */
export const listHeld = (
  db: Db,
  ask: {
    status: "held" | "replayed" | "discarded";
    reason?: string | undefined;
    before?: { at: Date; id: string } | undefined;
    limit: number;
  },
): Promise<Held[]> =>
  events(db)
    .selectFrom("events.quarantine")
    .selectAll()
    .where("status", "=", ask.status)
    .$if(ask.reason !== undefined, (q) => q.where("reason", "=", ask.reason ?? ""))
    .$if(ask.before !== undefined, (q) =>
      q.where(sql<boolean>`(received_at, id) < (${ask.before?.at}, ${ask.before?.id}::uuid)`),
    )
    .orderBy("received_at", "desc")
    .orderBy("id", "desc")
    .limit(ask.limit)
    .execute();

/** How many are held, by reason. */
export const countHeld = async (db: Db): Promise<{ reason: string; count: number }[]> =>
  events(db)
    .selectFrom("events.quarantine")
    .select(["reason", sql<number>`count(*)::int`.as("count")])
    .where("status", "=", "held")
    .groupBy("reason")
    .orderBy("count", "desc")
    .execute();

export const findHeld = async (db: Db, id: string): Promise<Held | null> =>
  (await events(db).selectFrom("events.quarantine").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;

/** One faulty event, locked until the transaction ends. */
export const lockHeld = async (tx: Db, id: string): Promise<Held | null> =>
  (await events(tx).selectFrom("events.quarantine").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()) ??
  null;

/** Marks those that are held as settled; returns how many were. */
export const settleHeld = async (
  tx: Db,
  ids: readonly string[],
  how: { status: "replayed" | "discarded"; at: Date; by: string },
): Promise<number> => {
  const done = await events(tx)
    .updateTable("events.quarantine")
    .set({ status: how.status, resolved_at: how.at, resolved_by: how.by })
    .where("id", "in", [...ids])
    .where("status", "=", "held")
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
};

/** Ids of what is held, the oldest first; for bulk work. */
export const heldIds = async (db: Db, reason: string | undefined, limit: number): Promise<string[]> =>
  (
    await events(db)
      .selectFrom("events.quarantine")
      .select("id")
      .where("status", "=", "held")
      .$if(reason !== undefined, (q) => q.where("reason", "=", reason ?? ""))
      .orderBy("received_at")
      .limit(limit)
      .execute()
  ).map((row) => row.id);
