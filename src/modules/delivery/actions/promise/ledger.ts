/** Keeps what was shown, joins it to orders, and scores it. */
import { createHash } from "node:crypto";
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import type { Fact } from "#kernel/log";
import { dayText, readDay } from "../../model/promise/calendar.ts";
import { outcomeOf } from "../../model/promise/promise.ts";
import type { Place } from "../../model/promise/types.ts";
import {
  breakPromises,
  countParcels,
  joinOrders,
  type LedgerRow,
  newestOf,
  putPromises,
  scorePromises,
  type ScoredRow,
  unscored,
} from "../../store/promise/ledger.ts";
import type { Answered } from "./predict.ts";

export interface Shown extends Answered {
  readonly place: Place;
  readonly subject: string;
  readonly order: string;
  /** Of one parcel of the order; absent: of all of it. */
  readonly parcel?: string;
  readonly model: string;
}

/** The same promise to the same person on the same place and day is one row, however often a page was opened. */
const idOf = (shown: Shown, today: string): string => {
  const { promised, lane, place, subject, order, parcel, model } = shown;
  const said = [place, subject, order, lane.carrier, lane.prefecture, promised.earliest, promised.latest, promised.by];
  const hex = createHash("sha256")
    .update([...said, model, today, ...(parcel === undefined ? [] : [parcel])].join("\u0001"))
    .digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const rowOf = (ctx: Ctx, shown: Shown): LedgerRow => {
  const { promised, lane } = shown;
  return {
    id: idOf(shown, ctx.now.toISOString().slice(0, 10)),
    shownAt: ctx.now,
    place: shown.place,
    subject: shown.subject,
    order: shown.order,
    parcel: shown.parcel ?? null,
    carrier: lane.carrier,
    prefecture: lane.prefecture,
    warehouse: lane.warehouse,
    dispatch: dayText(promised.dispatch),
    earliest: dayText(promised.earliest),
    point: dayText(promised.point),
    latest: dayText(promised.latest),
    by: dayText(promised.by),
    confidence: promised.code,
    level: promised.level,
    model: shown.model,
  };
};

const told = (row: LedgerRow) => ({
  promise: row.id,
  order: row.order,
  parcel: row.parcel ?? "",
  place: row.place,
  earliest: row.earliest,
  by: row.by,
  model: row.model,
});
const shownFact = (row: LedgerRow): Fact => ({
  name: "promise.shown",
  subject: row.subject,
  properties: { ...told(row), latest: row.latest, confidence: row.confidence, level: row.level },
  // Once when it is shown, once more when the order that it belongs to is known.
  key: `promise.shown:${row.id}:${row.order}`,
});

/** PR6: every date that is shown to anybody is kept. */
export const showPromises = (ctx: Ctx, shown: readonly Shown[]): Promise<void> =>
  transaction(ctx.db, async (tx) => {
    const rows = new Map(shown.map((each) => rowOf(ctx, each)).map((row) => [row.id, row]));
    const fresh = await putPromises(tx, [...rows.values()]);
    await append(
      within(ctx, tx),
      [...rows.values()].filter(({ id, subject }) => fresh.has(id) && subject !== "").map(shownFact),
    );
  });

/** PR7: what a buyer was shown before the purchase belongs to the order; gives back what now does. */
export const joinPromises = async (
  ctx: Ctx,
  orders: readonly { order: string; subject: string; at: Date }[],
): Promise<ScoredRow[]> => {
  const joined = await joinOrders(ctx.db, orders);
  await append(ctx, joined.map(shownFact));
  return joined;
};

/** PR13: the promise that says when all of each order is there: of what its parcels were promised last, the latest. */
export const promisesOf = async (ctx: Ctx, orders: readonly string[]): Promise<Map<string, ScoredRow>> => {
  const rows = await newestOf(ctx.db, orders);
  const own = new Set(rows.flatMap((row) => (row.parcel === null ? [] : [row.order])));
  const parcels = own.size === 0 ? new Map<string, number>() : await countParcels(ctx.db, [...own]);
  const standing = new Map<string, ScoredRow>();
  for (const [order, all] of Map.groupBy(rows, (row) => row.order)) {
    const single = all.filter((row) => row.parcel !== null);
    // The order's own word stands for the parcels that were promised nothing themselves.
    const counted = single.length > 0 && single.length >= (parcels.get(order) ?? 0) ? single : all;
    const [last] = counted.toSorted((x, y) =>
      x.by < y.by ? 1 : x.by > y.by ? -1 : Number(y.shownAt) - Number(x.shownAt),
    );
    if (last) standing.set(order, last);
  }
  return standing;
};

/** The newest promise of each of these orders as a whole, and of each of their parcels. */
export const standingPromises = async (
  ctx: Ctx,
  orders: readonly string[],
): Promise<{ readonly order: ReadonlyMap<string, ScoredRow>; readonly parcel: ReadonlyMap<string, ScoredRow> }> => {
  const rows = await newestOf(ctx.db, orders);
  return {
    order: new Map(rows.flatMap((row) => (row.parcel === null ? [[row.order, row] as const] : []))),
    parcel: new Map(rows.flatMap((row) => (row.parcel === null ? [] : [[row.parcel, row] as const]))),
  };
};

/** Days as 2026-11-23, by order and by parcel. */
interface Arrivals {
  readonly orders: ReadonlyMap<string, string>;
  readonly parcels: ReadonlyMap<string, string>;
}

/** PR8: scored once: of an order when its last parcel has arrived, of a parcel when it has. */
export const scoreArrivals = async (ctx: Ctx, arrivals: Arrivals): Promise<void> => {
  const rows = await unscored(ctx.db, {
    orders: [...arrivals.orders.keys()],
    parcels: [...arrivals.parcels.keys()],
  });
  const scores = rows.flatMap((row) => {
    const arrived = (row.parcel === null ? arrivals.orders.get(row.order) : arrivals.parcels.get(row.parcel)) ?? "";
    const [day, earliest, by] = [readDay(arrived), readDay(row.earliest), readDay(row.by)];
    if (day === null || earliest === null || by === null) return [];
    return [{ row, arrived, ...outcomeOf({ earliest, by }, day) }];
  });
  if (scores.length === 0) return;
  await scorePromises(
    ctx.db,
    scores.map(({ row, arrived, outcome }) => ({ id: row.id, arrived, outcome })),
    ctx.now,
  );
  await append(
    ctx,
    scores
      .filter(({ row }) => row.subject !== "")
      .map(({ row, arrived, outcome, days }) => ({
        name: "promise.kept",
        subject: row.subject,
        properties: { ...told(row), outcome, days, arrived },
        key: `promise.kept:${row.id}`,
      })),
  );
};

const BROKEN_AT_ONCE = 500;

/** PR9: late is certain once the promised day has ended without an arrival. Returns how many were found. */
export const breakOverdue = (ctx: Ctx, today: string): Promise<number> =>
  transaction(ctx.db, async (tx) => {
    const rows = await breakPromises(tx, today, ctx.now, BROKEN_AT_ONCE);
    await append(
      within(ctx, tx),
      rows
        .filter(({ subject }) => subject !== "")
        .map((row) => ({
          name: "promise.broken",
          subject: row.subject,
          properties: told(row),
          key: `promise.broken:${row.id}`,
        })),
    );
    return rows.length;
  });
