import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import type { Scorecard } from "../model.rows.ts";
import { ENOUGH, medianDays, shareOf } from "../model/score.ts";
import { type ScoreRow, scoreRows } from "../store/score.ts";

const DAY_MS = 86_400_000;

const card = (carrier: string, prefecture: string, rows: readonly ScoreRow[]): Scorecard => {
  const sum = (of: (row: ScoreRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const shipped = sum((row) => row.count);
  const delivered = sum((row) => (row.delivered ? row.count : 0));
  return {
    carrier,
    prefecture,
    shipped,
    delivered,
    open: shipped - delivered,
    days: medianDays(rows),
    onTime: shareOf(
      sum((row) => row.kept),
      sum((row) => row.promised),
    ),
    exceptions: shareOf(
      sum((row) => row.exceptions),
      shipped,
    ),
    absent: shareOf(
      sum((row) => row.absent),
      shipped,
    ),
    enough: shipped >= ENOUGH,
  };
};

/** Cards of carriers, or of their lanes, those with most parcels first. */
export const scorecards = async (
  ctx: Ctx,
  ask: { days: number; by: "carrier" | "lane"; carrier?: string | undefined },
): Promise<Scorecard[]> => {
  const { zone } = await brandOf(ctx);
  const from = new Date(ctx.now.getTime() - ask.days * DAY_MS);
  const rows = await scoreRows(ctx.db, { from, now: ctx.now, zone, carrier: ask.carrier });
  const groups = Map.groupBy(rows, (row) => (ask.by === "carrier" ? row.carrier : `${row.carrier}\n${row.prefecture}`));
  return [...groups]
    .map(([key, of]) => card(key.split("\n")[0] ?? "", key.split("\n")[1] ?? "", of))
    .toSorted((x, y) => y.shipped - x.shipped)
    .slice(0, 200);
};
