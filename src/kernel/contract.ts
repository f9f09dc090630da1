/** A route is data: the server mounts it, the OpenAPI document is derived from it, the console calls it. */
import type { Role } from "#kernel/roles";

/** What the contract needs of a zod schema. Structural on purpose: naming z.ZodType costs ten times the type-check time. */
export interface Schema<In = unknown, Out = unknown> {
  readonly _zod: { readonly input: In; readonly output: Out };
}
export type In<S> = S extends Schema<infer I> ? I : undefined;
export type Out<S> = S extends Schema<unknown, infer O> ? O : undefined;

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path parameters in braces: `/api/segments/{id}`. */
  readonly path: `/${string}`;
  readonly summary: string;
  /** The least role that may call it. Default: viewer to read, marketer to change. `public`: no sign-in. */
  readonly role?: Role | "public";
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  readonly returns?: Schema;
}
export type Contract = Readonly<Record<string, Route>>;

/** Keeps the literal types while checking the shape. */
export const contract = <const C extends Contract>(routes: C): C => routes;

type Parts = "params" | "query" | "body";
export type Handlers<C extends Contract, Context> = {
  readonly [K in keyof C]: (
    ctx: Context,
    input: { [P in keyof C[K] & Parts]: Out<C[K][P]> },
  ) => Promise<In<C[K]["returns"]>>;
};
export type Client<C extends Contract> = {
  readonly [K in keyof C]: (input: { [P in keyof C[K] & Parts]: In<C[K][P]> }) => Promise<Out<C[K]["returns"]>>;
};
