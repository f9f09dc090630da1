/**
 * Conformal calibration: a promise's rank is the level at which its parcel came to stand in the distribution predicted for
 * it. Were predictions perfect, a tenth of ranks would lie below 0.1. The level to read a bound at is the one below which
 * that share of the latest ranks really lay, by group (Mondrian), believed by how many it saw and otherwise its parent's.
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

export interface GroupLevels extends Aim {
  readonly seen: number;
}
/** Before anything is known of how promises came out: what was fitted looks surer than it is, so halve the misses. */
export const widened = ({ early, late, by }: Aim): Aim => ({
  early: early / 2,
  late: (1 + late) / 2,
  by: (1 + by) / 2,
});

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
  const [late, by] = arrivalQuantiles(exposure("high"), [aim.late, aim.by]);
  return {
    early: early ?? aim.early,
    late: Math.min(late ?? HIGHEST, HIGHEST),
    by: Math.min(by ?? HIGHEST, HIGHEST),
    seen,
  };
};

export const calibrate = (ranks: readonly Rank[], aim: Aim): Calibration => {
  const levels = new Map<string, GroupLevels>();
  const all = levelsOf(ranks, aim);
  if (!all || all.seen < LEAST_SEEN) return levels;
  levels.set("", all);
  const groups = new Map<string, Rank[]>();
  for (const rank of ranks) {
    const group = groups.get(rank.group);
    if (group) group.push(rank);
    else groups.set(rank.group, [rank]);
  }
  for (const [name, group] of groups) {
    const own = levelsOf(group, aim);
    if (!own) continue;
    const belief = own.seen / (own.seen + BELIEF);
    const mix = (bound: keyof Aim) => belief * own[bound] + (1 - belief) * all[bound];
    levels.set(name, { early: mix("early"), late: mix("late"), by: mix("by"), seen: own.seen });
  }
  return levels;
};

export const levelsFor = (calibration: Calibration, group: string, aim: Aim): Aim =>
  calibration.get(group) ?? calibration.get("") ?? widened(aim);
