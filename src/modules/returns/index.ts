/** The door of returns: what comes back, what is exchanged, and what is given back for it. */
import { claimWatch } from "./actions/claim/watch.ts";
import { claimsApi, operationsApi, returnsApi } from "./api.ts";
import { claimFacts } from "./events.claim.ts";
import { operationsFacts } from "./events.operations.ts";
import { returnFacts } from "./events.ts";
import { serveClaimPages } from "./pages/claim.ts";
import { serveNote } from "./pages/note.ts";
import { servePortal } from "./pages/portal.ts";
import { serveReturns } from "./pages/portal-return.ts";
import { claimReactions } from "./reactions.claim.ts";
import { returnsBind, returnsExpire, returnsMiss, returnsSimulate } from "./reactions.ts";
import { claimHandlers, serveClaimPictures } from "./routes.claim.ts";
import { operationsHandlers } from "./routes.operations.ts";
import { returnsHandlers } from "./routes.ts";
import { bind, type Module } from "#kernel/module";

export { claimLink } from "./actions/claim/link.ts";
export { returnLink } from "./actions/links.ts";

export const returnsModule: Module = {
  name: "returns",
  ...bind(
    { ...returnsApi, ...claimsApi, ...operationsApi },
    { ...returnsHandlers, ...claimHandlers, ...operationsHandlers },
  ),
  serve: (app, serving) => {
    serveClaimPictures(app, serving);
    serveClaimPages(app, serving);
    servePortal(app, serving);
    serveReturns(app, serving);
    serveNote(app, serving);
  },
  reactions: [returnsBind, ...claimReactions],
  workers: [returnsExpire, returnsMiss, returnsSimulate, claimWatch],
  facts: { ...returnFacts, ...claimFacts, ...operationsFacts },
};
