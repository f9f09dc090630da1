/** The door of the log. */
import type { Module } from "#kernel/module";
import { keepConfiguredKey } from "./actions/keys.ts";
import { routes } from "./routes.ts";
import { nodeIntake, serveIntake } from "./routes.node.ts";

export { append, eraseSaid, eventsOf } from "./actions.ts";
export { intake } from "./actions/intake.ts";
export { labelOf as writeKeyLabel } from "./actions/keys.ts";
export { reactionWorkers } from "./reactions.ts";
export { logBehind } from "./store/behind.ts";
export { eventRelation } from "./store/log.ts";

export const eventsModule: Module = {
  name: "events",
  ...routes,
  start: keepConfiguredKey,
  serve: serveIntake,
  node: nodeIntake,
};
