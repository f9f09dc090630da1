/** Promises follow what happens: given with the order, revised while it is under way, scored at the door. */
import { ordersNamed } from "#orders";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import type { Parcel } from "../../model.ts";
import { dayText } from "../../model/promise/calendar.ts";
import { isShown, revise } from "../../model/promise/promise.ts";
import { parcelsOf } from "../reading.ts";
import { joinPromises, promisesOf, scoreOrders, type Shown, showPromises } from "./ledger.ts";
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
  const before = await promisesOf(
    ctx,
    parcels.map(({ order }) => order),
  );
  const today = localOf(ctx.now, zone).day;
  const shown = parcels.flatMap((parcel): Shown[] => {
    const place = placeOf(parcel.destination);
    const old = before.get(parcel.order);
    if (!place || parcel.shippedAt === null || parcel.deliveredAt !== null || parcel.method !== "carrier") return [];
    const lane = { carrier: parcel.carrier, service: parcel.service, warehouse: old?.warehouse ?? "", ...place };
    const promised = revise(
      model.serving,
      lane,
      localOf(parcel.shippedAt, zone).day,
      late.has(parcel.order) ? today - 1 : null,
    );
    if (!promised || !isShown(promised.level, settings.least) || promised.by < today) return [];
    if (old?.earliest === dayText(promised.earliest) && old.latest === dayText(promised.latest)) return [];
    return [{ promised, lane, place: "notice", subject: parcel.subject, order: parcel.order, model: model.id }];
  });
  await showPromises(ctx, shown);
};

/** Several parcels of one order: the one that comes last says when all of it is there. */
const lastOnes = (all: ReadonlyMap<string, readonly Parcel[]>): Parcel[] =>
  [...all.values()].flatMap((parcels) => parcels.filter(({ shippedAt }) => shippedAt !== null).slice(-1));

/** `late`: orders of which a carrier or a passed day says that they are. */
export const followParcels = async (
  ctx: Ctx,
  orders: {
    readonly shipped: readonly string[];
    readonly late: readonly string[];
    readonly delivered: readonly string[];
  },
): Promise<void> => {
  const { shipped, late, delivered } = orders;
  const under = await parcelsOf(ctx, [...new Set([...shipped, ...late])]);
  if (under.size > 0) await revised(ctx, lastOnes(under), new Set(late));
  if (delivered.length === 0) return;
  const { zone } = await brandOf(ctx);
  const arrived = new Map<string, string>();
  for (const [order, parcels] of await parcelsOf(ctx, delivered)) {
    const counted = parcels.filter(({ state }) => state !== "cancelled");
    const at = counted.flatMap(({ deliveredAt }) => (deliveredAt === null ? [] : [deliveredAt.getTime()]));
    // Delivered is the order when its last parcel is.
    if (at.length === counted.length && at.length > 0)
      arrived.set(order, dayText(localOf(new Date(Math.max(...at)), zone).day));
  }
  await scoreOrders(ctx, arrived);
};
