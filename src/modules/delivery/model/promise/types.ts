/** Shapes of promises as the API, the console and other modules see them; no I/O. */
import { z } from "zod";
import { CONFIDENCE, REASONS } from "./promise.ts";
import { ConfidenceLevel } from "./settings.ts";

export const PLACES = ["product", "cart", "checkout", "tracking", "notice"] as const;
export const Place = z.enum(PLACES);
export type Place = z.infer<typeof Place>;

const Day = z.iso.date();

export const Destination = z.object({
  postalCode: z.string().max(20).optional(),
  prefecture: z.string().max(40).optional(),
});

export const Ask = z.object({
  destination: Destination,
  carrier: z.string().max(60).optional().describe("The brand's first carrier where absent."),
  service: z.string().max(60).optional(),
  warehouse: z.string().max(60).optional().describe("The brand's first warehouse where absent."),
  at: z.iso.datetime({ offset: true }).optional().describe("When it is ordered; now where absent."),
  slot: z.string().max(20).optional().describe("am, 14-16 …; refused where the carrier has no such slot."),
});
export type Ask = z.infer<typeof Ask>;

export const Promised = z.object({
  earliest: Day,
  latest: Day.describe("From earliest to latest it comes in 80 of 100 cases."),
  by: Day.describe("It has come by then in 95 of 100 cases."),
  point: Day.describe("The likeliest day's best guess: the median."),
  dispatch: Day,
  confidence: z.object({ code: z.enum(CONFIDENCE), level: ConfidenceLevel }),
  model: z.string(),
});
export const NoPromise = z.object({ none: z.literal(true), reason: z.enum(REASONS) });
export const Answer = z.union([Promised, NoPromise]);
export type Answer = z.infer<typeof Answer>;

export const OUTCOMES = ["kept", "early", "late", "open", "overdue"] as const;

export const PromiseRow = z.object({
  id: z.uuid(),
  shownAt: z.iso.datetime(),
  place: Place,
  subject: z.string(),
  order: z.string(),
  parcel: z.uuid().nullable().describe("Null: said of the whole order."),
  carrier: z.string(),
  prefecture: z.string(),
  dispatch: Day,
  earliest: Day,
  point: Day,
  latest: Day,
  by: Day,
  confidence: z.enum(CONFIDENCE),
  level: ConfidenceLevel,
  model: z.string(),
  arrived: Day.nullable(),
  outcome: z.enum(OUTCOMES),
});
export type PromiseRow = z.infer<typeof PromiseRow>;
