/** On which days nobody works somewhere: holidays and seasons by rule, other days by list. */
import { isHoliday, readDay, seasonOf } from "./calendar.ts";
import type { Day } from "./clock.ts";
import type { DaysOff } from "./warehouse.ts";

/** `closed`: the list of days, read once. */
export const isDayOff = (rules: Omit<DaysOff, "closedDays">, day: Day, closed: ReadonlySet<Day>): boolean => {
  if (closed.has(day) || (rules.closedOnHolidays && isHoliday(day))) return true;
  const season = seasonOf(day);
  return (season === "obon" && rules.closedAtObon) || (season === "year_end" && rules.closedAtYearEnd);
};

export const closedSet = (days: readonly string[]): ReadonlySet<Day> =>
  new Set(days.flatMap((text) => readDay(text) ?? []));
