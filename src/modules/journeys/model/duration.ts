import { Temporal } from "temporal-polyfill";
import { z } from "zod";

export const UNITS = ["minutes", "hours", "days", "weeks"] as const;

/** A length of time as people say it. Days and weeks are calendar days: they keep the hour of the clock over a DST change. */
export const Duration = z.object({
  amount: z.number().int().min(0).max(10_000),
  unit: z.enum(UNITS),
});
export type Duration = z.infer<typeof Duration>;

export const isZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

const zoned = (at: Date, zone: string) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
const instant = (time: Temporal.ZonedDateTime) => new Date(time.epochMilliseconds);

export const addDuration = (at: Date, duration: Duration, zone: string): Date =>
  instant(zoned(at, zone).add({ [duration.unit]: duration.amount }));

/**
 * The first moment at or after `from` when clocks in `zone` show `time` on one of `weekdays` (1 Monday … 7 Sunday). An hour
 * that a spring change skips is taken just after the gap; an hour that comes twice is taken the first time.
 */
export const nextLocal = (
  from: Date,
  { time, weekdays }: { readonly time: string; readonly weekdays: readonly number[] },
  zone: string,
): Date => {
  const start = zoned(from, zone);
  const at = Temporal.PlainTime.from(time);
  // Eight days: today's hour may be past, and then the same weekday is a week away.
  for (let day = 0; day <= 7; day++) {
    const date = start.toPlainDate().add({ days: day });
    if (!weekdays.includes(date.dayOfWeek)) continue;
    const candidate = date.toZonedDateTime({ timeZone: zone, plainTime: at });
    if (Temporal.ZonedDateTime.compare(candidate, start) >= 0) return instant(candidate);
  }
  throw new RangeError("A local time needs at least one weekday.");
};
