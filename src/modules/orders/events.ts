import { z } from "zod";
import { ORDER_STATUSES } from "./model.ts";

/** Facts that this module appends. Subject: the order's. */
export const orderFacts = {
  "order.recorded": z.object({
    order: z.string(),
    number: z.string().describe("As the customer knows it."),
    kind: z.enum(["sale", "return"]),
    status: z.enum(ORDER_STATUSES),
    total: z.number().int().describe("Minor units; negative for a return."),
    net: z.number().int().describe("What the brand keeps of it, in minor units."),
    currency: z.string(),
    items: z.number(),
  }),
} as const;
