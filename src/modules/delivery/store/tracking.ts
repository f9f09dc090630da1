/** All that a tracking page shows of an order, with one look. */
import { sql } from "kysely";
import { productRelation, variantRelation } from "#catalog";
import { orderLineRelation, orderRelation } from "#orders";
import { identityRelation } from "#profiles";
import { type Db, tables } from "#kernel/database";
import type { Method, ParcelItem, ParcelState } from "../model.ts";

const delivery = tables("delivery");

export interface TrackingLine {
  readonly line: string;
  readonly product: string;
  readonly variant: string;
  /** What people call the variant; empty where nobody named it. */
  readonly called: string;
  readonly name: string;
  readonly category: string;
  readonly quantity: number;
  readonly image: string;
}

export interface TrackingParcelRow {
  readonly id: string;
  readonly carrier: string;
  readonly number: string;
  readonly method: Method;
  readonly place: string;
  readonly state: ParcelState;
  readonly reason: string;
  readonly state_at: string;
  readonly shipped_at: string | null;
  readonly delivered_at: string | null;
  readonly hold_until: string | null;
  readonly carrier_by: string | null;
  readonly late_since: string | null;
  readonly items: readonly ParcelItem[] | null;
  readonly scans: readonly { at: string; state: ParcelState; text: string; place: string }[] | null;
  readonly choice: { day: string | null; slot: string; spot: string; state: string } | null;
  readonly feeling: string | null;
}

export interface TrackingRow {
  readonly number: string | null;
  readonly subject: string | null;
  readonly at: Date | null;
  readonly status: string | null;
  readonly gift: boolean | null;
  readonly occasion: string | null;
  readonly lines: readonly TrackingLine[] | null;
  readonly parcels: readonly TrackingParcelRow[] | null;
  readonly problems: readonly string[] | null;
  /** The newest of the order and of each parcel that has one of its own, days as 2026-11-23. */
  readonly promises:
    | readonly { parcel: string | null; earliest: string; latest: string; by: string; level: string }[]
    | null;
}

/** Scans shown of one parcel: the newest. */
const SCANS = 12;

/** Null where neither an order nor a parcel of that name is known. */
export const trackingRow = async (db: Db, order: string): Promise<TrackingRow | null> => {
  const result = await sql<TrackingRow>`/*prepared*/
    select o.number, o.subject, o.at, o.status, o.gift, o.occasion,
      (select json_agg(json_build_object('line', l.line::text, 'product', l.product, 'variant', l.variant,
          'called', coalesce(v.name, ''), 'name', l.name,
          'category', coalesce(nullif(c.category, ''), l.category), 'quantity', l.quantity, 'image', coalesce(c.image_url, ''))
          order by l.line)
        from ${orderLineRelation} as l left join ${productRelation} as c on c.product = l.product
          left join ${variantRelation} as v on v.variant = l.variant
        where l."order" = asked.id) as lines,
      (select json_agg(json_build_object('id', p.id, 'carrier', p.carrier, 'number', p.number, 'method', p.method,
          'place', p.place, 'state', p.state, 'reason', p.reason, 'state_at', p.state_at, 'shipped_at', p.shipped_at,
          'delivered_at', p.delivered_at, 'hold_until', p.hold_until, 'carrier_by', p.carrier_by,
          'late_since', p.late_since, 'feeling', f.feeling,
          'choice', case when w.id is null then null else json_build_object('day', w.day, 'slot', w.slot, 'spot', w.spot, 'state', w.state) end,
          'items', (select json_agg(json_build_object('line', i.line, 'product', i.product, 'variant', i.variant,
              'name', i.name, 'quantity', i.quantity) order by i.n) from delivery.item i where i.parcel = p.id),
          'scans', (select json_agg(json_build_object('at', s.occurred_at, 'state', s.state, 'text', s.text,
              'place', s.place) order by s.occurred_at, s.id)
            from (select * from delivery.scan where parcel = p.id order by occurred_at desc, id desc limit ${sql.raw(String(SCANS))}) s))
          order by p.created_at, p.number, p.id)
        from delivery.parcel p left join delivery.feeling f on f.parcel = p.id
          left join delivery.choice w on w.parcel = p.id and w.state in ('requested', 'arranged', 'refused')
        where p."order" = asked.id and p."order" <> '') as parcels,
      (select json_agg(distinct q.problem) from delivery.problem q where q."order" = asked.id) as problems,
      (select json_agg(json_build_object('parcel', n.parcel, 'earliest', n.earliest, 'latest', n.latest, 'by', n.by,
          'level', n.level))
        from (select distinct on (m.parcel) m.parcel, m.earliest, m.latest, m.by, m.level
          from delivery.promise m where m."order" = asked.id and m."order" <> ''
          order by m.parcel, m.shown_at desc, m.id desc) n) as promises
    from (select ${order}::text as id) asked
      left join ${orderRelation} as o on o."order" = asked.id`.execute(delivery(db));
  const row = result.rows[0];
  return row && (row.number !== null || row.parcels !== null) ? row : null;
};

/** The order of this number that belongs to a person with one of these identities. One query whether there is one or not. */
export const orderOfPerson = async (db: Db, number: string, keys: readonly string[]): Promise<string | null> => {
  const result = await sql<{ order: string }>`
    select o."order" from ${orderRelation} as o
      join ${identityRelation} as whose on whose.key = o.subject
      join ${identityRelation} as told on told.profile = whose.profile
    where (o.number = ${number} or o."order" = ${number}) and told.key = any(${[...keys]}::text[])
    order by o.at desc limit 1`.execute(delivery(db));
  return result.rows[0]?.order ?? null;
};

/** Whose order it is, where the log knows; a parcel may know where no order came. */
export const subjectOfOrder = async (db: Db, order: string): Promise<string> => {
  const result = await sql<{ subject: string }>`
    select subject from (
      select subject, 0 as rank from ${orderRelation} as o where o."order" = ${order}
      union all select subject, 1 from delivery.parcel where "order" = ${order}) known
    where subject <> '' order by rank limit 1`.execute(delivery(db));
  return result.rows[0]?.subject ?? "";
};
