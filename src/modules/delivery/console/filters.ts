import { z } from "zod";
import { PARCEL_STATES } from "../model.ts";
import { QUEUES } from "../model.rows.ts";

const text = z.coerce.string().max(100).optional().catch(undefined);

/** What the list's address carries. */
export const ParcelFilters = z.object({
  q: text,
  queue: z.enum(QUEUES).optional().catch(undefined),
  state: z.enum(PARCEL_STATES).optional().catch(undefined),
  carrier: text,
  prefecture: text,
  assignee: text,
});

export const ScoreFilters = z.object({
  days: z.coerce.number().int().min(7).max(400).default(90).catch(90),
  carrier: text,
});
