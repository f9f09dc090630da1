import type { Leaf, Predicate, TraitTest, Window } from "#segments/model";

/** What the menu offers. `page` is an event of type page. */
export const KINDS = [
  "event",
  "page",
  "order_count",
  "order_value",
  "order_recency",
  "rfm",
  "trait",
  "identity",
  "segment",
] as const;
export type Kind = (typeof KINDS)[number];

export const kindOf = (leaf: Leaf): Kind =>
  leaf.kind === "event" && (leaf.type === "page" || leaf.type === "screen") ? "page" : leaf.kind;

const lately: Window = { kind: "last", n: 30, unit: "days" };

/** A condition to begin with; what must be typed is still empty. */
export const draftLeaf = (kind: Kind, currency: string): Leaf => {
  switch (kind) {
    case "event":
      return { kind: "event", name: "", count: { op: "at_least", n: 1 }, within: lately };
    case "page":
      return {
        kind: "event",
        type: "page",
        count: { op: "at_least", n: 1 },
        within: { kind: "last", n: 7, unit: "days" },
      };
    case "order_count":
      return { kind: "order_count", count: { op: "at_least", n: 2 }, within: { kind: "ever" } };
    case "order_value":
      return {
        kind: "order_value",
        measure: "sum",
        op: "at_least",
        amount: 10_000,
        currency,
        within: { kind: "ever" },
      };
    case "order_recency":
      return { kind: "order_recency", op: "over", days: 60 };
    case "rfm":
      return { kind: "rfm", r: [4, 5], f: [3, 5] };
    case "trait":
      return { kind: "trait", name: "", test: { op: "equals", value: "" } };
    case "identity":
      return { kind: "identity", has: "email" };
    case "segment":
      return { kind: "segment", segment: "" };
  }
};

/** A root is always a group, so that there is somewhere to add to. */
export const asGroup = (predicate: Predicate): Extract<Predicate, { kind: "and" | "or" }> =>
  predicate.kind === "and" || predicate.kind === "or" ? predicate : { kind: "and", of: [predicate] };

export type Op = TraitTest["op"];

/** The same test with another verb, keeping what was typed where that still means something. */
export const withOp = (test: TraitTest, op: Op): TraitTest => {
  const value = "value" in test ? test.value : "values" in test ? (test.values[0] ?? "") : "";
  const number = Number(value) || ("from" in test ? test.from : 0);
  const days = "days" in test ? test.days : 30;
  switch (op) {
    case "equals":
    case "not_equals":
      return { op, value };
    case "contains":
    case "not_contains":
      return { op, value: String(value) };
    case "in":
    case "not_in":
      return { op, values: "values" in test ? test.values : value === "" ? [] : [value] };
    case "exists":
    case "absent":
      return { op };
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return { op, value: number };
    case "between":
      return { op, from: number, to: number };
    case "before":
    case "since":
      return { op, date: "date" in test ? test.date : "" };
    case "within_last":
    case "within_next":
    case "older_than":
      return { op, days: Math.max(1, days) };
    case "anniversary":
      return { op, days: Math.min(60, days) };
  }
};

export const withoutAt = <T>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at);
export const replacedAt = <T>(list: readonly T[], at: number, by: T): T[] =>
  list.map((each, i) => (i === at ? by : each));
/** Moved one place up (-1) or down (1). */
export const movedAt = <T>(list: readonly T[], at: number, by: -1 | 1): T[] => {
  const next = [...list];
  const other = next[at + by];
  const mine = next[at];
  if (other === undefined || mine === undefined) return next;
  next[at] = other;
  next[at + by] = mine;
  return next;
};
