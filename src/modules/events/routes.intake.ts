/** Segment's HTTP interface: what is asked, who asks, and the answer. Without a server, so that any can carry it. */
import { Counter } from "prom-client";
import type { Ctx } from "#kernel/context";
import { Problem, problemJson, STATUS } from "#kernel/errors";
import type { EventType } from "#kernel/log";
import { registry } from "#kernel/telemetry";
import { readJson } from "./actions/body.ts";
import { commit } from "./actions/commit.ts";
import { labelOf } from "./actions/keys.ts";
import { prepare } from "./actions/prepare.ts";
import { isFields } from "./model/identities.ts";

const ENDPOINTS: Readonly<Record<string, EventType | "batch">> = {
  "/v1/identify": "identify",
  "/v1/i": "identify",
  "/v1/track": "track",
  "/v1/t": "track",
  "/v1/page": "page",
  "/v1/p": "page",
  "/v1/screen": "screen",
  "/v1/s": "screen",
  "/v1/group": "group",
  "/v1/g": "group",
  "/v1/alias": "alias",
  "/v1/a": "alias",
  "/v1/batch": "batch",
  "/v1/b": "batch",
  "/v1/import": "batch",
};
const SETTINGS = /^\/v1\/projects\/([^/]+)\/settings$/;
const MOST_EVENTS = 5_000;

export interface Asked {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  readonly header: (name: string) => string | undefined;
  /** Reads the body within bounds. Called once at most, and not before a wrong key is refused. */
  readonly body: () => Promise<Buffer>;
}
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const received = new Counter({
  name: "engawa_intake_events_total",
  help: "Events that came in over HTTP, by what became of them (duplicates are among the stored)",
  labelNames: ["result"],
  registers: [registry],
});

const storedEvents = received.labels({ result: "stored" });
const quarantinedEvents = received.labels({ result: "quarantined" });

const CORS = { "access-control-allow-origin": "*", "access-control-expose-headers": "Retry-After" };
const JSON_TYPE = "application/json; charset=utf-8";
const SUCCESS: Answer = { status: 200, headers: { ...CORS, "content-type": JSON_TYPE }, body: '{"success":true}' };
const ALLOWED = "Authorization, Content-Type, X-Retry-Count, X-Write-Key, AnonymousId, SentAt";

/** Whether this module answers the path. */
export const isIntakePath = (path: string): boolean =>
  path in ENDPOINTS || path === "/sourceConfig" || (path.startsWith("/v1/") && SETTINGS.test(path));

const preflight = (asked: Asked): Answer => ({
  status: 204,
  headers: {
    ...CORS,
    "access-control-allow-methods": "GET, POST, OPTIONS",
    "access-control-allow-headers": asked.header("access-control-request-headers") ?? ALLOWED,
    // Two hours are the most that Chromium remembers.
    "access-control-max-age": "7200",
    vary: "Access-Control-Request-Headers",
  },
  body: "",
});

const userOf = (authorization: string): string => {
  if (!/^basic /i.test(authorization)) return "";
  const pair = Buffer.from(authorization.slice(6), "base64").toString("utf8");
  const colon = pair.indexOf(":");
  return colon < 0 ? pair : pair.slice(0, colon);
};

// Reading one takes 4 µs, and the same few come with every request.
const users = new Map<string, string>();
const knownUserOf = (authorization: string): string => {
  const known = users.get(authorization);
  if (known !== undefined) return known;
  if (users.size >= 100) users.clear();
  const user = userOf(authorization);
  users.set(authorization, user);
  return user;
};

/** The user name of Basic, or X-Write-Key; null where neither is sent. */
const headerKey = (asked: Asked): string | null => {
  const authorization = asked.header("authorization");
  const user = authorization ? knownUserOf(authorization) : "";
  return user === "" ? (asked.header("x-write-key") ?? null) : user;
};

const sourceOf = async (ctx: Ctx, key: unknown): Promise<string> => {
  const label = typeof key === "string" && key !== "" ? await labelOf(ctx, key) : null;
  if (label === null)
    throw new Problem("unauthorized", "The write key is missing, not known or revoked. Make one under Settings.");
  return label;
};

const take = async (ctx: Ctx, asked: Asked, type: EventType | "batch"): Promise<Answer> => {
  const key = headerKey(asked);
  const early = key === null ? null : await sourceOf(ctx, key);
  const body = readJson(await asked.body(), asked.header("content-encoding"));
  if (!isFields(body)) throw new Problem("invalid", "The body is not a JSON object.");
  const source = early ?? (await sourceOf(ctx, body["writeKey"]));
  const events = type === "batch" ? body["batch"] : [body];
  if (!Array.isArray(events)) throw new Problem("invalid", "A batch has its events in a list called batch.");
  if (events.length > MOST_EVENTS) throw new Problem("too_large", `A batch has ${MOST_EVENTS} events at most.`);
  const prepared = prepare(events, {
    source,
    receivedAt: ctx.now,
    ...(type === "batch" ? { sentAt: body["sentAt"], context: body["context"] } : { type }),
  });
  await commit(ctx.db, prepared);
  storedEvents.inc(prepared.rows.length);
  quarantinedEvents.inc(prepared.held.length);
  return SUCCESS;
};

const json = (body: unknown): Answer => ({
  status: 200,
  headers: { ...CORS, "content-type": JSON_TYPE, "cache-control": "public, max-age=60" },
  body: JSON.stringify(body),
});

/** What analytics.js asks for before it sends: our own address and no other destination. */
const settings = async (ctx: Ctx, asked: Asked, key: string): Promise<Answer> => {
  await sourceOf(ctx, decodeURIComponent(key));
  const ours = new URL(ctx.config.publicUrl);
  const host = asked.header("host") ?? ours.host;
  const forwarded = asked.header("x-forwarded-proto")?.split(",")[0]?.trim();
  const protocol = forwarded ?? (host === ours.host ? ours.protocol.slice(0, -1) : "http");
  return json({
    integrations: {
      "Segment.io": {
        apiKey: decodeURIComponent(key),
        apiHost: `${host}/v1`,
        protocol: protocol === "https" ? "https" : "http",
        unbundledIntegrations: [],
        addBundledMetadata: true,
        maybeBundledConfigIds: {},
      },
    },
    plan: {
      track: { __default: { enabled: true, integrations: {} } },
      identify: { __default: { enabled: true } },
      group: { __default: { enabled: true } },
    },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  });
};

/** What RudderStack's browser client asks for. */
const sourceConfig = async (ctx: Ctx, asked: Asked): Promise<Answer> => {
  const key = headerKey(asked) ?? new URLSearchParams(asked.query).get("writeKey");
  const label = await sourceOf(ctx, key);
  const off = { enabled: false };
  const source = {
    id: label,
    name: label,
    writeKey: key,
    enabled: true,
    workspaceId: "engawa",
    updatedAt: ctx.now.toISOString(),
    config: { statsCollection: { errors: off, metrics: off } },
    connections: [],
    destinations: [],
    dataplanes: {},
  };
  return json({ source, updatedAt: ctx.now.toISOString() });
};

const route = (ctx: Ctx, asked: Asked): Promise<Answer> => {
  const endpoint = ENDPOINTS[asked.path];
  if (asked.method === "POST" && endpoint) return take(ctx, asked, endpoint);
  if (asked.method === "GET" && asked.path === "/sourceConfig") return sourceConfig(ctx, asked);
  const key = asked.method === "GET" ? SETTINGS.exec(asked.path)?.[1] : undefined;
  if (key) return settings(ctx, asked, key);
  throw new Problem("not_found", "There is no such route.");
};

const refused = (error: unknown, ctx: Ctx): Answer => {
  const known = error instanceof Problem;
  if (!known) ctx.log.error({ err: error }, "intake failed");
  // Whatever broke is ours: clients keep their events on 503 and come back.
  const problem = known ? error : new Problem("unavailable", "Events cannot be stored just now.", { retryAfter: 1 });
  return {
    status: STATUS[problem.code],
    headers: {
      ...CORS,
      "content-type": "application/problem+json; charset=utf-8",
      ...(problem.retryAfter !== undefined && { "retry-after": String(Math.ceil(problem.retryAfter)) }),
    },
    body: JSON.stringify(problemJson(problem)),
  };
};

/** Answers one request to an intake path. Never throws. */
export const answer = async (ctx: Ctx, asked: Asked): Promise<Answer> => {
  if (asked.method === "OPTIONS") return preflight(asked);
  try {
    return await route(ctx, asked);
  } catch (error) {
    return refused(error, ctx);
  }
};
