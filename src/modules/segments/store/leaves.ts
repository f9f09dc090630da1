import { type RawBuilder, sql } from "kysely";
import { eventRelation } from "#events";
import { orderRelation } from "#orders";
import { identityRelation, traitRelation } from "#profiles";
import {
  emptyLeaf,
  type EventLeaf,
  type IdentityLeaf,
  type Leaf,
  type OrderCountLeaf,
  type OrderRecencyLeaf,
  type OrderValueLeaf,
  placesOf,
  RFM_DAYS,
  type RfmLeaf,
  type SegmentLeaf,
  type TraitLeaf,
} from "../model.ts";
import type { Basis, Part, Scope } from "./sources.ts";
import { aggregateTest, anyValue, valuesAt } from "./tests.ts";
import { countTest, inWindow, leaves, slides } from "./windows.ts";

type Sql<T = unknown> = RawBuilder<T>;
type Rows = (scope: Scope, basis: Basis) => Sql;

const at = sql.ref("e.at");
const never = sql`null::timestamptz`;

/**
 * Identities of the scope with their rows (`e`) of a relation that has `subject`. For a set of profiles each identity looks up
 * its own rows: `offset 0` keeps the planner from reading all rows of a name or a time instead, which it likes to do
 * while it has no statistics, and which grows with the log.
 */
const rowsOfPeople = (scope: Scope, relation: Sql, condition: Sql): Sql =>
  scope === "all"
    ? sql`from ${identityRelation} i join ${relation} e on e.subject = i.key where true ${condition}`
    : sql`from who i cross join lateral (select * from ${relation} e where e.subject = i.key ${condition} offset 0) e`;

/** `is not distinct from` finds the same and uses no index: among one person's rows the index on the subject is the right one. */
const named = (scope: Scope, column: Sql, value: string): Sql =>
  scope === "all" ? sql`and ${column} = ${value}` : sql`and ${column} is not distinct from ${value}`;

const traitsOfPeople = (scope: Scope, name: string): Sql =>
  scope === "all"
    ? sql`(select profile, value from ${traitRelation} t where t.name = ${name})`
    : sql`(select p.profile, t.value from (select distinct profile from who) p cross join lateral (
        select value from ${traitRelation} t where t.profile = p.profile and t.name = ${name} offset 0) t)`;

const trait =
  (leaf: TraitLeaf): Rows =>
  (scope, basis) => {
    const { ok, due } = aggregateTest(leaf.test, basis);
    const values = placesOf(leaf).map(
      ({ name, path }) => sql`
        select t.profile, v.value from ${traitsOfPeople(scope, name)} t
        left join lateral ${valuesAt(sql`t.value`, path)} as v(value) on true`,
    );
    return sql`
      select v.profile, ${ok} as ok, ${due} as due, jsonb_agg(v.value) filter (where v.value is not null) as seen
      from (${sql.join(values, sql` union all `)}) v
      group by v.profile`;
  };

const event =
  (leaf: EventLeaf): Rows =>
  (scope, basis) => {
    const { ok, due } = countTest(at, leaf.count, leaf.within, basis.zone);
    const where = (leaf.where ?? []).map(
      ({ path, test }) => sql`and ${anyValue(sql`e.properties`, path, test, basis)}`,
    );
    const condition = sql`
      ${leaf.name === undefined ? sql`` : named(scope, sql`e.name`, leaf.name)}
      ${leaf.type === undefined ? sql`` : named(scope, sql`e.type`, leaf.type)}
      ${inWindow(at, leaf.within, basis.now, basis.zone)} ${sql.join(where, sql` `)}`;
    return sql`
      select i.profile, ${ok} as ok, ${due} as due, jsonb_build_object('count', count(*), 'last', max(${at})) as seen
      ${rowsOfPeople(scope, eventRelation, condition)}
      group by i.profile`;
  };

/** Orders that count, as `e` beside the identity `i`: a cancelled sale never was; a return only lessens values. */
const orders = (scope: Scope, where: Sql): Sql => sql`
  ${rowsOfPeople(scope, orderRelation, sql`and e.status <> 'cancelled' ${where}`)} group by i.profile`;
const isSale = sql`e.kind = 'sale'`;

const orderCount =
  (leaf: OrderCountLeaf): Rows =>
  (scope, basis) => {
    const { ok, due } = countTest(at, leaf.count, leaf.within, basis.zone);
    return sql`
      select i.profile, ${ok} as ok, ${due} as due, jsonb_build_object('count', count(*), 'last', max(${at})) as seen
      ${orders(scope, sql`and ${isSale} ${inWindow(at, leaf.within, basis.now, basis.zone)}`)}`;
  };

/** What the brand keeps: sales less refunds and returns, in minor units. */
const net = sql`coalesce(sum(e.net), 0)`;
const sales = sql`count(*) filter (where ${isSale})`;

const orderValue =
  (leaf: OrderValueLeaf): Rows =>
  (scope, basis) => {
    const { zone, now } = basis;
    const value = leaf.measure === "sum" ? net : sql`${net} / nullif(${sales}, 0)`;
    const compare = leaf.op === "at_least" ? sql`>=` : sql`<=`;
    // A return that falls out of the window can raise the value as a sale can lower it: look again at whichever goes first.
    const due = slides(leaf.within) ? leaves(sql`min(${at})`, leaf.within, zone) : never;
    return sql`
      select i.profile, coalesce(${value} ${compare} ${leaf.amount}::numeric, false) as ok, ${due} as due,
        jsonb_build_object('value', ${value}, 'count', ${sales}) as seen
      ${orders(scope, sql`and e.currency = ${leaf.currency} ${inWindow(at, leaf.within, now, zone)}`)}`;
  };

const orderRecency =
  (leaf: OrderRecencyLeaf): Rows =>
  (scope, { now }) => {
    const until = sql`(max(${at}) + ${leaf.days}::int * interval '24 hours')`;
    const within = sql`${until} > ${now}::timestamptz`;
    return sql`
      select i.profile, ${leaf.op === "within" ? within : sql`not ${within}`} as ok,
        case when ${within} then ${until} end as due, jsonb_build_object('last', max(${at})) as seen
      ${orders(scope, sql`and ${isSale}`)}`;
  };

const rising = (value: Sql, cuts: readonly number[]): Sql =>
  sql`(1 + ${sql.join(
    cuts.map((cut) => sql`(${value} >= ${cut}::numeric)::int`),
    sql` + `,
  )})`;

/** Three scores from the fixed cuts, and what they are made of. Only buyers have scores. */
const scores = (scope: Scope, { now, rfm, currency }: Basis): Sql => {
  const until = sql`(${at} + ${RFM_DAYS}::int * interval '24 hours')`;
  const recent = sql`${until} > ${now}::timestamptz`;
  const passed = rfm.r.map((cut) => sql`(max(${at}) filter (where ${isSale}) + ${cut}::int * interval '24 hours')`);
  return sql`
    select i.profile,
      (5 - ${sql.join(
        passed.map((edge) => sql`(${edge} <= ${now}::timestamptz)::int`),
        sql` - `,
      )}) as r,
      ${rising(sql`count(*) filter (where ${isSale} and ${recent})`, rfm.f)} as f,
      ${rising(sql`coalesce(sum(e.net) filter (where ${recent} and e.currency = ${currency}), 0)`, rfm.m)} as m,
      least(${sql.join(passed.map((edge) => sql`case when ${edge} > ${now}::timestamptz then ${edge} end`))}) as r_due,
      min(${until}) filter (where ${recent}) as fm_due
    ${orders(scope, sql``)} having count(*) filter (where ${isSale}) > 0`;
};

const rfm =
  (leaf: RfmLeaf): Rows =>
  (scope, basis) => {
    const ranges = (["r", "f", "m"] as const).flatMap((score) => {
      const range = leaf[score];
      return range ? [sql`s.${sql.raw(score)} between ${range[0]}::int and ${range[1]}::int`] : [];
    });
    const dues = [...(leaf.r ? [sql`s.r_due`] : []), ...(leaf.f || leaf.m ? [sql`s.fm_due`] : [])];
    return sql`
      select s.profile, ${sql.join(ranges, sql` and `)} as ok, least(${sql.join(dues)}) as due,
        jsonb_build_object('r', s.r, 'f', s.f, 'm', s.m) as seen
      from (${scores(scope, basis)}) s`;
  };

const identity =
  (leaf: IdentityLeaf): Rows =>
  (scope) =>
    sql`
    select i.profile, true as ok, ${never} as due, jsonb_build_object('count', count(*)) as seen
    from ${scope === "all" ? identityRelation : sql`who`} i where starts_with(i.key, ${`${leaf.has}:`}) group by i.profile`;

const rowsOf = (leaf: Exclude<Leaf, SegmentLeaf>): Rows => {
  switch (leaf.kind) {
    case "trait":
      return trait(leaf);
    case "event":
      return event(leaf);
    case "order_count":
      return orderCount(leaf);
    case "order_value":
      return orderValue(leaf);
    case "order_recency":
      return orderRecency(leaf);
    case "rfm":
      return rfm(leaf);
    case "identity":
      return identity(leaf);
  }
};

/** A leaf as rows (profile, ok, due, seen) and what holds of profiles that have none. */
export const part = (leaf: Exclude<Leaf, SegmentLeaf>, scope: Scope, basis: Basis): Part => ({
  rows: rowsOf(leaf)(scope, basis),
  empty: emptyLeaf(leaf),
});
