/** Joins parcels to the orders and promises that become known after them. */
import { append } from "#events";
import type { Ctx } from "#kernel/context";
import { ordersNamed } from "#orders";
import { readAddress } from "#profiles/model";
import { lockNames, putDue, putParcelDue, standing } from "../store/board.ts";
import { sightings } from "../store/scans.ts";
import { refold } from "./take.ts";

const NOTHING = { ids: [], numbers: [], shipments: [] };

/** Orders were recorded or changed: their parcels learn whose they are. */
export const linkOrders = async (ctx: Ctx, names: readonly string[]): Promise<void> => {
  await lockNames(
    ctx.db,
    names.map((name) => `o:${name}`),
  );
  const parcels = await standing(ctx.db, { ...NOTHING, orders: names });
  if (parcels.length === 0) return;
  const orders = await ordersNamed(ctx, [...new Set(parcels.map((parcel) => parcel.order))]);
  const changed = parcels.flatMap((parcel) => {
    const order = orders.get(parcel.order);
    if (!order || (parcel.linked && parcel.subject === order.subject && parcel.prefecture !== "")) return [];
    const { postal, prefecture } = readAddress({
      prefecture: order.terms.prefecture,
      postal_code: order.terms.postalCode,
    });
    return [
      {
        ...parcel,
        order: order.order,
        subject: order.subject || parcel.subject,
        linked: true,
        prefecture: parcel.prefecture || (prefecture ?? order.terms.prefecture),
        postalCode: parcel.postalCode || (postal ?? order.terms.postalCode),
        country: parcel.country || order.terms.country,
      },
    ];
  });
  if (changed.length === 0) return;
  const known = await sightings(
    ctx.db,
    changed.map((parcel) => parcel.id),
  );
  await append(ctx, await refold(ctx, changed, known));
};

/**
 * What was promised last, of orders or (PR13) of one of their parcels; parcels that are under way take it over, later ones of
 * an order find what was said of all of it.
 */
export const promiseOrders = async (
  ctx: Ctx,
  promises: readonly { readonly order: string; readonly parcel: string; readonly by: Date; readonly at: Date }[],
): Promise<void> => {
  if (promises.length === 0) return;
  const whole = promises.filter(({ parcel }) => parcel === "");
  const single = promises.filter(({ parcel }) => parcel !== "");
  if (whole.length > 0) await putDue(ctx.db, whole);
  if (single.length > 0) await putParcelDue(ctx.db, single);
  const parcels = await standing(ctx.db, {
    ...NOTHING,
    orders: [...new Set(whole.map((each) => each.order))],
    ids: [...new Set(single.map((each) => each.parcel))],
  });
  const known = await sightings(
    ctx.db,
    parcels.map((parcel) => parcel.id),
  );
  // A new day is a new wait.
  const waiting = parcels.map((parcel) => ({ ...parcel, lateSince: null }));
  await append(ctx, await refold(ctx, waiting, known));
};
