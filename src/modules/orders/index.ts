/** The door of orders: what was bought, from any channel. */
import type { Ctx } from "#kernel/context";
import type { Module } from "#kernel/module";
import { orderFacts } from "./events.ts";
import type { OrderHead } from "./model.ts";
import { ordersOfSubjects } from "./store/doors.ts";

export type { Order, OrderHead, OrderStatus } from "./model.ts";
export { orderLineRelation, orderRelation } from "./store/doors.ts";

/** The orders of these subjects, newest first, at most 1,000. */
export const ordersOf = (ctx: Ctx, subjects: readonly string[]): Promise<OrderHead[]> =>
  ordersOfSubjects(ctx.db, subjects, 1_000);

export const ordersModule: Module = { name: "orders", facts: orderFacts };
