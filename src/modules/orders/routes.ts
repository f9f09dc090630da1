import { bind } from "#kernel/module";
import { allTotals, listed, ofProfile, shownOrder } from "./actions.ts";
import { ordersApi } from "./api.ts";

export const orderRoutes = bind(ordersApi, {
  list: (ctx, { query }) => listed(ctx, query),
  totals: (ctx) => allTotals(ctx),
  get: (ctx, { params }) => shownOrder(ctx, params.id),
  ofProfile: (ctx, { params, query }) => ofProfile(ctx, params.id, query),
});
