import type { Reaction } from "#kernel/log";
import { openCases } from "./actions/opening.ts";
import { CASE_EVENTS, reportOf } from "./model.ts";

/** What goes wrong becomes somebody's task at once. */
export const feedbackCases: Reaction = {
  name: "feedback.cases",
  on: CASE_EVENTS,
  handle: (ctx, events) =>
    openCases(
      ctx,
      events.flatMap((event) => reportOf(event) ?? []),
    ),
};
