/** When a warehouse sends an order off: its cut-off, its business days, the days it needs. */
import { z } from "zod";
import { type Day, weekdayOf } from "./clock.ts";
import { closedSet, DaysOff, isDayOff } from "./days-off.ts";
import { PREFECTURES } from "./japan.ts";

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

/** Longer than any row of closed days. */
const MOST_DAYS = 400;

export const isOpen = (warehouse: Warehouse, day: Day, closed: ReadonlySet<Day>): boolean =>
  !warehouse.closedWeekdays.includes(weekdayOf(day)) && !isDayOff(warehouse, day, closed);

/** `time` as 14:05 in the brand's zone. */
export const dispatchDay = (warehouse: Warehouse, day: Day, time: string): Day => {
  const closed = closedSet(warehouse.closedDays);
  const opens = (from: Day): Day => {
    for (let at = from; at < from + MOST_DAYS; at++) if (isOpen(warehouse, at, closed)) return at;
    return from + MOST_DAYS;
  };
  // At the cut-off itself the door is closed.
  let at = opens(time < warehouse.cutOff ? day : day + 1);
  for (let done = 0; done < warehouse.handlingDays; done++) at = opens(at + 1);
  return at;
};
