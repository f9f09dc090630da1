/** The door of delivery: what is on its way to whom, and where it is. */
import { bind, type Module } from "#kernel/module";
import { parcelFacts } from "./events.ts";
import { trackingFacts } from "./events.tracking.ts";
import { servePages } from "./pages.ts";
import { deliveryApi } from "./api.ts";
import { trackingApi } from "./api.tracking.ts";
import { deliveryHandlers } from "./routes.ts";
import { trackingHandlers } from "./routes.tracking.ts";
import { trackingReactions } from "./reactions.tracking.ts";
import { serveHooks } from "./routes.hooks.ts";
import { deliveryLink, deliveryOrders, deliveryPromised, watchWorker } from "./reactions.ts";

export { lookUp } from "./actions/lookup.ts";
export { deliveredItems, deliveryProof, parcelsById, parcelsOf, scansOf } from "./actions/reading.ts";
export { readTrackingToken, trackingLink } from "./actions/tracking-link.ts";
export { clientAddress } from "./pages/address.ts";
export { parcelRelation } from "./store/doors.ts";

export const deliveryModule: Module = {
  name: "delivery",
  ...bind({ ...deliveryApi, ...trackingApi }, { ...deliveryHandlers, ...trackingHandlers }),
  serve: (app, serving) => {
    servePages(app, serving);
    serveHooks(app, serving);
  },
  reactions: [deliveryOrders, deliveryLink, deliveryPromised, ...trackingReactions],
  workers: [watchWorker],
  facts: { ...parcelFacts, ...trackingFacts },
};
