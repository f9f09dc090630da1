import { Temporal } from "temporal-polyfill";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import type { EventSummary } from "../model.ts";
import { countByHour, newestArrival } from "../store/summary.ts";

const HOURS = 24;

/** The last 24 hours by the hour, today by name, in the brand's zone. Hours without events stand there with 0. */
export const summary = async (ctx: Ctx): Promise<EventSummary> => {
  const { zone } = await brandOf(ctx);
  const now = Temporal.Instant.fromEpochMilliseconds(ctx.now.getTime()).toZonedDateTimeISO(zone);
  const midnight = now.startOfDay().epochMilliseconds;
  const thisHour = now.round({ smallestUnit: "hour", roundingMode: "floor" });
  const hours = Array.from({ length: HOURS }, (_, i) => thisHour.subtract({ hours: HOURS - 1 - i }).epochMilliseconds);
  const from = new Date(Math.min(midnight, hours[0] ?? midnight));
  const counted = await countByHour(ctx.db, { from, to: ctx.now, zone });

  const perHour = new Map(hours.map((hour) => [hour, 0]));
  const today = new Map<string, EventSummary["today"][number]>();
  for (const { hour, name, type, count } of counted) {
    const begins = hour.getTime();
    if (perHour.has(begins)) perHour.set(begins, (perHour.get(begins) ?? 0) + count);
    if (begins < midnight) continue;
    const key = type === "page" || type === "screen" ? type : name;
    const known = today.get(key);
    today.set(key, { name: key, fact: type === "fact", count: (known?.count ?? 0) + count });
  }
  return {
    hours: [...perHour].map(([at, count]) => ({ at: new Date(at).toISOString(), count })),
    today: [...today.values()].toSorted((a, b) => b.count - a.count),
    newest: (await newestArrival(ctx.db))?.toISOString() ?? null,
  };
};
