/** Hand-offs per second of this process, per channel. Real time, not the product's: it is the provider's limit. */
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

const next = new Map<string, number>();

/** Waits for the channel's next free moment at this rate. */
export const pacer =
  (channel: string) =>
  async (perSecond: number): Promise<void> => {
    const now = performance.now();
    // A tenth of a second may be caught up at once, so that timers' coarseness costs nothing.
    const free = Math.max(next.get(channel) ?? 0, now - 100);
    next.set(channel, free + 1000 / perSecond);
    if (free > now) await sleep(free - now);
  };
