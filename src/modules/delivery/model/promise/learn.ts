/** The nightly lesson: the brand's deliveries walked through week by week, so that calibration rests on promises never seen. */
import { dayText } from "./calendar.ts";
import type { Day } from "./clock.ts";
import type { Warehouse } from "./dispatch.ts";
import { dispatchDay } from "./dispatch.ts";
import { codeDeliveries, type Delivery, inOrder } from "./fit.ts";
import { BRAND_PLAN, GROUP, keysOf, type Lane } from "./lane.ts";
import { type Pieces, ROWS_A_PIECE } from "./pieces.ts";
import type { Predicted } from "./predict.ts";
import { type Served, servedOf } from "./served.ts";
import { ask, openWalk, refit, type Walk } from "./walk.ts";

/** One parcel as it is remembered. Days since 1970 in the brand's zone. */
export interface Remembered extends Lane {
  readonly day: Day;
  readonly time: string;
  readonly shipped: Day | null;
  readonly arrived: Day | null;
}

const startOf = (each: Remembered, kind: "order" | "parcel", warehouses: readonly Warehouse[]): Day | null => {
  if (kind === "parcel") return each.shipped;
  const warehouse = warehouses.find(({ id }) => id === each.warehouse) ?? warehouses[0];
  return warehouse ? dispatchDay(warehouse, each.day, each.time) : each.day;
};

/** order: from the day on which the warehouse should send it off. parcel: from the day on which it left. */
export function* deliveriesOf(
  remembered: readonly Remembered[],
  kind: "order" | "parcel",
  warehouses: readonly Warehouse[],
): Pieces<Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const [i, each] of remembered.entries()) {
    if (i % 5_000 === 0) yield;
    const start = startOf(each, kind, warehouses);
    if (start === null) continue;
    const end = each.arrived;
    // A warehouse that was faster than it says sent it off on the day it came.
    deliveries.push({ start: end === null ? start : Math.min(start, end), end, keys: keysOf(each) });
  }
  return yield* inOrder(deliveries);
}

const WEEK = 7;
const WEEKS = 9;
/** Weeks at the end of which too much is still under way for promises to be judged by what has arrived. */
const YOUNG = 3;

export interface Lesson {
  readonly today: Day;
  readonly walk: Walk;
  readonly steps: number;
  step: number;
  tested: { row: number; promise: Predicted }[];
}

export function* openLesson(deliveries: readonly Delivery[], today: Day): Pieces<Lesson> {
  const walk = openWalk(BRAND_PLAN, yield* codeDeliveries(BRAND_PLAN, deliveries), GROUP);
  return { today, walk, steps: deliveries.length === 0 ? 1 : WEEKS + 1, step: 0, tested: [] };
}

/** Walks one week on. True when the lesson is over. */
export function* stepLesson(lesson: Lesson): Pieces<boolean> {
  const { walk, today, steps } = lesson;
  const left = steps - 1 - lesson.step;
  const day = today - left * WEEK;
  yield* refit(walk, day);
  lesson.step++;
  if (left === 0) return true;
  for (const [row, start] of walk.data.starts.entries()) {
    if (row % ROWS_A_PIECE === 0) yield;
    if (start < day || start >= day + WEEK) continue;
    const promise = ask(walk, row);
    if (left > YOUNG) lesson.tested.push({ row, promise });
  }
  return false;
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

/** What was learned, and how well promises of the weeks before would have done. */
export function* endLesson({ walk, today, tested }: Lesson): Pieces<{ body: Served; report: Report }> {
  const { fitted, data } = walk;
  if (!fitted) throw new Error("A lesson ends after its last step.");
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const end of data.ends) if (end < today) [first, last] = [Math.min(first, end), Math.max(last, end)];
  yield;
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
    body: yield* servedOf(walk, fitted),
    report: {
      known: fitted.known,
      open: fitted.open,
      first: day(first),
      last: day(last),
      tested: judged.length,
      mae: mean((end, p) => Math.abs(end - p.point)),
      coverage: mean((end, p) => Number(end >= p.earliest && end <= p.latest)),
      onTime: mean((end, p) => Number(end <= p.by)),
    },
  };
}
