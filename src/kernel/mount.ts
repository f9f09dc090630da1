import type { Context, Hono } from "hono";
import { z } from "zod";
import type { Contract, Handlers } from "#kernel/contract";
import type { Ctx } from "#kernel/context";
import { Problem, problemJson, STATUS } from "#kernel/errors";
import { allows } from "#kernel/roles";

/** Where text holds NUL or half a surrogate pair, which PostgreSQL cannot keep; null where none does. */
const unkept = (value: unknown, path: readonly string[] = []): readonly string[] | null => {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0") ? null : path;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const at = unkept(key, path) ?? unkept(inner, [...path, key]);
    if (at) return at;
  }
  return null;
};

const read = (schema: unknown, value: unknown, part: string): unknown => {
  const result = (schema as z.ZodType).safeParse(value);
  if (result.success) {
    const at = unkept(result.data);
    if (at === null) return result.data;
    throw new Problem("invalid", `The ${part} of the request holds a character that cannot be kept.`, {
      faults: [{ at: at.join("."), message: "NUL and halves of surrogate pairs cannot be kept as text." }],
    });
  }
  throw new Problem("invalid", `The ${part} of the request is not as this route needs it.`, {
    faults: result.error.issues.map((issue) => ({ at: issue.path.map(String).join("."), message: issue.message })),
  });
};

const json = async (c: Context): Promise<unknown> => {
  try {
    return await c.req.json();
  } catch {
    throw new Problem("invalid", "The body is not valid JSON.");
  }
};

/** PostgreSQL's words for text that it cannot keep, such as NUL in a form. */
const NOT_TEXT: ReadonlySet<unknown> = new Set(["22021", "22P05"]);
const UNKEPT = "The request holds a character that cannot be kept.";
const asProblem = (error: unknown): Problem | null => {
  if (error instanceof Problem) return error;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return NOT_TEXT.has(code) ? new Problem("invalid", UNKEPT) : null;
};

/** Problems become problem+json here and nowhere else; anything unexpected is a 500 that tells nothing. */
export const problemResponse = (error: unknown, log: Ctx["log"]): Response => {
  const problem = asProblem(error);
  if (!problem) log.error({ err: error }, "request failed");
  const body = problem
    ? problemJson(problem)
    : {
        type: "about:blank",
        title: "internal error",
        status: 500,
        detail: "Something broke on our side. Nothing was changed.",
      };
  return new Response(JSON.stringify(body), {
    status: problem ? STATUS[problem.code] : 500,
    headers: {
      "content-type": "application/problem+json; charset=utf-8",
      ...(problem?.retryAfter !== undefined && { "retry-after": String(Math.ceil(problem.retryAfter)) }),
    },
  });
};

/** Hangs the routes of a contract on the app. */
export const mount = (
  app: Hono,
  contract: Contract,
  handlers: Handlers<Contract, Ctx>,
  context: (request: Request) => Promise<Ctx>,
): void => {
  for (const [name, route] of Object.entries(contract)) {
    const handle = handlers[name] as (ctx: Ctx, input: object) => Promise<unknown>;
    app.on(route.method, route.path.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
      const ctx = await context(c.req.raw);
      const needs = route.role ?? (route.method === "GET" ? "viewer" : "marketer");
      if (needs !== "public") {
        if (ctx.actor.role === null)
          throw new Problem("unauthorized", "Sign in, or send an API key as a bearer token.");
        if (!allows(ctx.actor.role, needs)) throw new Problem("forbidden", `This needs the role ${needs}.`);
      }
      const input: Record<string, unknown> = {};
      if (route.params) input["params"] = read(route.params, c.req.param(), "path");
      if (route.query) input["query"] = read(route.query, c.req.query(), "query");
      if (route.body) input["body"] = read(route.body, await json(c), "body");
      const result = await handle(ctx, input);
      return result === undefined ? c.body(null, 204) : c.json(result as object);
    });
  }
};
