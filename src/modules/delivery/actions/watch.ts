/** Looks at parcels whose time has come: silent ones, late ones, and those that a depot will soon send back. */
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import type { Fact } from "#kernel/log";
import { readSetting } from "#kernel/settings";
import { arrived } from "../model/notice.ts";
import type { Standing } from "../model/standing.ts";
import { DeliverySettings, holdEndsAt, lateAt, lookAt, silentAt } from "../model/watch.ts";
import { putParcels, takeDue } from "../store/board.ts";
import { parcelFact } from "./tell.ts";

const BATCH = 200;
/** What was due longer ago than this is shown to staff and told to nobody: it comes from history that was filled in. */
const NEWS_MS = 72 * 3_600_000;

const watched = (ctx: Ctx, parcel: Standing, settings: DeliverySettings): { parcel: Standing; facts: Fact[] } => {
  const facts: Fact[] = [];
  const past = (at: Date | null): at is Date => at !== null && at <= ctx.now;
  const told = { names: parcel.told, at: parcel.toldAt };
  const tellable = (at: Date) => parcel.linked && !arrived(told) && ctx.now.getTime() - at.getTime() <= NEWS_MS;
  let next = parcel;
  const silent = silentAt(parcel, settings);
  if (parcel.silentSince === null && past(silent)) {
    next = { ...next, silentSince: silent };
    const since = (parcel.lastScanAt ?? parcel.createdAt).toISOString();
    if (tellable(silent)) facts.push(parcelFact(ctx, next, "parcel.silent", silent, { since }));
  }
  const late = lateAt(parcel);
  if (parcel.lateSince === null && past(late)) {
    next = { ...next, lateSince: late };
    if (tellable(late) && parcel.told.at(-1) !== "parcel.delayed") {
      facts.push(parcelFact(ctx, next, "parcel.delayed", late, { why: "promise_passed" }));
      next = { ...next, told: [...next.told, "parcel.delayed"], toldAt: late };
    }
  }
  const ends = holdEndsAt(parcel, settings);
  if (parcel.holdWarnedAt === null && past(ends)) {
    next = { ...next, holdWarnedAt: ctx.now };
    if (tellable(ends) && parcel.holdUntil !== null && parcel.holdUntil > ctx.now)
      facts.push(parcelFact(ctx, next, "parcel.hold_ending", ends));
  }
  return { parcel: { ...next, lookAt: lookAt(next, settings) }, facts };
};

/** One bounded piece; gives how many parcels were looked at. */
export const watchParcels = (ctx: Ctx): Promise<number> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const due = await takeDue(tx, ctx.now, BATCH);
    if (due.length === 0) return 0;
    const settings = await readSetting(inside, "delivery", DeliverySettings);
    const looked = due.map((parcel) => watched(inside, parcel, settings));
    await putParcels(
      tx,
      looked.map((one) => one.parcel),
    );
    await append(
      inside,
      looked.flatMap((one) => one.facts),
    );
    return due.length;
  });
