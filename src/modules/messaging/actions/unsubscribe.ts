import { recordConsent } from "#consent";
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { findSend } from "../store/clicks.ts";
import { messageFact } from "./facts.ts";

/** Ends advertising on the channel that a send went out on, from this moment. `place`: `one-click` or `unsubscribe page`. */
export const unsubscribe = async (ctx: Ctx, sendId: string, place: string): Promise<boolean> => {
  const send = await findSend(ctx, sendId);
  if (!send) return false;
  const channel = send.channel === "line" ? "line" : "email";
  // Each time it is asked counts: somebody may have agreed again in between.
  const turn = ctx.now.getTime();
  await transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    await recordConsent(inside, [
      {
        subject: send.address ?? send.subject,
        channel,
        purpose: "*",
        state: "withdrawn",
        place,
        key: `unsubscribe:${send.id}:${turn}`,
      },
    ]);
    await append(inside, [messageFact("unsubscribed", send, turn, { place })]);
  });
  return true;
};
