/** On which days nobody works somewhere: holidays and seasons by rule, other days by list. */
import { z } from "zod";
import { isHoliday, readDay, seasonOf } from "./calendar.ts";
import type { Day } from "./clock.ts";

const Date = z.string().refine((text) => readDay(text) !== null, "A date such as 2026-12-29.");

export const DaysOff = z.object({
  closedOnHolidays: z.boolean().default(true),
  closedAtObon: z.boolean().default(false),
  closedAtYearEnd: z.boolean().default(true),
  closedDays: z.array(Date).max(200).default([]),
});
export type DaysOff = z.infer<typeof DaysOff>;

/** `closed`: the list of days, read once. */
export const isDayOff = (rules: Omit<DaysOff, "closedDays">, day: Day, closed: ReadonlySet<Day>): boolean => {
  if (closed.has(day) || (rules.closedOnHolidays && isHoliday(day))) return true;
  const season = seasonOf(day);
  return (season === "obon" && rules.closedAtObon) || (season === "year_end" && rules.closedAtYearEnd);
};

export const closedSet = (days: readonly string[]): ReadonlySet<Day> =>
  new Set(days.flatMap((text) => readDay(text) ?? []));
