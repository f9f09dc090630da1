import { type RawBuilder, sql } from "kysely";
import { identityRelation, profileRelation } from "#profiles";

/** How far an evaluation reaches: everybody, or these profiles. */
export type Scope = readonly string[] | "all";

/**
 * `with who (profile, key)`: the profiles of the scope and their identities. `offset 0` keeps the planner to one look-up per
 * profile; without statistics it would read everybody.
 */
export const who = (scope: readonly string[]): RawBuilder<unknown> => sql`
  who (profile, key) as materialized (
    select p.profile, i.key from unnest(${scope}::uuid[]) as p (profile)
    cross join lateral (select key from ${identityRelation} i where i.profile = p.profile offset 0) i)`;

/** The living profiles of the scope. */
export const people = (scope: Scope): RawBuilder<unknown> =>
  scope === "all"
    ? sql`(select profile from ${profileRelation} p)`
    : sql`(select p.profile from unnest(${scope}::uuid[]) as w (profile)
        cross join lateral (select profile from ${profileRelation} p where p.profile = w.profile offset 0) p)`;

/** What an evaluation assumes besides the predicate. */
export interface Basis {
  readonly now: Date;
  readonly zone: string;
  readonly rfm: {
    readonly r: readonly number[];
    readonly f: readonly number[];
    readonly m: readonly number[];
  };
  readonly currency: string;
}

/** What a leaf compiles to: an expression for the rows it has, and what holds for profiles without a row. */
export interface Part {
  /** Columns profile, ok, due (null: never) and seen (what was found, for explanations). */
  readonly rows: RawBuilder<unknown>;
  readonly empty: boolean;
}
