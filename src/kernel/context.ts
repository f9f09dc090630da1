import type { Logger } from "pino";
import type { Config } from "#kernel/config";
import type { Db } from "#kernel/database";
import type { Role } from "#kernel/roles";

/** Who asks. `system` is a reaction or a timer. */
export type Actor =
  | { readonly kind: "user"; readonly id: string; readonly name: string; readonly email: string; readonly role: Role }
  | { readonly kind: "api"; readonly id: string; readonly name: string; readonly role: Role }
  | { readonly kind: "system"; readonly id: string; readonly name: string; readonly role: Role }
  | { readonly kind: "public"; readonly id: ""; readonly name: ""; readonly role: null };

export const system = (name: string): Actor => ({ kind: "system", id: name, name, role: "owner" });

/** What every action gets first. `now` stands still within one request, batch or step. */
export interface Ctx {
  readonly db: Db;
  readonly now: Date;
  readonly actor: Actor;
  readonly log: Logger;
  readonly config: Config;
}

/** The same context inside a transaction. */
export const within = (ctx: Ctx, db: Db): Ctx => ({ ...ctx, db });
