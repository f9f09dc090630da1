/**
 * Delivery days: a clock that runs as fast as parcels are delivered on each kind of day. Where nobody delivers on Sundays it
 * stands still on Sundays, so that four days from a Thursday and four from a Monday are comparable. Learned, never assumed.
 */

/** Whole days since 1 January 1970 in the brand's zone. */
export type Day = number;

/** 0 Monday … 6 Sunday, 7 a holiday. */
export type DayKind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const DAY_KINDS = 8;

/** 1 January 1970 was a Thursday. */
export const weekdayOf = (day: Day): DayKind => ((((day + 3) % 7) + 7) % 7) as DayKind;

export interface DeliveryClock {
  readonly first: Day;
  /** Clock time at the end of each day from `first` on. */
  readonly ends: Float64Array;
}

/** Even a day on which nothing was ever delivered moves the clock a little, so that it can be read backwards. */
const LEAST = 0.02;
/** Days of its kind that count as one ordinary day each, so that a kind seldom seen stays near the average. */
const PRIOR_DAYS = 4;

/** How fast the clock runs on each kind of day: deliveries of such a day against the average day. */
export const paceOf = (deliveries: Float64Array, days: Float64Array): Float64Array => {
  const total = deliveries.reduce((a, b) => a + b, 0);
  const count = days.reduce((a, b) => a + b, 0);
  if (total === 0 || count === 0) return new Float64Array(DAY_KINDS).fill(1);
  const average = total / count;
  return Float64Array.from({ length: DAY_KINDS }, (_, kind) => {
    const seen = days[kind] ?? 0;
    const pace = ((deliveries[kind] ?? 0) + PRIOR_DAYS * average) / ((seen + PRIOR_DAYS) * average);
    return Math.max(pace, LEAST);
  });
};

/** `speedOn`: how fast a day was beyond its kind; from today on what is foretold. */
export const clockOf = (
  pace: Float64Array,
  kindOf: (day: Day) => DayKind,
  first: Day,
  last: Day,
  speedOn: (day: Day) => number = () => 1,
): DeliveryClock => {
  const ends = new Float64Array(last - first + 1);
  let at = 0;
  for (let day = first; day <= last; day++) {
    at += (pace[kindOf(day)] ?? 1) * speedOn(day);
    ends[day - first] = at;
  }
  return { first, ends };
};

const end = (clock: DeliveryClock, day: Day): number => {
  const { ends } = clock;
  const place = day - clock.first;
  if (place < 0) return place + 1;
  const last = ends.length - 1;
  return place > last ? (ends[last] ?? 0) + (place - last) : (ends[place] ?? 0);
};

/** Delivery days from the end of `from` to the end of `to`. */
export const between = (clock: DeliveryClock, from: Day, to: Day): number => end(clock, to) - end(clock, from);

/** The moment, as a fraction of days, that lies so many delivery days after the end of `from`. */
export const after = (clock: DeliveryClock, from: Day, delivery: number): number => {
  const { ends, first } = clock;
  const target = end(clock, from) + delivery;
  const last = ends.length - 1;
  if (target >= (ends[last] ?? 0)) return first + last + (target - (ends[last] ?? 0));
  let low = Math.max(0, from - first);
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) < target) low = middle + 1;
    else high = middle;
  }
  const before = low === 0 ? 0 : (ends[low - 1] ?? 0);
  const pace = (ends[low] ?? 0) - before;
  return first + low - 1 + (pace > 0 ? (target - before) / pace : 1);
};
