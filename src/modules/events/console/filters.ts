import { z } from "zod";
import { EVENT_TYPES } from "#kernel/log";
import { REASONS } from "../model.ts";

export const LogFilters = z.object({
  name: z.string().max(255).optional(),
  type: z.enum(EVENT_TYPES).optional().catch(undefined),
  subject: z.string().max(300).optional(),
  event: z.coerce.number().int().optional().catch(undefined),
});

export const QuarantineFilters = z.object({
  status: z.enum(["held", "replayed", "discarded"]).default("held").catch("held"),
  reason: z.enum(REASONS).optional().catch(undefined),
  event: z.string().max(40).optional(),
});
