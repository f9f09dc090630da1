/** Walking forward in time: refit, calibrate by what earlier promises came to, promise, and so on. Nothing knows the future. */
import { between, type Day } from "./clock.ts";
import {
  AIM,
  type Aim,
  brokenPer,
  calibrate,
  type Calibration,
  levelAt,
  priceFor,
  rangeFor,
  type Rank,
} from "./conformal.ts";
import { sumOf } from "./effects.ts";
import { chainLevels, type Deliveries, fit, type Fitted, fromScale, type Plan, toScale } from "./fit.ts";
import { type Predicted, predictDays, type Reading } from "./predict.ts";
import { LEVELS, levelOf, type TableLevel } from "./tables.ts";

interface Asked {
  readonly row: number;
  readonly reading: Reading;
  /** What was promised, and the level it was read at. */
  readonly by: Day;
  readonly level: number;
}

export interface Walk {
  readonly plan: Plan;
  readonly data: Deliveries;
  readonly levels: readonly TableLevel[];
  /** The factor whose keys are calibrated apart. */
  readonly group: number;
  readonly aim: Aim;
  asked: Asked[];
  fitted: Fitted | null;
  calibration: Calibration;
  /** What a day is worth where a date is promised. */
  price: number;
}

export const openWalk = (plan: Plan, data: Deliveries, group: string, aim: Aim = AIM): Walk => ({
  plan,
  data,
  levels: chainLevels(plan, data),
  group: plan.factors.findIndex((factor) => factor.name === group),
  aim,
  asked: [],
  fitted: null,
  calibration: new Map(),
  price: 0,
});

export const groupOf = ({ data, group }: Walk, row: number): string =>
  data.keys[group]?.[data.codes[group]?.[row] ?? 0] ?? "";

/**
 * Parcels arrive on whole days: where most come on the first, its rank is a step, and a bound read a hair below the step would
 * miss them all. Ranks are taken this part of a delivery day to the safe side.
 */
const SLACK = 0.1;

/** Days whose promises calibrate the range, and the date promised; and whose parcels stand for those to come. */
const RANKED = 28;
const DUE = 56;
const LIKE = 28;
/** Open parcels older than this say nothing. */
const OLDEST = 60;
/** So many stand for all: the price of a day is searched for by asking each two dozen times. */
const SPREADS = 2_000;

/** Ranks of the promises that were under way in the period before `today`. */
const ranksOf = (walk: Walk, today: Day): Rank[] => {
  const from = today - RANKED;
  const { starts, ends } = walk.data;
  const ranks: Rank[] = [];
  for (const { row, reading } of walk.asked) {
    const [start, end] = [starts[row] ?? 0, ends[row] ?? 0];
    const arrived = end < today;
    if (end < from || start >= today || (!arrived && start < today - OLDEST)) continue;
    const at = (day: Day, slack: number) =>
      day < start
        ? -1
        : levelOf(reading.quantiles, 0, toScale(between(reading.clock, start, day) + slack) - reading.expected);
    const last = arrived ? end : today - 1;
    ranks.push({
      group: groupOf(walk, row),
      low: { entry: at(from - 1, -SLACK), exit: at(last, -SLACK) },
      high: { entry: at(from - 1, SLACK), exit: at(last, SLACK) },
      arrived,
    });
  }
  return ranks;
};

/** Refits and calibrates with what was known when `today` began. */
export const refit = (walk: Walk, today: Day): Fitted => {
  const { starts, ends } = walk.data;
  walk.asked = walk.asked.filter(({ row, by }) => by >= today - DUE || (ends[row] ?? 0) >= today - RANKED);
  walk.calibration = calibrate(ranksOf(walk, today), walk.aim);
  const due = walk.asked
    .filter(({ by }) => by < today && by >= today - DUE)
    .map(({ row, by, level }) => ({ foretold: 1 - level, broken: (ends[row] ?? 0) > by }));
  const fitted = fit(walk.plan, walk.data, walk.levels, today, walk.fitted);
  walk.fitted = fitted;
  const like: number[] = [];
  for (let row = starts.length - 1; row >= 0 && (starts[row] ?? 0) >= today - LIKE; row--)
    if ((starts[row] ?? 0) < today) like.push(row);
  const every = Math.ceil(like.length / SPREADS);
  const spreads = like.filter((_, i) => i % every === 0).map((row) => readingOf(walk, fitted, row));
  walk.price = priceFor(spreads, 1 - (1 - walk.aim.by) / brokenPer(due, walk.aim), fromScale);
  return fitted;
};

const readingOf = ({ levels, data }: Walk, fitted: Fitted, row: number): Reading => {
  const finest = levels.length - 1;
  const offset = (levels[finest]?.codes[row] ?? 0) * LEVELS.length;
  return {
    clock: fitted.clock,
    expected: sumOf(fitted.effects, data.codes, row),
    quantiles: fitted.tables[finest]?.slice(offset, offset + LEVELS.length) ?? [],
    offset: 0,
  };
};

/** A promise as it would have been given at the last refit; it is remembered, and calibrates later ones. */
export const ask = (walk: Walk, row: number): Predicted => {
  if (!walk.fitted) throw new Error("A walk is refitted before it is asked.");
  const reading = readingOf(walk, walk.fitted, row);
  const level = levelAt(reading, walk.price, fromScale);
  const range = rangeFor(walk.calibration, groupOf(walk, row), walk.aim);
  const predicted = predictDays(reading, walk.data.starts[row] ?? 0, { ...range, by: level });
  walk.asked.push({ row, reading, by: predicted.by, level });
  return predicted;
};
