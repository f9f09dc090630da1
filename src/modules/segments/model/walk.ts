import type { Leaf, Predicate } from "./predicate.ts";

/** Gives another segment's predicate; undefined where there is none. */
export type Lookup = (segment: string) => Predicate | undefined;

/** All leaves, those of referenced segments not included. */
export const leavesOf = (predicate: Predicate): Leaf[] => {
  switch (predicate.kind) {
    case "and":
    case "or":
      return predicate.of.flatMap(leavesOf);
    case "not":
      return leavesOf(predicate.of);
    default:
      return [predicate];
  }
};

/** The segments that a predicate names. */
export const segmentsIn = (predicate: Predicate): string[] => [
  ...new Set(leavesOf(predicate).flatMap((leaf) => (leaf.kind === "segment" ? [leaf.segment] : []))),
];

/** Every segment that a predicate leans on, directly or through others. */
export const segmentsBelow = (predicate: Predicate, lookup: Lookup): Set<string> => {
  const found = new Set<string>();
  const visit = (node: Predicate) => {
    for (const id of segmentsIn(node)) {
      if (found.has(id)) continue;
      found.add(id);
      const next = lookup(id);
      if (next) visit(next);
    }
  };
  visit(predicate);
  return found;
};

/** All leaves that decide, with referenced segments opened up. Needs a predicate without circles. */
export const decidingLeaves = (predicate: Predicate, lookup: Lookup): Leaf[] =>
  leavesOf(predicate).flatMap((leaf) => {
    if (leaf.kind !== "segment") return [leaf];
    const inner = lookup(leaf.segment);
    return inner ? decidingLeaves(inner, lookup) : [];
  });

const emptyCount = (count: { op: string; n: number }) =>
  count.op === "at_least" ? count.n <= 0 : count.op === "at_most" || count.n === 0;

const NEGATIVE = new Set(["not_equals", "not_contains", "not_in", "absent"]);

/** What a leaf says of somebody of whom nothing is known. */
export const emptyLeaf = (leaf: Exclude<Leaf, { kind: "segment" }>): boolean => {
  switch (leaf.kind) {
    case "trait":
      return NEGATIVE.has(leaf.test.op);
    case "event":
    case "order_count":
      return emptyCount(leaf.count);
    case "order_value":
      return leaf.measure === "sum" && (leaf.op === "at_most" || leaf.amount === 0);
    case "order_recency":
    case "rfm":
    case "identity":
      return false;
  }
};

/** Whether somebody of whom nothing is known is meant: then a new profile alone is a reason to evaluate. */
export const holdsForNobody = (predicate: Predicate, lookup: Lookup): boolean => {
  switch (predicate.kind) {
    case "and":
      return predicate.of.every((each) => holdsForNobody(each, lookup));
    case "or":
      return predicate.of.some((each) => holdsForNobody(each, lookup));
    case "not":
      return !holdsForNobody(predicate.of, lookup);
    case "segment": {
      const inner = lookup(predicate.segment);
      return inner ? holdsForNobody(inner, lookup) : false;
    }
    default:
      return emptyLeaf(predicate);
  }
};
