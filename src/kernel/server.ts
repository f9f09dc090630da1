/** The HTTP side of a process: every module's routes, sign-in, the console's files, health and metrics. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { adminHandlers } from "#kernel/admin";
import { adminApi } from "#kernel/admin-api";
import type { Auth } from "#kernel/auth";
import type { Clock } from "#kernel/clock";
import { ConfigError } from "#kernel/config";
import type { Actor, Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import { bind, type Module, type Serving } from "#kernel/module";
import { mount, problemResponse } from "#kernel/mount";
import { registry, requestSeconds } from "#kernel/telemetry";

const CONSOLE = fileURLToPath(new URL("../../dist/console", import.meta.url));
const CSP = "content-security-policy";
/** What shops put on their own pages. */
const SCRIPTS = ["engawa.js", "promise.js"];
const scriptPath = (name: string): string => fileURLToPath(new URL(`../../dist/tracker/${name}`, import.meta.url));
const UNBUILT = "<!doctype html><title>Engawa</title><p>The console is not built yet: <code>npm run build</code>.";

export interface Serve {
  readonly modules: readonly Module[];
  readonly auth: Auth;
  /** A context that acts as `actor`, at the time of the call. */
  readonly context: (actor: Actor) => Ctx;
  readonly nobody: Actor;
  readonly clock: Clock;
  /** Throws when the process cannot do its work. */
  readonly ready: () => Promise<void>;
}

const serving = ({ auth, context, nobody }: Serve): Serving => ({
  ctx: async (request) => context(await auth.actor(request)),
  publicCtx: () => context(nobody),
});

const consoleFiles = (app: Hono): void => {
  // It may still be building; the folder must be there for the files that come.
  mkdirSync(CONSOLE, { recursive: true });
  for (const name of SCRIPTS)
    app.get(`/${name}`, (c) => {
      const path = scriptPath(name);
      if (!existsSync(path)) return c.notFound();
      const headers = { "content-type": "text/javascript; charset=utf-8", "cache-control": "public, max-age=3600" };
      return c.body(readFileSync(path, "utf8"), 200, headers);
    });
  app.use("/assets/*", async (c, next) => {
    await next();
    if (c.res.ok) c.res.headers.set("cache-control", "public, max-age=31536000, immutable");
  });
  app.use("*", serveStatic({ root: CONSOLE, rewriteRequestPath: (path) => (path === "/" ? "/-" : path) }));
  // The console routes in the browser: every page of it is index.html.
  app.get("*", (c) => {
    const path = join(CONSOLE, "index.html");
    const page = existsSync(path) ? readFileSync(path, "utf8") : UNBUILT;
    return c.html(page, 200, { "cache-control": "no-cache" });
  });
};

export const createApp = (serve: Serve): Hono => {
  const app = new Hono();
  const how = serving(serve);
  const { log } = how.publicCtx();
  app.onError((error) => problemResponse(error, log));
  app.use("*", async (c, next) => {
    const end = requestSeconds.startTimer({ method: c.req.method });
    await next();
    end({ status: String(c.res.status) });
  });
  // Customer pages say themselves that they are not to be kept in an index; to read that a crawler must be let in.
  app.get("/robots.txt", (c) => c.text("User-agent: *\nDisallow: /api/\n"));
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    try {
      await serve.ready();
      return c.json({ status: "ready" });
    } catch {
      return problemResponse(new Problem("unavailable", "The database does not answer.", { retryAfter: 1 }), log);
    }
  });
  app.get("/metrics", async (c) => c.text(await registry.metrics(), 200, { "content-type": registry.contentType }));
  const secure = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", "data:", "https:"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      frameSrc: ["'self'", "data:", "blob:"],
      frameAncestors: ["'self'"],
    },
    crossOriginResourcePolicy: false,
    xFrameOptions: "SAMEORIGIN",
    strictTransportSecurity: false,
  });
  app.use("*", async (c, next) => {
    // What an answer says of itself is stricter (uploaded files are sandboxed): it stays.
    let own: string | null = null;
    await secure(c, async () => {
      await next();
      own = c.res.headers.get(CSP);
    });
    if (own !== null) c.res.headers.set(CSP, own);
  });
  app.on(["GET", "POST"], "/api/auth/*", (c) => serve.auth.handle(c.req.raw));
  const admin = bind(adminApi, adminHandlers(serve.clock));
  mount(app, admin.contract, admin.handlers, how.ctx);
  for (const module of serve.modules) {
    if (module.contract && module.handlers) mount(app, module.contract, module.handlers, how.ctx);
    module.serve?.(app, how);
  }
  app.all("/api/*", () => problemResponse(new Problem("not_found", "There is no such route."), log));
  consoleFiles(app);
  return app;
};

/** Listens on loopback and all interfaces at `port`; 0 picks a free one. Throws a ConfigError where it is in use. */
export const listen = (app: Hono, serve: Serve, port: number): Promise<Server> => {
  const taken = serve.modules.flatMap((module) => (module.node ? [module.node(serving(serve))] : []));
  const route = getRequestListener(app.fetch);
  const server = createServer((request, response) => {
    for (const take of taken) if (take(request, response)) return;
    void route(request, response);
  });
  // Idle connections of clients outlive common proxies' 60 s, so that the client, not we, closes first.
  server.keepAliveTimeout = 65_000;
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `PORT ${port} is in use. Stop what uses it, or choose another: PORT=5000`;
      reject(error.code === "EADDRINUSE" ? new ConfigError(taken) : error);
    });
    server.listen(port, () => resolve(server));
  });
};
