import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import type { Reaction, StoredEvent } from "#kernel/log";
import type { Worker } from "#kernel/worker";
import { linkOrders, promiseOrders } from "./actions/link.ts";
import { takeNews } from "./actions/take.ts";
import { watchParcels } from "./actions/watch.ts";
import { endOfDay } from "./model/day.ts";
import { newsOfOrderEvent } from "./model/order-news.ts";
import { nextDue } from "./store/board.ts";

/** A shop that only says shipped and delivered has parcels too. */
export const deliveryOrders: Reaction = {
  name: "delivery.orders",
  on: ["Order Shipped", "Order Delivered"],
  after: ["orders.fold"],
  batch: 250,
  handle: async (ctx, events) => {
    await takeNews(ctx, events.flatMap(newsOfOrderEvent));
  },
};

const text = (event: StoredEvent, name: string): string => {
  const value = event.properties[name];
  return typeof value === "string" ? value : "";
};

/** Parcels that came before their order learn whose they are. */
export const deliveryLink: Reaction = {
  name: "delivery.link",
  on: ["order.recorded"],
  after: ["orders.fold"],
  handle: async (ctx, events) => {
    const names = events.flatMap((event) => [text(event, "order"), text(event, "number")]);
    await linkOrders(
      ctx,
      [...new Set(names)].filter((name) => name !== ""),
    );
  },
};

const promised = async (ctx: Ctx, events: readonly StoredEvent[]): Promise<void> => {
  const { zone } = await brandOf(ctx);
  const promises = events.flatMap((event) => {
    const [order, by] = [text(event, "order"), endOfDay(text(event, "by"), zone)];
    return order === "" || by === null ? [] : [{ order, parcel: text(event, "parcel"), by, at: event.at }];
  });
  await promiseOrders(ctx, promises);
};

/** A day that was shown to a buyer is the day until which we wait. */
export const deliveryPromised: Reaction = { name: "delivery.promised", on: ["promise.shown"], handle: promised };

export const watchWorker: Worker = {
  name: "delivery.watch",
  wakes: [],
  run: async (ctx) => {
    if ((await watchParcels(ctx)) > 0) return "more";
    const next = await nextDue(ctx.db);
    // A row that is due but was not taken lies with another process for a moment.
    return next === null ? null : new Date(Math.max(next.getTime(), ctx.now.getTime() + 50));
  },
};
