/**
 * The day promised, for all lanes by one price of a day: where a day less costs many broken promises it is given, where it
 * costs few it is not, so that a share of all is kept with the shortest promises. Whole days of the calendar are weighed, so
 * that nobody is promised a Sunday on which nothing is delivered.
 */
import { after, between, type Day, type DeliveryClock } from "./clock.ts";
import { levelOf, LEVELS } from "./tables.ts";

/** What a promise is read from: where its parcel is expected, in logs of delivery days, and the quantiles of what is left over. */
export interface Spread {
  readonly expected: number;
  readonly quantiles: ArrayLike<number>;
}

/** No lane is promised a date that fewer of its parcels are foretold to keep. */
const LOWEST = 0.88;
const FIRST = LEVELS.indexOf(LOWEST);

/** The share that has arrived after so many delivery days: rising, and ever less for a day more. */
export interface Chances {
  readonly days: readonly number[];
  readonly share: readonly number[];
}

/**
 * The share that arrives within so many days as foretold, were the clock to run as fast as it did against each of the `paces`
 * (days that came for one foretold). Steps that a thin table has by chance are bridged, so that each further day adds less
 * than the one before: without it somebody who orders later could be promised an earlier day.
 */
export const chancesOf = (
  { expected, quantiles }: Spread,
  paces: readonly number[],
  fromScale: (value: number) => number,
): Chances => {
  const table = Float64Array.from(LEVELS, (_, q) => fromScale(expected + (quantiles[q] ?? 0)));
  const [days, share]: [number[], number[]] = [[], []];
  for (let q = FIRST; q < LEVELS.length; q++) {
    const at = table[q] ?? 0;
    let kept = paces.length === 0 ? (LEVELS[q] ?? 1) : 0;
    for (const pace of paces) kept += levelOf(table, 0, at * pace) / paces.length;
    while (days.length > 0) {
      const [x1 = 0, y1 = 0] = [days.at(-1), share.at(-1)];
      const [x0, y0] = [days.at(-2), share.at(-2)];
      const bridged =
        x0 === undefined || y0 === undefined ? at <= x1 : (y1 - y0) * (at - x0) <= (kept - y0) * (x1 - x0);
      if (!bridged) break;
      days.pop();
      share.pop();
    }
    days.push(at);
    share.push(kept);
  }
  return { days, share };
};

const shareAt = ({ days, share }: Chances, value: number): number => {
  const last = days.length - 1;
  let above = Math.min(1, last);
  while (above < last && (days[above] ?? 0) < value) above++;
  const [x0, x1] = [days[above - 1] ?? 0, days[above] ?? 0];
  const [y0, y1] = [share[above - 1] ?? 0, share[above] ?? 0];
  // At the end exactly the last share: a rounding below it would be waited for without end.
  return value < x1 ? y0 + ((y1 - y0) * (value - x0)) / (x1 - x0) : y1;
};

/** Parcels arrive on whole days: a date read a hair after a day's end, this part of a day, is that day. */
export const SLACK = 0.1;
/** So many days are weighed at most. */
const MOST = 60;

/** The days that may be promised from the first on, and the share foretold to keep each. */
export interface Offers {
  readonly first: Day;
  readonly kept: readonly number[];
}

/** Those that may be taken where a day is worth `price` or more. */
export const offersOf = (chances: Chances, clock: DeliveryClock, start: Day, price = 0): Offers => {
  const at = (day: Day) => shareAt(chances, between(clock, start, day) + SLACK);
  const most = chances.share.at(-1) ?? 1;
  let first = Math.max(Math.ceil(after(clock, start, Math.max(chances.days[0] ?? 0, 0)) - SLACK), start);
  while (at(first) < Math.min(LOWEST, most)) first++;
  const kept = [at(first)];
  while (kept.length < MOST && (kept.at(-1) ?? 1) + price < most) kept.push(at(first + kept.length));
  return { first, kept };
};

/** Which of the offers is taken where a day is worth `price` of a promise kept. */
export const taken = ({ kept }: Offers, price: number): number => {
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < kept.length; i++) {
    const worth = (kept[i] ?? 0) - price * i;
    if (worth >= most) [best, most] = [i, worth];
  }
  return best;
};

const HALVINGS = 24;
/** Where all lanes are alike they all change their day at one price: a rounded number must not fall beyond it. */
const INSIDE = 0.98;
/** The price of a day at which `target` of all are foretold to be kept. */
export const priceFor = (offers: readonly Offers[], target: number): number => {
  let [low, high] = [1e-6, 1];
  for (let i = 0; i < HALVINGS; i++) {
    const price = Math.sqrt(low * high);
    const mean =
      offers.reduce((sum, each) => sum + (each.kept[taken(each, price)] ?? 0), 0) / Math.max(offers.length, 1);
    if (mean >= target) low = price;
    else high = price;
  }
  return low * INSIDE;
};
