import fc from "fast-check";
import { expect, test } from "vitest";
import { Temporal } from "temporal-polyfill";
import { addDuration, nextLocal } from "./duration.ts";

const at = (text: string) => new Date(text);

test("J12 Monday 08:00 in Tokyo is Sunday 23:00 UTC", () => {
  // Saturday noon in Tokyo.
  expect(nextLocal(at("2026-11-21T03:00:00Z"), { time: "08:00", weekdays: [1] }, "Asia/Tokyo")).toEqual(
    at("2026-11-22T23:00:00Z"),
  );
});

test("J12 a time that is now is taken now; one that is past waits a week", () => {
  const monday = { time: "08:00", weekdays: [1] };
  expect(nextLocal(at("2026-11-22T23:00:00Z"), monday, "Asia/Tokyo")).toEqual(at("2026-11-22T23:00:00Z"));
  expect(nextLocal(at("2026-11-22T23:00:00.001Z"), monday, "Asia/Tokyo")).toEqual(at("2026-11-29T23:00:00Z"));
});

test("J12 an hour that spring skips is taken after the gap, an hour that comes twice the first time", () => {
  const night = { time: "02:30", weekdays: [7] };
  // New York: 8 March 2026 has no 02:30; 1 November 2026 has 01:30 twice.
  expect(nextLocal(at("2026-03-08T00:00:00-05:00"), night, "America/New_York")).toEqual(at("2026-03-08T07:30:00Z"));
  expect(nextLocal(at("2026-11-01T00:00:00-04:00"), { time: "01:30", weekdays: [7] }, "America/New_York")).toEqual(
    at("2026-11-01T05:30:00Z"),
  );
});

test("J11 a day keeps the hour of the clock over a DST change; 24 hours do not", () => {
  const evening = at("2026-03-07T20:00:00-05:00");
  expect(addDuration(evening, { amount: 1, unit: "days" }, "America/New_York")).toEqual(
    at("2026-03-08T20:00:00-04:00"),
  );
  expect(addDuration(evening, { amount: 24, unit: "hours" }, "America/New_York")).toEqual(
    at("2026-03-08T21:00:00-04:00"),
  );
  expect(addDuration(evening, { amount: 1, unit: "weeks" }, "Asia/Tokyo")).toEqual(at("2026-03-15T01:00:00Z"));
});

test("J12 for any moment, zone, time and weekdays the answer shows that time on such a day, and no earlier one does", () => {
  const zones = [
    "Asia/Tokyo",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
  ];
  fc.assert(
    fc.property(
      fc.date({ min: at("2024-01-01T00:00:00Z"), max: at("2029-01-01T00:00:00Z"), noInvalidDate: true }),
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 23 }),
      fc.constantFrom(0, 15, 30, 59),
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
      (from, zone, hour, minute, weekdays) => {
        const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
        const found = nextLocal(from, { time, weekdays }, zone);
        const local = Temporal.Instant.fromEpochMilliseconds(found.getTime()).toZonedDateTimeISO(zone);
        expect(found.getTime()).toBeGreaterThanOrEqual(from.getTime());
        expect(found.getTime() - from.getTime()).toBeLessThanOrEqual(8 * 86_400_000);
        // In a gap the clock shows a later time of the same day; everywhere else the very time.
        expect(weekdays).toContain(local.dayOfWeek);
        const shown = local.toPlainTime().toString({ smallestUnit: "minute" });
        expect(shown >= time).toBe(true);
        const day = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone).toPlainDate();
        for (let date = day; Temporal.PlainDate.compare(date, local.toPlainDate()) < 0; date = date.add({ days: 1 })) {
          if (!weekdays.includes(date.dayOfWeek)) continue;
          const candidate = date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) });
          expect(candidate.epochMilliseconds).toBeLessThan(from.getTime());
        }
      },
    ),
    { numRuns: 300 },
  );
});
