/** The door of messaging: nothing leaves but through here. */
import { bind, type Module } from "#kernel/module";
import { messagingApi } from "./api.ts";
import { messagingFacts } from "./events.ts";
import { servePages } from "./pages.ts";
import { messagingWorkers } from "./reactions.ts";
import { messagingHandlers } from "./routes.ts";

export { type Decision, type MessageRequest, requestMessage, requestMessages } from "./actions/request.ts";

export const messagingModule: Module = {
  name: "messaging",
  ...bind(messagingApi, messagingHandlers),
  serve: servePages,
  workers: messagingWorkers,
  facts: messagingFacts,
};
