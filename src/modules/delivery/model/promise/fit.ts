/** From known and open deliveries to a model: clock, effects, drift of the last days, quantile tables. Pure and deterministic. */
import { between, type Day, DAY_KINDS, type DayKind, type DeliveryClock, clockOf, paceOf } from "./clock.ts";
import { type Coded, type Effects, type Factor, fitEffects, noEffects, sumOf } from "./effects.ts";
import { arrivalQuantiles } from "./survival.ts";
import { LEVELS, quantileTables, type TableLevel } from "./tables.ts";

/** How a brand's deliveries are looked at. */
export interface Plan {
  readonly factors: readonly Factor[];
  /** Names of factors, from coarse to fine, each key of which lies within one key of the one before. */
  readonly chain: readonly string[];
  readonly kindOf: (day: Day) => DayKind;
}

/** Deliveries as columns, the keys of each factor as numbers. */
export interface Deliveries extends Coded {
  readonly starts: Int32Array;
  /** Infinity where the parcel is still open. */
  readonly ends: Float64Array;
}

export interface Delivery {
  readonly start: Day;
  readonly end: Day | null;
  /** One per factor of the plan, in its order. */
  readonly keys: readonly string[];
}

/** Numbers the keys of the deliveries, in their order. */
export const codeDeliveries = (plan: Plan, deliveries: readonly Delivery[]): Deliveries => {
  const size = deliveries.length;
  const coded = plan.factors.map((_, f) => {
    const numbers = new Map<string, number>();
    const codes = new Int32Array(size);
    for (let i = 0; i < size; i++) {
      const key = deliveries[i]?.keys[f] ?? "";
      let number = numbers.get(key);
      if (number === undefined) numbers.set(key, (number = numbers.size));
      codes[i] = number;
    }
    return { codes, keys: [...numbers.keys()] };
  });
  return {
    codes: coded.map((each) => each.codes),
    keys: coded.map((each) => each.keys),
    starts: Int32Array.from(deliveries, (each) => each.start),
    ends: Float64Array.from(deliveries, (each) => each.end ?? Number.POSITIVE_INFINITY),
  };
};

const text = ({ start, end, keys }: Delivery): string => `${start}:${end ?? ""}:${keys.join("\u0001")}`;

/** One order for the same deliveries however they came, so that they give the same model to the last bit. */
export const inOrder = (deliveries: readonly Delivery[]): Delivery[] =>
  deliveries
    .map((delivery) => ({ delivery, text: text(delivery) }))
    .toSorted((a, b) => a.delivery.start - b.delivery.start || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ delivery }) => delivery);

export interface Fitted {
  readonly today: Day;
  readonly clock: DeliveryClock;
  /** How fast the clock runs on each kind of day. */
  readonly pace: Float64Array;
  readonly effects: Effects;
  /** What the last days say beyond the effects, in logs. */
  readonly drift: number;
  /** Quantiles of what is left over, by key of each factor in the chain; the first table is of all. */
  readonly tables: readonly Float64Array[];
  readonly known: number;
  readonly open: number;
}

/** Where the median stands among the levels of a table. */
const MEDIAN = LEVELS.indexOf(0.5);

/**
 * Chosen on Olist's deliveries, walking forward. A memory by the day of the order, not of the arrival, as the stragglers of a
 * strike would otherwise stay for months.
 */
export const TUNING = {
  /** Days after which an order counts for a third (e^-1), and after which it is forgotten. */
  memory: 40,
  window: 365,
  /** Days over which drift and calibration are measured. */
  period: 28,
  /** Open parcels older than this are lost or never scanned: they say nothing. */
  oldest: 60,
  /** Delivery days added before the logarithm: lateness is part constant, part in proportion. */
  offset: 4,
  firstSweeps: 10,
  nextSweeps: 3,
} as const;

/** The scale on which everything adds up: the log of delivery days and one more. */
export const toScale = (deliveryDays: number): number => Math.log(Math.max(deliveryDays, 0) + TUNING.offset);
export const fromScale = (value: number): number => Math.exp(value) - TUNING.offset;

/** Rows that were known by the end of yesterday, within the window. */
const knownRows = ({ ends }: Deliveries, today: Day): Int32Array => {
  const rows: number[] = [];
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i] ?? 0;
    if (end < today && end >= today - TUNING.window) rows.push(i);
  }
  return Int32Array.from(rows);
};

const learnedPace = (plan: Plan, { ends }: Deliveries, rows: Int32Array, today: Day): Float64Array => {
  const [delivered, days] = [new Float64Array(DAY_KINDS), new Float64Array(DAY_KINDS)];
  const from = rows.reduce((least, row) => Math.min(least, ends[row] ?? today), today);
  for (const row of rows) {
    const kind = plan.kindOf(ends[row] ?? 0);
    delivered[kind] = (delivered[kind] ?? 0) + 1;
  }
  for (let day = from; day < today; day++) {
    const kind = plan.kindOf(day);
    days[kind] = (days[kind] ?? 0) + 1;
  }
  return paceOf(delivered, days);
};

/** The median of what is left over as the last days see it, open parcels and all. */
const driftOf = (
  data: Deliveries,
  effects: Effects,
  clock: DeliveryClock,
  today: Day,
): { drift: number; open: number } => {
  const [entry, exit, arrived]: [number[], number[], number[]] = [[], [], []];
  const from = today - TUNING.period;
  let open = 0;
  for (let i = 0; i < data.ends.length; i++) {
    const [start, end] = [data.starts[i] ?? 0, data.ends[i] ?? 0];
    if (start >= today || end < from || start < today - TUNING.oldest) continue;
    const expected = sumOf(effects, data.codes, i);
    const known = end < today;
    if (!known) open++;
    const at = (day: Day) => (day < start ? -9 : toScale(between(clock, start, day)) - expected);
    entry.push(at(from - 1));
    exit.push(at(known ? end : today - 1));
    arrived.push(known ? 1 : 0);
  }
  const exposure = {
    entry: Float64Array.from(entry),
    exit: Float64Array.from(exit),
    arrived: Uint8Array.from(arrived),
  };
  return { drift: arrivalQuantiles(exposure, [0.5])[0] ?? 0, open };
};

/** Which key of the level above each key lies in: that of the first row that has it. */
const parentsOf = (fine: Int32Array, keys: number, coarse: Int32Array): Int32Array => {
  const parents = new Int32Array(keys);
  for (let i = fine.length - 1; i >= 0; i--) parents[fine[i] ?? 0] = coarse[i] ?? 0;
  return parents;
};

/** The levels of a plan's chain; the first holds everything under one key. */
export const chainLevels = (plan: Plan, data: Deliveries): TableLevel[] => {
  const levels: TableLevel[] = [{ codes: new Int32Array(data.starts.length), keys: 1, parent: null }];
  for (const name of plan.chain) {
    const f = plan.factors.findIndex((factor) => factor.name === name);
    const [codes, keys] = [data.codes[f], data.keys[f]];
    const above = levels.at(-1);
    if (codes && keys && above)
      levels.push({ codes, keys: keys.length, parent: parentsOf(codes, keys.length, above.codes) });
  }
  return levels;
};

/** Fits on what was known at the beginning of `today`. Effects start from `before`, which must be of the same deliveries. */
export const fit = (
  plan: Plan,
  data: Deliveries,
  levels: readonly TableLevel[],
  today: Day,
  before: Effects | null = null,
): Fitted => {
  const rows = knownRows(data, today);
  const pace = learnedPace(plan, data, rows, today);
  const clock = clockOf(pace, plan.kindOf, today - TUNING.window - 120, today + 120);
  const observed = new Float64Array(rows.length);
  const weights = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    observed[i] = toScale(between(clock, data.starts[row] ?? 0, data.ends[row] ?? 0));
    weights[i] = Math.exp(((data.starts[row] ?? 0) - today) / TUNING.memory);
  }
  const effects = before ?? noEffects(data);
  const sweeps = before ? TUNING.nextSweeps : TUNING.firstSweeps;
  const rest = fitEffects(effects, data, plan.factors, { rows, observed, weights }, sweeps);
  const { drift, open } = driftOf(data, effects, clock, today);
  const tables = quantileTables(levels, rows, rest, weights);
  return { today, clock, pace, effects, drift: drift - (tables[0]?.[MEDIAN] ?? 0), tables, known: rows.length, open };
};
