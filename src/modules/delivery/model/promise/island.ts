/** PR18: an island is not promised what its mainland is, until the brand has sent there. Pure. */
import { commonDays, isIsland } from "./japan.ts";
import type { Lane } from "./lane.ts";
import type { Promised } from "./promise.ts";
import type { Serving } from "./served.ts";

/** `from`: the prefecture that it is sent from. What rests on what is common knows islands already. */
export const forIsland = (serving: Serving | null, lane: Lane, from: string, promised: Promised): Promised => {
  if (!isIsland(lane.postal) || promised.code === "no_history") return promised;
  // One factor for all islands: how they differ from each other is never known well.
  if (serving?.served.effects["island"]?.["true"] !== undefined)
    return promised.level === "high" ? { ...promised, code: "thin_lane", level: "medium" } : promised;
  const days = commonDays(from, lane.prefecture, true) ?? { least: 0, most: 0 };
  const { dispatch } = promised;
  return {
    ...promised,
    earliest: Math.max(promised.earliest, dispatch + days.least),
    point: Math.max(promised.point, dispatch + days.least),
    latest: Math.max(promised.latest, dispatch + days.most),
    by: Math.max(promised.by, dispatch + days.most + 1),
    code: "thin_lane",
    level: "low",
  };
};
