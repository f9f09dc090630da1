/** The parcels that a batch of news could mean, and writing back what became of them. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { ParcelItem } from "../model.ts";
import type { Standing } from "../model/standing.ts";

const delivery = tables("delivery");

/** Column, its type, and where it stands in `Standing`. */
const COLUMNS: readonly (readonly [column: string, type: string, of: (p: Standing) => unknown])[] = [
  ["id", "uuid", (p) => p.id],
  ["shipment", "text", (p) => p.shipment],
  ["order", "text", (p) => p.order],
  ["subject", "text", (p) => p.subject],
  ["linked", "boolean", (p) => p.linked],
  ["carrier", "text", (p) => p.carrier],
  ["service", "text", (p) => p.service],
  ["number", "text", (p) => p.number],
  ["turn", "smallint", (p) => p.turn],
  ["number_doubt", "text", (p) => p.numberDoubt],
  ["method", "text", (p) => p.method],
  ["place", "text", (p) => p.place],
  ["country", "text", (p) => p.country],
  ["prefecture", "text", (p) => p.prefecture],
  ["postal_code", "text", (p) => p.postalCode],
  ["created_at", "timestamptz", (p) => p.createdAt],
  ["state", "text", (p) => p.state],
  ["reason", "text", (p) => p.reason],
  ["state_at", "timestamptz", (p) => p.stateAt],
  ["shipped_at", "timestamptz", (p) => p.shippedAt],
  ["delivered_at", "timestamptz", (p) => p.deliveredAt],
  ["last_scan_at", "timestamptz", (p) => p.lastScanAt],
  ["hold_until", "timestamptz", (p) => p.holdUntil],
  ["carrier_by", "timestamptz", (p) => p.carrierBy],
  ["contradicted", "boolean", (p) => p.contradicted],
  ["unknown", "int", (p) => p.unknown],
  ["scans", "int", (p) => p.scans],
  ["promised_by", "timestamptz", (p) => p.promisedBy],
  ["told_at", "timestamptz", (p) => p.toldAt],
  ["silent_since", "timestamptz", (p) => p.silentSince],
  ["late_since", "timestamptz", (p) => p.lateSince],
  ["hold_warned_at", "timestamptz", (p) => p.holdWarnedAt],
  ["look_at", "timestamptz", (p) => p.lookAt],
];

const STANDING = sql.raw(`
  p.id, p.shipment, p."order", p.linked, p.carrier, p.number, p.turn, p.state, p.created_at as "createdAt",
  p.last_scan_at as "lastScanAt", p.subject, p.service, p.number_doubt as "numberDoubt", p.method, p.place, p.country, p.prefecture,
  p.postal_code as "postalCode", p.reason, p.state_at as "stateAt", p.shipped_at as "shippedAt", p.delivered_at as "deliveredAt",
  p.hold_until as "holdUntil", p.carrier_by as "carrierBy", p.contradicted, p.unknown, p.scans,
  p.promised_by as "promisedBy", p.told, p.told_at as "toldAt", p.silent_since as "silentSince",
  p.late_since as "lateSince", p.hold_warned_at as "holdWarnedAt", p.look_at as "lookAt"`);

/** Nobody else takes in news under these names until the transaction ends. In one order, so that two never wait for each other. */
export const lockNames = async (db: Db, names: readonly string[]): Promise<void> => {
  const keys = [...new Set(names)].toSorted();
  await sql`
    select pg_advisory_xact_lock(hashtextextended('delivery ' || name, 0))
    from (select name from unnest(${keys}::text[]) as n (name) order by hashtextextended('delivery ' || name, 0)) k`.execute(
    delivery(db),
  );
};

export interface Names {
  readonly ids: readonly string[];
  readonly numbers: readonly string[];
  readonly orders: readonly string[];
  readonly shipments: readonly string[];
}

/** Every parcel that one of these names could mean. */
export const standing = async (db: Db, names: Names): Promise<Standing[]> => {
  const result = await sql<Standing>`
    select ${STANDING} from delivery.parcel p where p.id in (
      select id from delivery.parcel where id = any(${[...names.ids]}::uuid[])
      union select id from delivery.parcel where number = any(${[...names.numbers]}::text[]) and number <> ''
      union select id from delivery.parcel where "order" = any(${[...names.orders]}::text[]) and "order" <> ''
      union select id from delivery.parcel where shipment = any(${[...names.shipments]}::text[]))
    order by p.created_at, p.id for update of p`.execute(delivery(db));
  return result.rows;
};

/** Takes up to `limit` parcels whose time to be looked at has come. */
export const takeDue = async (db: Db, now: Date, limit: number): Promise<Standing[]> => {
  const result = await sql<Standing>`
    select ${STANDING} from delivery.parcel p where p.look_at <= ${now}
    order by p.look_at limit ${limit} for update of p skip locked`.execute(delivery(db));
  return result.rows;
};

export const nextDue = async (db: Db): Promise<Date | null> => {
  const result = await sql<{ at: Date | null }>`select min(look_at) as at from delivery.parcel`.execute(delivery(db));
  return result.rows[0]?.at ?? null;
};

export interface Shipment {
  readonly id: string;
  readonly order: string;
  readonly origin: string;
  readonly source: string;
  readonly createdAt: Date;
}

export const putShipments = async (db: Db, rows: readonly Shipment[]): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    insert into delivery.shipment (id, "order", origin, source, created_at)
    select * from unnest(${rows.map((r) => r.id)}::text[], ${rows.map((r) => r.order)}::text[],
      ${rows.map((r) => r.origin)}::text[], ${rows.map((r) => r.source)}::text[],
      ${rows.map((r) => r.createdAt)}::timestamptz[])
    on conflict (id) do update set "order" = excluded."order"
    where delivery.shipment."order" = '' and excluded."order" <> ''`.execute(delivery(db));
};

const names = sql.join(COLUMNS.map(([name]) => sql.ref(name)));
const replaced = sql.join(
  [...COLUMNS.filter(([name]) => name !== "id" && name !== "created_at").map(([name]) => name), "told"].map(
    (name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`,
  ),
);

export const putParcels = async (db: Db, rows: readonly Standing[]): Promise<void> => {
  if (rows.length === 0) return;
  const columns = sql.join(COLUMNS.map(([, type, of]) => sql`${rows.map(of)}::${sql.raw(type)}[]`));
  // An array of arrays must be rectangular in PostgreSQL, so the list of what was told travels as text.
  const told = rows.map((row) => row.told.join(" "));
  await sql`
    insert into delivery.parcel (${names}, told)
    select ${sql.join(COLUMNS.map(([name]) => sql`v.${sql.ref(name)}`))},
      array_remove(string_to_array(v.told, ' '), '')
    from unnest(${columns}, ${told}::text[]) as v (${names}, told)
    on conflict (id) do update set ${replaced}`.execute(delivery(db));
};

/** Writes what senders listed as contents, for parcels that have no list yet. */
export const putItems = async (db: Db, items: ReadonlyMap<string, readonly ParcelItem[]>): Promise<void> => {
  const rows = [...items].flatMap(([parcel, list]) => list.map((item, n) => ({ ...item, parcel, n })));
  if (rows.length === 0) return;
  await sql`
    insert into delivery.item (parcel, n, line, product, variant, name, quantity)
    select * from unnest(${rows.map((r) => r.parcel)}::uuid[], ${rows.map((r) => r.n)}::int[],
      ${rows.map((r) => r.line)}::text[], ${rows.map((r) => r.product)}::text[], ${rows.map((r) => r.variant)}::text[],
      ${rows.map((r) => r.name)}::text[], ${rows.map((r) => r.quantity)}::double precision[]) as v
      (parcel, n, line, product, variant, name, quantity)
    where not exists (select from delivery.item i where i.parcel = v.parcel)`.execute(delivery(db));
};

/** The last promised day of these parcels, until its end: their own, else their order's. */
export const dueOf = async (
  db: Db,
  parcels: readonly { readonly id: string; readonly order: string }[],
): Promise<Map<string, Date>> => {
  const result = await sql<{ id: string; by: Date }>`
    select a.id, coalesce(p.by, d.by) as by
    from unnest(${parcels.map((p) => p.id)}::uuid[], ${parcels.map((p) => p.order)}::text[]) as a (id, "order")
      left join delivery.parcel_due p on p.parcel = a.id left join delivery.due d on d."order" = a."order"
    where coalesce(p.by, d.by) is not null`.execute(delivery(db));
  return new Map(result.rows.map((row) => [row.id, row.by]));
};

export const putParcelDue = async (
  db: Db,
  rows: readonly { readonly parcel: string; readonly by: Date; readonly at: Date }[],
): Promise<void> => {
  // The last word on each parcel.
  const last = new Map(rows.toSorted((x, y) => x.at.getTime() - y.at.getTime()).map((row) => [row.parcel, row]));
  const each = [...last.values()];
  await sql`
    insert into delivery.parcel_due (parcel, by, at)
    select * from unnest(${each.map((r) => r.parcel)}::uuid[], ${each.map((r) => r.by)}::timestamptz[],
      ${each.map((r) => r.at)}::timestamptz[])
    on conflict (parcel) do update set by = excluded.by, at = excluded.at
      where delivery.parcel_due.at <= excluded.at`.execute(delivery(db));
};

export const putDue = async (
  db: Db,
  rows: readonly { readonly order: string; readonly by: Date; readonly at: Date }[],
): Promise<void> => {
  // The last word on each order.
  const last = new Map(rows.toSorted((x, y) => x.at.getTime() - y.at.getTime()).map((row) => [row.order, row]));
  const each = [...last.values()];
  await sql`
    insert into delivery.due ("order", by, at)
    select * from unnest(${each.map((r) => r.order)}::text[], ${each.map((r) => r.by)}::timestamptz[],
      ${each.map((r) => r.at)}::timestamptz[])
    on conflict ("order") do update set by = excluded.by, at = excluded.at where delivery.due.at <= excluded.at`.execute(
    delivery(db),
  );
};
