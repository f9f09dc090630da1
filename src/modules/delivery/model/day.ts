import { Temporal } from "temporal-polyfill";

/** The end of a day (`2026-11-25`) in this zone; an instant stays what it is. null where the text is neither. */
export const endOfDay = (day: string, zone: string): Date | null => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    try {
      const next = Temporal.PlainDate.from(day).add({ days: 1 });
      return new Date(next.toZonedDateTime(zone).epochMilliseconds);
    } catch {
      return null;
    }
  }
  const at = new Date(day);
  return day === "" || Number.isNaN(at.getTime()) ? null : at;
};
