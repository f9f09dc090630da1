import { brandCurrency, brandZone } from "./session.ts";
import { language } from "./words.ts";

const formatters = new Map<string, Intl.DateTimeFormat>();
const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const locale = language() === "ja" ? "ja-JP" : "en-GB";
  const key = `${locale} ${brandZone()} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { timeZone: brandZone(), ...options });
  formatters.set(key, made);
  return made;
};

const DAY = { month: "short", day: "numeric", weekday: "short" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

export type When = Date | string | number;
const date = (at: When) => (at instanceof Date ? at : new Date(at));
/** Sat 27 Sep 2025: one form of a day, with its year or without. */
const plain = (text: string): string => (language() === "ja" ? text : text.replace(",", "").replace("Sept", "Sep"));
const year = (at: Date) => dates({ year: "numeric" }).format(at);

/** 11月21日(金), with the year where it is not `now`'s. */
export const day = (at: When, now: Date): string => {
  const d = date(at);
  return plain(dates(year(d) === year(now) ? DAY : { ...DAY, year: "numeric" }).format(d));
};
/** A calendar day written 2026-11-23, which is the same everywhere. */
export const plainDay = (text: string, now: Date): string =>
  plain(
    dates({
      ...(text.slice(0, 4) === dayKey(now).slice(0, 4) ? DAY : { ...DAY, year: "numeric" }),
      timeZone: "UTC",
    }).format(new Date(`${text.slice(0, 10)}T00:00:00Z`)),
  );
/** Such a day in a few letters, for an axis: 8/24, 24 Aug. */
export const shortDay = (text: string): string =>
  plain(
    dates({ month: language() === "ja" ? "numeric" : "short", day: "numeric", timeZone: "UTC" }).format(
      new Date(`${text.slice(0, 10)}T00:00:00Z`),
    ),
  );
/** Two such days as one span, without saying a month twice: 11月25日(水)〜 27日(金), Wed 25 Nov – Fri 27 Nov. */
export const plainSpan = (from: string, to: string, now: Date): readonly [string, string] => [
  `${plainDay(from, now)}${language() === "ja" ? "〜" : " –"}`,
  language() === "ja" && from.slice(0, 7) === to.slice(0, 7)
    ? dates({ day: "numeric", weekday: "short", timeZone: "UTC" }).format(new Date(`${to.slice(0, 10)}T00:00:00Z`))
    : plainDay(to, now),
];
/** 14:05 */
export const clock = (at: When): string => dates(CLOCK).format(date(at));
/** 11月21日(金) 14:05 */
export const moment = (at: When, now: Date): string => `${day(at, now)} ${clock(at)}`;
/** To the second, with its zone: what a hover shows. */
export const exact = (at: When): string =>
  dates({
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    ...CLOCK,
    second: "2-digit",
    timeZoneName: "short",
  }).format(date(at));
/** 2026-11-21 in the brand's zone: two instants are on one day when this is the same. */
export const dayKey = (at: When): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: brandZone() }).format(date(at));

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
/** 3日前, in 2 hours */
export const ago = (at: When, now: Date): string => {
  const seconds = Math.round((date(at).getTime() - now.getTime()) / 1000);
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  if (!step)
    return language() === "ja" ? (seconds > 0 ? "まもなく" : "たった今") : seconds > 0 ? "in a moment" : "just now";
  const text = new Intl.RelativeTimeFormat(language(), { numeric: "always" }).format(
    Math.trunc(seconds / step[1]),
    step[0],
  );
  return language() === "ja" ? text.replaceAll(" ", "") : text;
};

/** 12,345 */
export const number = (value: number, digits = 0): string =>
  value.toLocaleString(language() === "ja" ? "ja-JP" : "en-GB", { maximumFractionDigits: digits });

/** 0.824 as 82%; a decimal more where a whole one would say nothing: 3.7%, 99.6%. */
export const percent = (share: number): string =>
  `${number(share * 100, (share > 0 && share < 0.095) || (share > 0.995 && share < 1) ? 1 : 0)}%`;

/** ¥5,480 from minor units and their currency's exponent. */
export const money = (minor: number, currency: string = brandCurrency()): string => {
  const format = new Intl.NumberFormat(language() === "ja" ? "ja-JP" : "en-GB", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  });
  const text = format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0));
  return text.replace("\uFFE5", "\u00A5");
};

/** How long: 480 ms, 2.4 s, 3 min; 480ミリ秒, 3分. */
export const duration = (ms: number): string => {
  const ja = language() === "ja";
  if (ms < 1000) return `${Math.round(ms)}${ja ? "ミリ秒" : " ms"}`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)}${ja ? "秒" : " s"}`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)}${ja ? "分" : " min"}`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)}${ja ? "時間" : " h"}`;
  return `${Math.round(ms / 86_400_000)}${ja ? "日" : " days"}`;
};

/** Things one after the other: りんご、梨 and apple, pear. */
export const listText = (items: readonly string[]): string => items.join(language() === "ja" ? "、" : ", ");
