import { consentApi } from "./api.ts";
import { consentFacts } from "./events.ts";
import { servePreferences } from "./pages.ts";
import { consentFold } from "./reactions.ts";
import { consentHandlers } from "./routes.ts";
import { bind, type Module } from "#kernel/module";

export type { MessageClass, Reach, Unreachable } from "./model.ts";
export { consentOfKeys, liftSuppression, reachable, reachableMany, recordConsent, suppress } from "./actions.ts";
export { preferencePage } from "./pages.ts";

/** Purposes, proof, reach and the suppression list. */
export const consentModule: Module = {
  name: "consent",
  ...bind(consentApi, consentHandlers),
  serve: servePreferences,
  reactions: [consentFold],
  facts: consentFacts,
};
