import pg from "pg";
import type { Clock } from "#kernel/clock";
import type { Ctx } from "#kernel/context";
import type { Worker } from "#kernel/worker";

export interface Runner {
  /** Wakes everything that listens on this topic; `*` wakes all (after the virtual clock was moved). */
  wake(topic: string): void;
  /** Ends after the pieces under way. */
  stop(): Promise<void>;
}

/**
 * No worker sleeps longer than this, so that a lost wake-up or a dead process delays work by seconds at most. Each a little
 * differently: together they would hold twenty connections open, each of which costs the server 20 MB; by turns they need two.
 */
const LONGEST_SLEEP_MS = 5_000;
const longestSleep = () => LONGEST_SLEEP_MS * (0.6 + 0.4 * Math.random());
const FIRST_RETRY_MS = 100;

interface Loop {
  wake(): void;
  readonly done: Promise<void>;
}

const loop = (worker: Worker, context: (name: string) => Ctx, clock: Clock, stopping: AbortSignal): Loop => {
  let woken = true;
  let rouse: () => void = () => {};
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      if (woken) return resolve();
      const timer = setTimeout(resolve, Math.min(ms, longestSleep()));
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const go = async () => {
    let failures = 0;
    while (!stopping.aborted) {
      woken = false;
      try {
        const next = await worker.run(context(worker.name), stopping);
        failures = 0;
        if (next === "more") continue;
        await sleep(next === null ? LONGEST_SLEEP_MS : clock.until(next));
      } catch (error) {
        if (stopping.aborted && error === stopping.reason) break;
        failures++;
        context(worker.name).log.warn(
          { err: error, worker: worker.name, failures },
          "worker failed; it will try again",
        );
        woken = false;
        await sleep(FIRST_RETRY_MS * 2 ** Math.min(failures, 6));
      }
    }
  };
  return {
    wake: () => {
      woken = true;
      rouse();
    },
    done: go(),
  };
};

/** Runs the workers until stopped, woken by NOTIFY. A lost LISTEN connection is opened again. */
export const startRunner = (
  url: string,
  workers: readonly Worker[],
  context: (name: string) => Ctx,
  clock: Clock,
): Runner => {
  const stop = new AbortController();
  const stopping = stop.signal;
  const loops = workers.map((worker) => ({ worker, loop: loop(worker, context, clock, stopping) }));
  const wake = (topic: string) => {
    for (const each of loops) if (topic === "*" || each.worker.wakes.includes(topic)) each.loop.wake();
  };
  let client: pg.Client | null = null;
  const listen = async () => {
    if (stopping.aborted) return;
    client = new pg.Client({ connectionString: url, keepAlive: true });
    client.on("notification", (message) => wake(message.payload ?? "*"));
    client.on("error", () => {});
    client.on("end", () => {
      if (!stopping.aborted) setTimeout(() => void listen().catch(() => {}), 250);
    });
    try {
      await client.connect();
      await client.query("listen engawa");
      wake("*");
    } catch {
      await client.end().catch(() => {});
    }
  };
  void listen();
  return {
    wake,
    stop: async () => {
      stop.abort();
      wake("*");
      await Promise.all(loops.map((each) => each.loop.done));
      await client?.end().catch(() => {});
    },
  };
};

/** Runs the workers by turns until none has anything due at the context's time. For tests, simulation and the demo. */
export const settle = async (workers: readonly Worker[], context: (name: string) => Ctx): Promise<void> => {
  for (let idle = 0; idle < workers.length;) {
    for (const worker of workers) {
      const ctx = context(worker.name);
      const next = await worker.run(ctx);
      const busy = next === "more" || (next !== null && next <= ctx.now);
      idle = busy ? 0 : idle + 1;
    }
  }
};
