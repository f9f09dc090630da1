/** Counts for the console: what became of promises by lane, how calibrated they were, and what their buyers did then. */
import { sql } from "kysely";
import { eventRelation } from "#events";
import { orderRelation } from "#orders";
import { identityRelation } from "#profiles";
import { type Db, tables } from "#kernel/database";

const delivery = tables("delivery");

export interface LaneCount {
  readonly carrier: string;
  readonly prefecture: string;
  readonly shown: number;
  readonly scored: number;
  readonly kept: number;
  readonly early: number;
  readonly late: number;
  readonly overdue: number;
  readonly inside: number;
  /** Arrivals against the predicted middle, in days. */
  readonly error: number | null;
}

/** The first promise of an order on each place counts once, so that revisions do not flatter; others have no order. */
export const laneCounts = async (db: Db, from: Date): Promise<LaneCount[]> => {
  const result = await sql<LaneCount>`
    with first as (
      select distinct on (coalesce(nullif("order", ''), id::text), place) * from delivery.promise
      where shown_at >= ${from} order by coalesce(nullif("order", ''), id::text), place, shown_at, id
    )
    select carrier, prefecture, count(*)::int as shown, count(outcome)::int as scored,
      (count(*) filter (where outcome = 'kept'))::int as kept, (count(*) filter (where outcome = 'early'))::int as early,
      (count(*) filter (where outcome = 'late'))::int as late,
      (count(*) filter (where outcome is null and broken_at is not null))::int as overdue,
      (count(*) filter (where arrived between earliest and latest))::int as inside,
      avg(abs(arrived - point))::float8 as error
    from first group by 1, 2 order by 3 desc, 1, 2`.execute(delivery(db));
  return result.rows;
};

export interface OffsetCount {
  /** Days from the predicted middle, the range's ends and the promised day to the arrival. */
  readonly point: number;
  readonly earliest: number;
  readonly latest: number;
  readonly by: number;
  readonly count: number;
}

/** How far from what was promised parcels of a lane (or of all) arrived. */
export const offsets = async (
  db: Db,
  ask: { from: Date; carrier?: string | undefined; prefecture?: string | undefined },
): Promise<OffsetCount[]> => {
  const result = await sql<OffsetCount>`
    select arrived - point as point, arrived - earliest as earliest, arrived - latest as latest, arrived - by as by,
      count(*)::int as count
    from delivery.promise where outcome is not null and shown_at >= ${ask.from}
      and (${ask.carrier ?? null}::text is null or carrier = ${ask.carrier ?? null})
      and (${ask.prefecture ?? null}::text is null or prefecture = ${ask.prefecture ?? null})
    group by 1, 2, 3, 4`.execute(delivery(db));
  return result.rows;
};

export interface EffectCount {
  readonly late: boolean;
  readonly orders: number;
  readonly answered: number;
  readonly good: number;
  readonly watched: number;
  readonly repeated: number;
}

/** Days within which a buyer comes again; orders younger than that are not counted among the watched. */
const AGAIN_DAYS = 90;

/** Buyers by whether their first promise was kept: how they felt at delivery, and who bought again. */
export const effects = async (db: Db, now: Date): Promise<EffectCount[]> => {
  const result = await sql<EffectCount>`
    with first as (
      select distinct on ("order") "order", outcome = 'late' as late, arrived from delivery.promise
      where outcome is not null and "order" <> '' order by "order", shown_at, id
    ), felt as (
      select properties ->> 'order' as "order", bool_or(properties ->> 'feeling' = 'good') as good
      from ${eventRelation} as e where name = 'delivery.felt' and type = 'fact' group by 1
    )
    select f.late, count(*)::int as orders, count(felt."order")::int as answered,
      (count(*) filter (where felt.good))::int as good,
      (count(*) filter (where w.watched))::int as watched, (count(*) filter (where w.watched and w.again))::int as repeated
    from first f join ${orderRelation} as o on o."order" = f."order" left join felt on felt."order" = f."order"
    cross join lateral (
      select f.arrived::timestamptz + make_interval(days => ${AGAIN_DAYS}) <= ${now} as watched,
        exists (
          select 1 from ${identityRelation} as own join ${identityRelation} as other on other.profile = own.profile
            join ${orderRelation} as n on n.subject = other.key
          where own.key = o.subject and n.kind = 'sale' and n.status <> 'cancelled' and n."order" <> o."order"
            and n.at > f.arrived::timestamptz
            and n.at <= f.arrived::timestamptz + make_interval(days => ${AGAIN_DAYS})) as again) w
    group by 1`.execute(delivery(db));
  return result.rows;
};
