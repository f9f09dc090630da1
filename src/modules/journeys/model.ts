/** The rules of journeys; no I/O, so that the console, tests and simulation use the same ones. */
export { check, type Known, type Mistake } from "./model/check.ts";
export { Definition, ExitRule, type Link, linksOf, nodeOf, Reentry, Trigger, wantedNames } from "./model/definition.ts";
export { addDuration, Duration, isZone, nextLocal, UNITS } from "./model/duration.ts";
export { type Earlier, FRESH_MS, keyOf, mayEnter, triggers } from "./model/entry.ts";
export {
  Condition,
  EventMatch,
  type Happening,
  matchesEvent,
  matchesRun,
  OPERATORS,
  type RunData,
} from "./model/match.ts";
export { Reason } from "./model/reason.ts";
export type { Edge, Effect, Input, NodeFault, Run, Trace } from "./model/run.ts";
export { begin, step, type Stepped, withDecision } from "./model/step.ts";
export { deliveryStarters } from "./model/starters.delivery.ts";
export { backAfterFirstOrder, starters, welcome } from "./model/starters.ts";
export { edgesOf, Node, type NodeKind } from "./nodes/index.ts";
export { MISSED_MS } from "./nodes/wait.ts";

export const JOURNEY_STATUS = ["draft", "live", "paused", "archived"] as const;
