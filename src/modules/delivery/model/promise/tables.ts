/**
 * Back-off quantile tables: quantiles of a value by key, from coarse to fine, each shrunk towards the one above it. They come
 * from Kaplan–Meier curves, so that what is still open counts.
 */
import { arrivalCurve, type Exposure, quantilesOf } from "./survival.ts";

/** Levels that the tables keep; between them they are read along a straight line. */
export const LEVELS = [
  0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98,
  0.985, 0.99, 0.995,
] as const;

export interface TableLevel {
  /** Number of each row's key, and how many keys there are. */
  readonly codes: Int32Array;
  readonly keys: number;
  /** The key of the level above, for each key. The first level has none. */
  readonly parent: Int32Array | null;
}

/** Arrivals at which a key's own quantiles are believed by half, and below which they are not looked at. */
const SHRINK = 50;
const FEWEST = 10;

/** Where a key's own curve says nothing any more, it goes on as its parent's does. */
const completed = (own: readonly (number | null)[], above: ArrayLike<number> | null, arrivals: number): number[] => {
  const values: number[] = [];
  for (const [q, level] of LEVELS.entries()) {
    const value = own[q] ?? null;
    const known = value !== null && (above === null || level <= 1 - 2 / arrivals);
    const step = above ? (above[q] ?? 0) - (above[q - 1] ?? above[q] ?? 0) : 0;
    values.push(known ? value : q === 0 ? (above?.[0] ?? 0) : (values[q - 1] ?? 0) + step);
  }
  return values;
};

/** Which of the exposed lie under each key. */
const byKey = ({ codes, keys }: TableLevel, rows: Int32Array): Int32Array[] => {
  const sizes = new Int32Array(keys);
  for (const row of rows) sizes[codes[row] ?? 0] = (sizes[codes[row] ?? 0] ?? 0) + 1;
  const members = Array.from(sizes, (size) => new Int32Array(size));
  const next = new Int32Array(keys);
  for (let i = 0; i < rows.length; i++) {
    const key = codes[rows[i] ?? 0] ?? 0;
    const place = next[key] ?? 0;
    const own = members[key];
    if (own) own[place] = i;
    next[key] = place + 1;
  }
  return members;
};

/** The tables of every level, `LEVELS.length` numbers a key; `rows` of the coded set are exposed. */
export const arrivalTables = (levels: readonly TableLevel[], rows: Int32Array, exposure: Exposure): Float64Array[] => {
  const tables: Float64Array[] = [];
  for (const level of levels) {
    const above = tables.at(-1) ?? null;
    const table = new Float64Array(level.keys * LEVELS.length);
    for (const [key, members] of byKey(level, rows).entries()) {
      const parent = (level.parent?.[key] ?? 0) * LEVELS.length;
      const coarse = above?.subarray(parent, parent + LEVELS.length) ?? null;
      const own: Exposure = {
        entry: Float64Array.from(members, (i) => exposure.entry[i] ?? 0),
        exit: Float64Array.from(members, (i) => exposure.exit[i] ?? 0),
        arrived: Uint8Array.from(members, (i) => exposure.arrived[i] ?? 0),
      };
      const arrivals = own.arrived.reduce((sum, one) => sum + one, 0);
      if (coarse && arrivals < FEWEST) table.set(coarse, key * LEVELS.length);
      else {
        const belief = coarse ? arrivals / (arrivals + SHRINK) : 1;
        const values = completed(quantilesOf(arrivalCurve(own), LEVELS), coarse, arrivals);
        for (const [q, value] of values.entries())
          table[key * LEVELS.length + q] = belief * value + (1 - belief) * (coarse?.[q] ?? 0);
      }
    }
    tables.push(table);
  }
  return tables;
};

/** The value at any level between 0 and 1, along straight lines between the kept ones. */
export const readQuantile = (quantiles: ArrayLike<number>, offset: number, level: number): number => {
  const last = LEVELS.length - 1;
  let above = 1;
  while (above < last && (LEVELS[above] ?? 1) < level) above++;
  const [x0, x1] = [LEVELS[above - 1] ?? 0, LEVELS[above] ?? 1];
  const [y0, y1] = [quantiles[offset + above - 1] ?? 0, quantiles[offset + above] ?? 0];
  const share = Math.min(Math.max((level - x0) / (x1 - x0), 0), 1);
  return y0 + (y1 - y0) * share;
};

/** The level at which a value stands; the inverse of reading. */
export const levelOf = (quantiles: ArrayLike<number>, offset: number, value: number): number => {
  const last = LEVELS.length - 1;
  if (value <= (quantiles[offset] ?? 0)) return 0;
  if (value > (quantiles[offset + last] ?? 0)) return 1;
  let [below, above] = [0, last];
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (value <= (quantiles[offset + middle] ?? 0)) above = middle;
    else below = middle;
  }
  const [x0, x1] = [LEVELS[below] ?? 0, LEVELS[above] ?? 1];
  const [y0, y1] = [quantiles[offset + below] ?? 0, quantiles[offset + above] ?? 0];
  return y1 > y0 ? x0 + ((x1 - x0) * (value - y0)) / (y1 - y0) : x1;
};
