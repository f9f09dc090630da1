/** The door of segments: who is meant, who is in, since when. */
import { bind, type Module } from "#kernel/module";
import { segmentsApi } from "./api.ts";
import { segmentFacts } from "./events.ts";
import { buildWorker, dueWorker, membershipReaction } from "./reactions.ts";
import { segmentsHandlers } from "./routes.ts";

export { matching, segmentsOf } from "./actions/ask.ts";
export { createSegment, segmentOptions } from "./actions/manage.ts";
export type { Predicate } from "./model.ts";
export { membershipRelation } from "./store/membership.ts";

export const segmentsModule: Module = {
  name: "segments",
  ...bind(segmentsApi, segmentsHandlers),
  reactions: [membershipReaction],
  workers: [dueWorker, buildWorker],
  facts: segmentFacts,
};
