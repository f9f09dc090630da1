import type { Ctx } from "#kernel/context";
import type { Reaction, StoredEvent } from "#kernel/log";
import type { Worker } from "#kernel/worker";
import { expireReturns } from "./actions/decide.ts";
import { missAheads } from "./actions/exchange.ts";
import { stepSimulation } from "./actions/simulate.ts";
import { nextAheadDue } from "./store/exchanges.ts";
import { ordersPlaced } from "./store/history.ts";
import { bindOrders } from "./store/policies.ts";
import { nextShipmentDue } from "./store/queue.ts";

const bind = async (ctx: Ctx, events: readonly StoredEvent[]): Promise<void> => {
  const ids = [...new Set(events.map((event) => event.properties["order"]).filter((id) => typeof id === "string"))];
  await bindOrders(ctx.db, await ordersPlaced(ctx.db, ids));
};

/** E1: keeps with each order the policy that was valid when it was placed. */
export const returnsBind: Reaction = {
  name: "returns.bind",
  on: ["order.recorded"],
  after: ["orders.fold"],
  handle: bind,
};

/** M9: returns that nobody sent in time. */
export const returnsExpire: Worker = {
  name: "returns.expire",
  wakes: ["returns"],
  run: async (ctx) => ((await expireReturns(ctx)) > 0 ? "more" : await nextShipmentDue(ctx.db)),
};

/** X8: old goods of an exchange that did not come in time. */
export const returnsMiss: Worker = {
  name: "returns.miss",
  wakes: ["returns"],
  run: async (ctx) => ((await missAheads(ctx)) > 0 ? "more" : await nextAheadDue(ctx.db)),
};

/** Simulations, a piece at a time. */
export const returnsSimulate: Worker = {
  name: "returns.simulate",
  wakes: ["returns.simulation"],
  run: async (ctx) => ((await stepSimulation(ctx)) ? "more" : null),
};
