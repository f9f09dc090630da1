import fc from "fast-check";
import { expect, test } from "vitest";
import { PARCEL_STATES } from "../model.ts";
import { type Choosable, choicesOf, judgeWish } from "./choice.ts";

const ZONE = "Asia/Tokyo";
const anyParcel: fc.Arbitrary<Choosable> = fc.record({
  carrier: fc.constantFrom("yamato", "sagawa", "japanpost", "store", "constructor", ""),
  method: fc.constantFrom("carrier" as const, "pickup" as const, "store_delivery" as const),
  state: fc.constantFrom(...PARCEL_STATES),
  reason: fc.constantFrom("", "absent", "moved", "refused"),
  holdUntil: fc.option(
    fc.integer({ min: -3, max: 9 }).map((days) => new Date(Date.UTC(2026, 10, 21 + days, 15))),
    { nil: null },
  ),
  earliest: fc.option(fc.constantFrom("2026-11-18", "2026-11-21", "2026-11-22", "2026-11-25"), { nil: null }),
});
const anyTime = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map((minutes) => new Date(Date.UTC(2026, 10, 20, 15, minutes)));

test("D1 what is offered for any carrier, state and hour is taken, and what is not offered is refused with its reason", () => {
  fc.assert(
    fc.property(anyParcel, anyTime, (parcel, now) => {
      const choices = choicesOf(parcel, now, ZONE);
      const day = choices?.days[0] ?? "2026-11-22";
      const wish = { day, slot: "", spot: choices?.spots[0] ?? "hand" };
      const judged = (more: object) => judgeWish(parcel, { ...wish, ...more }, now, ZONE);
      expect(judged({})).toEqual(choices ? { ok: true, kind: choices.kind } : { ok: false, why: "closed" });
      const days = (choices?.days ?? []).map((each) => judged({ day: each }).ok);
      const spots = (choices?.spots ?? []).map((each) => judged({ spot: each }).ok);
      expect([...days, ...spots].filter((ok) => !ok)).toEqual([]);
      // On a later day every slot of the carrier is open.
      const last = choices?.days.at(-1) ?? day;
      const slots = last === "2026-11-21" ? [] : (choices?.slots ?? []);
      expect(slots.map(({ code }) => judged({ day: last, slot: code }).ok).filter((ok) => !ok)).toEqual([]);
      const wrong = [judged({ day: "2027-06-01" }), judged({ spot: "roof" }), judged({ slot: "25-27" })];
      expect(wrong.map((each) => (each.ok ? "" : each.why))).toEqual(
        choices ? ["day", "spot", "slot"] : ["closed", "closed", "closed"],
      );
      // Nothing is offered after the depot sends it back, nor in the past.
      const until = parcel.holdUntil?.getTime() ?? Number.MAX_SAFE_INTEGER;
      const beyond = (choices?.days ?? []).filter(
        (each) => Date.parse(`${each}T00:00:00+09:00`) > until || each < "2026-11-21",
      );
      expect(beyond).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
