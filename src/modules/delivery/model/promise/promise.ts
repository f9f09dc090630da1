/** A promise for a destination: when the warehouse sends it off, what the model says, and how sure that is. Pure. */
import { isHolidayPeriod, readDay } from "./calendar.ts";
import type { Day } from "./clock.ts";
import { dispatchDay } from "./dispatch.ts";
import { commonDays, hasIslands, isIsland } from "./japan.ts";
import { keysOf, type Lane } from "./lane.ts";
import { type Answer, predictServed, type Serving } from "./served.ts";
import { type ConfidenceLevel, LEVELS_SHOWN, type PromiseSettings } from "./settings.ts";
import type { Warehouse } from "./warehouse.ts";

export const CONFIDENCE = [
  "enough_data",
  "thin_lane",
  "volatile_carrier",
  "imprecise_address",
  "holiday_period",
  "no_history",
] as const;
export type ConfidenceCode = (typeof CONFIDENCE)[number];
export const REASONS = ["no_warehouse", "no_destination", "unknown_slot", "too_weak"] as const;
export type Reason = (typeof REASONS)[number];

export interface Question {
  readonly lane: Lane;
  readonly warehouse: Warehouse;
  /** When it is or would be ordered, by the brand's clock. */
  readonly day: Day;
  readonly time: string;
}

export interface Promised {
  readonly earliest: Day;
  readonly point: Day;
  readonly latest: Day;
  readonly by: Day;
  readonly dispatch: Day;
  readonly code: ConfidenceCode;
  readonly level: ConfidenceLevel;
  readonly seen: number;
}

/** Deliveries below which a model is not asked, and a lane counts as thin. */
const FEWEST = 100;
const THIN = 30;
/** A range wider than this many days helps nobody to plan. */
const WIDE = 7;
/** Days after its end within which a backlog may still hold later parcels back: more than any adds. */
const LONGEST_BACKLOG = 90;

type Days = Pick<Promised, "earliest" | "point" | "latest" | "by">;
const later = (a: Days, b: Days): Days => ({
  earliest: Math.max(a.earliest, b.earliest),
  point: Math.max(a.point, b.point),
  latest: Math.max(a.latest, b.latest),
  by: Math.max(a.by, b.by),
});

/** The days that a backlog adds; who comes after its end does not overtake those who stood in it. */
const delayed = <A extends Days>(settings: PromiseSettings, lane: Lane, dispatch: Day, at: (day: Day) => A): A => {
  const plain = at(dispatch);
  let worst: Days = plain;
  for (const carrier of settings.carriers.filter(({ id }) => id === lane.carrier))
    for (const { days, until, prefectures } of carrier.backlogs) {
      const end = readDay(until);
      const here = prefectures.length === 0 || prefectures.some((name) => name === lane.prefecture);
      if (!here || end === null || dispatch - end > LONGEST_BACKLOG) continue;
      const from = dispatch <= end ? plain : at(end);
      worst = later(worst, {
        earliest: from.earliest + days,
        point: from.point + days,
        latest: from.latest + days,
        by: from.by + days,
      });
    }
  return { ...plain, earliest: worst.earliest, point: worst.point, latest: worst.latest, by: worst.by };
};

const confidence = (lane: Lane, dispatch: Day, answer: Answer): readonly [ConfidenceCode, ConfidenceLevel] => {
  if (answer.latest - answer.earliest > WIDE) return ["volatile_carrier", "low"];
  if (answer.depth === 0) return ["thin_lane", "low"];
  if (answer.depth === 1 || answer.seen < THIN) return ["thin_lane", "medium"];
  if (lane.postal === "" && hasIslands(lane.prefecture)) return ["imprecise_address", "medium"];
  if (isHolidayPeriod(dispatch, answer.by)) return ["holiday_period", "medium"];
  return ["enough_data", "high"];
};

/** From what is common in Japan. */
const common = (days: { least: number; most: number }, dispatch: Day): Answer => ({
  earliest: dispatch + days.least,
  point: dispatch + days.least,
  latest: dispatch + days.most,
  by: dispatch + days.most + 1,
  seen: 0,
  depth: 0,
});

/** PR1: null where not even a guess is possible. */
export const promiseOf = (serving: Serving | null, settings: PromiseSettings, question: Question): Promised | null => {
  const { lane, warehouse, day, time } = question;
  const dispatch = dispatchDay(warehouse, day, time);
  const prior = commonDays(warehouse.prefecture, lane.prefecture, isIsland(lane.postal));
  const known = serving !== null && serving.served.known >= FEWEST ? serving : null;
  // Where the brand never sent a parcel of this kind, what is common says more than the average of all its parcels.
  const keys = keysOf(lane);
  const own = known && (predictServed(known, keys, dispatch).depth > 0 || prior === null) ? known : null;
  if (!own && !prior) return null;
  const at = (start: Day): Answer =>
    own ? predictServed(own, keys, start) : common(prior ?? { least: 0, most: 0 }, start);
  const answer = delayed(settings, lane, dispatch, at);
  const [code, level] = own ? confidence(lane, dispatch, answer) : (["no_history", "low"] as const);
  const { earliest, point, latest, by, seen } = answer;
  return { earliest, point, latest, by, dispatch, code, level, seen };
};

/** Whether this is sure enough to be shown. */
export const isShown = (level: ConfidenceLevel, least: ConfidenceLevel): boolean =>
  LEVELS_SHOWN.indexOf(level) <= LEVELS_SHOWN.indexOf(least);

/** Days between promise and arrival, and whether it was kept. Early: before the range began. */
export const outcomeOf = (
  promise: { readonly earliest: Day; readonly by: Day },
  arrived: Day,
): { outcome: "kept" | "early" | "late"; days: number } => ({
  outcome: arrived > promise.by ? "late" : arrived < promise.earliest ? "early" : "kept",
  days: arrived - promise.by,
});

/** A promise for a parcel that has left, `open`: not arrived by the end of that day. Null where the model knows no such lane. */
export const revise = (serving: Serving | null, lane: Lane, shipped: Day, open: Day | null): Promised | null => {
  if (serving === null || serving.served.known < FEWEST) return null;
  const answer = predictServed(serving, keysOf(lane), shipped, open);
  if (answer.depth === 0) return null;
  const [code, level] = confidence(lane, shipped, answer);
  const { earliest, point, latest, by, seen } = answer;
  return { earliest, point, latest, by, dispatch: shipped, code, level, seen };
};
