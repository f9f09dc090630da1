/** Days and times as the tracking page says them. Formatters are kept: making one costs more than the rest of a page. */
export type Language = "ja" | "en";

const kept = new Map<string, Intl.DateTimeFormat>();
const formatter = (name: string, language: Language, zone: string, options: Intl.DateTimeFormatOptions) => {
  const key = `${name} ${language} ${zone}`;
  const known = kept.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", { timeZone: zone, ...options });
  kept.set(key, made);
  return made;
};

/** 11月23日(月), Mon 23 Nov. */
export const dayWords = (at: Date, language: Language, zone: string): string =>
  formatter("day", language, zone, { month: language === "ja" ? "long" : "short", day: "numeric", weekday: "short" })
    .format(at)
    .replace(",", "");

/** A calendar day written 2026-11-23. */
export const plainDayWords = (day: string, language: Language): string =>
  dayWords(new Date(`${day.slice(0, 10)}T00:00:00Z`), language, "UTC");

/** 11月23日(月) 14:05. */
export const timeWords = (at: Date, language: Language, zone: string): string =>
  `${dayWords(at, language, zone)} ${formatter("time", language, zone, { hour: "2-digit", minute: "2-digit", hour12: false }).format(at)}`;

/** The calendar day of an instant, 2026-11-23. */
export const dayIn = (at: Date, zone: string): string => {
  const parts = formatter("parts", "en", zone, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
};
