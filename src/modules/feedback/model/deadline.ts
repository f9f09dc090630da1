/** Deadlines in business hours. Pure. */
import { closedSet, isDayOff, readDay } from "#delivery/model";
import { Temporal } from "temporal-polyfill";
import type { CaseSettings } from "../model.ts";

const SIX_YEARS = 2_200;

/** C3: the moment at which so many business hours have passed since `from`, by the brand's clock. */
export const dueAt = (
  from: Date,
  hours: number,
  settings: Omit<CaseSettings, "hours" | "team">,
  zone: string,
): Date => {
  const { weekdays, from: opens, to: closes } = settings;
  const closed = closedSet(settings.closedDays);
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone);
  let left = hours * 3_600_000;
  let day = start.toPlainDate();
  // Hours that end before they begin are a whole day.
  const whole = opens >= closes;
  for (let n = 0; n < SIX_YEARS; n++, day = day.add({ days: 1 })) {
    const here = readDay(day.toString());
    if (!weekdays.includes(day.dayOfWeek) || (here !== null && isDayOff(settings, here, closed))) continue;
    const at = (time: string) => day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) });
    const begins = whole ? day.toZonedDateTime(zone).epochMilliseconds : at(opens).epochMilliseconds;
    const ends = whole ? day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds : at(closes).epochMilliseconds;
    const first = Math.max(begins, from.getTime());
    if (first >= ends) continue;
    if (left <= ends - first) return new Date(first + left);
    left -= ends - first;
  }
  return new Date(from.getTime() + hours * 3_600_000);
};
