/** What people decide about a return, and what customers take back. */
import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import { overdueShipments } from "../store/queue.ts";
import { approve } from "./request.ts";
import { move, onReturn, tell } from "./steps.ts";

export const approveReturn = (ctx: Ctx, id: string, reason = ""): Promise<void> =>
  onReturn(ctx, id, async (inside, of) => {
    if (of.approval === "approved") return;
    const now = await approve(inside, of, reason);
    if (now.approval !== "approved" && now.approval !== "closed")
      throw new Problem("conflict", "The return is not in a state from which this is possible.");
    await audit(inside, "return.approved", `return:${id}`);
  });

export const declineReturn = (ctx: Ctx, id: string, reason: string): Promise<void> =>
  onReturn(ctx, id, async (inside, of, take) => {
    const now = await take(of, "approval", "decline", reason);
    await audit(inside, "return.declined", `return:${id}`);
    await tell(inside, now, "declined", { reason }, ctx.now.toISOString());
  });

/** The customer asks for another look at a refusal. */
export const appealReturn = (ctx: Ctx, id: string, reason: string): Promise<void> =>
  onReturn(ctx, id, async (_inside, of, take) => {
    await take(of, "approval", "appeal", reason);
  });

/** Taken back by the customer or staff while nothing is on its way. */
export const cancelReturn = (ctx: Ctx, id: string, by: string): Promise<void> =>
  onReturn(ctx, id, async (inside, of, take) => {
    const now = await take(of, "approval", "cancel", by);
    const stopped = await take(now, "logistics", "stop");
    await move(inside, stopped, "money", "void");
    await tell(inside, now, "cancelled", { by });
  });

/** M9: labels that were not used in time. Gives how many. */
export const expireReturns = async (ctx: Ctx, limit = 50): Promise<number> => {
  const late = await overdueShipments(ctx.db, ctx.now, limit);
  for (const { id } of late)
    await onReturn(ctx, id, async (inside, of, take) => {
      if (of.awaits !== "shipment" || of.dueAt === null || of.dueAt > ctx.now) return;
      const now = await take(of, "approval", "expire");
      const stopped = await take(now, "logistics", "stop");
      await move(inside, stopped, "money", "void");
      await tell(inside, now, "expired", {});
    });
  return late.length;
};
