/** What happens to claims when nobody does anything: an unanswered question goes to a person, a settled claim closes. */
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import type { Worker } from "#kernel/worker";
import { changeClaim, type ClaimRow, forgetScores, nextDue, takeDue } from "../../store/claim/claims.ts";
import { remediesOf } from "../../store/claim/remedies.ts";
import { inDays, inHours, step } from "./moves.ts";
import { currentPolicy } from "./policy.ts";

const BATCH = 100;

const due = async (ctx: Ctx, row: ClaimRow): Promise<void> => {
  if (row.state === "evidence") {
    const { policy } = await currentPolicy(ctx);
    await step(
      ctx,
      row,
      { type: "take" },
      { verdict: "review", why: "answered", due_at: inHours(ctx, policy.reviewHours) },
    );
    return;
  }
  const open = (await remediesOf(ctx.db, [row.id])).some((remedy) => remedy.settled_at === null);
  // What is still owed stays open, and is looked at again.
  if (open && row.decision !== "decline") await changeClaim(ctx.db, row.id, { due_at: inDays(ctx, 1) });
  else await step(ctx, row, { type: "close" }, { closed_why: "done" });
};

const watch = (ctx: Ctx): Promise<"more" | Date | null> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const rows = await takeDue(tx, ctx.now, BATCH);
    for (const row of rows) await due(inside, row);
    const forgotten = await forgetScores(tx, ctx.now, BATCH);
    return rows.length === BATCH || forgotten === BATCH ? "more" : nextDue(tx);
  });

export const claimWatch: Worker = { name: "returns.claims.watch", wakes: ["claims"], run: watch };
