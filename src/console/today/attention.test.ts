import { expect, test, vi } from "vitest";
import type { Pair } from "../words.ts";
import type { Figures } from "./figures.ts";

// What the words of the console ask of a browser when they are loaded.
vi.stubGlobal("localStorage", { getItem: () => "ja", setItem: () => {} });
vi.stubGlobal("document", { documentElement: { lang: "ja" } });
const { say, setLanguage } = await import("../words.ts");
const { mattersOf } = await import("./attention.ts");

const NOW = new Date("2026-11-21T03:00:00Z");
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000).toISOString();
const reaction = (name: string, lag: number, moved: number, waiting: number | null) => ({
  name,
  position: 1,
  lag,
  stuck: 0,
  movedAt: ago(moved),
  waitingSince: waiting === null ? null : ago(waiting),
});
/** Nothing but reactions is known yet. */
const titles = (...reactions: readonly ReturnType<typeof reaction>[]) => atRate(1, reactions);
const atRate = (rate: number, reactions: readonly ReturnType<typeof reaction>[]) => {
  const figures = new Proxy({}, { get: (_, name) => ({ data: name === "reactions" ? reactions : undefined }) });
  return mattersOf(figures as Figures, NOW, say, rate).map(({ title, todo }) => [title, todo]);
};

test("one of a thing is said as one", () => {
  const waiting: Pair = ["{n} 件", "{n} {n|matter waits|matters wait} for {who}"];
  setLanguage("en");
  expect(say(waiting, { n: 1, who: "you" })).toBe("1 matter waits for you");
  expect(say(waiting, { n: "1,000", who: "you" })).toBe("1,000 matters wait for you");
  setLanguage("ja");
  expect(say(waiting, { n: 1 })).toBe("1 件");
});

test("an event that just came in after a quiet hour is no reason to worry, nor is a reaction that moves on", () => {
  expect(titles(reaction("orders.fold", 2, 3_600, 1))).toEqual([]);
  expect(titles(reaction("orders.fold", 90_000, 1, 3_600))).toEqual([]);
  expect(titles(reaction("orders.fold", 0, 3_600, null))).toEqual([]);
});

test("a reaction that stands is one matter, and so is an engine that stands", () => {
  expect(titles(reaction("orders.fold", 2, 3_600, 180))).toEqual([
    ["「orders.fold」が 2 件遅れています", "3分前から進んでいません"],
  ]);
  expect(titles(reaction("catalog.fold", 2, 600, 180), reaction("orders.fold", 5, 600, 300))).toEqual([
    ["2 個の処理が遅れています", "「orders.fold」ほか。3分前から進んでいません"],
  ]);
});

test("in a brand whose clock runs sixty times as fast, a second is not a minute of standing still", () => {
  expect(atRate(60, [reaction("orders.fold", 2, 180, 180)])).toEqual([]);
  expect(atRate(60, [reaction("orders.fold", 2, 7_200, 7_200)])).toEqual([
    ["「orders.fold」が 2 件遅れています", "2分前から進んでいません"],
  ]);
});
