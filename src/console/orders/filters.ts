import { z } from "zod";
import { ORDER_STATUSES } from "#orders/model";

export const OrderFilters = z.object({
  q: z.string().max(100).optional(),
  status: z.enum(ORDER_STATUSES).optional(),
  kind: z.enum(["sale", "return"]).optional(),
});
