import { z } from "zod";
import { Reason } from "./model/reason.ts";

/** Facts that journeys append, under the subject of the event that started the run. */
export const journeyFacts = {
  "journey.entered": z.object({
    journey: z.uuid(),
    name: z.string(),
    version: z.number().int(),
    run: z.uuid(),
  }),
  "journey.exited": z.object({
    journey: z.uuid(),
    name: z.string(),
    run: z.uuid(),
    /** Code of the reason: `exit_reached`, `exit_event`, `merged` … */
    reason: z.string(),
    detail: Reason,
  }),
} as const;
