import { append } from "#events";
import { Brand } from "#kernel/admin-api";
import type { Ctx } from "#kernel/context";
import type { Fact, Reaction, StoredEvent } from "#kernel/log";
import { readSetting } from "#kernel/settings";
import { asTold, type Folded, foldOrder, ORDER_EVENTS, type OrderEvent } from "./model.fold.ts";
import { orderIdOf } from "./model.read.ts";
import { earlierEvents, type OldHead, oldHeads, putEvidence, putHeads, putParts } from "./store/fold.ts";

/** What others can see of an order; `order.recorded` says that some of it changed. */
const face = (order: OldHead | Folded): string =>
  JSON.stringify([
    order.status,
    order.total,
    order.net,
    order.currency,
    order.items,
    order.subject,
    order.kind,
    order.at?.getTime() ?? null,
  ]);

const recorded = (order: Folded, position: number): Fact => ({
  name: "order.recorded",
  subject: order.subject,
  properties: {
    order: order.id,
    number: order.number,
    kind: order.kind,
    status: order.status,
    total: order.total,
    net: order.net,
    currency: order.currency,
    items: order.items,
  },
  key: `order.recorded:${order.id}:${position}`,
  at: order.updatedAt,
});

const fold = async (ctx: Ctx, events: readonly StoredEvent[]): Promise<void> => {
  const news = events.flatMap((event) => {
    const order = orderIdOf(asTold(event).properties);
    return order === "" ? [] : [{ ...event, order }];
  });
  if (news.length === 0) return;
  const brand = await readSetting(ctx, "brand", Brand);
  const ids = [...new Set(news.map((event) => event.order))];
  const positions = news.map((event) => event.position);
  const before = await earlierEvents(ctx.db, ids, positions);
  const old = await oldHeads(ctx.db, ids);
  await putEvidence(ctx.db, news);
  const all = new Map<string, OrderEvent[]>(ids.map((id) => [id, []]));
  for (const event of [...before, ...news]) all.get(event.order)?.push(event);
  const folded = [...all.values()].map((of) => foldOrder(of, brand.currency));
  await putHeads(ctx.db, folded);
  await putParts(ctx.db, folded, [...old.keys()]);
  const newest = new Map(news.map((event) => [event.order, event.position]));
  const changed = folded.filter((order) => {
    const known = old.get(order.id);
    return order.at !== null && (!known || face(known) !== face(order));
  });
  await append(
    ctx,
    changed.map((order) => recorded(order, newest.get(order.id) ?? 0)),
  );
};

export const ordersFold: Reaction = {
  name: "orders.fold",
  on: ORDER_EVENTS,
  after: ["profiles.fold"],
  // An order may hold a thousand lines, so a batch holds fewer events than usual.
  batch: 250,
  handle: fold,
};
