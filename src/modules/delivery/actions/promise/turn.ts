/** Whose turn the refit is: a lease in its row. Real time, not the product's: it measures the life of a process. */
import { randomUUID } from "node:crypto";
import type { Ctx } from "#kernel/context";
import { keepTurn, leaveTurn, type Refit, takeTurn } from "../../store/promise/models.ts";

export interface Lease {
  readonly seconds: number;
  readonly renewMs: number;
}
/** A dead process's turn is over after 20 s; a living one renews it three times before that, however long its lesson takes. */
export const LEASE: Lease = { seconds: 20, renewMs: 5_000 };

/** Does `work` where a refit is due and nobody is at it; else gives null. */
export const inTurn = async <T>(
  ctx: Ctx,
  work: (row: Refit, holder: string) => Promise<T>,
  lease: Lease = LEASE,
): Promise<T | null> => {
  const holder = randomUUID();
  const row = await takeTurn(ctx.db, holder, ctx.now, lease.seconds);
  if (!row) return null;
  const timer = setInterval(() => {
    keepTurn(ctx.db, holder, lease.seconds).catch((error: unknown) =>
      ctx.log.warn({ err: error }, "the refit's turn was not renewed; it will try again"),
    );
  }, lease.renewMs);
  timer.unref();
  try {
    return await work(row, holder);
  } finally {
    clearInterval(timer);
    // Where the database is away it ends by itself.
    await leaveTurn(ctx.db, holder).catch((error: unknown) =>
      ctx.log.warn({ err: error }, "the refit's turn was not given back; it ends by itself"),
    );
  }
};
