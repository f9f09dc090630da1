import { expect, test, vi } from "vitest";

// What the words of the console ask of a browser when they are loaded.
const kept = new Map([["engawa.language", "ja"]]);
vi.stubGlobal("localStorage", { getItem: (key: string) => kept.get(key) ?? null, setItem: () => {} });
vi.stubGlobal("document", { documentElement: { lang: "ja" } });
const { setLanguage } = await import("./words.ts");
const { day, duration, listText, moment, plainDay, shortDay } = await import("./format.ts");

const NOW = new Date("2026-11-21T03:00:00Z");
const inBoth = (say: () => string): readonly [string, string] => {
  setLanguage("ja");
  const ja = say();
  setLanguage("en");
  return [ja, say()];
};

test("a day is written in one form, with its year only where that is not this one", () => {
  expect(inBoth(() => day("2026-11-20T16:00:00Z", NOW))).toEqual(["11月21日(土)", "Sat 21 Nov"]);
  expect(inBoth(() => day("2025-09-27T03:00:00Z", NOW))).toEqual(["2025年9月27日(土)", "Sat 27 Sep 2025"]);
  expect(inBoth(() => moment("2025-10-27T22:40:00Z", NOW))).toEqual([
    "2025年10月28日(火) 07:40",
    "Tue 28 Oct 2025 07:40",
  ]);
  expect(inBoth(() => plainDay("2027-09-20", NOW))).toEqual(["2027年9月20日(月)", "Mon 20 Sep 2027"]);
  expect(inBoth(() => shortDay("2026-09-07"))).toEqual(["9/7", "7 Sep"]);
});

test("how long something takes has its unit as the language writes it, and things stand in a list as it does", () => {
  expect(inBoth(() => duration(2 * 3_600_000))).toEqual(["2時間", "2 h"]);
  expect(inBoth(() => duration(450))).toEqual(["450ミリ秒", "450 ms"]);
  expect(inBoth(() => duration(5 * 86_400_000))).toEqual(["5日", "5 days"]);
  expect(inBoth(() => listText(["柿", "梨"]))).toEqual(["柿、梨", "柿, 梨"]);
});
