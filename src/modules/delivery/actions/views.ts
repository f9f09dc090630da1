/** Parcels as the console and the API show them. */
import { variantNames } from "#catalog";
import { eventsOf } from "#events";
import type { Ctx } from "#kernel/context";
import { notFound, Problem } from "#kernel/errors";
import { traitsOf } from "#profiles";
import { readNames } from "#profiles/model";
import type { deliveryApi } from "../api.ts";
import type { ParcelRow } from "../model.rows.ts";
import type { In, Out } from "#kernel/contract";
import type { Method, ParcelState } from "../model.ts";
import { carrierPage } from "../model/carriers.ts";
import { countQueues, type Listed, listParcels, namesInUse, oneParcel } from "../store/reads.ts";
import { scansWhere } from "../store/doors.ts";
import { parcelsOf } from "./reading.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const rowsOf = async (ctx: Ctx, found: readonly Listed[]): Promise<ParcelRow[]> => {
  const traits = await traitsOf(ctx, [...new Set(found.flatMap((row) => row.profile ?? []))]);
  return found.map((row) => ({
    id: row.id,
    shipment: row.shipment,
    order: row.order,
    linked: row.linked,
    buyer:
      row.profile === null
        ? null
        : { profile: row.profile, name: readNames(traits.get(row.profile) ?? {})?.full ?? "" },
    carrier: row.carrier,
    service: row.service,
    number: row.number,
    numberDoubt: row.number_doubt as ParcelRow["numberDoubt"],
    method: row.method as Method,
    place: row.place,
    prefecture: row.prefecture,
    state: row.state as ParcelState,
    reason: row.reason,
    stateAt: row.state_at.toISOString(),
    lastScanAt: iso(row.last_scan_at),
    promisedBy: iso(row.promised_by),
    holdUntil: iso(row.hold_until),
    silentSince: iso(row.silent_since),
    lateSince: iso(row.late_since),
    contradicted: row.contradicted,
    unknown: row.unknown,
    queues: [...row.queues],
    dueAt: iso(row.due_at),
    assignee: row.assignee,
    contactedAt: iso(row.contacted_at),
    investigatedAt: iso(row.investigated_at),
  }));
};

const placeIn = (cursor: string | undefined): { at: Date; id: string } | null => {
  if (cursor === undefined) return null;
  const [at = "", id = ""] = cursor.split("~");
  const date = new Date(at);
  if (Number.isNaN(date.getTime()) || !/^[0-9a-f-]{36}$/.test(id))
    throw new Problem("invalid", "This cursor was not given by the page before.");
  return { at: date, id };
};

/** After every date that a parcel could be due. */
const NEVER = "9999-12-31T00:00:00.000Z";

export const listed = async (ctx: Ctx, query: Out<(typeof deliveryApi)["parcels"]["query"]>) => {
  const found = await listParcels(ctx.db, ctx.now, { ...query, after: placeIn(query.cursor), limit: query.limit + 1 });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  const at = query.queue === undefined ? last?.created_at.toISOString() : (last?.due_at?.toISOString() ?? NEVER);
  return { items: await rowsOf(ctx, page), next: found.length > query.limit && last ? `${at}~${last.id}` : null };
};

export const queueCounts = async (ctx: Ctx) => ({
  items: await countQueues(ctx.db, ctx.now),
  ...(await namesInUse(ctx.db)),
});

export const shownParcel = async (ctx: Ctx, id: string): Promise<In<(typeof deliveryApi)["parcel"]["returns"]>> => {
  const row = await oneParcel(ctx.db, ctx.now, id);
  const [head] = row ? await rowsOf(ctx, [row]) : [];
  if (!row || !head) throw notFound("parcel");
  const family = row.order === "" ? [] : ((await parcelsOf(ctx, [row.order])).get(row.order) ?? []);
  const items = family.find((parcel) => parcel.id === id)?.items ?? [];
  const called = await variantNames(
    ctx,
    items.map((item) => item.variant),
  );
  const told = row.subject === "" ? [] : await eventsOf(ctx, { subjects: [row.subject], limit: 200, names: TOLD });
  return {
    ...head,
    createdAt: row.created_at.toISOString(),
    shippedAt: iso(row.shipped_at),
    deliveredAt: iso(row.delivered_at),
    carrierBy: iso(row.carrier_by),
    carrierPage: carrierPage(row.carrier, row.number),
    postalCode: row.postal_code,
    country: row.country,
    note: row.note,
    items: items.map((item) => ({ ...item, variantName: called(item.variant) })),
    scans: (await scansWhere(ctx.db, [id])).map(({ parcel: _parcel, ...scan }) => ({
      ...scan,
      occurredAt: scan.occurredAt.toISOString(),
      receivedAt: scan.receivedAt.toISOString(),
    })),
    told: told
      .filter((event) => event.properties["parcel"] === id)
      .map((event) => ({ name: event.name, at: event.at.toISOString() })),
    siblings: family
      .filter((parcel) => parcel.id !== id)
      .map(({ id: other, carrier, number, state }) => ({ id: other, carrier, number, state })),
  };
};

const TOLD = [
  "parcel.shipped",
  "parcel.out_for_delivery",
  "parcel.attempt_failed",
  "parcel.held",
  "parcel.hold_ending",
  "parcel.delayed",
  "parcel.investigating",
  "parcel.lost",
  "parcel.damaged",
  "parcel.returning",
  "parcel.returned",
  "parcel.delivered",
  "parcel.silent",
  "parcel.contradicted",
  "parcel.unknown_status",
];
