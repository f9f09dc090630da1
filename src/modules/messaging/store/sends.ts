/** The ledger: insert, claim, move. */
import { type Selectable, sql } from "kysely";
import type { Ctx } from "#kernel/context";
import { tables } from "#kernel/database";
import type { DB } from "#kernel/tables";

export const rows = tables("messaging");
export type SendRow = Selectable<DB["messaging.send"]>;

/** Holds every one of these persons' budgets until the transaction ends. Sorted, so that two batches never wait for each other in a ring. */
export const lockProfiles = async (ctx: Ctx, profiles: readonly string[]): Promise<void> => {
  const sorted = [...new Set(profiles)].sort();
  if (sorted.length === 0) return;
  await sql`/*prepared*/select pg_advisory_xact_lock(hashtextextended('messaging.profile.' || p, 0))
    from (select p from unnest(${sorted}::text[]) with ordinality as t (p, n) order by n offset 0) s`.execute(
    rows(ctx.db),
  );
};

/** Sends by their callers' keys. */
export const byKeys = async (ctx: Ctx, keys: readonly string[]): Promise<Map<string, SendRow>> => {
  const found = await rows(ctx.db)
    .selectFrom("messaging.send")
    .selectAll()
    .where("key", "=", sql<string>`any(${keys})`)
    .execute();
  return new Map(found.map((row) => [row.key, row]));
};

export interface NewSend {
  readonly id: string;
  readonly key: string;
  readonly subject: string;
  readonly profile: string | null;
  readonly template: string;
  readonly class: string;
  readonly purpose: string;
  readonly decision: string;
  readonly reason: string;
  readonly channels: readonly string[];
  readonly data: unknown;
  readonly test: boolean;
  readonly expiresAt: Date;
  readonly state: string;
  readonly why: string;
  readonly channel: string | null;
  readonly address: string | null;
  readonly dueAt: Date | null;
  readonly retryKey: string | null;
}

/** Writes new rows; those whose key is taken already are left out of the answer. */
export const insertSends = async (ctx: Ctx, sends: readonly NewSend[]): Promise<Set<string>> => {
  if (sends.length === 0) return new Set();
  const inserted = await sql<{ id: string }>`/*prepared*/
    insert into messaging.send (id, key, subject, profile, template, class, purpose, decision, reason, channels, data, test,
      requested_at, expires_at, state, state_at, why, channel, address, counted_at, due_at, retry_key)
    select id, key, subject, profile, template, class, purpose, decision, reason,
      array(select jsonb_array_elements_text(channels)), data, test,
      ${ctx.now}::timestamptz, "expiresAt", state, ${ctx.now}::timestamptz, why, channel, address,
      case when state = 'claimed' then ${ctx.now}::timestamptz end, "dueAt", "retryKey"
    from jsonb_to_recordset(${JSON.stringify(sends)}::jsonb) as s (id uuid, key text, subject text, profile uuid, template text,
      class text, purpose text, decision text, reason text, channels jsonb, data jsonb, test boolean, "expiresAt" timestamptz,
      state text, why text, channel text, address text, "dueAt" timestamptz, "retryKey" uuid)
    on conflict (key) do nothing returning id`.execute(rows(ctx.db));
  return new Set(inserted.rows.map((row) => row.id));
};

export interface NewVerdict {
  readonly send: string;
  readonly n: number;
  readonly verdict: string;
  readonly why: string;
  readonly channel: string | null;
  readonly until: Date | null;
  readonly notes: unknown;
}

export const insertVerdicts = async (ctx: Ctx, verdicts: readonly NewVerdict[]): Promise<void> => {
  if (verdicts.length === 0) return;
  await sql`/*prepared*/insert into messaging.verdict (send, n, at, verdict, why, channel, until, notes)
    select send, n, ${ctx.now}::timestamptz, verdict, why, channel, until, notes
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) as v (send uuid, n smallint, verdict text, why text,
      channel text, until timestamptz, notes jsonb)`.execute(rows(ctx.db));
};

export interface Transition {
  readonly send: string;
  readonly from: string;
  readonly input: string;
  readonly to: string | null;
  readonly reason: string | null;
}

export const insertTransitions = async (ctx: Ctx, moves: readonly Transition[]): Promise<void> => {
  if (moves.length === 0) return;
  await sql`/*prepared*/insert into messaging.transition (send, at, "from", input, "to", reason, actor)
    select send, ${ctx.now}::timestamptz, "from", input, "to", reason, ${ctx.actor.name}
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as m (send uuid, "from" text, input text, "to" text, reason text)`.execute(
    rows(ctx.db),
  );
};

/** What a move writes; what is left out stays. null clears. */
export interface Change {
  readonly id: string;
  readonly state: string;
  readonly why: string;
  readonly verdicts?: number;
  readonly channel?: string | null;
  readonly address?: string | null;
  readonly counted_at?: Date | null;
  readonly due_at?: Date | null;
  readonly handed_off_at?: Date | null;
  readonly round?: number;
  readonly retry_key?: string | null;
  readonly attempts?: number;
  readonly unsure?: boolean;
  readonly provider_id?: string | null;
}

/** Writes moves. Only a hand-off that begins holds a lease: every other move ends it. */
export const changeSends = async (ctx: Ctx, changes: readonly Change[], leaseSeconds: number | null = null) => {
  if (changes.length === 0) return;
  const value = (column: string, type: string) =>
    sql`${sql.ref(column)} = case when c.change ? ${column} then (c.change ->> ${column})::${sql.raw(type)} else s.${sql.ref(column)} end`;
  await sql`/*prepared*/update messaging.send s set state = c.change ->> 'state', why = c.change ->> 'why',
      state_at = case when s.state = c.change ->> 'state' then s.state_at else ${ctx.now}::timestamptz end,
      leased_until = ${leaseSeconds === null ? sql`null` : sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})`},
      ${sql.join([
        value("verdicts", "smallint"),
        value("channel", "text"),
        value("address", "text"),
        value("counted_at", "timestamptz"),
        value("due_at", "timestamptz"),
        value("handed_off_at", "timestamptz"),
        value("round", "smallint"),
        value("retry_key", "uuid"),
        value("attempts", "integer"),
        value("unsure", "boolean"),
        value("provider_id", "text"),
      ])}
    from (select change from jsonb_array_elements(${JSON.stringify(changes)}::jsonb) as j (change)) c
    where s.id = (c.change ->> 'id')::uuid`.execute(rows(ctx.db));
};

/** Rows by id, locked until the transaction ends. */
export const lockSends = (ctx: Ctx, ids: readonly string[]): Promise<SendRow[]> =>
  rows(ctx.db)
    .selectFrom("messaging.send")
    .selectAll()
    .where("id", "=", sql<string>`any(${ids}::uuid[])`)
    .orderBy("id")
    .forUpdate()
    .execute();

/** Deferred rows whose time has come, locked; others' locked rows are passed over. */
export const claimDeferred = (ctx: Ctx, limit: number): Promise<SendRow[]> =>
  rows(ctx.db)
    .selectFrom("messaging.send")
    .selectAll()
    .where("state", "=", "deferred")
    .where("due_at", "<=", ctx.now)
    .orderBy("due_at")
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();

const handOffDue = (ctx: Ctx) =>
  sql<boolean>`((leased_until is null and due_at <= ${ctx.now}) or leased_until < clock_timestamp())`;

/** Rows of one channel to hand off now, locked: claimed ones, returned ones, and those whose process died on the way. */
export const claimForHandOff = (ctx: Ctx, channel: string, limit: number): Promise<SendRow[]> =>
  rows(ctx.db)
    .selectFrom("messaging.send")
    .selectAll()
    .where("channel", "=", channel)
    .where("state", "in", ["claimed", "handed_off"])
    .where(handOffDue(ctx))
    .orderBy("due_at")
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();

/** When the next deferred row is due. */
export const nextDeferred = async (ctx: Ctx): Promise<Date | null> => {
  const row = await rows(ctx.db)
    .selectFrom("messaging.send")
    .select("due_at")
    .where("state", "=", "deferred")
    .orderBy("due_at")
    .limit(1)
    .executeTakeFirst();
  return row?.due_at ?? null;
};

/**
 * When a channel has something to hand off next: due rows, and those whose process died on the way. `rest`: until when the
 * provider asked for quiet. Rows under way are watched by the workers' regular look.
 */
export const nextHandOff = async (ctx: Ctx, channel: string): Promise<{ at: Date | null; rest: Date | null }> => {
  const { rows: found } = await sql<{ at: Date | null; rest: Date | null }>`/*prepared*/
    select least(
        (select due_at from messaging.send where channel = ${channel} and state in ('claimed', 'handed_off')
          and leased_until is null order by due_at limit 1),
        (select ${ctx.now}::timestamptz from messaging.send where channel = ${channel} and state = 'handed_off'
          and leased_until < clock_timestamp() limit 1)) as at,
      (select backoff_until from messaging.channel where channel = ${channel} and backoff_until > ${ctx.now}) as rest`.execute(
    rows(ctx.db),
  );
  return found[0] ?? { at: null, rest: null };
};

/** Takes up what waits for a channel that runs again. */
export const hastenDeferred = async (ctx: Ctx): Promise<void> => {
  await rows(ctx.db)
    .updateTable("messaging.send")
    .set({ due_at: ctx.now })
    .where("state", "=", "deferred")
    .where("why", "=", "channel_stopped")
    .execute();
};
