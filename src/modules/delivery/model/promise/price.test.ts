import fc from "fast-check";
import { expect, test } from "vitest";
import { type Day, weekdayOf, clockOf } from "./clock.ts";
import { AIM, brokenPer } from "./conformal.ts";
import { fromScale, toScale } from "./fit.ts";
import { chancesOf, offersOf, priceFor, type Spread, taken } from "./price.ts";
import { LEVELS } from "./tables.ts";

const MONDAY = 20_780;
/** Nothing is delivered on Sundays. */
const clock = clockOf(Float64Array.from([1, 1, 1, 1, 1, 1, 0.02, 0.02]), weekdayOf, MONDAY - 30, MONDAY + 200);
/** Half arrive after `middle` delivery days, the others later or earlier by a share of it. */
const spread = (middle: number, wide: number): Spread => ({
  expected: toScale(middle),
  quantiles: LEVELS.map((level) => wide * Math.log(level / (1 - level))),
});
const promised = (of: Spread, start: Day, price: number, paces: readonly number[] = []) => {
  const offers = offersOf(chancesOf(of, paces, fromScale), clock, start, price);
  const at = taken(offers, price);
  return { by: offers.first + at, kept: offers.kept[at] ?? 0 };
};
const weekOf = (of: readonly Spread[], paces: readonly number[] = []) =>
  of.flatMap((each) =>
    Array.from({ length: 7 }, (_, i) => offersOf(chancesOf(each, paces, fromScale), clock, MONDAY + i)),
  );

test("PR5 a later order is never promised an earlier day, whatever steps the tables have and however the clock was missed", () => {
  // Thin tables stand still and leap.
  const anyValue = fc.oneof(fc.constantFrom(-0.5, 0, 0.25, 0.5, 0.75), fc.double({ min: -1.5, max: 1.5, noNaN: true }));
  const anySpread = fc.record({
    expected: fc.double({ min: 1.4, max: 3.5, noNaN: true }),
    quantiles: fc
      .array(anyValue, { minLength: LEVELS.length, maxLength: LEVELS.length })
      .map((values) => values.toSorted((a, b) => a - b)),
  });
  const anyPaces = fc.array(fc.double({ min: 0.5, max: 1.6, noNaN: true }), { maxLength: 14 });
  const anyPrice = fc.double({ min: 1e-3, max: 0.03, noNaN: true });
  fc.assert(
    fc.property(anySpread, anyPaces, anyPrice, (of, paces, price) => {
      const days = Array.from({ length: 20 }, (_, i) => promised(of, MONDAY + i, price, paces).by);
      expect(days).toEqual(days.toSorted((a, b) => a - b));
    }),
    { numRuns: 1_000 },
  );
});

test("PR15 nobody is promised a day on which nothing is delivered where the day before it will do", () => {
  const weekdays = new Set<number>();
  for (const middle of [2, 3, 4, 5, 6, 8, 11])
    for (let start = MONDAY; start < MONDAY + 7; start++)
      weekdays.add(weekdayOf(promised(spread(middle, 0.1), start, 0.01).by));
  expect([...weekdays].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
});

test("PR15 where no day keeps the least share, the first on which all come that will is found, whatever is lost in rounding", () => {
  expect(0.05 + (0.21 - 0.05)).toBeLessThan(0.21);
  const offers = offersOf({ days: [1, 2], share: [0.05, 0.21] }, clock, MONDAY);
  expect(offers).toEqual({ first: MONDAY + 2, kept: [0.21] });
});

test("PR15 one price of a day keeps the share aimed at, the surer lanes more often than the wide ones", () => {
  const [sure, wide] = [spread(4, 0.06), spread(9, 0.2)];
  const offers = weekOf([sure, wide]);
  const price = priceFor(offers, 0.95);
  const kept = offers.map((each) => each.kept[taken(each, price)] ?? 0);
  const mean = (of: readonly number[]) => of.reduce((a, b) => a + b, 0) / of.length;
  expect(mean(kept)).toBeGreaterThanOrEqual(0.95);
  expect(mean(kept)).toBeLessThan(0.965);
  expect(mean(kept.slice(0, 7))).toBeGreaterThan(mean(kept.slice(7)));
  expect(Math.min(...kept)).toBeGreaterThanOrEqual(0.88);
});

test("PR16 the worse the clock was foretold in the weeks before, the later is the day promised for the same share", () => {
  const of = [spread(6, 0.12)];
  const daysAt = (paces: readonly number[]) => {
    const offers = weekOf(of, paces);
    const price = priceFor(offers, 0.95);
    return offers.reduce((sum, each, i) => sum + each.first + taken(each, price) - MONDAY - (i % 7), 0) / offers.length;
  };
  const [even, uneven, slow] = [daysAt([1, 1, 1, 1]), daysAt([0.8, 1.2, 0.8, 1.2]), daysAt([0.7, 0.8, 0.7, 0.8])];
  expect(daysAt([])).toBeCloseTo(even, 6);
  expect(uneven).toBeGreaterThan(even + 0.3);
  expect(slow).toBeGreaterThan(uneven + 0.3);
});

test("PR16 what past promises say of the next ones is believed by half", () => {
  const due = (broken: number) =>
    Array.from({ length: 10_000 }, (_, i) => ({ foretold: 0.05, broken: i % 100 < broken }));
  expect(brokenPer(due(5), AIM)).toBeCloseTo(1, 2);
  expect(brokenPer(due(20), AIM)).toBeCloseTo(2, 1);
  // Nothing came due yet: more are taken to break than are foretold.
  expect(brokenPer([], AIM)).toBeCloseTo(Math.sqrt(1.5), 6);
});
