/** Reads a fitted model: a point, a range and a date to promise, as whole days after the start. */
import { after, between, type Day, type DeliveryClock } from "./clock.ts";
import { fromScale, toScale } from "./fit.ts";
import { offersOf, SLACK, taken, type Chances } from "./price.ts";
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

export interface Range {
  readonly early: number;
  readonly late: number;
}

/** What a day is promised by. */
export interface Worth {
  readonly chances: Chances;
  readonly price: number;
}

export interface Predicted {
  readonly earliest: Day;
  readonly point: Day;
  readonly latest: Day;
  readonly by: Day;
}

/** With the share of parcels foretold to keep the day promised. */
export interface Foretold extends Predicted {
  readonly kept: number;
}

/**
 * `open`: it is known not to have arrived by the end of this day; what remains possible is spread over the levels above.
 */
export const predictDays = (
  reading: Reading,
  start: Day,
  range: Range,
  worth: Worth,
  open: Day | null = null,
): Foretold => {
  const { clock, expected, quantiles, offset } = reading;
  const levelBy = (day: Day, slack: number): number =>
    levelOf(quantiles, offset, toScale(between(clock, start, day) + slack) - expected);
  const passed = open === null || open < start ? 0 : levelBy(open, 0);
  const least = open === null ? start : Math.max(start, open + 1);
  const moment = (level: number): number =>
    after(clock, start, fromScale(expected + readQuantile(quantiles, offset, passed + (1 - passed) * level)));
  const earliest = Math.max(Math.ceil(moment(range.early)), least);
  const point = Math.max(Math.round(moment(0.5)), earliest);
  const offers = offersOf(worth.chances, clock, start, worth.price);
  const offer = taken(offers, worth.price);
  const fresh = offers.first + offer;
  const left = passed === 0 ? fresh : Math.max(fresh, Math.ceil(moment(levelBy(fresh, SLACK)) - SLACK));
  const by = Math.max(left, point);
  return {
    earliest,
    point,
    latest: Math.min(Math.max(Math.floor(moment(range.late)), point), by),
    by,
    kept: offers.kept[offer] ?? 1,
  };
};
