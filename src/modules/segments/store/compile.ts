import { type RawBuilder, sql } from "kysely";
import type { Lookup, Predicate } from "../model.ts";
import { part } from "./leaves.ts";
import { type Basis, people, type Scope, who } from "./sources.ts";

type Sql<T = unknown> = RawBuilder<T>;

/** Truth and the next instant at which it may change (`infinity`: never), as SQL over the joined leaves. */
interface Node {
  readonly ok: Sql<boolean>;
  readonly due: Sql<Date>;
}

/**
 * A conjunction that is false turns true only when all its false parts have: not before the last of their instants. One that
 * is true turns false with the first of any. A disjunction is the mirror image.
 */
const join = (kind: "and" | "or", nodes: readonly Node[]): Node => {
  const [only] = nodes;
  if (nodes.length === 1 && only) return only;
  const ok = sql<boolean>`(${sql.join(
    nodes.map((node) => node.ok),
    kind === "and" ? sql` and ` : sql` or `,
  )})`;
  const first = sql`least(${sql.join(nodes.map((node) => node.due))})`;
  const settled = kind === "and" ? sql`` : sql`not `;
  const last = sql`greatest(${sql.join(
    nodes.map((node) => sql`case when ${settled}${node.ok} then '-infinity'::timestamptz else ${node.due} end`),
  )})`;
  return { ok, due: sql<Date>`case when ${settled}${ok} then ${first} else ${last} end` };
};

export interface Compiled {
  /** `with …` and a select of (profile, ok, due): due is `infinity` where time alone changes nothing. */
  readonly query: Sql;
  /** Each different leaf once, in the order in which the tree is read. */
  readonly leaves: readonly { readonly key: string; readonly rows: Sql }[];
}

/** The whole of a predicate as one query over published relations. Everything that people typed travels as a parameter. */
export const compile = (predicate: Predicate, lookup: Lookup, scope: Scope, basis: Basis): Compiled => {
  const leaves: { key: string; rows: Sql }[] = [];
  const known = new Map<string, Node>();
  const visit = (node: Predicate): Node => {
    switch (node.kind) {
      case "and":
      case "or":
        return join(node.kind, node.of.map(visit));
      case "not": {
        const inner = visit(node.of);
        return { ok: sql`(not ${inner.ok})`, due: inner.due };
      }
      case "segment": {
        const other = lookup(node.segment);
        return other ? visit(other) : { ok: sql`false`, due: sql`'infinity'::timestamptz` };
      }
      default: {
        const key = JSON.stringify(node);
        const same = known.get(key);
        if (same) return same;
        const { rows, empty } = part(node, scope, basis);
        const name = sql.raw(`l${leaves.length}`);
        leaves.push({ key, rows });
        const made: Node = {
          ok: sql`coalesce(${name}.ok, ${sql.lit(empty)})`,
          due: sql`coalesce(${name}.due, 'infinity')`,
        };
        known.set(key, made);
        return made;
      }
    }
  };
  const { ok, due } = visit(predicate);
  const names = leaves.map((_, i) => sql.raw(`l${i}`));
  const parts = [
    ...(scope === "all" ? [] : [who(scope)]),
    ...leaves.map(({ rows }, i) => sql`${names[i]} (profile, ok, due, seen) as (${rows})`),
  ];
  return {
    leaves,
    query: sql`${parts.length > 0 ? sql`with ${sql.join(parts)}` : sql``}
      select p.profile, ${ok} as ok, ${due} as due from ${people(scope)} p
      ${sql.join(
        names.map((name) => sql`left join ${name} on ${name}.profile = p.profile`),
        sql` `,
      )}`,
  };
};
