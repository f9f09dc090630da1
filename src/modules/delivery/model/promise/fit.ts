/** From known and open deliveries to a model: clock, speed of past days, effects, quantile tables. Pure and deterministic. */
import { between, type Day, DAY_KINDS, type DayKind, type DeliveryClock, clockOf, paceOf } from "./clock.ts";
import { type Coded, type Effects, type Factor, fitEffects, noEffects, sumOf } from "./effects.ts";
import { measureSpeed, openSpeed, type Speed, speedOn } from "./speed.ts";
import { arrivalCurve, type Curve, type Exposure } from "./survival.ts";
import { arrivalTables, type TableLevel } from "./tables.ts";

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

/** Numbers the keys of deliveries as they come; only numbers are kept of them. */
export const openColumns = (plan: Plan): { add(deliveries: readonly Delivery[]): void; close(): Deliveries } => {
  const numbers = plan.factors.map(() => new Map<string, number>());
  const codes = plan.factors.map((): number[] => []);
  const [starts, ends]: [number[], number[]] = [[], []];
  return {
    add: (deliveries) => {
      for (const { start, end, keys } of deliveries) {
        starts.push(start);
        ends.push(end ?? Number.POSITIVE_INFINITY);
        for (const [f, known] of numbers.entries()) {
          const key = keys[f] ?? "";
          let number = known.get(key);
          if (number === undefined) known.set(key, (number = known.size));
          codes[f]?.push(number);
        }
      }
    },
    close: () => ({
      codes: codes.map((of) => Int32Array.from(of)),
      keys: numbers.map((known) => [...known.keys()]),
      starts: Int32Array.from(starts),
      ends: Float64Array.from(ends),
    }),
  };
};

export const codeDeliveries = (plan: Plan, deliveries: readonly Delivery[]): Deliveries => {
  const columns = openColumns(plan);
  columns.add(deliveries);
  return columns.close();
};

/** One order for the same deliveries however they came, by their start, so that they give the same model to the last bit. */
export const inOrder = ({ codes, keys, starts, ends }: Deliveries): Deliveries => {
  const sorted = keys.map((own) => own.toSorted());
  const ranked = codes.map((of, f) => {
    const ranks = new Map(sorted[f]?.map((key, rank) => [key, rank]));
    const rankOf = Int32Array.from(keys[f] ?? [], (key) => ranks.get(key) ?? 0);
    return of.map((code) => rankOf[code] ?? 0);
  });
  const columns = [starts, ends, ...ranked];
  const rows = Int32Array.from(starts, (_, row) => row).sort((a, b) => {
    for (const column of columns) {
      const [x, y] = [column[a] ?? 0, column[b] ?? 0];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  });
  return {
    codes: ranked.map((of) => rows.map((row) => of[row] ?? 0)),
    keys: sorted,
    starts: rows.map((row) => starts[row] ?? 0),
    ends: Float64Array.from(rows, (row) => ends[row] ?? 0),
  };
};

/** What one refit hands on to the next of the same deliveries. */
export interface Learned {
  readonly effects: Effects;
  readonly speed: Speed;
}

export interface Fitted extends Learned {
  readonly today: Day;
  readonly clock: DeliveryClock;
  /** How fast the clock runs on each kind of day. */
  readonly pace: Float64Array;
  /** Quantiles of what the effects leave over, by key of each factor in the chain; the first table is of all. */
  readonly tables: readonly Float64Array[];
  readonly known: number;
  readonly open: number;
}

/**
 * Chosen on Olist's deliveries, walking forward. A memory by the day of the order, not of the arrival, as the stragglers of a
 * strike would otherwise stay for months.
 */
export const TUNING = {
  /** Days after which an order counts for a third (e^-1), and after which it is forgotten. */
  memory: 100,
  window: 365,
  /** Days whose parcels the tables show. */
  shown: 45,
  /** Days before the first refit whose speed is measured. */
  measured: 200,
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
  const arrivals = new Float64Array(today - from);
  for (const row of rows) arrivals[(ends[row] ?? 0) - from] = (arrivals[(ends[row] ?? 0) - from] ?? 0) + 1;
  for (const [i, arrived] of arrivals.entries()) {
    const kind = plan.kindOf(from + i);
    delivered[kind] = (delivered[kind] ?? 0) + arrived;
    days[kind] = (days[kind] ?? 0) + 1;
  }
  return paceOf(delivered, days);
};

/** Everybody who was under way in the last days, by what the effects leave over of the time passed. */
const exposed = (
  data: Deliveries,
  effects: Effects,
  clock: DeliveryClock,
  today: Day,
): { rows: Int32Array; exposure: Exposure; open: number } => {
  const from = today - TUNING.shown;
  const [rows, entry, exit, arrived]: [number[], number[], number[], number[]] = [[], [], [], []];
  let open = 0;
  for (let i = 0; i < data.ends.length; i++) {
    const [start, end] = [data.starts[i] ?? 0, data.ends[i] ?? 0];
    if (start >= today || end < from || start < today - TUNING.oldest) continue;
    const expected = sumOf(effects, data.codes, i);
    const known = end < today;
    if (!known) open++;
    const at = (day: Day) => (day < start ? -9 : toScale(between(clock, start, day)) - expected);
    rows.push(i);
    entry.push(at(from - 1));
    exit.push(at(known ? end : today - 1));
    arrived.push(known ? 1 : 0);
  }
  const exposure = {
    entry: Float64Array.from(entry),
    exit: Float64Array.from(exit),
    arrived: Uint8Array.from(arrived),
  };
  return { rows: Int32Array.from(rows), exposure, open };
};

/** The share that has arrived, on a grid: it is asked millions of times. */
const GRID = { from: -3, steps: 600, width: 0.01 } as const;
const gridOf = ({ at, share }: Curve): Float64Array => {
  const grid = new Float64Array(GRID.steps + 1);
  let i = 0;
  for (let step = 0; step <= GRID.steps; step++) {
    const value = GRID.from + step * GRID.width;
    while (i < at.length && (at[i] ?? 0) <= value) i++;
    grid[step] = i === 0 ? 0 : (share[i - 1] ?? 0);
  }
  return grid;
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

const DAYS_AHEAD = 120;

/** Fits on what was known at the beginning of `today`, from what the refit before has `learned` of the same deliveries. */
export const fit = (
  plan: Plan,
  data: Deliveries,
  levels: readonly TableLevel[],
  today: Day,
  learned: Learned | null = null,
): Fitted => {
  const rows = knownRows(data, today);
  const pace = learnedPace(plan, data, rows, today);
  const first = Math.max(data.starts[0] ?? today, today - TUNING.measured);
  const effects = learned?.effects ?? noEffects(data);
  let speed = learned?.speed ?? openSpeed(first);
  const clockNow = () =>
    clockOf(pace, plan.kindOf, today - TUNING.window - DAYS_AHEAD, today + DAYS_AHEAD, (day) => speedOn(speed, day));
  const weights = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++)
    weights[i] = Math.exp(((data.starts[rows[i] ?? 0] ?? 0) - today) / TUNING.memory);
  const learn = (sweeps: number): void => {
    const clock = clockNow();
    const observed = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] ?? 0;
      observed[i] = toScale(between(clock, data.starts[row] ?? 0, data.ends[row] ?? 0));
    }
    fitEffects(effects, data, plan.factors, { rows, observed, weights }, sweeps);
    const { exposure } = exposed(data, effects, clock, today);
    const grid = gridOf(arrivalCurve(exposure));
    if (!learned) speed = openSpeed(first);
    const expected = new Float64Array(data.starts.length).fill(Number.NaN);
    measureSpeed(speed, today, {
      starts: data.starts,
      ends: data.ends,
      oldest: TUNING.oldest,
      paceOn: (day) => pace[plan.kindOf(day)] ?? 1,
      share: (row, days) => {
        // Asked for every day that it is under way.
        let at = expected[row] ?? Number.NaN;
        if (Number.isNaN(at)) expected[row] = at = sumOf(effects, data.codes, row);
        const place = Math.round((toScale(days) - at - GRID.from) / GRID.width);
        return grid[Math.min(Math.max(place, 0), GRID.steps)] ?? 0;
      },
    });
  };
  learn(learned ? TUNING.nextSweeps : TUNING.firstSweeps);
  if (!learned) {
    // The first speeds were measured by effects that knew of none: once more, by effects that do.
    learn(TUNING.nextSweeps);
  }
  const clock = clockNow();
  const { rows: shown, exposure, open } = exposed(data, effects, clock, today);
  const tables = arrivalTables(levels, shown, exposure);
  return { today, clock, pace, effects, speed, tables, known: rows.length, open };
};
