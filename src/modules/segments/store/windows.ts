import { type RawBuilder, sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import type { Count, Window } from "../model.ts";

type Sql<T = unknown> = RawBuilder<T>;
const HOUR = 3_600_000;
const dayStart = (day: string, zone: string, plus = 0): Date =>
  new Date(Temporal.PlainDate.from(day).add({ days: plus }).toZonedDateTime(zone).epochMilliseconds);

const lengthOf = (window: { n: number; unit: "hours" | "days" }) => window.n * (window.unit === "hours" ? 1 : 24);

const calendarStart = (now: Date, zone: string, window: { n: number; unit: "day" | "week" | "month" }): Date => {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const back = window.n - 1;
  const first =
    window.unit === "day"
      ? today.subtract({ days: back })
      : window.unit === "week"
        ? today.subtract({ days: today.dayOfWeek - 1 + 7 * back })
        : today.with({ day: 1 }).subtract({ months: back });
  return new Date(first.toZonedDateTime(zone).epochMilliseconds);
};

/** The instants that bound a window now. `from` belongs to it where it is a calendar edge; `after` does not. */
const bounds = (window: Window, now: Date, zone: string): { after?: Date; from?: Date; before?: Date } => {
  switch (window.kind) {
    case "ever":
      return {};
    case "last":
      return { after: new Date(now.getTime() - lengthOf(window) * HOUR) };
    case "calendar":
      return { from: calendarStart(now, zone, window) };
    case "between":
      return {
        ...(window.from && { from: dayStart(window.from, zone) }),
        ...(window.to && { before: dayStart(window.to, zone, 1) }),
      };
  }
};

/** `and …` that keeps rows whose `at` lies in the window. */
export const inWindow = (at: Sql, window: Window, now: Date, zone: string): Sql => {
  const { after, from, before } = bounds(window, now, zone);
  return sql`${after ? sql`and ${at} > ${after}` : sql``} ${from ? sql`and ${at} >= ${from}` : sql``} ${before ? sql`and ${at} < ${before}` : sql``}`;
};

/** The instant at which a row of time `at` falls out of the window; null where windows stand still. */
export const leaves = (at: Sql, window: Window, zone: string): Sql<Date | null> => {
  if (window.kind === "last") return sql`(${at} + ${lengthOf(window)}::int * interval '1 hour')`;
  if (window.kind !== "calendar") return sql`null::timestamptz`;
  const unit = sql.lit(window.unit);
  const step = sql.lit(`${window.n} ${window.unit}`);
  return sql`((date_trunc(${unit}, ${at} at time zone ${zone}::text) + ${step}::interval) at time zone ${zone}::text)`;
};

export const slides = (window: Window): boolean => window.kind === "last" || window.kind === "calendar";

const newest = (at: Sql, k: number): Sql => sql`(array_agg(${at} order by ${at} desc))[${sql.lit(k)}]`;

/** Aggregates over the rows of one profile: is the count as asked, and when may it stop or begin to be, with no new row. */
export const countTest = (
  at: Sql,
  count: Count,
  window: Window,
  zone: string,
): { ok: Sql; due: Sql; empty: boolean } => {
  const { op } = count;
  const n = sql.lit(count.n);
  const out = (k: number) => leaves(newest(at, k), window, zone);
  const falls = slides(window) && (op !== "at_least" || count.n > 0);
  if (op === "at_least")
    return {
      ok: sql`count(*) >= ${n}`,
      due: falls ? sql`case when count(*) >= ${n} then ${out(count.n)} end` : sql`null::timestamptz`,
      empty: count.n === 0,
    };
  const tooMany = sql`when count(*) > ${n} then ${out(count.n + 1)}`;
  const justEnough = op === "exactly" && count.n > 0 ? sql`when count(*) = ${n} then ${out(count.n)}` : sql``;
  return {
    ok: op === "at_most" ? sql`count(*) <= ${n}` : sql`count(*) = ${n}`,
    due: falls ? sql`case ${tooMany} ${justEnough} end` : sql`null::timestamptz`,
    empty: op === "at_most" || count.n === 0,
  };
};
