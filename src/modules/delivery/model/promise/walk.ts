/** Walking forward in time: refit, calibrate by what earlier promises came to, promise, and so on. Nothing knows the future. */
import { between, type Day } from "./clock.ts";
import { AIM, type Aim, calibrate, type Calibration, levelsFor, type Rank } from "./conformal.ts";
import { type Effects, sumOf } from "./effects.ts";
import { chainLevels, type Deliveries, fit, type Fitted, type Plan, toScale, TUNING } from "./fit.ts";
import { type Predicted, predictDays, type Reading } from "./predict.ts";
import { LEVELS, levelOf, type TableLevel } from "./tables.ts";

interface Asked {
  readonly row: number;
  readonly reading: Reading;
}

export interface Walk {
  readonly plan: Plan;
  readonly data: Deliveries;
  readonly levels: readonly TableLevel[];
  /** The factor whose keys are calibrated apart. */
  readonly group: number;
  readonly aim: Aim;
  asked: Asked[];
  effects: Effects | null;
  fitted: Fitted | null;
  calibration: Calibration;
}

export const openWalk = (plan: Plan, data: Deliveries, group: string, aim: Aim = AIM): Walk => ({
  plan,
  data,
  levels: chainLevels(plan, data),
  group: plan.factors.findIndex((factor) => factor.name === group),
  aim,
  asked: [],
  effects: null,
  fitted: null,
  calibration: new Map(),
});

export const groupOf = ({ data, group }: Walk, row: number): string =>
  data.keys[group]?.[data.codes[group]?.[row] ?? 0] ?? "";

/**
 * Parcels arrive on whole days: where most come on the first, its rank is a step, and a bound read a hair below the step would
 * miss them all. Ranks are taken this part of a delivery day to the safe side.
 */
const SLACK = 0.1;

/** Ranks of the promises that were under way in the period before `today`; those that arrived earlier are forgotten. */
const ranksOf = (walk: Walk, today: Day): Rank[] => {
  const from = today - TUNING.period;
  const { starts, ends } = walk.data;
  walk.asked = walk.asked.filter(({ row }) => (ends[row] ?? 0) >= from);
  return walk.asked.flatMap(({ row, reading }) => {
    const [start, end] = [starts[row] ?? 0, ends[row] ?? 0];
    const arrived = end < today;
    if (start >= today || (!arrived && start < today - TUNING.oldest)) return [];
    const at = (day: Day, slack: number) =>
      day < start
        ? -1
        : levelOf(reading.quantiles, 0, toScale(between(reading.clock, start, day) + slack) - reading.expected);
    const last = arrived ? end : today - 1;
    const low = { entry: at(from - 1, -SLACK), exit: at(last, -SLACK) };
    return [{ group: groupOf(walk, row), low, high: { entry: at(from - 1, SLACK), exit: at(last, SLACK) }, arrived }];
  });
};

/** Refits and calibrates with what was known when `today` began. */
export const refit = (walk: Walk, today: Day): Fitted => {
  walk.calibration = calibrate(ranksOf(walk, today), walk.aim);
  const fitted = fit(walk.plan, walk.data, walk.levels, today, walk.effects);
  walk.effects = fitted.effects;
  walk.fitted = fitted;
  return fitted;
};

const readingOf = ({ levels, data }: Walk, fitted: Fitted, row: number): Reading => {
  const finest = levels.length - 1;
  const offset = (levels[finest]?.codes[row] ?? 0) * LEVELS.length;
  return {
    clock: fitted.clock,
    expected: sumOf(fitted.effects, data.codes, row) + fitted.drift,
    quantiles: fitted.tables[finest]?.slice(offset, offset + LEVELS.length) ?? [],
    offset: 0,
  };
};

/** A promise as it would have been given at the last refit; it is remembered, and calibrates later ones. */
export const ask = (walk: Walk, row: number): Predicted => {
  if (!walk.fitted) throw new Error("A walk is refitted before it is asked.");
  const reading = readingOf(walk, walk.fitted, row);
  walk.asked.push({ row, reading });
  return predictDays(reading, walk.data.starts[row] ?? 0, levelsFor(walk.calibration, groupOf(walk, row), walk.aim));
};
