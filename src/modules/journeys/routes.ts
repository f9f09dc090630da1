import type { Handlers } from "#kernel/contract";
import type { Ctx } from "#kernel/context";
import {
  activateJourney,
  archiveJourney,
  createJourney,
  discardDraft,
  listJourneys,
  mistakesIn,
  oneJourney,
  pauseJourney,
  removeJourney,
  saveJourney,
  versionsOfJourney,
} from "./actions/editing.ts";
import { journeyCounts, pageOfRuns, runWithPath, stopRun, tryJourney } from "./actions/runs.ts";
import type { journeysApi } from "./api.ts";

export const journeysHandlers: Handlers<typeof journeysApi, Ctx> = {
  list: (ctx, { query }) => listJourneys(ctx, query),
  create: (ctx, { body }) => createJourney(ctx, body),
  one: (ctx, { params }) => oneJourney(ctx, params.id),
  save: (ctx, { params, body }) => saveJourney(ctx, params.id, body),
  discard: (ctx, { params }) => discardDraft(ctx, params.id),
  remove: async (ctx, { params }) => {
    await removeJourney(ctx, params.id);
    return undefined;
  },
  validate: async (ctx, { params, body }) => ({ mistakes: await mistakesIn(ctx, params.id, body.definition) }),
  activate: (ctx, { params }) => activateJourney(ctx, params.id),
  pause: (ctx, { params }) => pauseJourney(ctx, params.id),
  archive: (ctx, { params }) => archiveJourney(ctx, params.id),
  versions: (ctx, { params }) => versionsOfJourney(ctx, params.id),
  counts: (ctx, { params }) => journeyCounts(ctx, params.id),
  runs: (ctx, { params, query }) => pageOfRuns(ctx, { journey: params.id, ...query }),
  tryOut: (ctx, { params, body }) => tryJourney(ctx, params.id, body),
  runsOf: (ctx, { query }) => pageOfRuns(ctx, query),
  run: (ctx, { params }) => runWithPath(ctx, params.id),
  stopRun: (ctx, { params }) => stopRun(ctx, params.id),
};
