/** How long a hand-off belongs to the process that began it. Real time, not the product's: it measures the life of a process. */
import { performance } from "node:perf_hooks";
import type { Ctx } from "#kernel/context";
import { renewLeases } from "../store/lease.ts";

export interface Lease {
  readonly seconds: number;
  readonly renewMs: number;
  /** Of one call to a provider: what answers nothing for so long is not renewed any more. */
  readonly longestCallMs: number;
}

/**
 * A dead worker's rows are free after 20 s: sent again where the provider knows them by a key, else unknown. A living one renews
 * its lease three times before it could run out, so that a slow SMTP conversation (10 s to connect, 30 s of silence at every
 * step) and the queue before it may take as long as they need.
 */
export const LEASE: Lease = { seconds: 20, renewMs: 5_000, longestCallMs: 120_000 };

export interface Held {
  /** False where the lease ran out, as this process slept or the database was away: others may have judged the row by now. */
  begin(send: string): boolean;
  /** Its answer is written. */
  end(send: string): void;
  stop(): void;
}

/** Renews the leases of these sends until each has its answer. `taken`: when they were begun, by this process's clock. */
export const holdLeases = (ctx: Ctx, sends: readonly string[], lease: Lease, taken: number): Held => {
  const open = new Map(sends.map((send) => [send, { until: taken + lease.seconds * 1000, began: Infinity }]));
  const renew = async () => {
    // Counted from before the question, so that we never believe in a longer lease than the database does.
    const asked = performance.now();
    const wanted = [...open].filter(([, { began }]) => asked - began < lease.longestCallMs).map(([send]) => send);
    if (wanted.length === 0) return;
    for (const send of await renewLeases(ctx, wanted, lease.seconds)) {
      const held = open.get(send);
      if (held) held.until = asked + lease.seconds * 1000;
    }
  };
  const timer = setInterval(() => {
    renew().catch((error: unknown) => ctx.log.warn({ err: error }, "leases were not renewed; it will try again"));
  }, lease.renewMs);
  timer.unref();
  return {
    begin: (send) => {
      const held = open.get(send);
      const now = performance.now();
      if (!held || held.until <= now) return false;
      held.began = now;
      return true;
    },
    end: (send) => void open.delete(send),
    stop: () => clearInterval(timer),
  };
};
