/** The door of delivery: what is on its way to whom, and where it is. */
import { bind, type Module } from "#kernel/module";
import { parcelFacts } from "./events.ts";
import { promiseFacts } from "./events.promise.ts";
import { trackingFacts } from "./events.tracking.ts";
import { servePages } from "./pages.ts";
import { deliveryApi } from "./api.ts";
import { promiseApi } from "./api.promise.ts";
import { trackingApi } from "./api.tracking.ts";
import { deliveryHandlers } from "./routes.ts";
import { promiseHandlers, servePromise } from "./routes.promise.ts";
import { trackingHandlers } from "./routes.tracking.ts";
import { overdueWorker, promiseOrders, promiseParcels, refitWorker } from "./reactions.promise.ts";
import { trackingReactions } from "./reactions.tracking.ts";
import { serveHooks } from "./routes.hooks.ts";
import { deliveryLink, deliveryOrders, deliveryPromised, watchWorker } from "./reactions.ts";

export { lookUp } from "./actions/lookup.ts";
export { promisesOf } from "./actions/promise/ledger.ts";
export { promiseFor } from "./actions/promise/predict.ts";
export { deliveredItems, deliveryProof, parcelsById, parcelsOf, scansOf } from "./actions/reading.ts";
export { readTrackingToken, trackingLink } from "./actions/tracking-link.ts";
export { clientAddress } from "./pages/address.ts";
export { parcelRelation } from "./store/doors.ts";

export const deliveryModule: Module = {
  name: "delivery",
  ...bind(
    { ...deliveryApi, ...promiseApi, ...trackingApi },
    { ...deliveryHandlers, ...promiseHandlers, ...trackingHandlers },
  ),
  serve: (app, serving) => {
    servePages(app, serving);
    serveHooks(app, serving);
    servePromise(app, serving);
  },
  reactions: [deliveryOrders, deliveryLink, deliveryPromised, promiseOrders, promiseParcels, ...trackingReactions],
  workers: [watchWorker, refitWorker, overdueWorker],
  facts: { ...parcelFacts, ...promiseFacts, ...trackingFacts },
};
