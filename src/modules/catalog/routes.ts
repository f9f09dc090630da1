import type { Ctx } from "#kernel/context";
import type { Handlers } from "#kernel/contract";
import { bind } from "#kernel/module";
import { countStock, listed, listedCategories, shownProduct } from "./actions.ts";
import { catalogApi } from "./api.ts";

const handlers: Handlers<typeof catalogApi, Ctx> = {
  list: (ctx, { query }) => listed(ctx, query),
  categories: (ctx) => listedCategories(ctx),
  countStock: async (ctx, { body }) => {
    await countStock(ctx, body.items);
  },
  get: (ctx, { params }) => shownProduct(ctx, params.id),
};

export const catalogRoutes = bind(catalogApi, handlers);
