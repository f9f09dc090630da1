/** The door of orders: what was bought, from any channel. */
import type { Module } from "#kernel/module";
import { orderFacts } from "./events.ts";
import { ordersFold } from "./reactions.ts";
import { orderRoutes } from "./routes.ts";

export { orderOf, ordersNamed, ordersOf } from "./actions.ts";
export type { Order, OrderLine } from "./model.ts";
export { orderLineRelation, orderRelation } from "./store/doors.ts";

export const ordersModule: Module = { name: "orders", ...orderRoutes, reactions: [ordersFold], facts: orderFacts };
