/** A definition made ready to run: shelves to fill while reading, steps to run over them. Pure. */
import { Problem } from "#kernel/errors";
import type { Json } from "#kernel/log";
import type { Cell, Definition, Expression, Step, Target } from "#connectors/model";
import {
  compile,
  condition,
  type Evaluate,
  type Related,
  type Row,
  type Scope,
  type Test,
  textOf,
} from "./expression.ts";
import type { Layout, Shelf } from "./layout.ts";

/** An event without the fields that the run adds: message id, and the time where the mapping has none. */
export type Made = { readonly [key: string]: Json };
export interface RowFault {
  readonly part: string;
  readonly row: number;
  readonly reason: string;
}
export interface GroupResult {
  readonly events: readonly Made[];
  readonly faults: readonly RowFault[];
}

/** Rows of joined parts that one batch of groups needs: join's part → key → rows. */
export type Fetched = Map<string, Map<string, readonly Row[]>>;

export interface BoundJoin {
  readonly part: string;
  readonly from: string;
  readonly shelf: number;
  /** The keys wanted by these rows of `from`. */
  on(row: Row): string;
}
export interface BoundStep {
  readonly root: string;
  readonly shelf: number;
  readonly joins: readonly BoundJoin[];
  make(rows: readonly Row[], fetched: Fetched): GroupResult;
}
export interface Plan {
  readonly shelves: readonly Shelf[];
  /** Where a row of this part goes: shelf and key. No shelf key (null) means that it stands alone. */
  keys(part: string, row: Row): { shelf: number; key: string }[];
  readonly steps: readonly BoundStep[];
}

const ISSUE = "This group could not be read.";
const alone = (row: number) => row.toString().padStart(12, "0");
const reasonOf = (error: unknown): string => {
  if (error instanceof Problem) return error.message;
  throw error;
};

/** Sets `address.city` as an object within. */
const put = (into: Record<string, Json>, path: string, value: Cell): void => {
  if (value === undefined || value === null || value === "") return;
  const dot = path.indexOf(".");
  if (dot < 0) {
    into[path] = typeof value === "string" ? value.trim() : value;
    return;
  }
  const inner = (into[path.slice(0, dot)] ??= {});
  put(inner as Record<string, Json>, path.slice(dot + 1), value);
};

const objectOf = (fields: readonly (readonly [string, Evaluate])[], scope: Scope): Record<string, Json> => {
  const made: Record<string, Json> = {};
  for (const [name, value] of fields) put(made, name, value(scope));
  return made;
};

const entries = (fields: Readonly<Record<string, Expression | undefined>>, read: (e: Expression) => Evaluate) =>
  Object.entries(fields).flatMap(([name, each]): [string, Evaluate][] => (each ? [[name, read(each)]] : []));

/** How an event names its person, the way the intake reads it. */
const named = (who: Readonly<Record<string, Json>>): Record<string, Json> => {
  const { user, anon, email, phone, line, card } = who;
  const externals = Object.entries({ line, card }).flatMap(([type, id]) =>
    id === undefined ? [] : [{ id, type, collection: "users", encoding: "none" }],
  );
  const traits = { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
  const context = {
    ...(Object.keys(traits).length > 0 && { traits }),
    ...(externals.length > 0 && { externalIds: externals }),
  };
  return {
    ...(user !== undefined && { userId: textOf(user) }),
    ...(anon !== undefined && { anonymousId: textOf(anon) }),
    ...(Object.keys(context).length > 0 && { context }),
  };
};

interface BoundTarget {
  readonly each: string | null;
  make(scope: Scope): Made | null;
}

const bindTarget = (target: Target, root: string, layout: Layout, related: Related): BoundTarget => {
  const part = target.each ?? root;
  const read = (each: Expression, where = part) => compile(each, where, layout.place, related);
  const when: Test = target.when ? condition(target.when, part, layout.place, related) : () => true;
  const at = target.at && read(target.at);
  const who = entries(target.who, read);
  const fields = entries(target.fields, read);
  const whole = target.event === "*" ? read({ column: "*" }) : null;
  const lists = target.lists.map((list) => {
    const of = list.over ?? part;
    return {
      into: list.into,
      of,
      when: list.when ? condition(list.when, of, layout.place, related) : () => true,
      fields: entries(list.fields, (each) => read(each, of)),
    };
  });
  const listOf = (list: (typeof lists)[number], scope: Scope): Json[] => {
    const made: { text: string; value: Json }[] = [];
    for (const row of list.of === scope.part ? scope.rows : related(scope, list.of)) {
      const one: Scope = { part: list.of, rows: [row], up: scope };
      try {
        if (!list.when(one)) continue;
        const value = objectOf(list.fields, one);
        made.push({ text: JSON.stringify(value), value });
      } catch (error) {
        throw Object.assign(new Problem("invalid", reasonOf(error)), { place: { part: list.of, row: row.row } });
      }
    }
    // Sorted by content: the order of rows in the file must not make another event.
    return made.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map((each) => each.value);
  };
  return {
    each: target.each ?? null,
    make: (scope) => {
      if (!when(scope)) return null;
      if (whole) {
        const event = whole(scope);
        if (typeof event !== "object" || event === null || Array.isArray(event)) throw new Problem("invalid", ISSUE);
        return event as Made;
      }
      const properties = objectOf(fields, scope);
      for (const list of lists) properties[list.into] = listOf(list, scope);
      const time = at && textOf(at(scope));
      const identify = target.event === "identify";
      const { context, ...ids } = named(objectOf(who, scope));
      const traits = (context as { traits?: Record<string, Json> } | undefined)?.traits;
      return {
        type: identify ? "identify" : "track",
        ...(!identify && { event: target.event }),
        ...ids,
        ...(time && { timestamp: time }),
        ...(identify ? { traits: { ...traits, ...properties } } : { properties }),
        ...(context !== undefined && { context }),
      };
    },
  };
};

const bindStep = (step: Step, layout: Layout, shelfOf: (part: string, key: Expression | null) => number): BoundStep => {
  let fetched: Fetched = new Map();
  const joins: BoundJoin[] = step.joins.map((join) => {
    const from = join.from ?? step.root;
    const on = compile(join.on, from, layout.place, () => []);
    return {
      part: join.part,
      from,
      shelf: shelfOf(join.part, join.key),
      on: (row) => textOf(on({ part: from, rows: [row], up: null })),
    };
  });
  const related: Related = (scope, part) => {
    for (let at: Scope | null = scope; at; at = at.up) if (at.part === part) return at.rows;
    const join = joins.find((each) => each.part === part);
    if (!join) throw new Problem("invalid", `The mapping joins no “${part}” here.`);
    const rows = related(scope, join.from);
    const keyed = fetched.get(part);
    const first = rows[0];
    if (rows.length === 1 && first) return keyed?.get(join.on(first)) ?? [];
    return [...new Set(rows.map((row) => join.on(row)))].flatMap((key) => keyed?.get(key) ?? []);
  };
  const targets = step.events.map((target) => bindTarget(target, step.root, layout, related));
  const scopes = (target: BoundTarget, group: Scope): Scope[] => {
    const each = target.each;
    if (each === null || each === step.root) return [group];
    return related(group, each).map((row) => ({ part: each, rows: [row], up: group }));
  };
  return {
    root: step.root,
    shelf: shelfOf(step.root, step.group ?? null),
    joins,
    make: (rows, joined) => {
      fetched = joined;
      const group: Scope = { part: step.root, rows, up: null };
      const events: Made[] = [];
      for (const target of targets)
        for (const scope of scopes(target, group)) {
          try {
            const event = target.make(scope);
            if (event) events.push(event);
          } catch (error) {
            const reason = reasonOf(error);
            const place = (error as { place?: { part: string; row: number } }).place;
            return { events: [], faults: [{ part: scope.part, row: scope.rows[0]?.row ?? 0, ...place, reason }] };
          }
        }
      return { events, faults: [] };
    },
  };
};

export const planOf = (definition: Definition, layout: Layout): Plan => {
  const shelves: Shelf[] = [];
  const shelfOf = (part: string, key: Expression | null): number => {
    const text = JSON.stringify(key);
    const known = shelves.findIndex((shelf) => shelf.part === part && JSON.stringify(shelf.key) === text);
    return known >= 0 ? known : shelves.push({ part, key }) - 1;
  };
  const steps = definition.steps.map((step) => bindStep(step, layout, shelfOf));
  const keyed = shelves.map((shelf) => shelf.key && compile(shelf.key, shelf.part, layout.place, () => []));
  return {
    shelves,
    steps,
    keys: (part, row) =>
      shelves.flatMap((shelf, at) => {
        if (shelf.part !== part) return [];
        const key = keyed[at];
        if (!key) return [{ shelf: at, key: alone(row.row) }];
        const text = textOf(key({ part, rows: [row], up: null }));
        return text === "" ? [] : [{ shelf: at, key: text.slice(0, 400) }];
      }),
  };
};
