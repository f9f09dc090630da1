/** What other modules read of parcels. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Relation } from "#kernel/relation";
import type { Method, Parcel, ParcelItem, ParcelState, Scan, ScanDetail } from "../model.ts";

const delivery = tables("delivery");

/** Parcels in sets. `order` and `subject` are empty while nobody said whose they are; split shipments give several rows. */
export const parcelRelation: Relation<{
  parcel: string;
  order: string;
  subject: string;
  carrier: string;
  state: string;
  shipped_at: Date | null;
  delivered_at: Date | null;
  prefecture: string;
}> = sql`(
  select id as parcel, "order", subject, carrier, state, shipped_at, delivered_at, prefecture from delivery.parcel)`;

export interface ParcelRow {
  readonly id: string;
  readonly shipment: string;
  readonly order: string;
  readonly subject: string;
  readonly carrier: string;
  readonly service: string;
  readonly number: string;
  readonly method: string;
  readonly place: string;
  readonly country: string;
  readonly prefecture: string;
  readonly postal_code: string;
  readonly state: string;
  readonly reason: string;
  readonly state_at: Date;
  readonly shipped_at: Date | null;
  readonly delivered_at: Date | null;
  readonly last_scan_at: Date | null;
  readonly hold_until: Date | null;
  readonly carrier_by: Date | null;
  readonly promised_by: Date | null;
  readonly silent_since: Date | null;
  readonly late_since: Date | null;
}
export const PARCEL = sql.raw(
  `p.id, p.shipment, p."order", p.subject, p.carrier, p.service, p.number, p.method, p.place, p.country, p.prefecture, p.postal_code,
  p.state, p.reason, p.state_at, p.shipped_at, p.delivered_at, p.last_scan_at, p.hold_until, p.carrier_by, p.promised_by,
  p.silent_since, p.late_since`,
);

export const parcelOf = (row: ParcelRow, items: readonly ParcelItem[]): Parcel => ({
  id: row.id,
  shipment: row.shipment,
  order: row.order,
  subject: row.subject,
  carrier: row.carrier,
  service: row.service,
  number: row.number,
  method: row.method as Method,
  place: row.place,
  state: row.state as ParcelState,
  reason: row.reason,
  stateAt: row.state_at,
  shippedAt: row.shipped_at,
  deliveredAt: row.delivered_at,
  lastScanAt: row.last_scan_at,
  holdUntil: row.hold_until,
  promisedBy: row.promised_by,
  carrierBy: row.carrier_by,
  silentSince: row.silent_since,
  lateSince: row.late_since,
  destination: { prefecture: row.prefecture, postalCode: row.postal_code, country: row.country },
  items,
});

/** What senders listed as the contents of these parcels. */
export const listedItems = async (db: Db, parcels: readonly string[]): Promise<Map<string, ParcelItem[]>> => {
  const result = await sql<ParcelItem & { parcel: string }>`
    select parcel, line, product, variant, name, quantity from delivery.item
    where parcel = any(${[...parcels]}::uuid[]) order by parcel, n`.execute(delivery(db));
  const items = new Map<string, ParcelItem[]>();
  for (const { parcel, ...item } of result.rows) items.set(parcel, [...(items.get(parcel) ?? []), item]);
  return items;
};

/** Parcels with the items that senders listed, oldest first. */
export const parcelsWhere = async (
  db: Db,
  by: { orders: readonly string[] } | { ids: readonly string[] },
): Promise<Parcel[]> => {
  const where =
    "orders" in by
      ? sql`p."order" = any(${[...by.orders]}::text[]) and p."order" <> ''`
      : sql`p.id = any(${[...by.ids]}::uuid[])`;
  const result = await sql<ParcelRow>`
    select ${PARCEL} from delivery.parcel p where ${where} order by p.created_at, p.number, p.id`.execute(delivery(db));
  const items = await listedItems(
    db,
    result.rows.map((row) => row.id),
  );
  return result.rows.map((row) => parcelOf(row, items.get(row.id) ?? []));
};

interface ScanRow {
  readonly id: number;
  readonly parcel: string;
  readonly occurred_at: Date;
  readonly received_at: Date;
  readonly source: string;
  readonly vocabulary: string;
  readonly code: string;
  readonly text: string;
  readonly place: string;
  readonly detail: unknown;
  readonly state: string;
  readonly reason: string;
  readonly map: string;
}

/** The scans of these parcels, oldest first. */
export const scansWhere = async (db: Db, parcels: readonly string[]): Promise<Scan[]> => {
  const result = await sql<ScanRow>`
    select id, parcel, occurred_at, received_at, source, vocabulary, code, text, place, detail, state, reason, map
    from delivery.scan where parcel = any(${[...parcels]}::uuid[]) order by occurred_at, id`.execute(delivery(db));
  return result.rows.map(({ occurred_at, received_at, ...row }) => ({
    ...row,
    occurredAt: occurred_at,
    receivedAt: received_at,
    detail: row.detail as ScanDetail,
    state: row.state as ParcelState,
  }));
};
