/** What people decide, and what customers answer. */
import { append } from "#events";
import { audit } from "#kernel/audit";
import { listUsers } from "#kernel/auth";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import { allows } from "#kernel/roles";
import { worth } from "../../model/claim/decide.ts";
import { type Ask, type ClaimKind, type Outcome, reasonCodeOf, type Remedy } from "../../model/claim/kinds.ts";
import { personOf } from "../../model/claim/machine.ts";
import type { ClaimRow } from "../../store/claim/claims.ts";
import { settleRemedies } from "../../store/claim/remedies.ts";
import { gather } from "./assess.ts";
import { aboutClaim, inDays, inHours, leftOf, type Moved, onClaim, step } from "./moves.ts";
import { currentPolicy } from "./policy.ts";

/** A person takes over what is still being gathered. */
const taken = async (ctx: Ctx, row: ClaimRow): Promise<Moved> => {
  if (row.state !== "opened" && row.state !== "evidence" && row.state !== "scored") return { ok: true, row };
  const { policy } = await currentPolicy(ctx);
  return step(
    ctx,
    row,
    { type: "take" },
    { verdict: "review", why: "answered", due_at: inHours(ctx, policy.reviewHours) },
  );
};

const decided = async (ctx: Ctx) => {
  const until = inDays(ctx, (await currentPolicy(ctx)).policy.appealDays);
  return {
    decided_at: ctx.now,
    decided_by: ctx.actor.name,
    reason_code: "",
    decided_by_id: ctx.actor.kind === "user" ? ctx.actor.id : "",
    appeal_until: until,
    due_at: until,
  };
};

export interface Granting {
  readonly remedy: Remedy;
  /** Default: what the claim is about, as far as the order has it left. */
  readonly amount?: number | undefined;
  readonly reason: string;
  readonly outcome?: Outcome | null | undefined;
}

export const grantClaim = (ctx: Ctx, id: string, given: Granting): Promise<ClaimRow> =>
  onClaim(ctx, id, async (inside, row) => {
    const open = await taken(inside, row);
    if (!open.ok) return open;
    const { policy } = await currentPolicy(inside);
    const amount =
      given.amount ??
      Math.min(worth(policy, await gather(inside, open.row)), (await leftOf(inside, open.row.order)).money);
    const outcome = given.outcome ?? null;
    const moved = await step(
      inside,
      open.row,
      { type: "grant", remedy: given.remedy, amount, reason: given.reason, outcome },
      { ...(await decided(inside)), reason: given.reason, ...(outcome !== null && { outcome }) },
      given.remedy,
    );
    if (moved.ok) await audit(inside, "claim.granted", `claim:${id}`, { remedy: given.remedy, amount });
    return moved;
  });

/** C3: who declined does not judge the appeal, where somebody else can. */
const mustBeAnother = async (ctx: Ctx, row: ClaimRow): Promise<void> => {
  if (row.state !== "appealed" || row.decision !== "decline" || row.decided_by_id !== ctx.actor.id) return;
  const others = (await listUsers(ctx)).filter(
    (user) => !user.disabled && user.id !== ctx.actor.id && allows(user.role, "agent"),
  );
  if (others.length > 0)
    throw new Problem("forbidden", "You declined this claim: somebody else has to look at the appeal.");
};

/** C2: by a person, with a reason to the customer. */
export const declineClaim = (
  ctx: Ctx,
  id: string,
  given: { reason: string; outcome?: Outcome | null | undefined },
): Promise<ClaimRow> =>
  onClaim(ctx, id, async (inside, row) => {
    const person = personOf(inside.actor);
    if (person === null)
      throw new Problem("forbidden", "Only a person may decline a claim: sign in to the console to do it.");
    await mustBeAnother(inside, row);
    const open = await taken(inside, row);
    if (!open.ok) return open;
    const outcome = given.outcome ?? null;
    const moved = await step(
      inside,
      open.row,
      { type: "decline", by: person, reason: given.reason, outcome },
      { ...(await decided(inside)), reason: given.reason.trim(), ...(outcome !== null && { outcome }) },
      given.reason.trim(),
    );
    if (moved.ok) await audit(inside, "claim.declined", `claim:${id}`);
    return moved;
  });

/** Asks the customer for something more. */
export const askMore = (ctx: Ctx, id: string, asked: readonly Ask[]): Promise<ClaimRow> =>
  onClaim(ctx, id, async (inside, row) => {
    const { policy } = await currentPolicy(inside);
    const all = [...new Set([...row.asked, ...asked])];
    return step(inside, row, { type: "ask", for: asked }, { asked: all, due_at: inHours(inside, policy.askHours) });
  });

/** C3: the customer does not agree. A person looks again. */
export const appealClaim = (ctx: Ctx, id: string, words: string): Promise<ClaimRow> =>
  onClaim(ctx, id, (inside, row) => appealed(inside, row, words));

export const appealed = async (ctx: Ctx, row: ClaimRow, words: string): Promise<Moved> => {
  const { policy } = await currentPolicy(ctx);
  return step(
    ctx,
    row,
    { type: "appeal", words },
    { appeals: row.appeals + 1, due_at: inHours(ctx, policy.reviewHours) },
    words.trim().slice(0, 2_000),
  );
};

/** It has turned up, or the customer lets it go. */
export const withdrawClaim = (ctx: Ctx, id: string): Promise<ClaimRow> =>
  onClaim(ctx, id, (inside, row) => step(inside, row, { type: "withdraw" }, { closed_why: "withdrawn" }));

/** What was decided has been done: the refund's id, or the number of the order that was sent again. */
export const settleClaim = (ctx: Ctx, id: string, reference: string): Promise<ClaimRow> =>
  onClaim(ctx, id, async (inside, row): Promise<Moved> => {
    if ((await settleRemedies(inside.db, id, reference, inside.now)) === 0)
      throw new Problem("conflict", "Nothing is left to be done for this claim.");
    await append(inside, [
      {
        name: "claim.settled",
        subject: row.subject,
        key: `claim.settled:${id}:${row.appeals}`,
        properties: { ...aboutClaim(inside, row), decision: row.decision, reference },
      },
    ]);
    return { ok: true, row };
  });

/** Approves many with the policy's remedy; without a reason each customer reads the standing words. Each stands for itself. */
export const approveMany = async (
  ctx: Ctx,
  ids: readonly string[],
  reason: string,
): Promise<{ approved: number; refused: { id: string; why: string }[] }> => {
  const { policy } = await currentPolicy(ctx);
  const refused: { id: string; why: string }[] = [];
  for (const id of ids)
    try {
      await onClaim(ctx, id, async (inside, row) => {
        const kind = row.kind as ClaimKind;
        const remedy = policy.remedy[kind];
        const open = await taken(inside, row);
        if (!open.ok) return open;
        const amount = Math.min(worth(policy, await gather(inside, open.row)), (await leftOf(inside, row.order)).money);
        return step(
          inside,
          open.row,
          { type: "grant", remedy, amount, reason, outcome: null },
          { ...(await decided(inside)), reason, reason_code: reason === "" ? reasonCodeOf(remedy, kind) : "" },
          remedy,
        );
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.push({ id, why: error.message });
    }
  await audit(ctx, "claim.granted_many", "claims", { claims: ids.length - refused.length });
  return { approved: ids.length - refused.length, refused };
};
