/** The one place where a claim moves: the pure step, its row, its history, its facts, its money. */
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { lock, transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import type { Fact, Properties } from "#kernel/log";
import { wake } from "#kernel/database";
import { orderOf } from "#orders";
import { capturedOf } from "../../model/captured.ts";
import type { ClaimState } from "../../model/claim/kinds.ts";
import { type ClaimEffect, type ClaimInput, type ClaimStep, stepClaim } from "../../model/claim/machine.ts";
import { changeClaim, type ClaimChange, type ClaimRow, insertStep, lockClaim } from "../../store/claim/claims.ts";
import { givenFor, insertRemedy } from "../../store/claim/remedies.ts";
import { policyOf } from "../../store/policies.ts";
import { claimLink } from "./link.ts";

export const actorOf = (ctx: Ctx): string =>
  ctx.actor.name || (ctx.actor.kind === "public" ? "customer" : ctx.actor.kind);

/** What every fact of a claim says. */
export const aboutClaim = (ctx: Ctx, row: ClaimRow): Properties => ({
  claim: row.id,
  number: row.number,
  order: row.order,
  orderNumber: row.order_number,
  parcel: row.parcel,
  kind: row.kind,
  page: claimLink(ctx, row.order),
});

/**
 * C17: what the order was paid, less what it gave back in money and credit. `untouched`: less what was sent again or in exchange
 * too, beyond which nothing is given without a person.
 */
export const leftOf = async (ctx: Ctx, order: string): Promise<{ money: number; untouched: number }> => {
  const whole = await orderOf(ctx, order);
  if (whole === null || whole.status === "cancelled") return { money: 0, untouched: 0 };
  const known = whole.refunds.map((refund) => refund.refund);
  const given = await givenFor(ctx.db, order, known);
  // Some shops state the total before points: what came in money is what can go back in money.
  const { policy } = await policyOf(ctx.db, whole.order, new Date(whole.at));
  const money = Math.max(0, capturedOf(whole, policy).money - whole.refunded - given.money);
  return { money, untouched: Math.max(0, money - given.goods) };
};

const decisionOf = (input: ClaimInput): ClaimChange =>
  input.type === "approve" || input.type === "grant"
    ? { decision: input.remedy }
    : input.type === "decline"
      ? { decision: "decline" }
      : {};

const factOf = (ctx: Ctx, row: ClaimRow, input: ClaimInput, effect: ClaimEffect & { kind: "tell" }): Fact => {
  const about = aboutClaim(ctx, row);
  const more: Properties =
    effect.fact === "claim.decided"
      ? {
          decision: row.decision,
          amount: input.type === "approve" || input.type === "grant" ? input.amount : 0,
          currency: row.currency,
          automatic: input.type === "approve",
          reason: row.reason,
          reasonCode: row.reason_code,
          appealUntil: row.appeal_until?.toISOString() ?? ctx.now.toISOString(),
        }
      : effect.fact === "claim.asked"
        ? { for: row.asked, until: row.due_at?.toISOString() ?? ctx.now.toISOString() }
        : effect.fact === "claim.closed"
          ? { why: row.closed_why }
          : {};
  // Money and refusals may be decided again after an appeal: each time is a fact of its own.
  const key = `${effect.fact}:${row.id}:${row.appeals}:${row.state_at.toISOString()}`;
  return { name: effect.fact, subject: row.subject, properties: { ...about, ...more, notice: key }, key };
};

export type Moved =
  | { readonly ok: true; readonly row: ClaimRow }
  | { readonly ok: false; readonly row: ClaimRow; readonly why: string };

const refused = async (ctx: Ctx, row: ClaimRow, input: ClaimInput, why: string): Promise<Moved> => {
  await insertStep(ctx.db, {
    claim: row.id,
    at: ctx.now,
    input: input.type,
    from: row.state,
    to: null,
    reason: why,
    actor: actorOf(ctx),
  });
  return { ok: false, row, why };
};

/** One step inside the open transaction, on a locked row. A refused one is recorded and changes nothing. */
export const step = async (
  ctx: Ctx,
  row: ClaimRow,
  input: ClaimInput,
  change: ClaimChange = {},
  note = "",
): Promise<Moved> => {
  const next: ClaimStep = stepClaim({ state: row.state as ClaimState, appealUntil: row.appeal_until }, input, ctx.now);
  if (!next.ok) return refused(ctx, row, input, next.why);
  const remedy = next.effects.find((effect) => effect.kind === "remedy");
  if (remedy) {
    // Returns of the order take from the same money, under the same lock.
    await lock(ctx.db, `returns.order:${row.order}`);
    const left = await leftOf(ctx, row.order);
    const nothing = input.type === "grant" && remedy.remedy !== "reship" && remedy.amount === 0;
    if (nothing || remedy.amount > (input.type === "approve" ? left.untouched : left.money))
      return refused(ctx, row, input, "more_than_paid");
    await insertRemedy(ctx.db, {
      key: `claim:${row.id}:${row.appeals}`,
      claim: row.id,
      order: row.order,
      remedy: remedy.remedy,
      amount: remedy.amount,
      currency: row.currency,
      at: ctx.now,
      automatic: input.type === "approve",
    });
  }
  const changed = await changeClaim(ctx.db, row.id, {
    ...decisionOf(input),
    ...change,
    state: next.state,
    state_at: ctx.now,
    ...(next.state === "closed" && { closed_at: ctx.now, due_at: null }),
  });
  await insertStep(ctx.db, {
    claim: row.id,
    at: ctx.now,
    input: input.type,
    from: row.state,
    to: next.state,
    reason: note,
    actor: actorOf(ctx),
  });
  const told = next.effects.filter((effect) => effect.kind === "tell");
  if (told.length > 0)
    await append(
      ctx,
      told.map((effect) => factOf(ctx, changed, input, effect)),
    );
  if (changed.due_at !== null) await wake(ctx.db, "claims");
  return { ok: true, row: changed };
};

const WHY: Readonly<Record<string, string>> = {
  illegal: "This cannot be done with the claim as it stands. Load it again to see what happened.",
  reason_missing: "A refusal needs a reason that the customer can read.",
  appeal_too_late: "The time to appeal is over.",
  more_than_paid: "This is more than the order has left to give back, or nothing is left.",
};

/** Locks the claim, does `work`, and says what was refused only after it was recorded. */
export const onClaim = async (
  ctx: Ctx,
  id: string,
  work: (inside: Ctx, row: ClaimRow) => Promise<Moved>,
): Promise<ClaimRow> => {
  const moved = await transaction(ctx.db, async (tx) => {
    const row = await lockClaim(tx, id);
    if (row === null) throw notFound("claim");
    return work(within(ctx, tx), row);
  });
  if (!moved.ok)
    throw new Problem(moved.why === "reason_missing" ? "invalid" : "conflict", WHY[moved.why] ?? moved.why);
  return moved.row;
};

/** When a step's answer is due. */
export const inHours = (ctx: Ctx, hours: number): Date => new Date(ctx.now.getTime() + hours * 3_600_000);
export const inDays = (ctx: Ctx, days: number): Date => inHours(ctx, days * 24);
