import { z } from "zod";
import { Place } from "./model/promise/types.ts";

const Told = z.object({
  promise: z.uuid(),
  order: z.string().describe("Empty where nothing was bought yet."),
  parcel: z.string().describe("Of one parcel of the order; empty: of all of it."),
  place: Place,
  earliest: z.iso.date(),
  by: z.iso.date(),
  model: z.string(),
});

/** Facts of promises. Subject: who saw it, an anonymous visitor too. */
export const promiseFacts = {
  "promise.shown": Told.extend({ latest: z.iso.date(), confidence: z.string(), level: z.string() }),
  "promise.kept": Told.extend({
    outcome: z.enum(["kept", "early", "late"]),
    days: z.number().int().describe("From the promised day to the arrival; below 0 before it."),
    arrived: z.iso.date(),
  }).describe("The parcel arrived and the promise was scored; the outcome says whether it was kept."),
  "promise.broken": Told.describe("Its day has passed and nothing has arrived: late is certain."),
} as const;
