/** Parcels, scans and proof as other modules ask for them. */
import { ordersNamed } from "#orders";
import type { Ctx } from "#kernel/context";
import type { DeliveryProof, Parcel, Scan } from "../model.ts";
import { arrivals, itemsOfParcels, type Line } from "../model/items.ts";
import { parcelsWhere, scansWhere } from "../store/doors.ts";

const linesOf = async (ctx: Ctx, orders: readonly string[]): Promise<Map<string, Line[]>> => {
  const found = await ordersNamed(ctx, orders);
  return new Map(
    [...found.values()].map((order) => [order.order, order.lines.map((one) => ({ ...one, line: String(one.line) }))]),
  );
};

/** Fills in what parcels hold that list nothing themselves. */
const withItems = async (ctx: Ctx, parcels: readonly Parcel[]): Promise<Parcel[]> => {
  const orders = [...new Set(parcels.flatMap((parcel) => (parcel.order === "" ? [] : [parcel.order])))];
  const lines = await linesOf(ctx, orders);
  const filled = new Map(
    orders.flatMap((order) => [
      ...itemsOfParcels(
        lines.get(order) ?? [],
        parcels.filter((parcel) => parcel.order === order),
      ),
    ]),
  );
  return parcels.map((parcel) => ({ ...parcel, items: filled.get(parcel.id) ?? parcel.items }));
};

/** The parcels of these orders, oldest first; an order without parcels is not in the map. */
export const parcelsOf = async (ctx: Ctx, orders: readonly string[]): Promise<Map<string, Parcel[]>> => {
  const found = await withItems(ctx, await parcelsWhere(ctx.db, { orders }));
  return Map.groupBy(found, (parcel) => parcel.order);
};

/** These parcels by id, whatever their order. */
export const parcelsById = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, Parcel>> => {
  const found = await parcelsWhere(ctx.db, { ids });
  const all = await parcelsOf(ctx, [...new Set(found.map((parcel) => parcel.order))]);
  const whole = new Map([...all.values()].flat().map((parcel) => [parcel.id, parcel]));
  return new Map(found.map((parcel) => [parcel.id, whole.get(parcel.id) ?? parcel]));
};

/** What carriers said of these parcels, oldest first. */
export const scansOf = async (ctx: Ctx, parcels: readonly string[]): Promise<Map<string, Scan[]>> =>
  Map.groupBy(await scansWhere(ctx.db, parcels), (scan) => scan.parcel);

/** What speaks for the delivery of a parcel: the newest delivery scan, and whether any has a photo or a signature. */
export const deliveryProof = async (ctx: Ctx, parcel: string): Promise<DeliveryProof> => {
  const scans = (await scansWhere(ctx.db, [parcel])).filter((scan) => scan.state === "delivered");
  const last = scans.at(-1);
  // What a person or the shop typed in is a claim, not a scan at the door.
  const scanned = scans.some((scan) => scan.source !== "manual" && scan.source !== "order" && scan.source !== "csv");
  return {
    scanned,
    photo: scans.some((scan) => scan.detail.photo === true),
    signed: scans.some((scan) => scan.detail.signed === true || scan.reason === "hand"),
    at: last?.occurredAt ?? null,
    place: last?.place ?? "",
  };
};

/** Arrival of an order, line by line: return windows and the survey clock start here. */
export const deliveredItems = async (
  ctx: Ctx,
  order: string,
): Promise<{ line: string; quantity: number; at: Date | null }[]> => {
  const lines = await linesOf(ctx, [order]);
  return arrivals(lines.get(order) ?? [], await parcelsWhere(ctx.db, { orders: [order] }));
};
