import type { OrderStatus } from "#orders/model";
import type { Tone } from "../ui/status.tsx";
import type { Pair } from "../words.ts";

/** How far an order has come. */
export const ORDER_STATUS: Readonly<Record<OrderStatus, { readonly words: Pair; readonly tone: Tone }>> = {
  placed: { words: ["ご注文済み", "Placed"], tone: "running" },
  shipped: { words: ["出荷済み", "Shipped"], tone: "running" },
  delivered: { words: ["お届け済み", "Delivered"], tone: "good" },
  partly_refunded: { words: ["一部返金", "Partly refunded"], tone: "held" },
  refunded: { words: ["返金済み", "Refunded"], tone: "held" },
  cancelled: { words: ["取り消し", "Cancelled"], tone: "plain" },
};
