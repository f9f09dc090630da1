import { z } from "zod";
import { contract } from "#kernel/contract";
import { Order, ORDER_STATUSES, OrderHead, OrderLine, OrderTotals } from "./model.ts";

const limit = z.coerce.number().int().min(1).max(200).default(50);
const cursor = z.string().max(400).optional();

export const Buyer = z
  .object({ profile: z.uuid(), name: z.string() })
  .nullable()
  .describe("Null where the order names nobody.");

export const OrderRow = OrderHead.extend({ buyer: Buyer });
export type OrderRow = z.infer<typeof OrderRow>;

export const ShownOrder = Order.extend({
  buyer: Buyer,
  products: z.array(OrderLine.extend({ variantName: z.string().describe("As people call it; else its code.") })),
});
export type ShownOrder = z.infer<typeof ShownOrder>;

export const ordersApi = contract({
  list: {
    method: "GET",
    path: "/api/orders",
    summary: "Orders and returns of all channels, newest first",
    query: z.object({
      q: z.string().max(100).optional().describe("Beginning of an order number."),
      status: z.enum(ORDER_STATUSES).optional(),
      kind: z.enum(["sale", "return"]).optional(),
      channel: z.string().max(100).optional(),
      limit,
      cursor,
    }),
    returns: z.object({ items: z.array(OrderRow), next: z.string().nullable() }),
  },
  totals: {
    method: "GET",
    path: "/api/orders/totals",
    summary: "Count and value of all orders, per currency",
    returns: z.object({ items: z.array(OrderTotals) }),
  },
  get: {
    method: "GET",
    path: "/api/orders/{id}",
    summary: "One order with its lines and refunds",
    params: z.object({ id: z.string().max(300) }),
    returns: ShownOrder,
  },
  ofProfile: {
    method: "GET",
    path: "/api/profiles/{id}/orders",
    summary: "The orders of a customer, newest first, and their totals per currency",
    params: z.object({ id: z.uuid() }),
    query: z.object({ limit, cursor }),
    returns: z.object({ items: z.array(OrderHead), totals: z.array(OrderTotals), next: z.string().nullable() }),
  },
});
