import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ParcelItem } from "../model.ts";
import { arrivals, itemsOfParcels, type Line } from "./items.ts";

const line = (n: number, quantity: number): Line => {
  return { line: String(n), product: `p${n}`, variant: "", name: `商品${n}`, quantity };
};
const item = (of: Line, quantity: number): ParcelItem => ({ ...of, quantity });
const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 20, hour));
const parcel = (
  id: string,
  items: ParcelItem[],
  more: { state?: "delivered" | "in_transit" | "cancelled"; hour?: number } = {},
) => {
  const { state = "in_transit", hour } = more;
  return {
    id,
    state: hour === undefined ? state : ("delivered" as const),
    deliveredAt: hour === undefined ? null : at(hour),
    items,
  };
};
const [oil, towel] = [line(1, 3), line(2, 2)];

/** An order, divided among parcels with lists and at most one without; each under way or delivered at some hour. */
const anySplit = fc
  .record({
    lines: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
    cuts: fc.array(fc.nat(3), { minLength: 16, maxLength: 16 }),
    bare: fc.boolean(),
    hours: fc.array(fc.option(fc.nat(23), { nil: undefined }), { minLength: 4, maxLength: 4 }),
  })
  .map(({ lines: quantities, cuts, bare, hours }) => {
    const lines = quantities.map((quantity, i) => line(i + 1, quantity));
    const pieces = lines.flatMap((of) => Array.from({ length: of.quantity }, () => of));
    const held = [0, 1, 2, 3].map((n) => pieces.filter((_, i) => cuts[i % cuts.length] === n));
    const parcels = held.flatMap((own, n) => {
      const items = [...Map.groupBy(own, (of) => of)].map(([of, all]) => item(of, all.length));
      const hour = hours[n];
      return own.length === 0 ? [] : [{ ...parcel(`c${n}`, items, hour === undefined ? {} : { hour }), true: items }];
    });
    // The last says nothing of what is in it.
    const told = parcels.map((each, i) => (bare && i === parcels.length - 1 ? { ...each, items: [] } : each));
    return { lines, parcels: told };
  });

describe("what is in which parcel", () => {
  test("P20 a parcel without a list holds what no other names, if it is the only one; a cancelled one names nothing", () => {
    const listed = parcel("a", [item(oil, 2)]);
    const lines = [oil, towel];
    expect(itemsOfParcels(lines, [listed, parcel("b", [])]).get("b")).toEqual([item(oil, 1), item(towel, 2)]);
    const two = itemsOfParcels(lines, [listed, parcel("b", []), parcel("c", [])]);
    expect([two.get("b"), two.get("c")]).toEqual([[], []]);
    const cancelled = parcel("x", [item(oil, 3), item(towel, 2)], { state: "cancelled" });
    expect(itemsOfParcels(lines, [cancelled, parcel("b", [])]).get("b")).toEqual([oil, towel]);
    fc.assert(
      fc.property(anySplit, ({ lines, parcels }) => {
        const found = itemsOfParcels(lines, parcels);
        for (const each of parcels) expect(found.get(each.id)).toEqual(each.true);
      }),
    );
  });

  test("P21 a line has arrived when all its pieces have, at the time of the last one", () => {
    const [first, last] = [parcel("a", [item(oil, 1)], { hour: 3 }), parcel("b", [item(oil, 2)], { hour: 9 })];
    expect(arrivals([oil], [first, { ...last, state: "in_transit", deliveredAt: null }])).toEqual([
      { line: "1", quantity: 1, at: null },
    ]);
    expect(arrivals([oil], [last, first])).toEqual([{ line: "1", quantity: 3, at: at(9) }]);
    fc.assert(
      fc.property(anySplit, ({ lines, parcels }) => {
        for (const { line: of, quantity, at: when } of arrivals(lines, parcels)) {
          const holding = parcels.flatMap((each) =>
            each.true.filter((held) => held.line === of).map((held) => ({ n: held.quantity, at: each.deliveredAt })),
          );
          const here = holding.filter((held) => held.at !== null);
          expect(quantity).toBe(here.reduce((sum, held) => sum + held.n, 0));
          const whole = here.length === holding.length;
          expect(when).toEqual(whole ? new Date(Math.max(...here.map((held) => Number(held.at)))) : null);
        }
      }),
    );
  });
});
