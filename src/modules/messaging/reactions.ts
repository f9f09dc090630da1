/** The workers of the ledger. Rows with due times are the queue: any number of processes take from it. */
import type { Ctx } from "#kernel/context";
import type { Worker } from "#kernel/worker";
import { type Channel, channels } from "./channels/index.ts";
import { judgeClicks } from "./actions/clicks.ts";
import { handOff } from "./actions/handoff.ts";
import { redecide } from "./actions/redecide.ts";
import { nextClick } from "./store/clicks.ts";
import { nextDeferred } from "./store/sends.ts";

/** Two lanes per channel: while one waits for a slow answer, the other goes on. */
const LANES = 2;

/** A row that is due but was not taken lies with another process for a moment: look again shortly, not at once. */
const lookAgain = (ctx: Ctx, next: Date | null): Date | null =>
  next === null ? null : new Date(Math.max(next.getTime(), ctx.now.getTime() + 50));

const handOffWorker = (channel: Channel, lane: number): Worker => ({
  name: `messaging.send.${channel.name}.${lane}`,
  wakes: ["sends"],
  run: async (ctx) => {
    const { taken, next } = await handOff(ctx, channel);
    return taken > 0 ? "more" : lookAgain(ctx, next);
  },
});

export const messagingWorkers: readonly Worker[] = [
  {
    name: "messaging.redecide",
    wakes: ["sends.held"],
    run: async (ctx) => ((await redecide(ctx)) > 0 ? "more" : lookAgain(ctx, await nextDeferred(ctx))),
  },
  {
    name: "messaging.clicks",
    wakes: ["clicks"],
    run: async (ctx) => ((await judgeClicks(ctx)) > 0 ? "more" : lookAgain(ctx, await nextClick(ctx))),
  },
  ...channels.flatMap((channel) => Array.from({ length: LANES }, (_, lane) => handOffWorker(channel, lane + 1))),
];
