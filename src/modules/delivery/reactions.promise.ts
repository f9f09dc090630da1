import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import type { Db } from "#kernel/database";
import type { Reaction, StoredEvent } from "#kernel/log";
import type { Worker } from "#kernel/worker";
import { followParcels, promiseNewOrders } from "./actions/promise/follow.ts";
import { breakOverdue } from "./actions/promise/ledger.ts";
import { localOf } from "./actions/promise/predict.ts";
import { type Desk, refitPiece } from "./actions/promise/refit.ts";
import { dayText } from "./model/promise/calendar.ts";

const orderIn = ({ properties }: StoredEvent): string =>
  typeof properties["order"] === "string" ? properties["order"] : "";
const ordersIn = (events: readonly StoredEvent[], name: string): string[] =>
  [...new Set(events.filter((event) => event.name === name).map(orderIn))].filter((order) => order !== "");

/** An order is promised a day as soon as it is known. */
export const promiseOrders: Reaction = {
  name: "delivery.promise",
  on: ["order.recorded"],
  after: ["orders.fold"],
  handle: (ctx, events) => promiseNewOrders(ctx, ordersIn(events, "order.recorded")),
};

/** Promises are revised and scored by what happens to parcels. */
export const promiseParcels: Reaction = {
  name: "delivery.promise.parcels",
  on: ["parcel.shipped", "parcel.delayed", "parcel.delivered"],
  handle: (ctx, events) =>
    followParcels(ctx, {
      shipped: ordersIn(events, "parcel.shipped"),
      late: ordersIn(events, "parcel.delayed"),
      delivered: ordersIn(events, "parcel.delivered"),
    }),
};

const desks = new WeakMap<Db, Desk>();
const deskOf = (db: Db): Desk => {
  const desk = desks.get(db) ?? { lesson: null };
  desks.set(db, desk);
  return desk;
};
export const refitWorker: Worker = {
  name: "delivery.promise.refit",
  wakes: ["promises"],
  run: (ctx) => refitPiece(ctx, deskOf(ctx.db)),
};

const HOUR_MS = 3_600_000;
/** Looks once an hour for promises whose day has ended. */
export const overdueWorker: Worker = {
  name: "delivery.promise.overdue",
  wakes: [],
  run: async (ctx: Ctx) => {
    const { zone } = await brandOf(ctx);
    const found = await breakOverdue(ctx, dayText(localOf(ctx.now, zone).day));
    return found > 0 ? "more" : new Date((Math.floor(ctx.now.getTime() / HOUR_MS) + 1) * HOUR_MS);
  },
};
