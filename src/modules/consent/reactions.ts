import { foldConsent } from "./actions.ts";
import { CONSENT_EVENTS, changesOf, reachOf } from "./model.ts";
import type { Reaction } from "#kernel/log";

export const consentFold: Reaction = {
  name: "consent.fold",
  on: CONSENT_EVENTS,
  handle: (ctx, events) => foldConsent(ctx, events.flatMap(changesOf), events.flatMap(reachOf)),
};
