/** Promises follow what happens: given with the order, revised while it is under way, scored at the door. */
import { ordersNamed } from "#orders";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import type { Parcel } from "../../model.ts";
import { dayText } from "../../model/promise/calendar.ts";
import { forIsland } from "../../model/promise/island.ts";
import { isShown, revise } from "../../model/promise/promise.ts";
import { parcelsById, parcelsOf } from "../reading.ts";
import { joinPromises, promisesOf, scoreArrivals, type Shown, showPromises, standingPromises } from "./ledger.ts";
import { answer, groundOf, localOf, placeOf } from "./predict.ts";
import { servedModel } from "./served.ts";

const DAY_MS = 86_400_000;
/** Orders older than this come from an import: nobody is told a day any more. */
const FRESH_DAYS = 14;
const WAITING = ["placed", "shipped"];

/** A new order takes over what its buyer was shown; where that was nothing, it gets a promise of its own. */
export const promiseNewOrders = async (ctx: Ctx, ids: readonly string[]): Promise<void> => {
  const named = [...(await ordersNamed(ctx, ids)).values()];
  const fresh = named.filter(
    ({ at, kind, status }) =>
      kind === "sale" && WAITING.includes(status) && Date.parse(at) > ctx.now.getTime() - FRESH_DAYS * DAY_MS,
  );
  if (fresh.length === 0) return;
  const known = await promisesOf(
    ctx,
    fresh.map(({ order }) => order),
  );
  const open = fresh.filter(({ order }) => !known.has(order));
  const joined = await joinPromises(
    ctx,
    open.map(({ order, subject, at }) => ({ order, subject, at: new Date(at) })),
  );
  const ground = await groundOf(ctx);
  const shown = open
    .filter(({ order }) => !joined.some((row) => row.order === order))
    .flatMap(({ order, subject, at, terms }): Shown[] => {
      const destination = { postalCode: terms.postalCode, prefecture: terms.prefecture };
      const answered = answer(ground, { destination, at });
      if (typeof answered === "string") return [];
      return [{ ...answered, place: "notice", subject, order, model: ground.model.id }];
    });
  await showPromises(ctx, shown);
};

const revised = async (ctx: Ctx, parcels: readonly Parcel[], late: ReadonlySet<string>): Promise<void> => {
  const [model, { settings, zone }] = [await servedModel(ctx, "parcel"), await groundOf(ctx)];
  const before = await standingPromises(
    ctx,
    parcels.map(({ order }) => order),
  );
  const today = localOf(ctx.now, zone).day;
  const shown = parcels.flatMap((parcel): Shown[] => {
    const place = placeOf(parcel.destination);
    const old = before.parcel.get(parcel.id) ?? before.order.get(parcel.order);
    if (!place || parcel.shippedAt === null || parcel.deliveredAt !== null || parcel.method !== "carrier") return [];
    const lane = { carrier: parcel.carrier, service: parcel.service, warehouse: old?.warehouse ?? "", ...place };
    const from = settings.warehouses.find(({ id }) => id === lane.warehouse) ?? settings.warehouses[0];
    const shippedOn = localOf(parcel.shippedAt, zone).day;
    const said = revise(model.serving, lane, shippedOn, late.has(parcel.id) ? today - 1 : null);
    const promised = said && forIsland(model.serving, lane, from?.prefecture ?? "", said);
    if (!promised || !isShown(promised.level, settings.least) || promised.by < today) return [];
    if (old?.earliest === dayText(promised.earliest) && old.latest === dayText(promised.latest)) return [];
    const { id, order, subject } = parcel;
    return [{ promised, lane, place: "notice", subject, order, parcel: id, model: model.id }];
  });
  await showPromises(ctx, shown);
};

/** Ids of parcels. `late`: a carrier or a passed day says that they are. Orders are those of what was delivered. */
interface Happened {
  readonly shipped: readonly string[];
  readonly late: readonly string[];
  readonly delivered: readonly string[];
  readonly orders: readonly string[];
}

/** PR13: what happens to a parcel revises its own promise, and no other's. */
export const followParcels = async (ctx: Ctx, { shipped, late, delivered, orders }: Happened): Promise<void> => {
  const under = await parcelsById(ctx, [...new Set([...shipped, ...late])]);
  const linked = [...under.values()].filter(({ order }) => order !== "");
  if (linked.length > 0) await revised(ctx, linked, new Set(late));
  if (orders.length === 0) return;
  const { zone } = await brandOf(ctx);
  const dayOf = (at: Date): string => dayText(localOf(at, zone).day);
  const ended = new Set(delivered);
  const arrived = { orders: new Map<string, string>(), parcels: new Map<string, string>() };
  for (const [order, parcels] of await parcelsOf(ctx, orders)) {
    const counted = parcels.filter(({ state }) => state !== "cancelled");
    const at = counted.flatMap(({ deliveredAt }) => (deliveredAt === null ? [] : [deliveredAt.getTime()]));
    for (const { id, deliveredAt } of counted)
      if (deliveredAt !== null && ended.has(id)) arrived.parcels.set(id, dayOf(deliveredAt));
    // Delivered is the order when its last parcel is.
    if (at.length === counted.length && at.length > 0) arrived.orders.set(order, dayOf(new Date(Math.max(...at))));
  }
  await scoreArrivals(ctx, arrived);
};
