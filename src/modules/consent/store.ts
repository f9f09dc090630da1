import { sql } from "kysely";
import type { ConsentChange, ConsentState, ReachChange, SuppressionReason } from "./model.ts";
import type { Ctx } from "#kernel/context";
import { tables } from "#kernel/database";

const rows = tables("consent");

/** Keeps the proofs; the same statement twice is one. */
export const keepProofs = async (ctx: Ctx, changes: readonly ConsentChange[]): Promise<void> => {
  if (changes.length === 0) return;
  const values = changes.map((c) => ({
    source: c.source,
    message_id: c.messageId,
    subject: c.subject,
    channel: c.channel,
    purpose: c.purpose,
    state: c.state,
    at: c.at,
    place: c.place,
    wording: c.wording,
  }));
  await rows(ctx.db)
    .insertInto("consent.record")
    .values(values)
    .onConflict((c) => c.doNothing())
    .execute();
};

/** Moves the last word forward where a change is later; `changes` holds at most one per subject, channel and purpose. */
export const moveStates = async (ctx: Ctx, changes: readonly ConsentChange[]): Promise<void> => {
  if (changes.length === 0) return;
  await rows(ctx.db)
    .insertInto("consent.state")
    .values(
      changes.map((c) => ({
        subject: c.subject,
        channel: c.channel,
        purpose: c.purpose,
        state: c.state,
        at: c.at,
        message_id: c.messageId,
      })),
    )
    .onConflict((c) =>
      c
        .columns(["subject", "channel", "purpose"])
        .doUpdateSet({ state: sql`excluded.state`, at: sql`excluded.at`, message_id: sql`excluded.message_id` })
        .where(sql<boolean>`(excluded.at, excluded.message_id collate "C") > (state.at, state.message_id)`),
    )
    .execute();
};

/** Moves reach forward; `changes` holds at most one per subject. */
export const moveReach = async (ctx: Ctx, changes: readonly ReachChange[]): Promise<void> => {
  if (changes.length === 0) return;
  await rows(ctx.db)
    .insertInto("consent.reach")
    .values(changes.map((c) => ({ subject: c.subject, state: c.state, at: c.at, message_id: c.messageId })))
    .onConflict((c) =>
      c
        .column("subject")
        .doUpdateSet({ state: sql`excluded.state`, at: sql`excluded.at`, message_id: sql`excluded.message_id` })
        .where(sql<boolean>`(excluded.at, excluded.message_id collate "C") > (reach.at, reach.message_id)`),
    )
    .execute();
};

/** What these identities said last. */
export const statesOf = async (ctx: Ctx, subjects: readonly string[]): Promise<ConsentState[]> => {
  if (subjects.length === 0) return [];
  const found = await rows(ctx.db)
    .selectFrom("consent.state")
    .selectAll()
    .where("subject", "=", sql<string>`any(${subjects})`)
    .execute();
  return found.map((row) => ({ ...row, messageId: row.message_id }));
};

export interface Standing {
  readonly states: readonly ConsentState[];
  readonly suppressed: ReadonlySet<string>;
  readonly blocked: ReadonlySet<string>;
}

/** All that stands for or against writing to these identities, with one look. */
export const standingOf = async (ctx: Ctx, keys: readonly string[]): Promise<Standing> => {
  if (keys.length === 0) return { states: [], suppressed: new Set(), blocked: new Set() };
  const found = await sql<ConsentState & { kind: string }>`/*prepared*/
    select 'state' as kind, subject, channel, purpose, state, at, message_id as "messageId"
    from consent.state where subject = any(${keys}::text[])
    union all select 'suppressed', address, '', '', '', since, '' from consent.suppression where address = any(${keys}::text[])
    union all select 'blocked', subject, '', '', '', at, '' from consent.reach
    where subject = any(${keys}::text[]) and state = 'blocked'`.execute(rows(ctx.db));
  const of = (kind: string) => found.rows.filter((row) => row.kind === kind);
  return {
    states: of("state"),
    suppressed: new Set(of("suppressed").map((row) => row.subject)),
    blocked: new Set(of("blocked").map((row) => row.subject)),
  };
};

/** True where the address was not suppressed before. */
export const addSuppression = async (
  ctx: Ctx,
  address: string,
  reason: SuppressionReason,
  detail: string | null,
): Promise<boolean> => {
  const added = await rows(ctx.db)
    .insertInto("consent.suppression")
    .values({ address, reason, detail, since: ctx.now })
    .onConflict((c) => c.doNothing())
    .returning("address")
    .executeTakeFirst();
  return added !== undefined;
};

/** The reason it stood for, or null where it was not suppressed. */
export const removeSuppression = async (ctx: Ctx, address: string): Promise<string | null> => {
  const gone = await rows(ctx.db)
    .deleteFrom("consent.suppression")
    .where("address", "=", address)
    .returning("reason")
    .executeTakeFirst();
  return gone?.reason ?? null;
};

/** Suppressed addresses, newest first, after the cursor. */
export const listSuppressions = (
  ctx: Ctx,
  page: { search?: string | undefined; after: { since: Date; address: string } | null; limit: number },
) =>
  rows(ctx.db)
    .selectFrom("consent.suppression")
    .selectAll()
    .$if(page.search !== undefined, (q) => q.where("address", "like", `%${(page.search ?? "").replaceAll("%", "")}%`))
    .$if(page.after !== null, (q) =>
      q.where(
        sql<boolean>`(since, address) < (${page.after?.since ?? ctx.now}::timestamptz, ${page.after?.address ?? ""})`,
      ),
    )
    .orderBy("since", "desc")
    .orderBy("address", "desc")
    .limit(page.limit)
    .execute();

/** The proofs of these identities, newest first. */
export const proofsOf = (ctx: Ctx, subjects: readonly string[], limit: number) =>
  rows(ctx.db)
    .selectFrom("consent.record")
    .selectAll()
    .where("subject", "=", sql<string>`any(${subjects})`)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
