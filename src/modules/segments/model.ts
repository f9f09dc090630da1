import { z } from "zod";
import { Predicate } from "./model/predicate.ts";

export * from "./model/predicate.ts";
export * from "./model/test.ts";
export * from "./model/walk.ts";
export { placesOf } from "./model/place.ts";
export { interestOf, touches, type Interest } from "./model/interest.ts";
export { sentence, sentencePart, type Names as SentenceNames, type Tongue } from "./model/sentence.ts";
export { RFM_DAYS, RfmCuts } from "./model/rfm.ts";

/** `building`: everybody is being evaluated, live changes already count. `paused`: membership stands still. */
export const SegmentStatus = z.enum(["building", "live", "paused"]);
export type SegmentStatus = z.infer<typeof SegmentStatus>;

export const SegmentDraft = z.object({
  name: z.string().trim().min(1, "Give the segment a name.").max(120),
  description: z.string().max(1000).default(""),
  predicate: Predicate,
});
export type SegmentDraft = z.infer<typeof SegmentDraft>;

export const Segment = SegmentDraft.extend({
  id: z.uuid(),
  version: z.int(),
  status: SegmentStatus,
  /** While building: how many of how many profiles have been evaluated. */
  progress: z.object({ done: z.int(), total: z.int() }),
  members: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Segment = z.infer<typeof Segment>;

/** Why a membership began or ended. */
export const Because = z.enum(["event", "time", "merge", "definition"]);
export type Because = z.infer<typeof Because>;
