import { type RawBuilder, sql } from "kysely";

/** How far an evaluation reaches: everybody, or these profiles. */
export type Scope = readonly string[] | "all";

/** `and <column> = any(…)` where the scope is a set. */
export const inScope = (scope: Scope, column: RawBuilder<unknown>): RawBuilder<unknown> =>
  scope === "all" ? sql`` : sql`and ${column} = any(${scope}::uuid[])`;

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
