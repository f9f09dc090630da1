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

/** Which of these addresses are suppressed. */
export const suppressedAmong = async (ctx: Ctx, addresses: readonly string[]): Promise<Set<string>> => {
  if (addresses.length === 0) return new Set();
  const found = await rows(ctx.db)
    .selectFrom("consent.suppression")
    .select("address")
    .where("address", "=", sql<string>`any(${addresses})`)
    .execute();
  return new Set(found.map((row) => row.address));
};

/** Which of these identities block us. */
export const blockedAmong = async (ctx: Ctx, subjects: readonly string[]): Promise<Set<string>> => {
  if (subjects.length === 0) return new Set();
  const found = await rows(ctx.db)
    .selectFrom("consent.reach")
    .select("subject")
    .where("subject", "=", sql<string>`any(${subjects})`)
    .where("state", "=", "blocked")
    .execute();
  return new Set(found.map((row) => row.subject));
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
