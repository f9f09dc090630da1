/** What a customer took back on LINE is erased: the words go, that there was a message stays. */
import { eraseSaid } from "#events";
import type { Ctx } from "#kernel/context";
import { lock } from "#kernel/database";
import type { LineFact } from "../model/webhook.ts";
import { unsentMessages } from "../store/unsent.ts";

const SAID = "line.message_received";
const TAKEN_BACK = "line.unsent";

/**
 * Erases the words of messages that were taken back, in the transaction that stored these facts. LINE may deliver the message
 * after its own unsend, so both kinds of fact look for the other; the lock makes two requests at one moment see each other.
 */
export const eraseUnsent = async (ctx: Ctx, facts: readonly LineFact[]): Promise<void> => {
  const named = facts.flatMap(({ name, subject, properties }) => {
    const message = properties["message"];
    return (name === SAID || name === TAKEN_BACK) && typeof message === "string" ? [{ subject, message }] : [];
  });
  for (const message of [...new Set(named.map((one) => one.message))].sort()) await lock(ctx.db, `line.${message}`);
  const leave = { text: null, unsent: true };
  for (const [subject, list] of Map.groupBy(named, (one) => one.subject)) {
    const messages = list.map((one) => one.message);
    const values = await unsentMessages(ctx, subject, messages);
    if (values.length > 0) await eraseSaid(ctx, { subject, name: SAID, property: "message", values, leave });
  }
};
