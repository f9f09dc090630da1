import { operations, operationsProducts, sendProductReasons } from "./actions/operations.ts";
import type { operationsApi } from "./api.operations.ts";
import type { Ctx } from "#kernel/context";
import type { Handlers } from "#kernel/contract";

export const operationsHandlers: Handlers<typeof operationsApi, Ctx> = {
  operations: (ctx, { query }) => operations(ctx, query.days),
  operationsProducts: (ctx, { query }) => operationsProducts(ctx, query),
  sendProductReasons: (ctx, { params, body }) =>
    sendProductReasons(ctx, { product: decodeURIComponent(params.product), ...body }),
};
