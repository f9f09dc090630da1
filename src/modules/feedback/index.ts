/** The door of feedback: what customers tell us, and who puts it right. */
import { bind, type Module } from "#kernel/module";
import { feedbackApi } from "./api.ts";
import { feedbackFacts } from "./events.ts";
import { feedbackCases } from "./reactions.ts";
import { feedbackHandlers } from "./routes.ts";

export const feedbackModule: Module = {
  name: "feedback",
  ...bind(feedbackApi, feedbackHandlers),
  reactions: [feedbackCases],
  facts: feedbackFacts,
};
