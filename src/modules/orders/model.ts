/** Shapes of orders; no I/O. How an order is folded from events: model.fold.ts. */
import { z } from "zod";

/** A later one in this list wins over those before it, whatever came first. */
export const ORDER_STATUSES = ["placed", "shipped", "delivered", "partly_refunded", "refunded", "cancelled"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const OrderLine = z.object({
  line: z.number().int(),
  product: z.string(),
  variant: z.string(),
  name: z.string(),
  category: z.string(),
  quantity: z.number(),
  price: z.number().int().describe("Per piece, minor units."),
  discount: z.number().int().describe("Of the whole line, minor units."),
  taxRate: z.number().int().nullable().describe("Basis points: 1000 is 10 %."),
  total: z.number().int(),
  returned: z.number().describe("Pieces that refunds name."),
});
export type OrderLine = z.infer<typeof OrderLine>;

export const OrderRefund = z.object({
  refund: z.string(),
  at: z.iso.datetime(),
  amount: z.number().int(),
  reason: z.string(),
  lines: z.array(z.object({ product: z.string(), variant: z.string(), quantity: z.number() })),
});
export type OrderRefund = z.infer<typeof OrderRefund>;

const moment = z.iso.datetime().nullable();

/** How an order was paid, and where it goes. What nobody said is "", 0 or false. */
export const OrderTerms = z.object({
  payment: z.string().describe("As the shop calls it: card, cod, konbini…"),
  fee: z.number().int().describe("For paying on delivery and the like, minor units."),
  pointsUsed: z.number().int().describe("Paid with points, minor units."),
  pointsEarned: z.number().int(),
  gift: z.boolean(),
  occasion: z.string().describe("What it is for: 出産祝い, birthday…"),
  discounts: z
    .array(z.object({ code: z.string(), amount: z.number().int(), products: z.array(z.string()) }))
    .describe("Parts of the order's discount that are for some products only."),
  prefecture: z.string(),
  postalCode: z.string(),
  country: z.string(),
});
export type OrderTerms = z.infer<typeof OrderTerms>;

/** An order without its lines. Amounts in minor units of its currency. */
export const OrderHead = z.object({
  order: z.string(),
  number: z.string(),
  subject: z.string().describe("The identity that the order names; empty for a sale without a card."),
  kind: z.enum(["sale", "return"]).describe("return: a document of its own, with negative amounts."),
  status: z.enum(ORDER_STATUSES),
  at: z.iso.datetime(),
  currency: z.string(),
  total: z.number().int(),
  refunded: z.number().int(),
  net: z.number().int().describe("total less refunds; 0 when cancelled; negative for a return."),
  items: z.number(),
  lines: z.number().int(),
  channel: z.string(),
  returnOf: z.string().nullable(),
});
export type OrderHead = z.infer<typeof OrderHead>;

export const Order = OrderHead.extend({
  subtotal: z.number().int().nullable(),
  shipping: z.number().int().nullable(),
  tax: z.number().int().nullable(),
  discount: z.number().int().nullable(),
  coupon: z.string(),
  terms: OrderTerms,
  shippedAt: moment,
  deliveredAt: moment,
  cancelledAt: moment,
  refundedAt: moment,
  decision: z.string().nullable(),
  products: z.array(OrderLine),
  refunds: z.array(OrderRefund),
});
export type Order = z.infer<typeof Order>;

export const OrderTotals = z.object({
  currency: z.string(),
  orders: z.number().int().describe("Sales that stand."),
  returns: z.number().int(),
  cancelled: z.number().int(),
  value: z.number().int().describe("Net of refunds, returns and cancellations, minor units."),
  items: z.number(),
  first: moment,
  last: moment,
});
export type OrderTotals = z.infer<typeof OrderTotals>;
