/** The door of the log. */
import type { Module } from "#kernel/module";

export { append, eventsOf } from "./actions.ts";
export { reactionWorkers } from "./reactions.ts";
export { eventRelation } from "./store/log.ts";

export const eventsModule: Module = { name: "events" };
