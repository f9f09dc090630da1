import { bind } from "#kernel/module";
import { listed, listedCategories, shownProduct } from "./actions.ts";
import { catalogApi } from "./api.ts";

export const catalogRoutes = bind(catalogApi, {
  list: (ctx, { query }) => listed(ctx, query),
  categories: (ctx) => listedCategories(ctx),
  get: (ctx, { params }) => shownProduct(ctx, params.id),
});
