import { z } from "zod";
import { JOURNEY_STATUS } from "#journeys/model";

export const ListFilters = z.object({
  q: z.string().max(100).optional(),
  status: z.enum(JOURNEY_STATUS).optional(),
});

export const JourneyFilters = z.object({
  tab: z.enum(["graph", "runs", "versions"]).default("graph"),
  node: z.string().max(40).optional(),
  phase: z.enum(["alive", "ended"]).optional(),
});
