import { z } from "zod";
import { Because } from "./model.ts";

const Transition = z.object({
  segment: z.uuid(),
  name: z.string(),
  profile: z.uuid(),
  because: Because,
  /** The event that tipped it, where one did. */
  event: z.string().optional(),
  /** The segment was new or redefined: a journey that waits for people to change should not take this for a change. */
  backfill: z.boolean(),
});

/** Facts that segments append, under the subject by which the profile is best named. */
export const segmentFacts = {
  "segment.entered": Transition,
  "segment.exited": Transition,
} as const;
