/** The nightly lesson: the brand's deliveries walked through week by week, so that calibration rests on promises never seen. */
import { dayText } from "./calendar.ts";
import type { Day } from "./clock.ts";
import { dispatchDay } from "./dispatch.ts";
import { type Deliveries, type Delivery, type Fitted, inOrder } from "./fit.ts";
import { BRAND_PLAN, GROUP, keysOf, type Lane } from "./lane.ts";
import type { Predicted } from "./predict.ts";
import { servedOf } from "./keep.ts";
import type { Served } from "./served.ts";
import { ask, openWalk, refit, type Walk } from "./walk.ts";
import type { Warehouse } from "./warehouse.ts";

/** One parcel as it is remembered. Days since 1970 in the brand's zone. */
export interface Remembered extends Lane {
  readonly day: Day;
  readonly time: string;
  readonly shipped: Day | null;
  readonly arrived: Day | null;
}

/** order: from the day on which the warehouse should send it off. parcel: from the day on which it left. */
export const KINDS = ["order", "parcel"] as const;
export type Kind = (typeof KINDS)[number];

const startOf = (each: Remembered, kind: Kind, warehouses: readonly Warehouse[]): Day | null => {
  if (kind === "parcel") return each.shipped;
  const warehouse = warehouses.find(({ id }) => id === each.warehouse) ?? warehouses[0];
  return warehouse ? dispatchDay(warehouse, each.day, each.time) : each.day;
};

export const deliveriesOf = (
  remembered: readonly Remembered[],
  kind: Kind,
  warehouses: readonly Warehouse[],
): Delivery[] =>
  remembered.flatMap((each) => {
    const start = startOf(each, kind, warehouses);
    const end = each.arrived;
    if (start === null) return [];
    // A warehouse that was faster than it says sent it off on the day it came.
    return [{ start: end === null ? start : Math.min(start, end), end, keys: keysOf(each) }];
  });

const WEEK = 7;
const WEEKS = 12;
/** Weeks at the end of which too much is still under way for promises to be judged by what has arrived. */
const YOUNG = 3;

interface Tested {
  readonly row: number;
  readonly promise: Predicted;
}

export interface Report {
  readonly known: number;
  readonly open: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly tested: number;
  readonly mae: number | null;
  readonly coverage: number | null;
  readonly onTime: number | null;
}

/** How well promises of the weeks before would have done. */
const reportOf = ({ data }: Walk, { known, open }: Fitted, today: Day, tested: readonly Tested[]): Report => {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const end of data.ends) if (end < today) [first, last] = [Math.min(first, end), Math.max(last, end)];
  const judged = tested.filter(
    ({ row }) => (data.ends[row] ?? 0) < today || (data.starts[row] ?? 0) < today - 4 * WEEK,
  );
  const mean = (of: (end: Day, promise: Predicted) => number) =>
    judged.length === 0
      ? null
      : judged.reduce((sum, { row, promise }) => sum + of(Math.min(data.ends[row] ?? 0, today), promise), 0) /
        judged.length;
  const day = (value: number) => (Number.isFinite(value) ? dayText(value) : null);
  return {
    known,
    open,
    first: day(first),
    last: day(last),
    tested: judged.length,
    mae: mean((end, p) => Math.abs(end - p.point)),
    coverage: mean((end, p) => Number(end >= p.earliest && end <= p.latest)),
    onTime: mean((end, p) => Number(end <= p.by)),
  };
};

export interface Learned {
  readonly body: Served;
  readonly report: Report;
}

/** `told` after each week that was walked. */
export const learn = (
  deliveries: Deliveries,
  today: Day,
  told: (step: number, steps: number) => void = () => {},
): Learned => {
  const walk = openWalk(BRAND_PLAN, inOrder(deliveries), GROUP);
  const tested: Tested[] = [];
  const weeks = deliveries.starts.length === 0 ? 0 : WEEKS;
  for (let left = weeks; left > 0; left--) {
    const day = today - left * WEEK;
    refit(walk, day);
    for (const [row, start] of walk.data.starts.entries()) {
      if (start < day || start >= day + WEEK) continue;
      const promise = ask(walk, row);
      if (left > YOUNG) tested.push({ row, promise });
    }
    told(weeks - left + 1, weeks + 1);
  }
  const fitted = refit(walk, today);
  return { body: servedOf(walk, fitted), report: reportOf(walk, fitted, today, tested) };
};
