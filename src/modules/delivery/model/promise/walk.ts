/** Walking forward in time: refit, calibrate by what earlier promises came to, promise, and so on. Nothing knows the future. */
import { between, type Day } from "./clock.ts";
import { AIM, type Aim, brokenPer, calibrate, type Calibration, rangeFor, type Rank } from "./conformal.ts";
import { sumOf } from "./effects.ts";
import { chainLevels, type Deliveries, fit, type Fitted, fromScale, type Plan, toScale } from "./fit.ts";
import { type Predicted, predictDays, type Reading } from "./predict.ts";
import { chancesOf, offersOf, priceFor } from "./price.ts";
import { LEVELS, levelOf, type TableLevel } from "./tables.ts";

interface Asked {
  readonly row: number;
  readonly reading: Reading;
  /** What was promised, and how likely it was foretold to be kept. */
  readonly by: Day;
  readonly kept: number;
}

/** How many delivery days the three weeks after a day were foretold to have. */
interface Outlook {
  readonly day: Day;
  readonly days: number;
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
  outlooks: Outlook[];
  /** Days that came for one foretold, in the weeks before. */
  paces: readonly number[];
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
  outlooks: [],
  paces: [],
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
const DUE = 84;
const LIKE = 28;
/** Days ahead over which the clock's misses are told: about as long as the longer promises. One a week, over fourteen weeks. */
const AHEAD = 21;
const WEEK = 7;
const MISSED = 98;
/** Open parcels older than this say nothing. */
const OLDEST = 60;
/** So many stand for all: the price of a day is searched for by asking each two dozen times. */
const LIKES = 1_000;

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

/** What came for each day foretold, over three weeks each, that are over. */
const pacesOf = ({ outlooks }: Walk, { clock, today }: Fitted): number[] =>
  outlooks.flatMap(({ day, days }) =>
    day <= today - AHEAD && (today - day) % WEEK === 0 ? [between(clock, day - 1, day - 1 + AHEAD) / days] : [],
  );

/** Refits and calibrates with what was known when `today` began. */
export const refit = (walk: Walk, today: Day): Fitted => {
  const { starts, ends } = walk.data;
  walk.asked = walk.asked.filter(({ row, by }) => by >= today - DUE || (ends[row] ?? 0) >= today - RANKED);
  walk.calibration = calibrate(ranksOf(walk, today), walk.aim);
  const due = walk.asked
    .filter(({ by }) => by < today && by >= today - DUE)
    .map(({ row, by, kept }) => ({ foretold: 1 - kept, broken: (ends[row] ?? 0) > by }));
  const fitted = fit(walk.plan, walk.data, walk.levels, today, walk.fitted);
  walk.fitted = fitted;
  walk.outlooks = walk.outlooks.filter(({ day }) => day > today - AHEAD - MISSED);
  walk.paces = pacesOf(walk, fitted);
  walk.outlooks.push({ day: today, days: between(fitted.clock, today - 1, today - 1 + AHEAD) });
  const like: number[] = [];
  for (let row = starts.length - 1; row >= 0 && (starts[row] ?? 0) >= today - LIKE; row--)
    if ((starts[row] ?? 0) < today) like.push(row);
  const every = Math.ceil(like.length / LIKES);
  // As if they were ordered in the weeks to come, on the same days of the week.
  const offers = like
    .filter((_, i) => i % every === 0)
    .map((row) =>
      offersOf(chancesOf(readingOf(walk, fitted, row), walk.paces, fromScale), fitted.clock, (starts[row] ?? 0) + LIKE),
    );
  walk.price = priceFor(offers, 1 - (1 - walk.aim.by) / brokenPer(due, walk.aim));
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
  const range = rangeFor(walk.calibration, groupOf(walk, row), walk.aim);
  const worth = { chances: chancesOf(reading, walk.paces, fromScale), price: walk.price };
  const predicted = predictDays(reading, walk.data.starts[row] ?? 0, range, worth);
  walk.asked.push({ row, reading, by: predicted.by, kept: predicted.kept });
  return predicted;
};
