/**
 * How fast each past day really was, against what was expected of the parcels under way on it: below 1 while a strike lasts,
 * above it when carriers catch up. Days are counted as long as they were fast, so that a parcel that stood still for a week
 * is no week older, and the first fast day after a strike tells that it is over.
 */
import type { Day } from "./clock.ts";

export interface Speed {
  readonly first: Day;
  /** Measured before this day. */
  until: Day;
  readonly of: number[];
  readonly arrived: number[];
  /** Of a day that is as fast as its kind. */
  readonly expected: number[];
  /** Foretold for every day from `until` on. */
  ahead: number;
}

export const openSpeed = (first: Day): Speed => ({ first, until: first, of: [], arrived: [], expected: [], ahead: 1 });

export const speedOn = (
  { first, until, of, ahead }: Pick<Speed, "first" | "until" | "of" | "ahead">,
  day: Day,
): number => (day < first ? 1 : day < until ? (of[day - first] ?? 1) : ahead);

/** Arrivals at which a day's own speed, or that of the last weeks, is believed by half. */
const BELIEF_DAY = 10;
const BELIEF_AHEAD = 20;
/** Days after which a day counts half for what comes: soon, and where speed returns to in the end. */
const SOON = 8;
const LATER = 40;
const SOON_SHARE = 0.7;

/** Parcels arrive on whole days, so that their ages come in steps; this part of a day is left to either side. */
const SLACK = 0.25;

/**
 * A day counts for what comes as at least this part of the days around it: a strike or a holiday is over all at once, and says
 * little of the days after it.
 */
const SLOWEST = 0.8;

/** Arrivals for one that was expected, the last days most; of each day at least `least` of what was expected. */
const weighted = ({ arrived, expected }: Speed, half: number, least: number): number => {
  const fade = 0.5 ** (1 / half);
  let [came, due, weight] = [0, 0, 1];
  for (let i = arrived.length - 1; i >= 0; i--, weight *= fade) {
    const of = expected[i] ?? 0;
    came += weight * Math.max(arrived[i] ?? 0, least * of);
    due += weight * of;
  }
  return (came + BELIEF_AHEAD) / (due + BELIEF_AHEAD);
};
const lately = (speed: Speed, half: number): number => weighted(speed, half, SLOWEST * weighted(speed, half, 0));

/** Parcels as this needs them; `starts` ascending. */
export interface UnderWay {
  readonly starts: Int32Array;
  readonly ends: Float64Array;
  readonly oldest: number;
  /** How fast the clock runs on such a day by itself. */
  readonly paceOn: (day: Day) => number;
  /** Share of its like that has arrived when this many delivery days have passed for a row. */
  readonly share: (row: number, deliveryDays: number) => number;
}

const firstFrom = (starts: Int32Array, day: Day): number => {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Measures the days before `today` that have not been yet, one after another, as each makes parcels older for the next. */
export const measureSpeed = (speed: Speed, today: Day, under: UnderWay): void => {
  const { starts, ends, oldest, paceOn, share } = under;
  for (let day = speed.until; day < today; day++) {
    const pace = paceOn(day);
    // Delivery days from the end of each earlier day to the end of the day before this one.
    const aged = new Float64Array(oldest + 1);
    for (let back = 2; back <= oldest; back++)
      aged[back] = (aged[back - 1] ?? 0) + paceOn(day - back + 1) * speedOn(speed, day - back + 1);
    let [came, due] = [0, 0];
    for (let row = firstFrom(starts, day - oldest); row < starts.length && (starts[row] ?? 0) < day; row++) {
      const end = ends[row] ?? 0;
      if (end < day) continue;
      const age = aged[day - (starts[row] ?? 0)] ?? 0;
      // A little later than the day's end, so that those of a day lie before it however fast it was.
      const before = share(row, age + pace * SLACK);
      due += Math.max(share(row, age + pace * (1 + SLACK)) - before, 0) / Math.max(1 - before, 0.02);
      if (end === day) came++;
    }
    speed.arrived.push(came);
    speed.expected.push(due);
    speed.of.push((came + BELIEF_DAY) / (due + BELIEF_DAY));
    speed.until = day + 1;
    speed.ahead = Math.exp(
      SOON_SHARE * Math.log(lately(speed, SOON)) + (1 - SOON_SHARE) * Math.log(lately(speed, LATER)),
    );
  }
};
