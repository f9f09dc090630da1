/** Figures for the console, with denominators and intervals. */
import type { Ctx } from "#kernel/context";
import { AIM } from "../../model/promise/conformal.ts";
import { ENOUGH, shareOf } from "../../model/score.ts";
import { effects, laneCounts, offsets } from "../../store/promise/figures.ts";

const DAY_MS = 86_400_000;

const BOUNDS = [
  // The share meant to come before the range begins is that which came by the day before it.
  { bound: "earliest", promised: AIM.early, came: (offset: number) => offset < 0 },
  { bound: "point", promised: 0.5, came: (offset: number) => offset <= 0 },
  { bound: "latest", promised: AIM.late, came: (offset: number) => offset <= 0 },
  { bound: "by", promised: AIM.by, came: (offset: number) => offset <= 0 },
] as const;

export const promiseFigures = async (
  ctx: Ctx,
  ask: { days: number; carrier?: string | undefined; prefecture?: string | undefined },
) => {
  const from = new Date(ctx.now.getTime() - ask.days * DAY_MS);
  const [lanes, counts, buyers] = await Promise.all([
    laneCounts(ctx.db, from),
    offsets(ctx.db, { ...ask, from }),
    effects(ctx.db, ctx.now),
  ]);
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return {
    lanes: lanes.map(({ kept, early, late, inside, ...lane }) => ({
      ...lane,
      kept: shareOf(kept, lane.scored),
      early: shareOf(early, lane.scored),
      late: shareOf(late, lane.scored),
      inside: shareOf(inside, lane.scored),
    })),
    curve: BOUNDS.map(({ bound, promised, came }) => ({
      bound,
      promised,
      came: shareOf(
        counts.filter((each) => came(each[bound])).reduce((sum, { count }) => sum + count, 0),
        all,
      ),
    })),
    effects: buyers.map(({ late, orders, answered, good, watched, repeated }) => ({
      late,
      orders,
      good: shareOf(good, answered),
      repeated: shareOf(repeated, watched),
      enough: answered >= ENOUGH || watched >= ENOUGH,
    })),
  };
};
