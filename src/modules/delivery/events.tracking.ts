import { z } from "zod";
import { CAUSES } from "./model/remedy.ts";

export const Feeling = z.enum(["good", "ok", "bad"]);
export type Feeling = z.infer<typeof Feeling>;
export const PROBLEMS = ["not_found", "damaged", "missing", "wrong", "late", "other"] as const;
export const Problem = z.enum(PROBLEMS);
export type Problem = z.infer<typeof Problem>;

const OfParcel = z.object({ order: z.string(), parcel: z.uuid() });

export const ProblemReport = z.object({
  order: z.string(),
  parcel: z.uuid().nullable(),
  problem: Problem,
  note: z.string(),
});

/** One lesson, in both languages. */
const Lesson = z.object({
  content: z.uuid(),
  afterDays: z.number().int(),
  title: z.string(),
  body: z.string(),
  titleEn: z.string(),
  bodyEn: z.string(),
  url: z.string(),
});

/** What customers say about a delivery, and what the brand does for them. Subject: the order's. */
export const trackingFacts = {
  "delivery.arriving": OfParcel.extend({
    carrier: z.string(),
    number: z.string(),
    day: z.string(),
    slot: z.string().describe("As wished for; empty: some time of the day."),
    from: z.number().int().describe("Hour at which the slot begins; 0 without one."),
    to: z.number().int(),
    notice: z.string(),
    tracking: z.string(),
  }),
  "delivery.choice_requested": OfParcel.extend({
    choice: z.uuid(),
    kind: z.enum(["redelivery", "change"]),
    carrier: z.string(),
    day: z.string(),
    slot: z.string(),
    spot: z.string(),
  }),
  "delivery.choice_settled": OfParcel.extend({ choice: z.uuid(), state: z.enum(["arranged", "refused"]) }),
  "delivery.felt": OfParcel.extend({ feeling: Feeling, change: z.number().int(), from: z.enum(["page", "line"]) }),
  "delivery.problem_reported": ProblemReport,
  "delivery.remedy_granted": z.object({
    order: z.string(),
    parcel: z.uuid().nullable(),
    remedy: z.uuid(),
    cause: z.enum(CAUSES),
    gives: z.enum(["message", "points", "coupon", "shipping"]).describe("message: words only."),
    amount: z.number().int(),
    currency: z.string(),
    code: z.string().describe("Of a coupon; else empty."),
    reason: z.string(),
    tracking: z.string(),
  }),
  "delivery.lessons_chosen": OfParcel.extend({
    occasion: z.string(),
    tracking: z.string(),
    first: Lesson,
    second: Lesson.optional(),
    third: Lesson.optional(),
  }),
} as const;
