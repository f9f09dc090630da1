/** Days on which nobody delivers in Brazil: national holidays, and the days of carnival and Corpus Christi on which offices close. */
import { type Day, type DayKind, weekdayOf } from "../../src/modules/delivery/model/promise/clock.ts";

const DAY_MS = 86_400_000;
const dayOf = (year: number, month: number, date: number): Day => Date.UTC(year, month - 1, date) / DAY_MS;

/** Easter Sunday of the Gregorian calendar (the rule of Meeus, Jones and Butcher). */
const easter = (year: number): Day => {
  const [golden, century, rest] = [year % 19, Math.floor(year / 100), year % 100];
  const moon = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - (century >> 2) - moon + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * (rest >> 2) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * sunday) / 451);
  return dayOf(year, 3, 22 + epact + sunday - 7 * late);
};

/** Month and date. */
const FIXED = [
  [1, 1],
  [4, 21],
  [5, 1],
  [9, 7],
  [10, 12],
  [11, 2],
  [11, 15],
  [12, 25],
] as const;
/** Days after Easter: carnival's Monday and Tuesday, Good Friday, Corpus Christi. */
const MOVING = [-48, -47, -2, 60];

const years = new Map<number, ReadonlySet<Day>>();
const holidaysIn = (year: number): ReadonlySet<Day> => {
  const known = years.get(year);
  if (known) return known;
  const sunday = easter(year);
  const days = new Set([...FIXED.map(([month, date]) => dayOf(year, month, date)), ...MOVING.map((by) => sunday + by)]);
  years.set(year, days);
  return days;
};

/** Kind of day for the delivery clock. */
export const kindOf = (day: Day): DayKind =>
  holidaysIn(new Date(day * DAY_MS).getUTCFullYear()).has(day) ? 7 : weekdayOf(day);
