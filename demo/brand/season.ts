/** When people here buy: year's end, spring, the rainy season for hair, payday, weekends, evenings. All in Tokyo's time. */
import type { Chance } from "./chance.ts";
import type { Line } from "./goods.ts";

export const DAY = 86_400_000;
const TOKYO = 9 * 3_600_000;

/** The date in Tokyo: year, month 1 to 12, day, weekday 0 (Sunday) to 6. */
export const dateIn = (at: number) => {
  const date = new Date(at + TOKYO);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
  };
};
/** Midnight in Tokyo of the day that holds `at`. */
export const midnight = (at: number): number => Math.floor((at + TOKYO) / DAY) * DAY - TOKYO;
/** 2026-11-22 */
export const dayText = (at: number): string => new Date(at + TOKYO).toISOString().slice(0, 10);

//                            1     2     3     4     5     6     7     8     9    10    11    12
const MONTHS: Readonly<Record<Line, readonly number[]>> = {
  hair: [0.9, 0.85, 1.05, 1.05, 1.1, 1.45, 1.35, 1.0, 0.95, 0.95, 1.0, 1.25],
  cloth: [1.15, 0.8, 1.15, 1.2, 1.1, 1.0, 1.15, 0.75, 0.95, 1.05, 1.1, 1.5],
};

/** How much more than on an ordinary day is bought on this one. */
export const seasonOf = (at: number, line: Line): number => {
  const { month, day, weekday } = dateIn(at);
  const monthly = MONTHS[line][month - 1] ?? 1;
  const week = [1.35, 0.9, 0.88, 0.9, 0.95, 1.05, 1.3][weekday] ?? 1;
  const payday = day >= 25 && day <= 28 ? 1.35 : day >= 20 && day < 25 ? 0.85 : 1;
  const sale =
    (month === 1 && day >= 2 && day <= 7) || (month === 6 && day >= 24) || (month === 11 && day >= 20 && day <= 27)
      ? 1.5
      : 1;
  const rest = (month === 12 && day >= 30) || (month === 1 && day === 1) ? 0.4 : 1;
  return monthly * week * payday * sale * rest;
};
const HIGHEST = 4.2;

const HOURS = [2, 1, 0.4, 0.2, 0.2, 0.5, 1.5, 3, 3.5, 3.5, 4, 4.5, 7, 5, 4, 4, 4, 4.5, 5, 6, 8, 9.5, 9, 5].map(
  (weight, hour) => [hour, weight] as const,
);

/** A moment of this day in Tokyo, at an hour at which people are on their phones. */
export const momentOn = (draw: Chance, at: number, open?: readonly [number, number]): number => {
  const hour = open ? draw.between(open[0], open[1] - 1) : draw.weighted(HOURS);
  return midnight(at) + hour * 3_600_000 + draw.between(0, 3_599) * 1_000;
};

/** A day about `at`, within `spread` days, that the season favours. */
export const seasonalDay = (draw: Chance, at: number, spread: number, line: Line): number => {
  for (let tries = 0; tries < 12; tries++) {
    const day = at + draw.between(-spread, spread) * DAY;
    if (draw.yes(seasonOf(day, line) / HIGHEST)) return day;
  }
  return at;
};

/** What is on offer that day. */
export const couponOn = (at: number): { readonly code: string; readonly share: number } | null => {
  const { month, day } = dateIn(at);
  if (month === 1 && day >= 2 && day <= 7) return { code: "HATSUURI", share: 0.15 };
  if (month === 6 && day >= 10 && day <= 20) return { code: "TSUYU", share: 0.1 };
  if (month === 11 && day >= 20 && day <= 27) return { code: "KURO", share: 0.12 };
  if (month === 3 && day >= 20) return { code: "HARU", share: 0.08 };
  return null;
};
