import type { Reaction } from "#kernel/log";
import type { Worker } from "#kernel/worker";
import { heed } from "./actions/entering.ts";
import { BATCH, runOnce } from "./actions/stepping.ts";
import { nextDue } from "./store/runs.ts";

/** Starts runs, and wakes those that may wait for what happened. Hears everything, as definitions name events freely. */
export const journeysTrigger: Reaction = {
  name: "journeys.trigger",
  on: "*",
  // Consent too: what somebody withdrew counts before anything that is decided on later events.
  after: ["profiles.fold", "consent.fold", "catalog.fold", "orders.fold", "segments.membership"],
  handle: heed,
};

// Due, but held by another process: look again when that one is likely to be done.
const HELD_NAP_MS = 100;

/** Steps runs as they become due. */
export const journeysRuns: Worker = {
  name: "journeys.runs",
  wakes: ["journeys"],
  run: async (ctx) => {
    const taken = await runOnce(ctx);
    if (taken === BATCH) return "more";
    const next = await nextDue(ctx.db);
    if (next === null || next > ctx.now) return next;
    return taken > 0 ? "more" : new Date(ctx.now.getTime() + HELD_NAP_MS);
  },
};
