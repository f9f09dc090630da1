import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import type { Reaction, StoredEvent } from "#kernel/log";
import type { Worker } from "#kernel/worker";
import { followParcels, promiseNewOrders } from "./actions/promise/follow.ts";
import { breakOverdue } from "./actions/promise/ledger.ts";
import { localOf } from "./actions/promise/predict.ts";
import { refitOne } from "./actions/promise/refit.ts";
import { dayText } from "./model/promise/calendar.ts";

const said = ({ properties }: StoredEvent, key: string): string => {
  const value = properties[key];
  return typeof value === "string" ? value : "";
};
const named = (events: readonly StoredEvent[], name: string, key: string): string[] =>
  [...new Set(events.filter((event) => event.name === name).map((event) => said(event, key)))].filter(
    (value) => value !== "",
  );
const ordersIn = (events: readonly StoredEvent[], name: string): string[] => named(events, name, "order");
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const parcelsIn = (events: readonly StoredEvent[], name: string): string[] =>
  named(events, name, "parcel").filter((id) => UUID.test(id));

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
      shipped: parcelsIn(events, "parcel.shipped"),
      late: parcelsIn(events, "parcel.delayed"),
      delivered: parcelsIn(events, "parcel.delivered"),
      orders: ordersIn(events, "parcel.delivered"),
    }),
};

export const refitWorker: Worker = {
  name: "delivery.promise.refit",
  wakes: ["promises"],
  run: (ctx, stopping = new AbortController().signal) => refitOne(ctx, stopping),
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
