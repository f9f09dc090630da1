import { type RawBuilder, sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { positive, type Scalar, type TraitTest } from "../model.ts";
import type { Basis } from "./sources.ts";

type Sql<T = unknown> = RawBuilder<T>;

/** A validated dotted path as a lax JSON path: arrays on the way and at the end mean any of their elements. */
const jsonPath = (path: string | undefined): string =>
  `$${(path?.split(".") ?? []).map((name) => `.${JSON.stringify(name)}`).join("")}[*]`;

/** Every value found at the path, as rows of one column. */
export const valuesAt = (json: Sql, path: string | undefined): Sql =>
  sql`jsonb_path_query(${json}, ${jsonPath(path)}::text::jsonpath)`;

const numberOf = (value: Sql): Sql => sql`segments.number_of(${value})`;
const equals = (value: Sql, wanted: Scalar): Sql<boolean> => {
  if (typeof wanted === "number") return sql`coalesce(${numberOf(value)} = ${wanted}::numeric, false)`;
  const same = sql`${value} #>> '{}' = ${String(wanted)}`;
  return typeof wanted === "string"
    ? sql`(jsonb_typeof(${value}) = 'string' and ${same})`
    : sql`(jsonb_typeof(${value}) in ('boolean', 'string') and ${same})`;
};

const OPERATOR = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` } as const;
const never = sql`null::timestamptz`;
const days = (n: number): Sql => sql`${n}::int * interval '24 hours'`;

/** The first of some instants that is still to come. */
const nextOf = (now: Date, ...instants: Sql[]): Sql =>
  sql`least(${sql.join(instants.map((at) => sql`case when ${at} > ${now}::timestamptz then ${at} end`))})`;

/** The yearly day of `at` falls between today and `ahead` days on, by the brand's calendar. It may change at any midnight. */
const anniversary = (at: Sql, ahead: number, { now, zone }: Basis): { ok: Sql; due: Sql } => {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const last = today.add({ days: ahead });
  const day = sql`(${at} at time zone ${zone}::text)::date`;
  const on = (year: number) => sql`segments.yearly(${day}, ${year}::int)`;
  const years = [today.year, today.year + 1];
  // Open on the first day of the span that leads up to it, closed on the morning after.
  const edges = years.flatMap((year) => [
    sql`((${on(year)} - ${ahead}::int)::timestamp at time zone ${zone}::text)`,
    sql`((${on(year)} + 1)::timestamp at time zone ${zone}::text)`,
  ]);
  return {
    ok: sql`(${sql.join(
      years.map(
        (year) => sql`coalesce(${on(year)} between ${today.toString()}::date and ${last.toString()}::date, false)`,
      ),
      sql` or `,
    )})`,
    due: nextOf(now, ...edges),
  };
};

/** One value against a positive test: whether it holds, and when that may next change with the value as it is. */
const positiveTest = (value: Sql, test: TraitTest, basis: Basis): { ok: Sql; due: Sql } => {
  const { now, zone } = basis;
  const at = sql`segments.instant_of(${value}, ${zone}::text)`;
  const text = sql`(case when jsonb_typeof(${value}) = 'string' then ${value} #>> '{}' end)`;
  switch (test.op) {
    case "equals":
      return { ok: equals(value, test.value), due: never };
    case "contains":
      return { ok: sql`coalesce(strpos(lower(${text}), lower(${test.value})) > 0, false)`, due: never };
    case "in":
      return {
        ok: sql`(${sql.join(
          test.values.map((each) => equals(value, each)),
          sql` or `,
        )})`,
        due: never,
      };
    case "exists":
      return { ok: sql`jsonb_typeof(${value}) <> 'null'`, due: never };
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return { ok: sql`coalesce(${numberOf(value)} ${OPERATOR[test.op]} ${test.value}::numeric, false)`, due: never };
    case "between":
      return {
        ok: sql`coalesce(${numberOf(value)} between ${test.from}::numeric and ${test.to}::numeric, false)`,
        due: never,
      };
    case "before":
      return { ok: sql`coalesce(${at} < ${test.date}::date::timestamp at time zone ${zone}::text, false)`, due: never };
    case "since":
      return {
        ok: sql`coalesce(${at} >= ${test.date}::date::timestamp at time zone ${zone}::text, false)`,
        due: never,
      };
    case "within_last":
      return {
        ok: sql`coalesce(${at} <= ${now}::timestamptz and ${at} + ${days(test.days)} > ${now}::timestamptz, false)`,
        due: nextOf(now, at, sql`(${at} + ${days(test.days)})`),
      };
    case "within_next":
      return {
        ok: sql`coalesce(${at} > ${now}::timestamptz and ${at} - ${days(test.days)} <= ${now}::timestamptz, false)`,
        due: nextOf(now, at, sql`(${at} - ${days(test.days)})`),
      };
    case "older_than":
      return {
        ok: sql`coalesce(${at} + ${days(test.days)} <= ${now}::timestamptz, false)`,
        due: nextOf(now, sql`(${at} + ${days(test.days)})`),
      };
    case "anniversary":
      return anniversary(at, test.days, basis);
    case "not_equals":
    case "not_contains":
    case "not_in":
    case "absent":
      throw new TypeError(`"${test.op}" has a positive test behind it.`);
  }
};

/** Over all values at a path: does the test hold of any (or, for the negative words, of none). */
export const anyValue = (json: Sql, path: string | undefined, test: TraitTest, basis: Basis): Sql<boolean> => {
  const { test: asked, negated } = positive(test);
  const { ok } = positiveTest(sql`v.value`, asked, basis);
  return sql`${negated ? sql`not ` : sql``}exists (select from ${valuesAt(json, path)} as v(value) where ${ok})`;
};

/** The same as aggregates, for rows joined with `v(value)`. */
export const aggregateTest = (test: TraitTest, basis: Basis): { ok: Sql; due: Sql } => {
  const { test: asked, negated } = positive(test);
  const { ok, due } = positiveTest(sql`v.value`, asked, basis);
  const any = sql`coalesce(bool_or(${ok}), false)`;
  return { ok: negated ? sql`not ${any}` : any, due: sql`min(${due})` };
};
