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

/** Below so many at risk one arrival says nothing. */
const LEAST_AT_RISK = 5;

/** Where the share that has arrived reaches each of the ascending `levels`; null where it never does. */
export const arrivalQuantiles = (
  { entry, exit, arrived }: Exposure,
  levels: readonly number[],
): readonly (number | null)[] => {
  const entries = Float64Array.from(entry).sort();
  const exits = Float64Array.from(exit).sort();
  const arrivals = exit.filter((_, i) => arrived[i] === 1).sort();
  const found: (number | null)[] = [];
  let [waiting, entered, left] = [1, 0, 0];
  for (let i = 0; i < arrivals.length && found.length < levels.length;) {
    const at = arrivals[i] ?? 0;
    let same = 0;
    while (arrivals[i + same] === at) same++;
    i += same;
    while (entered < entries.length && (entries[entered] ?? 0) < at) entered++;
    while (left < exits.length && (exits[left] ?? 0) < at) left++;
    const atRisk = entered - left;
    if (atRisk >= LEAST_AT_RISK) waiting *= Math.max(0, 1 - same / atRisk);
    while (found.length < levels.length && 1 - waiting >= (levels[found.length] ?? 1)) found.push(at);
  }
  while (found.length < levels.length) found.push(null);
  return found;
};
