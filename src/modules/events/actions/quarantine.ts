/** What people do with events that could not be read. */
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import { readEvent } from "../model/envelope.ts";
import type { Fault } from "../model.ts";
import { insertEvents } from "../store/log.ts";
import { heldIds, lockHeld, settleHeld } from "../store/quarantine.ts";

const MOST_AT_ONCE = 1_000;

/** Reads a held event again, as it is or corrected. False where the log has one with its message id already. */
export const replay = (ctx: Ctx, id: string, corrected?: unknown): Promise<{ stored: boolean }> =>
  transaction(ctx.db, async (tx) => {
    const held = await lockHeld(tx, id);
    if (!held) throw notFound("event in the quarantine");
    if (held.status !== "held") throw new Problem("conflict", `This event was ${held.status} already.`);
    const read = readEvent(corrected ?? held.body, { source: held.source, receivedAt: held.received_at });
    if (!read.ok) throw new Problem("invalid", "The event is still faulty.", { faults: read.faults });
    // One without a message id is known by its place in the quarantine, so two people replay it once.
    const messageId = read.messageId ?? held.message_id ?? `quarantine:${id}`;
    const stored = await insertEvents(tx, [{ ...read.event, messageId }], true);
    await settleHeld(tx, [id], { status: "replayed", at: ctx.now, by: ctx.actor.name });
    await audit(within(ctx, tx), "quarantine.replayed", `quarantine:${id}`, { corrected: corrected !== undefined });
    return { stored: stored === 1 };
  });

interface Choice {
  readonly ids?: readonly string[] | undefined;
  readonly reason?: string | undefined;
}
const chosen = async (ctx: Ctx, { ids, reason }: Choice): Promise<readonly string[]> => {
  if (!ids && !reason) throw new Problem("invalid", "Name the events, or a reason.");
  return ids ?? (await heldIds(ctx.db, reason, MOST_AT_ONCE));
};

/** Replays many as they are, each for itself: what is faulty still is told and stays. */
export const replayMany = async (
  ctx: Ctx,
  choice: Choice,
): Promise<{ replayed: number; faulty: { id: string; faults: Fault[] }[] }> => {
  const faulty: { id: string; faults: Fault[] }[] = [];
  let replayed = 0;
  for (const id of await chosen(ctx, choice))
    try {
      await replay(ctx, id);
      replayed++;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      faulty.push({ id, faults: error.faults.length > 0 ? [...error.faults] : [{ at: "", message: error.message }] });
    }
  return { replayed, faulty };
};

/** Gives up on held events. They stay listed as discarded. */
export const discard = async (ctx: Ctx, choice: Choice): Promise<{ discarded: number }> => {
  const ids = await chosen(ctx, choice);
  return transaction(ctx.db, async (tx) => {
    const how = { status: "discarded", at: ctx.now, by: ctx.actor.name } as const;
    const discarded = ids.length === 0 ? 0 : await settleHeld(tx, ids, how);
    if (discarded > 0) await audit(within(ctx, tx), "quarantine.discarded", "quarantine", { count: discarded });
    return { discarded };
  });
};
