/** Japan's calendar by rule: 国民の祝日 with substitute and citizens' holidays and equinoxes, お盆, 年末年始. No list to keep. */
import { type Day, type DayKind, weekdayOf } from "./clock.ts";

const DAY_MS = 86_400_000;

/** Day of a date; months count from 1. */
export const dayOf = (year: number, month: number, date: number): Day => Date.UTC(year, month - 1, date) / DAY_MS;
const partsOf = (day: Day): readonly [year: number, month: number, date: number] => {
  const at = new Date(day * DAY_MS);
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
};
/** A day as 2026-11-23. */
export const dayText = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
/** The day of such a text; null where it is no date. */
export const readDay = (text: string): Day | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = Date.parse(`${text}T00:00:00Z`) / DAY_MS;
  return Number.isNaN(day) || dayText(day) !== text ? null : day;
};

const monday = (year: number, month: number, nth: number): Day => {
  const first = dayOf(year, month, 1);
  return first + ((7 - weekdayOf(first)) % 7) + 7 * (nth - 1);
};
/** Valid from 1980 to 2099. */
const equinox = (year: number, month: 3 | 9): Day => {
  const base = month === 3 ? 20.8431 : 23.2488;
  return dayOf(year, month, Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4)));
};

/** Years in which the Olympics and the enthronement moved days. */
const MOVED: Readonly<Record<number, { sea: Day; mountain: Day; sports: Day }>> = {
  2020: { sea: dayOf(2020, 7, 23), mountain: dayOf(2020, 8, 10), sports: dayOf(2020, 7, 24) },
  2021: { sea: dayOf(2021, 7, 22), mountain: dayOf(2021, 8, 8), sports: dayOf(2021, 7, 23) },
};

const named = (year: number): Day[] => [
  dayOf(year, 1, 1),
  monday(year, 1, 2),
  dayOf(year, 2, 11),
  ...(year >= 2020 ? [dayOf(year, 2, 23)] : year <= 2018 ? [dayOf(year, 12, 23)] : []),
  equinox(year, 3),
  dayOf(year, 4, 29),
  dayOf(year, 5, 3),
  dayOf(year, 5, 4),
  dayOf(year, 5, 5),
  ...(year === 2019 ? [dayOf(2019, 5, 1), dayOf(2019, 10, 22)] : []),
  MOVED[year]?.sea ?? monday(year, 7, 3),
  ...(year >= 2016 ? [MOVED[year]?.mountain ?? dayOf(year, 8, 11)] : []),
  monday(year, 9, 3),
  equinox(year, 9),
  MOVED[year]?.sports ?? monday(year, 10, 2),
  dayOf(year, 11, 3),
  dayOf(year, 11, 23),
];

const holidaysIn = (year: number): ReadonlySet<Day> => {
  const days = new Set(named(year));
  // A day between two holidays is one too; it never is a Sunday.
  for (const day of named(year))
    if (days.has(day + 2) && !days.has(day + 1) && weekdayOf(day + 1) !== 6) days.add(day + 1);
  // A holiday on a Sunday gives the next day that is none yet.
  for (const day of named(year).toSorted((a, b) => a - b)) {
    if (weekdayOf(day) !== 6) continue;
    let next = day + 1;
    while (days.has(next)) next++;
    days.add(next);
  }
  return days;
};

const years = new Map<number, ReadonlySet<Day>>();
export const isHoliday = (day: Day): boolean => {
  const [year] = partsOf(day);
  let days = years.get(year);
  if (!days) years.set(year, (days = holidaysIn(year)));
  return days.has(day);
};

/** Kind of day for the delivery clock. */
export const kindOf = (day: Day): DayKind => (isHoliday(day) ? 7 : weekdayOf(day));

/** お盆: 13 to 16 August. 年末年始: 29 December to 3 January. */
export type Season = "obon" | "year_end";
export const seasonOf = (day: Day): Season | null => {
  const [, month, date] = partsOf(day);
  if (month === 8 && date >= 13 && date <= 16) return "obon";
  if ((month === 12 && date >= 29) || (month === 1 && date <= 3)) return "year_end";
  return null;
};

/** Whether a season or two holidays lie from this day to that one. */
export const isHolidayPeriod = (from: Day, to: Day): boolean => {
  let holidays = 0;
  for (let day = from; day <= to; day++) {
    if (seasonOf(day)) return true;
    if (isHoliday(day)) holidays++;
  }
  return holidays >= 2;
};
