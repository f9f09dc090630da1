/**
 * Kaplan–Meier with delayed entry over a period: everybody who was under way in the last days counts from where he stood when
 * the period began until he arrived or, still open, until now. So a strike shows at once, as nothing arrives although
 * much is due, and fast parcels do not make the newest days look too fast.
 */
export interface Exposure {
  readonly entry: Float64Array;
  readonly exit: Float64Array;
  /** 1: arrived at its exit. 0: still open there. */
  readonly arrived: Uint8Array;
}

/** Where arrivals lie, ascending, and the share that has arrived by each. */
export interface Curve {
  readonly at: Float64Array;
  readonly share: Float64Array;
}

/** Below so many at risk one arrival says nothing. */
const LEAST_AT_RISK = 5;

export const arrivalCurve = ({ entry, exit, arrived }: Exposure): Curve => {
  const entries = Float64Array.from(entry).sort();
  const exits = Float64Array.from(exit).sort();
  const arrivals = exit.filter((_, i) => arrived[i] === 1).sort();
  const at = new Float64Array(arrivals.length);
  const share = new Float64Array(arrivals.length);
  let [waiting, entered, left, steps] = [1, 0, 0, 0];
  for (let i = 0; i < arrivals.length;) {
    const now = arrivals[i] ?? 0;
    let same = 0;
    while (arrivals[i + same] === now) same++;
    i += same;
    while (entered < entries.length && (entries[entered] ?? 0) < now) entered++;
    while (left < exits.length && (exits[left] ?? 0) < now) left++;
    const atRisk = entered - left;
    if (atRisk >= LEAST_AT_RISK) waiting *= Math.max(0, 1 - same / atRisk);
    at[steps] = now;
    share[steps++] = 1 - waiting;
  }
  return { at: at.subarray(0, steps), share: share.subarray(0, steps) };
};

/** Where the curve reaches each of the ascending `levels`; null where it never does. */
export const quantilesOf = ({ at, share }: Curve, levels: readonly number[]): readonly (number | null)[] => {
  let i = 0;
  return levels.map((level) => {
    while (i < share.length && (share[i] ?? 0) < level) i++;
    return i < share.length ? (at[i] ?? null) : null;
  });
};

export const arrivalQuantiles = (exposure: Exposure, levels: readonly number[]): readonly (number | null)[] =>
  quantilesOf(arrivalCurve(exposure), levels);
