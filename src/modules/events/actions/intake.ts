/** Events in, through the door and over HTTP. */
import type { Ctx } from "#kernel/context";
import { transaction } from "#kernel/database";
import { insertEvents } from "../store/log.ts";
import { insertHeld } from "../store/quarantine.ts";
import { prepare } from "./prepare.ts";

export interface Batch {
  /** Names the sender for good: dedupe is by (source, messageId). Imports: `import:…`. */
  readonly source: string;
  readonly sentAt?: string;
  /** When the batch arrived. Default: ctx.now. */
  readonly receivedAt?: Date;
  /** Segment-shaped events. */
  readonly events: readonly unknown[];
  /** Track events that name nobody are taken too. Only for our own connectors: a browser's are of no use. */
  readonly nameless?: boolean;
}

/** Takes events in the transaction of ctx.db; faulty ones go to the quarantine. HTTP intake shares writes instead (commit.ts). */
export const intake = (
  ctx: Ctx,
  batch: Batch,
): Promise<{ accepted: number; duplicates: number; quarantined: number }> => {
  const { rows, held } = prepare(batch.events, {
    source: batch.source,
    receivedAt: batch.receivedAt ?? ctx.now,
    sentAt: batch.sentAt,
    nameless: batch.nameless,
  });
  return transaction(ctx.db, async (tx) => {
    await insertHeld(tx, held);
    const accepted = await insertEvents(tx, rows, true);
    return { accepted, duplicates: rows.length - accepted, quarantined: held.length };
  });
};
