import type { IncomingMessage, ServerResponse } from "node:http";
import type { Hono } from "hono";
import type { z } from "zod";
import type { Contract, Handlers } from "#kernel/contract";
import type { Ctx } from "#kernel/context";
import type { Reaction } from "#kernel/log";
import type { Worker } from "#kernel/worker";

/** How pages and raw endpoints outside the contract get their context. */
export interface Serving {
  /** A context for this request: signed-in user, API key, or public. */
  readonly ctx: (request: Request) => Promise<Ctx>;
  /** A context without a request, acting as `public`. */
  readonly publicCtx: () => Ctx;
}

/** What a module offers to the composition in main.ts. Everything is optional but the name. */
export interface Module {
  readonly name: string;
  readonly contract?: Contract;
  readonly handlers?: Handlers<Contract, Ctx>;
  /** Customer pages, webhooks and other routes that are not JSON API. */
  readonly serve?: (app: Hono, serving: Serving) => void;
  /** Takes requests before the router where every microsecond counts (intake). True: taken. */
  readonly node?: (serving: Serving) => (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Runs once when a process starts, after migrations and before anything is served. Must be repeatable. */
  readonly start?: (ctx: Ctx) => Promise<void>;
  readonly reactions?: readonly Reaction[];
  readonly workers?: readonly Worker[];
  /** Facts this module appends: name → schema of the properties. Listed in docs/events.md. */
  readonly facts?: Readonly<Record<string, z.ZodType>>;
}

/** Checks handlers against their contract, then forgets the exact types so that modules fit one list. */
export const bind = <C extends Contract>(
  contract: C,
  handlers: Handlers<C, Ctx>,
): { contract: Contract; handlers: Handlers<Contract, Ctx> } => ({
  contract,
  handlers: handlers as unknown as Handlers<Contract, Ctx>,
});
