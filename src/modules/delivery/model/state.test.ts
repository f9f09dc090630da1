import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PARCEL_STATES, type ParcelState } from "../model.ts";
import { afterTelling, newsOf, type Told } from "./notice.ts";
import { deriveState, type Sighting } from "./state.ts";

const START = Date.UTC(2026, 9, 1);
const HOUR = 3_600_000;
const at = (hour: number) => new Date(START + hour * HOUR);
const scan = (state: ParcelState, hour: number, reason = ""): Sighting => ({
  key: `${state}:${reason}:${hour}`,
  occurredAt: at(hour),
  state,
  reason,
});
const is = (...scans: Sighting[]) => deriveState(scans);

const scans = fc.array(
  fc
    .record({
      state: fc.constantFrom(...PARCEL_STATES),
      hour: fc.integer({ min: 0, max: 40 }),
      reason: fc.constantFrom("", "absent", "hand"),
    })
    .map(({ state, hour, reason }) => scan(state, hour, reason)),
  { minLength: 1, maxLength: 14 },
);

/** Scans, and the order in which they come, some of them more than once. */
const arrivals = scans.chain((all) =>
  fc.record({
    all: fc.constant(all),
    coming: fc
      .array(fc.integer({ min: 0, max: all.length - 1 }), { maxLength: 20 })
      .chain((twice) => fc.shuffledSubarray([...all, ...twice.map((i) => all[i]!)], { minLength: all.length }))
      .map((some) => [...some, ...all]),
    gaps: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 48, maxLength: 48 }),
  }),
);

describe("the state of a parcel", () => {
  test("P2 is the same whatever the order and repetition of its scans", () => {
    fc.assert(
      fc.property(arrivals, ({ all, coming }) => {
        expect(deriveState(coming)).toEqual(deriveState(all));
      }),
      { numRuns: 2_000 },
    );
  });

  test("P4 is the latest on the way, by when it happened", () => {
    expect(is(scan("in_transit", 5), scan("picked_up", 1), scan("out_for_delivery", 9)).state).toBe("out_for_delivery");
    expect(is(scan("attempt_failed", 9, "absent"), scan("held_for_pickup", 12)).state).toBe("held_for_pickup");
    expect(is(scan("delayed", 5, "weather"), scan("in_transit", 9)).state).toBe("in_transit");
  });

  test("P5 does not go back to its label or its pick-up once it has moved", () => {
    expect(is(scan("in_transit", 2), scan("label_created", 3), scan("picked_up", 4)).state).toBe("in_transit");
    expect(is(scan("in_transit", 2), scan("cancelled", 3)).state).toBe("in_transit");
    expect(is(scan("label_created", 2), scan("cancelled", 3)).state).toBe("cancelled");
    expect(is(scan("cancelled", 2), scan("in_transit", 3)).state).toBe("in_transit");
  });

  test("P6 stays delivered whatever is said of the way, however late it is dated", () => {
    const fact = is(scan("delivered", 10, "hand"), scan("out_for_delivery", 11), scan("in_transit", 12));
    expect(fact).toMatchObject({ state: "delivered", reason: "hand", stateAt: at(10), deliveredAt: at(10) });
    expect(fact.contradicted).toBe(false);
    expect(is(scan("delivered", 10), scan("delivered", 30)).deliveredAt).toEqual(at(10));
    expect(is(scan("delivered", 10, "shop_said"), scan("delivered", 11, "unattended")).reason).toBe("unattended");
  });

  test("P7 is taken back from delivered only by what the carrier finds out later, and is then contradicted", () => {
    for (const state of ["investigating", "returning", "returned", "lost"] as const)
      expect(is(scan("delivered", 10), scan(state, 12))).toMatchObject({
        state,
        contradicted: true,
        deliveredAt: null,
      });
    expect(is(scan("delivered", 10), scan("damaged", 12))).toMatchObject({ state: "damaged", deliveredAt: at(10) });
    expect(is(scan("investigating", 8), scan("delivered", 10)).contradicted).toBe(false);
  });

  test("P8 a delivery on the way back is a return, and a return is the end", () => {
    expect(is(scan("returning", 10), scan("out_for_delivery", 11), scan("delivered", 12)).state).toBe("returned");
    expect(is(scan("returned", 10), scan("delivered", 12), scan("lost", 13)).state).toBe("returned");
  });

  test("P9 a lost or expired parcel that is seen again is on its way again", () => {
    expect(is(scan("lost", 10), scan("in_transit", 12)).state).toBe("in_transit");
    expect(is(scan("expired", 10), scan("out_for_delivery", 12)).state).toBe("out_for_delivery");
  });

  test("P10 a damaged parcel stays damaged until it arrives, goes back or is lost", () => {
    expect(is(scan("damaged", 3), scan("in_transit", 4)).state).toBe("damaged");
    expect(is(scan("damaged", 3), scan("delivered", 9)).state).toBe("delivered");
  });

  test("P11 of scans at one moment the one further on the way counts", () => {
    expect(is(scan("delivered", 3), scan("out_for_delivery", 3)).state).toBe("delivered");
    expect(is(scan("out_for_delivery", 3), scan("in_transit", 3)).state).toBe("out_for_delivery");
  });

  test("P12 an unknown word moves nothing and is counted", () => {
    expect(is(scan("in_transit", 3), scan("unknown", 4))).toMatchObject({ state: "in_transit", unknown: 1 });
    expect(is(scan("unknown", 4)).state).toBe("unknown");
  });
});

const WAY =
  /^parcel\.(shipped|out_for_delivery|attempt_failed|held|delayed|investigating|lost|damaged|returning|returned)$/;

/** Tells as scans come in one by one; returns what was told and when. */
const told = (coming: readonly Sighting[], gaps: readonly number[]) => {
  let before: Told = { names: [], at: null };
  let now = START + 40 * HOUR;
  const out: string[] = [];
  for (const [i] of coming.entries()) {
    now += (gaps[i] ?? 0) * HOUR;
    const derived = deriveState(coming.slice(0, i + 1));
    const telling = newsOf(derived, before, new Date(now));
    if (!telling) continue;
    out.push(telling.name);
    before = afterTelling(before, telling);
  }
  return out;
};

describe("what is told of a parcel", () => {
  test("P13 nothing of the way is ever told after parcel.delivered, which is told once", () => {
    fc.assert(
      fc.property(arrivals, ({ coming, gaps }) => {
        const names = told(coming, gaps);
        const end = names.indexOf("parcel.delivered");
        if (end < 0) return;
        expect(names.slice(end + 1).filter((name) => WAY.test(name) || name === "parcel.delivered")).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("P14 the same scans told again tell nothing", () => {
    fc.assert(
      fc.property(scans, (all) => {
        const first = newsOf(deriveState(all), { names: [], at: null }, at(41));
        const before = first ? afterTelling({ names: [], at: null }, first) : null;
        expect(before && newsOf(deriveState([...all, ...all]), before, at(41))).toBeNull();
      }),
    );
  });

  test("P15 news that is long past is not told; arrival is, and says that it is stale", () => {
    const fresh: Told = { names: [], at: null };
    expect(newsOf(is(scan("out_for_delivery", 0)), fresh, at(11))?.name).toBe("parcel.out_for_delivery");
    expect(newsOf(is(scan("out_for_delivery", 0)), fresh, at(13))).toBeNull();
    expect(newsOf(is(scan("delivered", 0)), fresh, at(500))).toMatchObject({ name: "parcel.delivered", stale: true });
    expect(newsOf(is(scan("delivered", 0)), fresh, at(1))).toMatchObject({ stale: false });
  });

  test("P16 a second attempt on another day is told again, the same one from another source is not", () => {
    const before: Told = { names: ["parcel.shipped", "parcel.attempt_failed"], at: at(10) };
    expect(newsOf(is(scan("attempt_failed", 10), scan("attempt_failed", 11, "absent")), before, at(12))).toBeNull();
    expect(newsOf(is(scan("attempt_failed", 34)), before, at(35))?.name).toBe("parcel.attempt_failed");
  });

  test("P17 a delivery that is taken back is told to staff, once, and never to the customer as news of the way", () => {
    const before: Told = { names: ["parcel.delivered"], at: at(10) };
    const taken = is(scan("delivered", 10), scan("lost", 12));
    const telling = newsOf(taken, before, at(13));
    expect(telling?.name).toBe("parcel.contradicted");
    expect(newsOf(taken, afterTelling(before, telling!), at(14))).toBeNull();
  });
});
