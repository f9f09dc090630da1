/** Sums over parcels, claims, contacts and returns of a period. */
import { sql } from "kysely";
import { parcelRelation } from "#delivery";
import { eventRelation } from "#events";
import { type Db, tables } from "#kernel/database";
import { orderLineRelation, orderRelation } from "#orders";
import { identityRelation } from "#profiles";

const returns = tables("returns");

export interface Span {
  readonly from: Date;
  readonly until: Date;
}

const inSpan = (column: string, { from, until }: Span) =>
  sql`${sql.ref(column)} >= ${from} and ${sql.ref(column)} <= ${until}`;

export const parcelSums = async (db: Db, span: Span) => {
  const result = await sql<{ parcels: number; delivered: number; absent: number; failed: number }>`
    with sent as (select parcel, delivered_at from ${parcelRelation} as p where ${inSpan("p.shipped_at", span)})
    select count(*)::int as parcels, (count(*) filter (where delivered_at is not null))::int as delivered,
      (select count(distinct s.parcel)::int from sent s join ${eventRelation} as e
        on e.properties ->> 'parcel' = s.parcel::text
        where e.name = 'parcel.attempt_failed' and e.type = 'fact' and e.at >= ${span.from} and s.delivered_at is not null) as absent,
      (select count(distinct c.parcel)::int from returns.claim c join sent s on s.parcel::text = c.parcel
        where c.kind <> 'late' and c.closed_why <> 'withdrawn') as failed
    from sent`.execute(returns(db));
  return result.rows[0] ?? { parcels: 0, delivered: 0, absent: 0, failed: 0 };
};

/** Promises that were kept, broken by lateness, or beaten; each promise once. */
export const promiseSums = async (db: Db, span: Span): Promise<Map<string, number>> => {
  const result = await sql<{ outcome: string; count: number }>`
    select outcome, count(*)::int as count from (
      select distinct on (e.properties ->> 'promise') e.properties ->> 'outcome' as outcome
      from ${eventRelation} as e where e.name = 'promise.kept' and e.type = 'fact' and ${inSpan("e.at", span)}
      order by e.properties ->> 'promise', e.at desc) last
    group by outcome`.execute(returns(db));
  return new Map(result.rows.map((row) => [row.outcome, row.count]));
};

/** What people write when they wait for a parcel. */
const WHERE_IS_IT =
  "届(か|き|い|く)|とどか|配送|配達|発送|お届け|追跡|荷物|いつ(来|着|届)|まだ(です|来|着)|where.*(order|parcel|package)|track|deliver";

// A contact counts for a parcel when its customer wrote between its dispatch and three days after its arrival (21 days at most).
const CONTACTED = (span: Span) => sql`
  contact as (
    select i.profile, e.at, e.name from ${eventRelation} as e join ${identityRelation} as i on i.key = e.subject
    where e.at >= ${span.from} and e.at <= ${span.until}
      and ((e.name = 'line.message_received' and e.properties ->> 'text' ~* ${WHERE_IS_IT})
        or (e.name = 'delivery.problem_reported' and e.properties ->> 'problem' in ('not_found', 'late'))
        or (e.name in ('Support Ticket Created', 'Conversation Started', 'conversation.started')
          and concat_ws(' ', e.properties ->> 'topic', e.properties ->> 'subject', e.properties ->> 'category') ~* ${`wismo|${WHERE_IS_IT}`}))
  ), sent as (
    select p.parcel, i.profile, p.shipped_at,
      least(coalesce(p.delivered_at + interval '3 days', p.shipped_at + interval '21 days'), p.shipped_at + interval '21 days') as until
    from ${parcelRelation} as p join ${identityRelation} as i on i.key = p.subject where ${inSpan("p.shipped_at", span)}
  )`;

export const contactSums = async (db: Db, span: Span) => {
  const result = await sql<{ parcels: number; messages: number; reports: number }>`
    with ${CONTACTED(span)}
    select (select count(distinct s.parcel)::int from sent s join contact c on c.profile = s.profile
        and c.at between s.shipped_at and s.until) as parcels,
      (select count(*)::int from contact where name <> 'delivery.problem_reported') as messages,
      (select count(*)::int from contact where name = 'delivery.problem_reported') as reports`.execute(returns(db));
  return result.rows[0] ?? { parcels: 0, messages: 0, reports: 0 };
};

export const costSums = async (db: Db, span: Span) => {
  const result = await sql<{ kind: string; remedy: string; claims: number; amount: number }>`
    select c.kind, r.remedy, count(*)::int as claims, sum(r.amount)::bigint as amount
    from returns.claim_remedy r join returns.claim c on c.id = r.claim
    where ${inSpan("r.at", span)} group by c.kind, r.remedy order by amount desc`.execute(returns(db));
  return result.rows;
};

export const askedOfCarriers = async (db: Db, span: Span): Promise<number> => {
  const result = await sql<{ sum: number }>`
    select coalesce(sum((r ->> 'amount')::bigint), 0)::bigint as sum
    from returns.carrier_file f cross join jsonb_array_elements(f.rows) r where ${inSpan("f.at", span)}`.execute(
    returns(db),
  );
  return result.rows[0]?.sum ?? 0;
};

/** Week by week, by the week's Monday in the brand's zone. */
export const weekSums = async (db: Db, span: Span, zone: string) => {
  const week = (column: string) =>
    sql`to_char(date_trunc('week', ${sql.ref(column)} at time zone ${zone}), 'YYYY-MM-DD')`;
  const result = await sql<{ week: string; parcels: number; contacts: number; claims: number; cost: number }>`
    with ${CONTACTED(span)},
    a as (select ${week("p.shipped_at")} as week, count(*)::int as n from ${parcelRelation} as p
      where ${inSpan("p.shipped_at", span)} group by 1),
    b as (select ${week("contact.at")} as week, count(*)::int as n from contact group by 1),
    c as (select ${week("claim.opened_at")} as week, count(*)::int as n from returns.claim
      where ${inSpan("claim.opened_at", span)} group by 1),
    d as (select ${week("r.at")} as week, sum(r.amount)::bigint as n from returns.claim_remedy r
      where ${inSpan("r.at", span)} group by 1)
    select w.week, coalesce(a.n, 0)::int as parcels, coalesce(b.n, 0)::int as contacts, coalesce(c.n, 0)::int as claims,
      coalesce(d.n, 0)::bigint as cost
    from (select to_char(generate_series(date_trunc('week', ${span.from}::timestamptz at time zone ${zone}),
        ${span.until}::timestamptz at time zone ${zone}, interval '1 week'), 'YYYY-MM-DD') as week) w
    left join a on a.week = w.week left join b on b.week = w.week left join c on c.week = w.week
    left join d on d.week = w.week order by w.week`.execute(returns(db));
  return result.rows;
};

export interface ProductRow {
  readonly product: string;
  readonly name: string;
  readonly sold: number;
  readonly back: number;
  readonly reasons: Readonly<Record<string, number>>;
}

/** Pieces sold in the period, and which of them came back why: from our returns, and from refunds that the shop told. */
export const productSums = async (db: Db, span: Span, product: string | null): Promise<ProductRow[]> => {
  const only = product === null ? sql`true` : sql`l.product = ${product}`;
  const result = await sql<ProductRow>`
    with sold as (
      select l."order", l.product, max(l.name) as name, sum(l.quantity) as pieces
      from ${orderRelation} as o join ${orderLineRelation} as l on l."order" = o."order"
      where o.kind = 'sale' and o.status <> 'cancelled' and ${inSpan("o.at", span)} and l.product <> '' and ${only}
      group by l."order", l.product
    ), ours as (
      select r."order", i.product, i.reason, sum(coalesce(i.accepted, i.quantity)) as pieces
      from returns.return r join returns.item i on i.return = r.id
      where r.approval not in ('declined', 'cancelled', 'expired') group by r."order", i.product, i.reason
    ), told as (
      select e.properties ->> 'order_id' as "order", p ->> 'product_id' as product,
        coalesce(nullif(e.properties ->> 'reason', ''), 'other') as reason, sum(coalesce((p ->> 'quantity')::numeric, 1)) as pieces
      from ${eventRelation} as e
      cross join jsonb_array_elements(case when jsonb_typeof(e.properties -> 'products') = 'array' then e.properties -> 'products' else '[]' end) p
      where e.name = 'Order Refunded' and e.at >= ${span.from}
        and coalesce(p ->> 'quantity', '1') ~ '^[0-9]{1,6}(\\.[0-9]+)?$'
      group by 1, 2, 3
    ), back as (
      select * from ours
      union all
      -- A refund of a return that we know is not another one.
      select * from told where not exists (select from ours where ours."order" = told."order" and ours.product = told.product)
    ), piece as (
      select s.product, b.reason, sum(least(b.pieces, s.pieces)) as pieces
      from back b join sold s on s."order" = b."order" and s.product = b.product group by s.product, b.reason
    ), why as (
      select product, sum(pieces) as pieces, jsonb_object_agg(reason, round(pieces)) as reasons from piece group by product
    )
    select t.product, t.name, round(t.sold)::int as sold, least(round(t.sold), round(coalesce(w.pieces, 0)))::int as back,
      coalesce(w.reasons, '{}'::jsonb) as reasons
    from (select product, max(name) as name, sum(pieces) as sold from sold group by product) t
    left join why w on w.product = t.product
    order by back desc, sold desc, t.product`.execute(returns(db));
  return result.rows;
};

/** When each product's reasons were last sent. */
export const sentReports = async (db: Db, products: readonly string[]): Promise<Map<string, Date>> => {
  const result = await sql<{ product: string; at: Date }>`
    select e.properties ->> 'product' as product, max(e.at) as at from ${eventRelation} as e
    where e.name = 'product.issue_reported' and e.type = 'fact' and e.properties ->> 'product' = any(${[...products]}::text[])
    group by 1`.execute(returns(db));
  return new Map(result.rows.map((row) => [row.product, row.at]));
};
