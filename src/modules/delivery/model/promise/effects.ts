/**
 * Additive effects in logs: what each key of each factor adds to the level, shrunk towards nothing where it was seen seldom.
 * A chain of factors from coarse to fine (prefecture, three digits of the postal code, five) is a back-off by itself:
 * the finer key only holds what the coarser ones leave over.
 */

export interface Factor {
  readonly name: string;
  /** Parcels' weight at which an effect is believed by half. */
  readonly shrink: number;
}

/** For each factor, the number of each row's key; and the keys by number. */
export interface Coded {
  readonly codes: readonly Int32Array[];
  readonly keys: readonly (readonly string[])[];
}

/** What lies further out counts as this far out (in logs, 35 %): one lost parcel must not move a lane. */
const CLIP = 0.3;

export interface Effects {
  level: number;
  readonly of: readonly Float64Array[];
}

export const noEffects = (coded: Coded): Effects => ({
  level: Number.NaN,
  of: coded.keys.map((keys) => new Float64Array(keys.length)),
});

const clipped = (value: number): number => (value > CLIP ? CLIP : value < -CLIP ? -CLIP : value);

export interface Sample {
  /** Rows of the coded set that are trained on, with what was observed (in logs) and their weight. */
  readonly rows: Int32Array;
  readonly observed: Float64Array;
  readonly weights: Float64Array;
}

const average = ({ observed, weights }: Sample): number => {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < observed.length; i++) {
    sum += (weights[i] ?? 0) * (observed[i] ?? 0);
    weight += weights[i] ?? 0;
  }
  return weight > 0 ? sum / weight : 0;
};

/** Level and effects of one row. */
export const sumOf = (effects: Effects, codes: readonly Int32Array[], row: number): number => {
  let sum = effects.level;
  for (let f = 0; f < codes.length; f++) sum += effects.of[f]?.[codes[f]?.[row] ?? 0] ?? 0;
  return sum;
};

/** One factor's turn: each key's effect becomes the shrunk mean of what the others leave over. */
const turn = (codes: Int32Array, of: Float64Array, shrink: number, sample: Sample, rest: Float64Array): void => {
  const { rows, weights } = sample;
  const sums = new Float64Array(of.length);
  const totals = new Float64Array(of.length);
  for (let i = 0; i < rows.length; i++) {
    const key = codes[rows[i] ?? 0] ?? 0;
    const weight = weights[i] ?? 0;
    sums[key] = (sums[key] ?? 0) + weight * clipped(rest[i] ?? 0);
    totals[key] = (totals[key] ?? 0) + weight;
  }
  for (let key = 0; key < of.length; key++) {
    const weight = totals[key] ?? 0;
    const before = of[key] ?? 0;
    const now = ((sums[key] ?? 0) + weight * before) / (weight + shrink);
    of[key] = now;
    sums[key] = now - before;
  }
  for (let i = 0; i < rows.length; i++) rest[i] = (rest[i] ?? 0) - (sums[codes[rows[i] ?? 0] ?? 0] ?? 0);
};

/** Fits in place, from where the effects stand. Deterministic: sums run in the order of the rows. */
export const fitEffects = (
  effects: Effects,
  coded: Coded,
  factors: readonly Factor[],
  sample: Sample,
  sweeps: number,
): void => {
  const { rows, observed, weights } = sample;
  if (Number.isNaN(effects.level)) effects.level = average(sample);
  const rest = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    rest[i] = (observed[i] ?? 0) - sumOf(effects, coded.codes, rows[i] ?? 0);
  }
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let sum = 0;
    let weight = 0;
    for (let i = 0; i < rows.length; i++) {
      sum += (weights[i] ?? 0) * clipped(rest[i] ?? 0);
      weight += weights[i] ?? 0;
    }
    const moved = weight > 0 ? sum / weight : 0;
    effects.level += moved;
    for (let i = 0; i < rows.length; i++) rest[i] = (rest[i] ?? 0) - moved;
    for (const [f, { shrink }] of factors.entries()) {
      const [codes, of] = [coded.codes[f], effects.of[f]];
      if (codes && of) turn(codes, of, shrink, sample, rest);
    }
  }
};
