/** Counts for scorecards. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";

const delivery = tables("delivery");

export interface ScoreRow {
  readonly carrier: string;
  readonly prefecture: string;
  readonly days: number;
  readonly delivered: boolean;
  readonly count: number;
  readonly promised: number;
  readonly kept: number;
  readonly exceptions: number;
  readonly absent: number;
}

/**
 * Parcels of carriers shipped since `from`, by lane and calendar days from shipping to delivery (or to now). A promise counts
 * once its day has come or the parcel has arrived; what has not arrived by then is broken.
 */
export const scoreRows = async (
  db: Db,
  ask: { from: Date; now: Date; zone: string; carrier?: string | undefined },
): Promise<ScoreRow[]> => {
  const result = await sql<ScoreRow>`
    select carrier, prefecture,
      greatest(0, (coalesce(delivered_at, ${ask.now}) at time zone ${ask.zone})::date
        - (shipped_at at time zone ${ask.zone})::date) as days,
      delivered_at is not null as delivered, count(*)::int as count,
      (count(*) filter (where promised_by is not null and (delivered_at is not null or promised_by <= ${ask.now})))::int as promised,
      (count(*) filter (where promised_by is not null and delivered_at <= promised_by))::int as kept,
      (count(*) filter (where odd.exception))::int as exceptions, (count(*) filter (where odd.absent))::int as absent
    from delivery.parcel p cross join lateral (
      select coalesce(bool_or(s.state in ('investigating', 'lost', 'damaged', 'returning', 'returned')), false) as exception,
        coalesce(bool_or(s.state = 'attempt_failed'), false) as absent
      from delivery.scan s where s.parcel = p.id) odd
    where method = 'carrier' and shipped_at >= ${ask.from} and shipped_at <= ${ask.now}
      and (${ask.carrier ?? null}::text is null or carrier = ${ask.carrier ?? null})
    group by 1, 2, 3, 4`.execute(delivery(db));
  return result.rows;
};
