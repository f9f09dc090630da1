/** Calendar rules of the arbiter, in the zone of the person written to. Pure. */
import { Temporal } from "temporal-polyfill";

/** Local times of day, `HH:MM`. From later than to: it runs over midnight. Equal: never. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

const local = (at: Date, zone: string) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
const instant = (zoned: Temporal.ZonedDateTime) => new Date(zoned.epochMilliseconds);
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** When the quiet hours that `at` falls into end; null outside of them. */
export const quietUntil = (at: Date, zone: string, quiet: QuietHours): Date | null => {
  const from = minutes(quiet.from);
  const to = minutes(quiet.to);
  if (from === to) return null;
  const here = local(at, zone);
  const minute = here.hour * 60 + here.minute;
  const overnight = from > to;
  if (overnight ? minute < from && minute >= to : minute < from || minute >= to) return null;
  const day = overnight && minute >= from ? here.toPlainDate().add({ days: 1 }) : here.toPlainDate();
  return instant(day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(quiet.to) }));
};

/** Midnight that begins the local day of `at`. */
export const dayStart = (at: Date, zone: string): Date => instant(local(at, zone).startOfDay());

/** The next local midnight. */
export const nextDay = (at: Date, zone: string): Date => instant(local(at, zone).add({ days: 1 }).startOfDay());

/** Midnight that begins the next local month: when a monthly quota is new. */
export const nextMonth = (at: Date, zone: string): Date =>
  instant(local(at, zone).with({ day: 1 }).add({ months: 1 }).startOfDay());

/** True where the zone is one that we can compute with. */
export const isZone = (zone: unknown): zone is string => {
  if (typeof zone !== "string" || zone === "" || /^[+-]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone }).format(0);
    return true;
  } catch {
    return false;
  }
};
