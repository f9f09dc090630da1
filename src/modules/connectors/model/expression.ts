/** Expressions become functions once, when the columns of the files are known; then they run per row. */
import { Problem } from "#kernel/errors";
import type { Cell, Condition, Expression } from "#connectors/model";
import { dateReader } from "./dates.ts";
import { add, decimal, multiply, toNumber, ZERO } from "./decimal.ts";

/** One row of a part: where it stands in its file, and its cells in the order of `columns`. */
export interface Row {
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** What an expression is asked about: rows of one part, inside a wider scope. */
export interface Scope {
  readonly part: string;
  readonly rows: readonly Row[];
  readonly up: Scope | null;
}

/** The rows of another part that belong to a scope. */
export type Related = (scope: Scope, part: string) => readonly Row[];

/** The place of a column among the cells of a part. */
export type Place = (part: string, wanted: Expression & ({ column: string } | { position: number })) => number;

export type Evaluate = (scope: Scope) => Cell;
export type Test = (scope: Scope) => boolean;

export const textOf = (cell: Cell): string =>
  cell === undefined || cell === null
    ? ""
    : typeof cell === "string"
      ? cell.trim()
      : typeof cell === "object"
        ? JSON.stringify(cell)
        : String(cell);

/** Nearly all numbers in files; up to 15 digits a float is exact. */
const PLAIN = /^-?\d{1,11}(?:\.\d{1,4})?$/;

export const isEmpty = (cell: Cell): boolean =>
  cell === undefined || cell === null || (typeof cell === "string" && cell.trim() === "");

const before = (a: Cell, b: Cell): boolean =>
  typeof a === "number" && typeof b === "number" ? a < b : textOf(a) < textOf(b);

/** The value of a column over rows: what they agree on; else the smallest that is not empty, whatever their order. */
const over = (rows: readonly Row[], place: number): Cell => {
  const only = rows.length === 1 ? rows[0] : undefined;
  if (only) return only.cells[place];
  let found: Cell;
  for (const row of rows) {
    const cell = row.cells[place];
    if (cell === found || isEmpty(cell)) continue;
    if (found === undefined || before(cell, found)) found = cell;
  }
  return found;
};

const rowsOf = (scope: Scope, part: string | undefined, related: Related): readonly Row[] =>
  part === undefined || part === scope.part ? scope.rows : related(scope, part);

/** Decimals of a cell; an empty one is 0, as in a sum over lines. */
const amount = (cell: Cell) => (isEmpty(cell) ? ZERO : decimal(textOf(cell)));

export const compile = (expression: Expression, part: string, place: Place, related: Related): Evaluate => {
  const inner = (each: Expression, where = part) => compile(each, where, place, related);
  if ("column" in expression || "position" in expression) {
    const at = place(expression.of ?? part, expression);
    if (at < 0) return () => undefined;
    const of = expression.of;
    return of === undefined || of === part
      ? (scope) => over(own(scope, part), at)
      : (scope) => over(rowsOf(scope, of, related), at);
  }
  if ("value" in expression) return () => expression.value;
  if ("join" in expression) {
    const parts = expression.join.map((each) => inner(each));
    const glue = expression.with ?? "";
    return (scope) =>
      parts
        .map((each) => textOf(each(scope)))
        .filter((text) => text !== "")
        .join(glue) || undefined;
  }
  if ("date" in expression) {
    const value = inner(expression.date);
    const read = dateReader(expression.format, expression.zone);
    return (scope) => {
      const text = textOf(value(scope));
      return text === "" ? undefined : read(text);
    };
  }
  if ("number" in expression) {
    const value = inner(expression.number);
    const plain = expression.decimal === ".";
    return (scope) => {
      const cell = value(scope);
      if (typeof cell === "number") return cell;
      const text = textOf(cell);
      if (plain && PLAIN.test(text)) return Number(text);
      return text === "" ? undefined : toNumber(decimal(text, expression.decimal));
    };
  }
  if ("lookup" in expression) {
    const value = inner(expression.lookup);
    const table = new Map(Object.entries(expression.in));
    const other = expression.else && inner(expression.else);
    return (scope) => table.get(textOf(value(scope))) ?? other?.(scope);
  }
  if ("when" in expression) {
    const test = condition(expression.when, part, place, related);
    const give = inner(expression.give);
    const other = expression.else && inner(expression.else);
    return (scope) => (test(scope) ? give(scope) : other?.(scope));
  }
  const where = expression.over ?? part;
  const value = inner(expression.sum, where);
  const times = expression.times && inner(expression.times, where);
  return (scope) => {
    let sum = ZERO;
    for (const row of rowsOf(scope, where, related)) {
      const one: Scope = { part: where, rows: [row], up: scope };
      const term = amount(value(one));
      sum = add(sum, times ? multiply(term, amount(times(one))) : term);
    }
    return toNumber(sum);
  };
};

/** The nearest scope of this part. */
const own = (scope: Scope, part: string): readonly Row[] => {
  for (let at: Scope | null = scope; at; at = at.up) if (at.part === part) return at.rows;
  throw new Problem("invalid", `There are no rows of “${part}” here.`);
};

export const condition = (wanted: Condition, part: string, place: Place, related: Related): Test => {
  const value = compile(wanted.test, part, place, related);
  const more = (wanted.and ?? []).map((each) => condition(each, part, place, related));
  const one: Test = (scope) => {
    const cell = value(scope);
    const text = textOf(cell);
    if (wanted.empty !== undefined && (text === "") !== wanted.empty) return false;
    if (wanted.is && !wanted.is.includes(text)) return false;
    if (wanted.starts !== undefined && !text.startsWith(wanted.starts)) return false;
    return wanted.below === undefined || (text !== "" && toNumber(decimal(text)) < wanted.below);
  };
  return (scope) => one(scope) !== (wanted.not ?? false) && more.every((each) => each(scope));
};

const inside = (expression: Expression): Expression[] => {
  if ("join" in expression) return expression.join;
  if ("date" in expression) return [expression.date];
  if ("number" in expression) return [expression.number];
  if ("lookup" in expression) return [expression.lookup, ...(expression.else ? [expression.else] : [])];
  if ("when" in expression)
    return [...conditionParts(expression.when), expression.give, ...(expression.else ? [expression.else] : [])];
  return [];
};

const conditionParts = (wanted: Condition): Expression[] => [
  wanted.test,
  ...(wanted.and ?? []).flatMap((each) => conditionParts(each)),
];

export type Reference = Extract<Expression, { column: string } | { position: number }>;

/** Every column that an expression reads, with the part it is of. */
export const references = (expression: Expression, part: string): { part: string; reference: Reference }[] => {
  if ("column" in expression || "position" in expression)
    return [{ part: expression.of ?? part, reference: expression }];
  if ("sum" in expression) {
    const where = expression.over ?? part;
    return [expression.sum, ...(expression.times ? [expression.times] : [])].flatMap((each) => references(each, where));
  }
  return inside(expression).flatMap((each) => references(each, part));
};

export const conditionReferences = (wanted: Condition | undefined, part: string) =>
  wanted ? conditionParts(wanted).flatMap((each) => references(each, part)) : [];
