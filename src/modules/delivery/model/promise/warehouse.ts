/** What a brand says of a warehouse: where it is, its cut-off, its days off. The rules read it as plain data. */
import { z } from "zod";
import { readDay } from "./calendar.ts";
import { PREFECTURES } from "./japan.ts";

const Date = z.string().refine((text) => readDay(text) !== null, "A date such as 2026-12-29.");

export const DaysOff = z.object({
  closedOnHolidays: z.boolean().default(true),
  closedAtObon: z.boolean().default(false),
  closedAtYearEnd: z.boolean().default(true),
  closedDays: z.array(Date).max(200).default([]),
});
export type DaysOff = z.infer<typeof DaysOff>;

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time such as 15:00.");

export const Warehouse = z.object({
  id: z.string().trim().min(1).max(60),
  name: z.string().trim().min(1).max(80),
  prefecture: z.enum(PREFECTURES),
  cutOff: Time.default("15:00"),
  closedWeekdays: z
    .array(z.int().min(0).max(6))
    .max(6, "It is open on one day of the week at least.")
    .default([5, 6])
    .describe("0 Monday … 6 Sunday."),
  ...DaysOff.shape,
  handlingDays: z.int().min(0).max(60).default(0).describe("Business days between the cut-off and the hand-over."),
});
export type Warehouse = z.infer<typeof Warehouse>;
