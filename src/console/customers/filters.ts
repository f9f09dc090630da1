import { z } from "zod";
import { TIMELINE_KINDS } from "#profiles/model";

export const ListFilters = z.object({ q: z.string().max(200).optional(), all: z.literal("true").optional() });

export const CustomerFilters = z.object({
  tab: z.enum(["story", "orders", "identity"]).default("story"),
  kind: z.enum(TIMELINE_KINDS).optional(),
});
