/** Reads a fitted model: a point, a range and a date to promise, as whole days after the start. */
import { after, between, type Day, type DeliveryClock } from "./clock.ts";
import { fromScale, toScale } from "./fit.ts";
import { levelOf, readQuantile } from "./tables.ts";

/** What one parcel's prediction is read from. */
export interface Reading {
  readonly clock: DeliveryClock;
  /** Level and effects, in logs. */
  readonly expected: number;
  /** Quantiles of what is left over. */
  readonly quantiles: ArrayLike<number>;
  readonly offset: number;
}

export interface Bounds {
  readonly early: number;
  readonly late: number;
  readonly by: number;
}

export interface Predicted {
  readonly earliest: Day;
  readonly point: Day;
  readonly latest: Day;
  readonly by: Day;
}

/** Parcels arrive on whole days: a date read a hair after a day's end, this part of a day, is that day. */
const SLACK = 0.1;

/**
 * `open`: it is known not to have arrived by the end of this day; what remains possible is spread over the levels above.
 */
export const predictDays = (reading: Reading, start: Day, levels: Bounds, open: Day | null = null): Predicted => {
  const { clock, expected, quantiles, offset } = reading;
  const passed =
    open === null || open < start ? 0 : levelOf(quantiles, offset, toScale(between(clock, start, open)) - expected);
  const least = open === null ? start : Math.max(start, open + 1);
  const moment = (level: number): number =>
    after(clock, start, fromScale(expected + readQuantile(quantiles, offset, passed + (1 - passed) * level)));
  const earliest = Math.max(Math.ceil(moment(levels.early)), least);
  const point = Math.max(Math.round(moment(0.5)), earliest);
  const by = Math.max(Math.ceil(moment(levels.by) - SLACK), point);
  return { earliest, point, latest: Math.min(Math.max(Math.floor(moment(levels.late)), point), by), by };
};
