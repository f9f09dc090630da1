/** Deliveries to learn from: the brand's own parcels, known and open. */
import { sql } from "kysely";
import { orderRelation } from "#orders";
import { type Db, tables, transaction } from "#kernel/database";

const delivery = tables("delivery");

export interface HistoryRow {
  readonly carrier: string;
  readonly service: string;
  readonly warehouse: string;
  readonly prefecture: string;
  readonly postal: string;
  /** Days since 1970 in the brand's zone; the time as 14:05. */
  readonly day: number;
  readonly time: string;
  readonly shipped: number | null;
  readonly arrived: number | null;
}

const PAGE = 2_000;

/**
 * Parcels of carriers whose order was placed since `from`, with what is known of them at `now`, page by page: no million of
 * them is held here. What was lost, sent back or cancelled says nothing of how long the way takes.
 */
export const history = (
  db: Db,
  { from, now, zone }: { from: Date; now: Date; zone: string },
  take: (page: readonly HistoryRow[]) => void,
): Promise<void> =>
  transaction(db, async (tx) => {
    await sql`declare history cursor for
      select p.carrier, p.service, coalesce(s.origin, '') as warehouse, p.prefecture,
        case when p.country in ('', 'JP') then p.postal_code else '' end as postal,
        (coalesce(o.at, p.shipped_at) at time zone ${zone})::date - date '1970-01-01' as day,
        to_char(coalesce(o.at, p.shipped_at) at time zone ${zone}, 'HH24:MI') as time,
        (p.shipped_at at time zone ${zone})::date - date '1970-01-01' as shipped,
        (p.delivered_at at time zone ${zone})::date - date '1970-01-01' as arrived
      from delivery.parcel p
        left join delivery.shipment s on s.id = p.shipment
        left join ${orderRelation} as o on o."order" = p."order"
      where p.method = 'carrier' and p.carrier <> '' and p.prefecture <> ''
        and p.state not in ('returning', 'returned', 'lost', 'cancelled', 'expired')
        and coalesce(o.at, p.shipped_at) >= ${from} and coalesce(o.at, p.shipped_at) <= ${now}
        and (p.delivered_at is null or p.delivered_at <= ${now})
      order by coalesce(o.at, p.shipped_at), p.id`.execute(delivery(tx));
    for (;;) {
      const { rows } = await sql<HistoryRow>`fetch ${sql.raw(String(PAGE))} from history`.execute(delivery(tx));
      if (rows.length === 0) return;
      take(rows);
    }
  });
