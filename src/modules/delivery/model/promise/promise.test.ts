import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf, dayText, isHoliday, kindOf, readDay, seasonOf } from "./calendar.ts";
import { after, between, clockOf, weekdayOf } from "./clock.ts";
import { dispatchDay } from "./dispatch.ts";
import { Warehouse } from "./warehouse.ts";
import { codeDeliveries } from "./fit.ts";
import { commonDays, isIsland, PREFECTURES, prefectureOfPostal } from "./japan.ts";
import type { Lane } from "./lane.ts";
import { deliveriesOf, learn, type Remembered } from "./learn.ts";
import { isShown, outcomeOf, promiseOf, revise } from "./promise.ts";
import { openServed, Served, type Serving } from "./served.ts";
import { measureSpeed, openSpeed, speedOn } from "./speed.ts";
import { BRAND_PLAN } from "./lane.ts";
import { PromiseSettings } from "./settings.ts";
import { arrivalQuantiles } from "./survival.ts";
import { readQuantile, levelOf, LEVELS } from "./tables.ts";

const TODAY = dayOf(2026, 11, 20);
const TOKYO: Lane = { carrier: "yamato", service: "", warehouse: "w1", prefecture: "大阪府", postal: "5300001" };
const warehouse = Warehouse.parse({ id: "w1", name: "東京倉庫", prefecture: "東京都" });
const settings = (more: object = {}) =>
  PromiseSettings.parse({ warehouses: [warehouse], carriers: [{ id: "yamato" }], ...more });

/** A year of parcels: a lane's own days, a third a day later, some a week. */
const remembered = (lanes: readonly Lane[], perDay: number, today = TODAY): Remembered[] =>
  Array.from({ length: 200 * perDay }, (_, i): Remembered => {
    const day = today - 200 + Math.floor(i / perDay);
    const lane = lanes[i % lanes.length] as Lane;
    const shipped = dispatchDay(warehouse, day, "10:00");
    const far =
      (commonDays("東京都", lane.prefecture, false)?.least ?? 1) + (i % 3 === 0 ? 1 : 0) + (i % 23 === 0 ? 4 : 0);
    const arrived = shipped + far;
    const known = (value: number) => (value < today ? value : null);
    return { ...lane, day, time: "10:00", shipped: known(shipped), arrived: known(arrived) };
  });
const lanes: Lane[] = [
  TOKYO,
  { ...TOKYO, prefecture: "北海道", postal: "0600001" },
  { ...TOKYO, prefecture: "福岡県", postal: "8100001" },
];
const learned = (rows: readonly Remembered[], kind: "order" | "parcel" = "order") =>
  learn(codeDeliveries(BRAND_PLAN, deliveriesOf(rows, kind, [warehouse])), TODAY);
const rows = remembered(lanes, 12);
const { body, report } = learned(rows);
const serving: Serving = openServed(BRAND_PLAN, Served.parse(JSON.parse(JSON.stringify(body))));
const anyDay = fc.integer({ min: TODAY, max: TODAY + 120 });
const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);
const anyLane = fc.record({
  carrier: fc.constantFrom("yamato", "sagawa", ""),
  service: fc.constantFrom("", "cool"),
  warehouse: fc.constant("w1"),
  prefecture: fc.constantFrom(...PREFECTURES, ""),
  postal: fc.constantFrom("", "5300001", "1000211", "0600001"),
});
const anyWarehouse = fc
  .record({
    cutOff: anyTime,
    closedWeekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }),
    closedOnHolidays: fc.boolean(),
    closedAtObon: fc.boolean(),
    closedAtYearEnd: fc.boolean(),
    handlingDays: fc.integer({ min: 0, max: 5 }),
  })
  .map((more) => Warehouse.parse({ ...warehouse, ...more }));
const anyBacklogs = fc.array(
  fc.record({
    days: fc.integer({ min: 1, max: 12 }),
    until: anyDay.map(dayText),
    prefectures: fc.constantFrom([], ["北海道" as const]),
  }),
  { maxLength: 3 },
);
const anyServing = fc.constantFrom(serving, null);

/** Parcels of a small brand to eight prefectures: most on the usual day, some one or more days later. The same every time. */
const smallBrand = (seed: number) => {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const places = "東京都 東京都 東京都 大阪府 大阪府 愛知県 福岡県 北海道 宮城県 広島県".split(" ");
  return (day: number): Remembered & { shipped: number; arrived: number } => {
    const prefecture = places[Math.floor(random() * places.length)] ?? "";
    const shipped = dispatchDay(warehouse, day, "10:00");
    const usual = commonDays("東京都", prefecture, false)?.least ?? 1;
    const later = Number(random() < 0.35) + (random() < 0.08 ? 1 + Math.floor(-2 * Math.log(random() + 1e-9)) : 0);
    const lane = { carrier: "yamato", service: "", warehouse: "w1", prefecture, postal: "" };
    return { ...lane, day, time: "10:00", shipped, arrived: shipped + usual + later };
  };
};

/** Of what is shown to the next customers of twenty brands that know `known` parcels each, the share that is kept. */
const keptAt = (known: number, brands: number) => {
  const [shown, kept] = [[] as number[], [] as number[]];
  for (let brand = 0; brand < brands; brand++) {
    const parcel = smallBrand(brand * 7919 + known);
    const before = Array.from({ length: known }, (_, i) => parcel(TODAY - 120 + Math.floor((i * 115) / known)));
    const past = before.map((each) => ({ ...each, arrived: each.arrived < TODAY ? each.arrived : null }));
    const model = openServed(BRAND_PLAN, Served.parse(JSON.parse(JSON.stringify(learned(past).body))));
    for (let i = 0; i < 200; i++) {
      const next = parcel(TODAY + (i % 14));
      const promised = promiseOf(model, settings(), { lane: next, warehouse, day: next.day, time: "10:00" });
      if (!promised || !isShown(promised.level, "medium")) continue;
      shown.push(i);
      if (next.arrived <= promised.by) kept.push(i);
    }
  }
  return { shown: shown.length, kept: kept.length / Math.max(shown.length, 1) };
};

describe("the calendar", () => {
  test("PR2 knows 国民の祝日 with moved, substitute and citizens' holidays by rule", () => {
    const of = (year: number) =>
      Array.from({ length: dayOf(year + 1, 1, 1) - dayOf(year, 1, 1) }, (_, i) => dayOf(year, 1, 1) + i)
        .filter(isHoliday)
        .map((day) => dayText(day).slice(5));
    expect(of(2026)).toEqual(
      "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23".split(
        " ",
      ),
    );
    expect(of(2019)).toEqual(
      "01-01 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-23 10-14 10-22 11-03 11-04 11-23".split(
        " ",
      ),
    );
    expect(of(2021)).toEqual(
      "01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20 09-23 11-03 11-23".split(
        " ",
      ),
    );
    expect([seasonOf(dayOf(2026, 8, 14)), seasonOf(dayOf(2027, 1, 2)), seasonOf(dayOf(2026, 8, 20))]).toEqual([
      "obon",
      "year_end",
      null,
    ]);
    expect([readDay("2026-02-30"), readDay("2026-2-3"), readDay("x")]).toEqual([null, null, null]);
  });

  test("PR3 a warehouse sends off on its business days, before its cut-off", () => {
    const friday = dayOf(2026, 11, 20);
    expect(dayText(dispatchDay(warehouse, friday, "14:59"))).toBe("2026-11-20");
    // Saturday, Sunday, 勤労感謝の日.
    expect(dayText(dispatchDay(warehouse, friday, "15:00"))).toBe("2026-11-24");
    expect(dayText(dispatchDay(warehouse, dayOf(2026, 12, 28), "16:00"))).toBe("2027-01-04");
  });

  test("PR3 a later cut-off never sends off later, a later order never earlier", () => {
    fc.assert(
      fc.property(anyWarehouse, anyTime, anyDay, anyTime, anyTime, (house, cutOff, day, time, other) => {
        const [early, late] = [house.cutOff, cutOff].toSorted();
        const at = (cut: string | undefined, when: string) => dispatchDay({ ...house, cutOff: cut ?? "" }, day, when);
        expect(at(late, time)).toBeLessThanOrEqual(at(early, time));
        const [first, second] = [time, other].toSorted();
        expect(at(early, first ?? "")).toBeLessThanOrEqual(at(early, second ?? ""));
        expect(at(early, "23:59")).toBeLessThanOrEqual(
          dispatchDay({ ...house, cutOff: early ?? "" }, day + 1, "00:00"),
        );
      }),
    );
  });

  test("PR4 islands and prefectures are known by postal code", () => {
    expect(["1000001", "1000101", "9070004", "5300001", "8940001"].map(isIsland)).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
    expect(["1500001", "6840001", "6840102", "8115101", "0600001", "9000001"].map(prefectureOfPostal)).toEqual(
      "東京都 鳥取県 島根県 長崎県 北海道 沖縄県".split(" "),
    );
  });
});

describe("the parts", () => {
  /** Forty parcels a day, a quarter of those under way due on each; `moving`: which part of these comes. The speed as told on a day. */
  const speeds = (moving: (day: number) => number) => {
    const ends: number[] = [];
    for (let day = 0; day < 90; day++) {
      const waiting = ends.flatMap((end, row) => (end === Number.POSITIVE_INFINITY ? [row] : []));
      const part = moving(day) / 4;
      for (const [i, row] of waiting.entries()) if (Math.floor((i + 1) * part) > Math.floor(i * part)) ends[row] = day;
      ends.push(...Array.from({ length: 40 }, () => Number.POSITIVE_INFINITY));
    }
    const starts = Int32Array.from(ends, (_, row) => Math.floor(row / 40));
    const speed = openSpeed(10);
    const share = (_: number, days: number) => 1 - 0.75 ** days;
    const under = { starts, ends: Float64Array.from(ends), oldest: 30, paceOn: () => 1, share };
    return (today: number, day = today) => {
      measureSpeed(speed, today, under);
      return speedOn(speed, day);
    };
  };

  test("a day's speed is what arrived against what was due, and a strike is over on the first fast day after it", () => {
    const at = speeds((day) => Number(day < 40 || day >= 45));
    expect(at(39)).toBeGreaterThan(0.95);
    expect(at(44, 42)).toBeLessThan(0.3);
    expect(at(55, 50)).toBeGreaterThan(0.95);
  });

  test("PR17 five days on which nothing moved slow those foretold by a quarter at most, and not for long; what stays slow is believed", () => {
    const strike = speeds((day) => Number(day < 40 || day >= 45));
    expect(strike(45)).toBeGreaterThan(0.75);
    expect(strike(45)).toBeLessThan(0.85);
    expect(strike(55)).toBeGreaterThan(0.95);
    const slow = speeds((day) => (day < 40 ? 1 : 0.5));
    expect(slow(40)).toBeGreaterThan(0.95);
    expect(slow(60)).toBeLessThan(0.65);
  });

  test("the clock stands nearly still where nothing is delivered, and reads back what it was given", () => {
    const pace = Float64Array.from([1, 1, 1, 1, 1, 1, 0.02, 0.02]);
    const clock = clockOf(pace, kindOf, TODAY - 10, TODAY + 60);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 25 }), (from, days) => {
        const [start, end] = [TODAY + from, TODAY + from + days];
        expect(after(clock, start, between(clock, start, end))).toBeCloseTo(end, 6);
      }),
    );
    expect(weekdayOf(dayOf(2026, 11, 22))).toBe(6);
  });

  test("open parcels count: without them the newest days look too fast", () => {
    // Eight of ten take 9 days and are open on day 3; two took 1 day.
    const exit = Float64Array.from([1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 3, 3, 3, 3, 3, 3]);
    const arrived = Uint8Array.from([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
    const entry = new Float64Array(16).fill(-1);
    expect(arrivalQuantiles({ entry, exit, arrived }, [0.3, 0.5])).toEqual([1, null]);
  });

  test("levels and quantiles are each other's inverse", () => {
    const table = LEVELS.map((level) => level * 2);
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), (level) => {
        expect(levelOf(table, 0, readQuantile(table, 0, level))).toBeCloseTo(level, 6);
      }),
    );
  });
});

describe("promises", () => {
  test("PR1 the range holds the point and the promised day comes last, whatever is asked", () => {
    fc.assert(
      fc.property(
        anyServing,
        anyWarehouse,
        anyLane,
        anyDay,
        anyTime,
        anyBacklogs,
        (model, house, lane, day, time, backlogs) => {
          const brand = settings({ warehouses: [house], carriers: [{ id: "yamato", backlogs }] });
          const promised = promiseOf(model, brand, { lane, warehouse: house, day, time });
          if (!promised) return;
          const { dispatch, earliest, point, latest, by } = promised;
          const order = [day, dispatch, earliest, point, latest, by];
          expect(order).toEqual(order.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  test("PR5 a later order is never promised earlier, nor a later cut-off later, through holidays and backlogs", () => {
    fc.assert(
      fc.property(
        anyServing,
        anyWarehouse,
        anyLane,
        fc.tuple(anyDay, anyTime),
        fc.tuple(anyDay, anyTime),
        anyBacklogs,
        (model, house, lane, a, b, backlogs) => {
          const brand = settings({ warehouses: [house], carriers: [{ id: "yamato", backlogs }] });
          const [first, second] = [a, b].toSorted((x, y) => x[0] - y[0] || (x[1] < y[1] ? -1 : 1));
          const at = ([day, time]: readonly [number, string], of = house) =>
            promiseOf(model, brand, { lane, warehouse: of, day, time });
          const [sooner, later] = [at(first as [number, string]), at(second as [number, string])];
          const longer = at(first as [number, string], { ...house, cutOff: "23:59" });
          if (!sooner || !later || !longer) return;
          for (const bound of ["earliest", "point", "latest", "by"] as const) {
            expect(sooner[bound]).toBeLessThanOrEqual(later[bound]);
            expect(longer[bound]).toBeLessThanOrEqual(sooner[bound]);
          }
        },
      ),
    );
  });

  test("PR10 the same parcels in any order give the same model, to the last digit", () => {
    const few = rows.slice(-600);
    const once = JSON.stringify(learned(few));
    fc.assert(
      fc.property(fc.shuffledSubarray([...few], { minLength: few.length, maxLength: few.length }), (shuffled) => {
        expect(JSON.stringify(learned(shuffled))).toBe(once);
      }),
      { numRuns: 5 },
    );
  });

  test("PR12 says how sure it is, and why", () => {
    const of = (lane: Lane, day = TODAY, model: Serving | null = serving) =>
      promiseOf(model, settings(), { lane, warehouse, day, time: "10:00" });
    expect(report.tested).toBeGreaterThan(300);
    expect(report.onTime).toBeGreaterThan(0.9);
    expect(of(TOKYO, dayOf(2026, 12, 1))).toMatchObject({ code: "enough_data", level: "high" });
    expect(of({ ...TOKYO, prefecture: "沖縄県", postal: "" })).toMatchObject({ code: "thin_lane", level: "medium" });
    expect(of({ ...TOKYO, carrier: "sagawa" })).toMatchObject({ code: "no_history", level: "low" });
    expect(of(TOKYO, TODAY, null)).toMatchObject({ code: "no_history", level: "low" });
    expect(of({ ...TOKYO, prefecture: "北海道", postal: "" }, dayOf(2026, 12, 1))).toMatchObject({
      code: "imprecise_address",
    });
    expect(of(TOKYO, dayOf(2026, 12, 28))).toMatchObject({ code: "holiday_period", level: "medium" });
    expect(of({ ...TOKYO, carrier: "sagawa", prefecture: "" }, TODAY, null)).toBeNull();
  });

  test("PR14 a small brand's promise is kept as often as it says, or nothing is shown", () => {
    expect([30, 80].map((known) => keptAt(known, 4).shown)).toEqual([0, 0]);
    for (const known of [200, 1_000]) {
      const { shown, kept } = keptAt(known, 10);
      expect(shown).toBe(2_000);
      // 0.95 less the 95 % sampling error of two thousand.
      expect(kept, `of ${known} known`).toBeGreaterThanOrEqual(0.94);
    }
  }, 60_000);

  test("PR9 what has not arrived is promised later with every day that it is open", () => {
    const parcels = openServed(BRAND_PLAN, learned(rows, "parcel").body);
    const shipped = dayOf(2026, 11, 16);
    const at = (open: number | null) => revise(parcels, TOKYO, shipped, open);
    expect(at(null)?.by).toBeLessThanOrEqual(at(shipped + 3)?.by ?? 0);
    expect(at(shipped + 5)?.earliest).toBeGreaterThan(shipped + 5);
  });

  test("PR8 late after the promised day, early before the range, else kept", () => {
    const promise = { earliest: 10, by: 12 };
    expect([9, 10, 12, 13].map((day) => outcomeOf(promise, day).outcome)).toEqual(["early", "kept", "kept", "late"]);
  });
});
