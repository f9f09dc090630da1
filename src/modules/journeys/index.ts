/** The door of journeys: what happens to a person after what, and why. */
import { bind, type Module } from "#kernel/module";
import { journeysApi } from "./api.ts";
import { journeyFacts } from "./events.ts";
import { journeysRuns, journeysTrigger } from "./reactions.ts";
import { journeysHandlers } from "./routes.ts";

export { activateJourney, createJourney, journeysBrief } from "./actions/editing.ts";
export { pageOfRuns as runsOf } from "./actions/runs.ts";

export const journeysModule: Module = {
  name: "journeys",
  ...bind(journeysApi, journeysHandlers),
  reactions: [journeysTrigger],
  workers: [journeysRuns],
  facts: journeyFacts,
};
