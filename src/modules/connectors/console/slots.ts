/** The columns that a definition reads, as places that can be given another column. */
import type { Definition } from "#connectors/model";

type Path = readonly (string | number)[];
export interface Slot {
  /** Where the column's name stands in the definition; more than once where a use mentions it again. */
  readonly paths: readonly Path[];
  /** What it is for: `user`, `total`, `products.price`. */
  readonly use: string;
  /** The event it is part of. */
  readonly event: string;
  readonly column: string;
}

type Node = { readonly [key: string]: unknown } | readonly unknown[];
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** The names of people-made keys on the way: lists are called by what they fill. */
const useOf = (definition: Definition, path: Path): string => {
  const event = definition.steps[Number(path[1])]?.events[Number(path[3])];
  const [, , , , kind, ...rest] = path;
  if (kind === "lists") return `${event?.lists[Number(rest[0])]?.into ?? ""}.${String(rest[2])}`;
  return kind === "at" ? "at" : kind === "when" ? "when" : String(rest[0]);
};

/** A sum over the lines speaks of the lines' own columns: it follows them and is no place of its own. */
const inSum = (path: Path) => path.includes("sum") || path.includes("times");

/** One slot for each use and column. */
export const slotsOf = (definition: Definition): Slot[] => {
  const found: { path: Path; use: string; event: string; of: string; column: string }[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (!isNode(value)) return;
    const column = (value as { column?: unknown }).column;
    if (typeof column === "string") {
      const event = definition.steps[Number(path[1])]?.events[Number(path[3])];
      const of = path.slice(0, 4).join("/");
      if (path[2] === "events" && event)
        found.push({ path, use: useOf(definition, path), event: event.event, of, column });
      return;
    }
    for (const [key, inner] of Object.entries(value)) walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  walk(definition.steps, ["steps"]);
  const own = found.filter(({ path }) => !inSum(path));
  return [...Map.groupBy(own, (each) => `${each.of} ${each.use} ${each.column}`).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { use, event, column, of } = first;
    const sums =
      use.includes(".") && !use.startsWith("address.")
        ? found.filter((each) => each.of === of && each.column === column && inSum(each.path))
        : [];
    return [{ paths: [...same, ...sums].map(({ path }) => path), use, event, column }];
  });
};

const changed = (node: unknown, path: Path, change: (at: unknown) => unknown): unknown => {
  const [head, ...rest] = path;
  if (head === undefined) return change(node);
  if (Array.isArray(node)) return node.map((each: unknown, at) => (at === head ? changed(each, rest, change) : each));
  const from = node as Record<string, unknown>;
  const value = changed(from[head], rest, change);
  const { [head]: _old, ...others } = from;
  return value === undefined ? others : { ...from, [head]: value };
};

/** Gives a use another column, or takes the field away. */
export const withColumn = (definition: Definition, slot: Slot, column: string | null): Definition => {
  const [first] = slot.paths;
  if (column !== null)
    return slot.paths.reduce<Definition>(
      (whole, path) => changed(whole, path, (at) => ({ ...(at as object), column })) as Definition,
      definition,
    );
  // A field ends at its key in who, fields or a list's fields; `at` is a field of its own.
  const kind = first?.[4];
  const end = kind === "lists" ? 8 : kind === "at" || kind === "when" ? 5 : 6;
  return first ? (changed(definition, first.slice(0, end), () => undefined) as Definition) : definition;
};

/** A further field of the first event, read as it stands. */
export const withField = (definition: Definition, name: string, column: string): Definition =>
  changed(definition, ["steps", 0, "events", 0, "fields"], (fields) => ({
    ...(fields as object),
    [name]: { column },
  })) as Definition;
