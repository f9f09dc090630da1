/**
 * Calibration by what earlier promises came to. The range, by group (Mondrian): a promise's rank is the level at which its
 * parcel came to stand in the distribution predicted for it, and a bound is read at the level below which its share of the
 * latest ranks really lay, believed by how many the group saw and otherwise its parent's. The date promised, for all at once:
 * how many broken ones are foretold follows from how far the clock was missed before, and from how many came of those foretold.
 */
import { arrivalQuantiles } from "./survival.ts";

/** Shares that should arrive before the range begins, by its end, and by the date promised. */
export interface Aim {
  readonly early: number;
  readonly late: number;
  readonly by: number;
}
export const AIM: Aim = { early: 0.1, late: 0.9, by: 0.95 };

/** A promise that was under way in the period. */
export interface Rank {
  readonly group: string;
  /** Its rank when the period began (below 0: not yet under way), and now or when it arrived; a little low, a little high. */
  readonly low: { readonly entry: number; readonly exit: number };
  readonly high: { readonly entry: number; readonly exit: number };
  readonly arrived: boolean;
}

/** Arrivals at which a group's own levels are believed by half. */
const BELIEF = 60;
/** Beyond this the tables know too little. */
const HIGHEST = 0.985;
/** Arrivals below which there is nothing to calibrate by. */
const LEAST_SEEN = 30;

type Range = Pick<Aim, "early" | "late">;
export interface GroupLevels extends Range {
  readonly seen: number;
}
/** Before anything is known of how promises came out: what was fitted looks surer than it is, so halve the misses. */
export const widened = ({ early, late }: Range): Range => ({ early: early / 2, late: (1 + late) / 2 });

/** By group; the parent's under "". */
export type Calibration = ReadonlyMap<string, GroupLevels>;

const levelsOf = (ranks: readonly Rank[], aim: Aim): GroupLevels | null => {
  const exposure = (side: "low" | "high") => ({
    entry: Float64Array.from(ranks, (rank) => rank[side].entry),
    exit: Float64Array.from(ranks, (rank) => rank[side].exit),
    arrived: Uint8Array.from(ranks, (rank) => (rank.arrived ? 1 : 0)),
  });
  const seen = ranks.filter((rank) => rank.arrived).length;
  if (seen === 0) return null;
  const [early] = arrivalQuantiles(exposure("low"), [aim.early]);
  const [late] = arrivalQuantiles(exposure("high"), [aim.late]);
  return { early: early ?? aim.early, late: Math.min(late ?? HIGHEST, HIGHEST), seen };
};

export const calibrate = (ranks: readonly Rank[], aim: Aim): Calibration => {
  const levels = new Map<string, GroupLevels>();
  const all = levelsOf(ranks, aim);
  if (!all || all.seen < LEAST_SEEN) return levels;
  levels.set("", all);
  for (const [name, group] of Map.groupBy(ranks, (rank) => rank.group)) {
    const own = levelsOf(group, aim);
    if (!own) continue;
    const belief = own.seen / (own.seen + BELIEF);
    const mix = (bound: keyof Range) => belief * own[bound] + (1 - belief) * all[bound];
    levels.set(name, { early: mix("early"), late: mix("late"), seen: own.seen });
  }
  return levels;
};

export const rangeFor = (calibration: Calibration, group: string, aim: Aim): Range =>
  calibration.get(group) ?? calibration.get("") ?? widened(aim);

/** A promise that came due: how likely it was to be broken as foretold, and whether it was. */
export interface Due {
  readonly foretold: number;
  readonly broken: boolean;
}

/** Promises due at which their outcome is believed by half; until then more are taken to break than are foretold. */
const BELIEF_DUE = 100;
const UNTRIED = 1.5;

/**
 * How many promises are broken for one that is foretold to be: half, in logs, of what past promises say. Bad weeks come alone,
 * so that the other half is chance.
 */
export const brokenPer = (due: readonly Due[], aim: Aim): number => {
  const prior = BELIEF_DUE * (1 - aim.by);
  const [foretold, broken] = due.reduce(
    ([a, b], each) => [a + each.foretold, b + Number(each.broken)] as const,
    [prior, prior * UNTRIED],
  );
  return Math.sqrt(broken / foretold);
};
