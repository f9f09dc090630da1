/** Back-off quantile tables: quantiles of a value by key, from coarse to fine, each shrunk towards the one above it. */

/** Levels that the tables keep; between them they are read along a straight line. */
export const LEVELS = [
  0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99,
] as const;

export interface TableLevel {
  /** Number of each row's key, and how many keys there are. */
  readonly codes: Int32Array;
  readonly keys: number;
  /** The key of the level above, for each key. The first level has none. */
  readonly parent: Int32Array | null;
}

/** Weight at which a key's own quantiles are believed by half. */
const SHRINK = 50;
const RESOLUTION = 1e6;

/** Indices in ascending order of their value: packed into one number each, as sorting numbers is ten times as fast. */
const ascending = (values: Float64Array): Float64Array => {
  const size = values.length;
  const packed = new Float64Array(size);
  for (let i = 0; i < size; i++) packed[i] = Math.round((values[i] ?? 0) * RESOLUTION) * size + i;
  packed.sort();
  for (let i = 0; i < size; i++) packed[i] = (((packed[i] ?? 0) % size) + size) % size;
  return packed;
};

/** For each key, its quantiles one after another: `LEVELS.length` numbers a key. */
const ownQuantiles = (
  level: Pick<TableLevel, "codes" | "keys">,
  rows: Int32Array,
  values: Float64Array,
  weights: Float64Array,
  order: Float64Array,
): { quantiles: Float64Array; totals: Float64Array } => {
  const totals = new Float64Array(level.keys);
  for (let i = 0; i < rows.length; i++) {
    const key = level.codes[rows[i] ?? 0] ?? 0;
    totals[key] = (totals[key] ?? 0) + (weights[i] ?? 0);
  }
  const quantiles = new Float64Array(level.keys * LEVELS.length);
  const reached = new Float64Array(level.keys);
  const next = new Int32Array(level.keys);
  for (const i of order) {
    const key = level.codes[rows[i] ?? 0] ?? 0;
    const now = (reached[key] ?? 0) + (weights[i] ?? 0);
    reached[key] = now;
    let at = next[key] ?? 0;
    while (at < LEVELS.length && now >= (LEVELS[at] ?? 1) * (totals[key] ?? 0))
      quantiles[key * LEVELS.length + at++] = values[i] ?? 0;
    next[key] = at;
  }
  return { quantiles, totals };
};

/** The tables of every level, shrunk going down. */
export const quantileTables = (
  levels: readonly TableLevel[],
  rows: Int32Array,
  values: Float64Array,
  weights: Float64Array,
): Float64Array[] => {
  const order = ascending(values);
  const tables: Float64Array[] = [];
  for (const level of levels) {
    const { quantiles, totals } = ownQuantiles(level, rows, values, weights, order);
    const above = tables.at(-1);
    if (above && level.parent)
      for (let key = 0; key < level.keys; key++) {
        const belief = (totals[key] ?? 0) / ((totals[key] ?? 0) + SHRINK);
        const parent = (level.parent[key] ?? 0) * LEVELS.length;
        for (let q = 0; q < LEVELS.length; q++) {
          const own = quantiles[key * LEVELS.length + q] ?? 0;
          quantiles[key * LEVELS.length + q] = belief * own + (1 - belief) * (above[parent + q] ?? 0);
        }
      }
    tables.push(quantiles);
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
  for (let q = 1; q <= last; q++) {
    const [y0, y1] = [quantiles[offset + q - 1] ?? 0, quantiles[offset + q] ?? 0];
    if (value <= y1) {
      const [x0, x1] = [LEVELS[q - 1] ?? 0, LEVELS[q] ?? 1];
      return y1 > y0 ? x0 + ((x1 - x0) * (value - y0)) / (y1 - y0) : x1;
    }
  }
  return 1;
};
