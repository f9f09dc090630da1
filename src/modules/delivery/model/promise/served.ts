/** A fitted model as it is kept and served: plain data by key, so that any process reads it without the deliveries. */
import { z } from "zod";
import { type Day, type DeliveryClock, clockOf } from "./clock.ts";
import { AIM, widened } from "./conformal.ts";
import { fromScale, type Plan, TUNING } from "./fit.ts";
import { type Predicted, predictDays } from "./predict.ts";
import { chancesOf } from "./price.ts";
import { speedOn } from "./speed.ts";

const Numbers = z.array(z.number());
const Range = z.object({ early: z.number(), late: z.number(), seen: z.number() });

export const Served = z.object({
  today: z.number(),
  pace: Numbers,
  level: z.number(),
  /** Of days that have passed, from `first` on, and what is foretold for those to come. */
  speed: z.object({ first: z.number(), of: Numbers, ahead: z.number() }),
  effects: z.record(z.string(), z.record(z.string(), z.number())),
  /** The table of all, then by key of each factor in the chain. */
  tables: z.tuple([Numbers, z.array(z.record(z.string(), Numbers))]),
  calibration: z.record(z.string(), Range),
  /** What a day is worth where a date is promised. */
  price: z.number(),
  /** Days that came for one foretold, in the weeks before. */
  paces: Numbers.default([]),
  /** Known deliveries by key of each factor in the chain. */
  seen: z.array(z.record(z.string(), z.number())),
  known: z.number(),
  open: z.number(),
});
export type Served = z.infer<typeof Served>;

export interface Serving {
  readonly served: Served;
  readonly plan: Plan;
  readonly clock: DeliveryClock;
}

/** Days ahead of the refit that are promised at most. */
const AHEAD = 500;
export const openServed = (plan: Plan, served: Served): Serving => ({
  served,
  plan,
  clock: clockOf(
    Float64Array.from(served.pace),
    plan.kindOf,
    served.today - TUNING.window,
    served.today + AHEAD,
    (day) => speedOn({ ...served.speed, until: served.today }, day),
  ),
});

export interface Answer extends Predicted {
  /** Known deliveries behind the finest key of the chain that has any, and which level that is (0: all). */
  readonly seen: number;
  readonly depth: number;
}

/** A promise from a served model; `keys` in the order of the plan's factors. */
export const predictServed = (
  { served, plan, clock }: Serving,
  keys: readonly string[],
  start: Day,
  open: Day | null = null,
): Answer => {
  let expected = served.level;
  for (const [f, { name }] of plan.factors.entries()) expected += served.effects[name]?.[keys[f] ?? ""] ?? 0;
  let [quantiles, depth, seen, group] = [served.tables[0], 0, served.known, ""];
  for (const [level, name] of plan.chain.entries()) {
    const key = keys[plan.factors.findIndex((factor) => factor.name === name)] ?? "";
    const own = served.tables[1][level]?.[key];
    if (!own) break;
    quantiles = own;
    depth = level + 1;
    seen = served.seen[level]?.[key] ?? 0;
    group = key;
  }
  const range = served.calibration[group] ?? served.calibration[""] ?? widened(AIM);
  const worth = { chances: chancesOf({ expected, quantiles }, served.paces, fromScale), price: served.price };
  return { ...predictDays({ clock, expected, quantiles, offset: 0 }, start, range, worth, open), seen, depth };
};
