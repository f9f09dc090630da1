/** Which columns of which file a definition needs, and where they stand. */
import { Problem, type Fault } from "#kernel/errors";
import type { Cell, Definition, Expression, Target } from "#connectors/model";
import { conditionReferences, type Place, type Reference, references } from "./expression.ts";

/** One part of a definition, bound to the columns of its file. */
export interface BoundPart {
  readonly name: string;
  /** Cells of the columns that are needed, in the order that `place` knows. */
  cells(record: readonly Cell[] | Readonly<Record<string, Cell>>): Cell[];
  readonly width: number;
}

/** A part's rows under one key, waiting to be asked for. */
export interface Shelf {
  readonly part: string;
  readonly key: Expression | null;
}

export interface Layout {
  readonly parts: ReadonlyMap<string, BoundPart>;
  readonly place: Place;
}

const MOST_CELL = 64_000;

const targetReferences = (target: Target, root: string) => {
  const part = target.each ?? root;
  const of = (each: Expression | undefined, where = part) => (each ? references(each, where) : []);
  return [
    ...conditionReferences(target.when, part),
    ...(target.event === "*" ? [{ part, reference: { column: "*" } }] : []),
    ...of(target.at),
    ...Object.values(target.who).flatMap((each) => of(each)),
    ...Object.values(target.fields).flatMap((each) => of(each)),
    ...target.lists.flatMap((list) => [
      ...conditionReferences(list.when, list.over ?? part),
      ...Object.values(list.fields).flatMap((each) => of(each, list.over ?? part)),
    ]),
  ];
};

/** Every column that a definition reads. */
export const allReferences = (definition: Definition): { part: string; reference: Reference }[] =>
  definition.steps.flatMap((step) => [
    ...(step.group ? references(step.group, step.root) : []),
    ...step.joins.flatMap((join) => [
      ...references(join.key, join.part),
      ...references(join.on, join.from ?? step.root),
    ]),
    ...step.events.flatMap((target) => targetReferences(target, step.root)),
  ]);

const label = (reference: Reference) =>
  "position" in reference
    ? `column ${reference.position}`
    : reference.nth && reference.nth > 1
      ? `${reference.column} (${reference.nth})`
      : reference.column;

/** Headers as people write them: trimmed, full-width and half-width alike. */
export const plainHeader = (header: string) => header.normalize("NFKC").trim().toLowerCase();

/** The index of a referenced column in a CSV header, -1 where it is not there. */
export const columnIn = (header: readonly string[], reference: Reference): number => {
  if ("position" in reference) return reference.position <= header.length ? reference.position - 1 : -1;
  const wanted = plainHeader(reference.column);
  let left = reference.nth ?? 1;
  return header.findIndex((each) => plainHeader(each) === wanted && --left === 0);
};

/** The columns that a definition needs of a part and a header does not have. */
export const missingColumns = (definition: Definition, part: string, header: readonly string[]): string[] => {
  const missing = allReferences(definition)
    .filter(({ part: of, reference }) => of === part && !("optional" in reference && reference.optional))
    .filter(({ reference }) => columnIn(header, reference) < 0)
    .map(({ reference }) => label(reference));
  return [...new Set(missing)];
};

/** How many columns of a header a definition reads: the mapping that uses most of a file is the one meant. */
export const columnsUsed = (definition: Definition, part: string, header: readonly string[]): number =>
  new Set(
    allReferences(definition)
      .filter((each) => each.part === part)
      .map(({ reference }) => columnIn(header, reference))
      .filter((at) => at >= 0),
  ).size;

const pathIn = (record: Readonly<Record<string, Cell>>, path: string): Cell => {
  if (path === "*") return record as Cell;
  if (path in record) return record[path];
  let at: Cell = record as Cell;
  for (const name of path.split(".")) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Readonly<Record<string, Cell>>)[name];
  }
  return at;
};

const refusals = (definition: Definition, headers: ReadonlyMap<string, readonly string[] | null>): Fault[] => {
  const names = new Set(definition.parts.map((part) => part.name));
  const faults: Fault[] = [];
  for (const { part } of allReferences(definition))
    if (!names.has(part))
      faults.push({ at: part, message: `The mapping reads “${part}”, which is none of its parts.` });
  for (const { name } of definition.parts) {
    const header = headers.get(name);
    if (header === undefined) faults.push({ at: name, message: `The file for “${name}” is missing.` });
    else if (header) {
      const missing = missingColumns(definition, name, header);
      if (missing.length > 0) faults.push({ at: name, message: `Missing columns: ${missing.join(", ")}.` });
    }
  }
  return faults;
};

/** Binds a definition to its files' headers (null: JSON lines). Throws a Problem that names every missing column. */
export const layOut = (definition: Definition, headers: ReadonlyMap<string, readonly string[] | null>): Layout => {
  const faults = refusals(definition, headers);
  if (faults.length > 0) {
    const unique = [...new Map(faults.map((fault) => [`${fault.at} ${fault.message}`, fault])).values()];
    throw new Problem("invalid", unique.map((fault) => fault.message).join(" "), { faults: unique });
  }
  const needed = new Map<string, Map<string, Reference>>(definition.parts.map((part) => [part.name, new Map()]));
  for (const { part, reference } of allReferences(definition)) needed.get(part)?.set(label(reference), reference);
  const places = new Map(
    [...needed].map(([part, wanted]) => [part, new Map([...wanted.keys()].map((name, at) => [name, at]))]),
  );
  const parts = [...needed].map(([name, wanted]): [string, BoundPart] => {
    const header = headers.get(name) ?? null;
    const list = [...wanted.entries()];
    const columns = header && list.map(([, reference]) => columnIn(header, reference));
    const cells = (record: readonly Cell[] | Readonly<Record<string, Cell>>): Cell[] => {
      const read = columns
        ? columns.map((at) => (at < 0 ? null : (record as readonly Cell[])[at]))
        : list.map(([, reference]) =>
            "column" in reference ? pathIn(record as Readonly<Record<string, Cell>>, reference.column) : null,
          );
      for (const [at, cell] of read.entries())
        if (typeof cell === "string" && cell.length > MOST_CELL)
          throw new Problem(
            "invalid",
            `${list[at]?.[0] ?? ""} holds ${cell.length.toLocaleString("en")} characters; ${MOST_CELL.toLocaleString("en")} are the most.`,
          );
      return read.map((cell) => cell ?? null);
    };
    return [name, { name, cells, width: header ? header.length : 0 }];
  });
  const place: Place = (part, reference) => places.get(part)?.get(label(reference)) ?? -1;
  return { parts: new Map(parts), place };
};
