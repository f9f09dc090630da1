/** The Messaging API, as far as the product uses it, with the limits and answers of the real one. */
import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { Hono } from "hono";
import { lineFaults } from "#templates/model";
import { type Faults, rateMeter } from "./faults.ts";
import { accountLink } from "./people.ts";
import { type Accepted, isUserId, type LineState, nextId, quotaMonth, userOf } from "./state.ts";
import type { WebhookSender } from "./webhooks.ts";

export type Bindings = { Bindings: HttpBindings };
type C = Context<Bindings>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const KEY_LIVES_MS = 24 * 3_600_000;
const UNIT = /^[a-zA-Z0-9_]{1,30}$/;

export interface Tally {
  requests: number;
  accepted: number;
  conflicts: number;
  rateLimited: number;
  quotaReached: number;
  refused: number;
  failed: number;
  lost: number;
}

export interface ApiParts {
  readonly state: LineState;
  readonly faults: Faults;
  readonly tally: Tally;
  readonly webhooks: WebhookSender;
  readonly accessToken: string | null;
  readonly now: () => number;
  readonly random: () => number;
  /** Told of every chat that changed. */
  readonly changed: (user: string) => void;
}

const error = (message: string, details?: readonly { message: string; property: string }[]) =>
  details && details.length > 0 ? { message, details } : { message };

interface Detail {
  readonly message: string;
  readonly property: string;
}

/** What is wrong with a sending request beside its messages. */
const requestFaults = (endpoint: string, body: Record<string, unknown>): Detail[] => {
  const faults: Detail[] = [];
  const { to, customAggregationUnits: units } = body;
  if (endpoint === "push" && !(typeof to === "string" && /^[UCR][0-9a-f]{32}$/.test(to)))
    faults.push({
      property: "to",
      message: to === undefined ? "May not be empty" : "Must be an id of a user, group or room",
    });
  if (endpoint === "multicast" && !(Array.isArray(to) && to.length >= 1 && to.length <= 500 && to.every(isUserId)))
    faults.push({ property: "to", message: "Size must be between 1 and 500, each an id of a user" });
  if (endpoint === "reply" && typeof body["replyToken"] !== "string")
    faults.push({ property: "replyToken", message: "May not be empty" });
  if (units !== undefined) {
    if (!Array.isArray(units) || units.length > 1)
      faults.push({ property: "customAggregationUnits", message: "Size must be between 0 and 1" });
    else if (units.some((unit) => typeof unit !== "string" || !UNIT.test(unit)))
      faults.push({ property: "customAggregationUnits[0]", message: "Must be 1 to 30 of a-z, A-Z, 0-9 and _" });
  }
  return faults;
};

const readBody = async (c: C): Promise<Record<string, unknown> | null> => {
  try {
    const body: unknown = await c.req.json();
    return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};

export const messagingApi = (parts: ApiParts): Hono<Bindings> => {
  const { state, faults, tally, now, random } = parts;
  const within = rateMeter();
  const app = new Hono<Bindings>();

  app.use("*", async (c, next) => {
    const request = randomUUID();
    c.header("x-line-request-id", request);
    c.set("request" as never, request as never);
    const given = c.req.header("authorization");
    if (!given?.startsWith("Bearer ") || (parts.accessToken !== null && given !== `Bearer ${parts.accessToken}`))
      return c.json(
        error("Authentication failed. Confirm that the access token in the authorization header is valid."),
        401,
      );
    return await next();
  });

  /** Puts the messages into the chats of the recipients; blocked people are counted and see nothing. */
  const accept = (request: string, to: readonly string[], messages: readonly Record<string, unknown>[]): Accepted => {
    const at = now();
    const sent = messages.map(() => ({ id: nextId(state), quoteToken: randomBytes(18).toString("base64url") }));
    for (const id of to) {
      const user = userOf(state, id);
      if (user.blocked || !user.following) continue;
      messages.forEach((message, index) => {
        user.chat.push({ id: sent[index]?.id ?? "", at, from: "brand", message, request });
      });
      parts.changed(id);
    }
    tally.accepted++;
    return { request, at, sent };
  };
  const drop = (c: C) => {
    tally.lost++;
    c.env.incoming.socket.destroy();
    return c.body(null, 500);
  };
  const recipients = (endpoint: string, body: Record<string, unknown>): string[] => {
    if (endpoint === "push") return isUserId(body["to"]) ? [body["to"]] : [];
    if (endpoint === "multicast") return [...new Set(body["to"] as string[])];
    if (endpoint === "broadcast")
      return [...state.users.values()].filter((user) => user.following).map((user) => user.id);
    return [];
  };

  const sending = (endpoint: "push" | "multicast" | "broadcast" | "reply") => async (c: C) => {
    tally.requests++;
    const request = c.get("request" as never) as string;
    const [least, most] = faults.latencyMs;
    if (most > 0) await sleep(least + random() * (most - least));
    if (random() < faults.rateLimited || !within(endpoint, Date.now(), faults.perSecond)) {
      tally.rateLimited++;
      return c.json(error("The API rate limit has been exceeded. Try again later."), 429);
    }
    if (random() < faults.failBefore) {
      tally.failed++;
      return c.json(error("Internal server error"), 500);
    }
    const refuse = (message: string, details?: readonly Detail[]) => {
      tally.refused++;
      return c.json(error(message, details), 400);
    };
    const key = c.req.header("x-line-retry-key")?.toLowerCase();
    if (key !== undefined && endpoint === "reply")
      return refuse("The X-Line-Retry-Key header is not supported by this endpoint.");
    if (key !== undefined && !UUID.test(key)) return refuse("The X-Line-Retry-Key header must be a UUID.");
    const body = await readBody(c);
    if (!body) return refuse("The request body could not be parsed as JSON");
    const before = key === undefined ? undefined : state.accepted.get(key);
    if (before && now() - before.at < KEY_LIVES_MS) {
      tally.conflicts++;
      c.header("x-line-accepted-request-id", before.request);
      return c.json({ message: "The retry key is already accepted", sentMessages: before.sent }, 409);
    }
    const details = [
      ...requestFaults(endpoint, body),
      ...lineFaults(body["messages"]).map((fault) => ({ message: fault.message, property: fault.at })),
    ];
    if (details.length > 0) return refuse(`The request body has ${details.length} error(s)`, details);

    const to = recipients(endpoint, body);
    if (endpoint === "reply") {
      const token = state.replyTokens.get(body["replyToken"] as string);
      if (!token || token.until < now()) return refuse("Invalid reply token");
      state.replyTokens.delete(body["replyToken"] as string);
      to.push(token.user);
    } else {
      const month = quotaMonth(now());
      const used = state.usage.get(month) ?? 0;
      if (state.quota !== null && used + to.length > state.quota) {
        tally.quotaReached++;
        return c.json(error("You have reached your monthly limit."), 429);
      }
      state.usage.set(month, used + to.length);
    }
    const accepted = accept(request, to, body["messages"] as Record<string, unknown>[]);
    if (key !== undefined) {
      state.accepted.set(key, accepted);
      state.acceptances.set(key, (state.acceptances.get(key) ?? 0) + 1);
    }
    if (random() < faults.loseReply) return drop(c);
    if (random() < faults.failAfter) {
      tally.failed++;
      return c.json(error("Internal server error"), 500);
    }
    if (key !== undefined && random() < faults.conflict) {
      tally.conflicts++;
      c.header("x-line-accepted-request-id", request);
      return c.json({ message: "The retry key is already accepted", sentMessages: accepted.sent }, 409);
    }
    return c.json(endpoint === "push" || endpoint === "reply" ? { sentMessages: accepted.sent } : {});
  };
  for (const endpoint of ["push", "multicast", "broadcast", "reply"] as const)
    app.post(`/v2/bot/message/${endpoint}`, sending(endpoint));

  app.post("/v2/bot/message/validate/:endpoint", async (c) => {
    const body = await readBody(c);
    const found = lineFaults(body?.["messages"]).map((fault) => ({ message: fault.message, property: fault.at }));
    return found.length > 0 ? c.json(error(`The request body has ${found.length} error(s)`, found), 400) : c.json({});
  });
  app.get("/v2/bot/message/quota", (c) =>
    c.json(state.quota === null ? { type: "none" } : { type: "limited", value: state.quota }),
  );
  app.get("/v2/bot/message/quota/consumption", (c) => c.json({ totalUsage: state.usage.get(quotaMonth(now())) ?? 0 }));
  app.get("/v2/bot/profile/:user", (c) => {
    const user = state.users.get(c.req.param("user"));
    if (!user || user.blocked || !user.following) return c.json(error("Not found"), 404);
    return c.json({ userId: user.id, displayName: user.displayName, language: user.language });
  });
  app.get("/v2/bot/followers/ids", (c) => {
    const ids = [...state.users.values()].filter((user) => user.following).map((user) => user.id);
    const start = Number(c.req.query("start") ?? 0);
    const limit = Math.min(1_000, Number(c.req.query("limit") ?? 300));
    const next = start + limit < ids.length ? { next: String(start + limit) } : {};
    return c.json({ userIds: ids.slice(start, start + limit), ...next });
  });
  app.get("/v2/bot/info", (c) =>
    c.json({ userId: state.botId, basicId: "@engawa", displayName: "Engawa", chatMode: "bot", markAsReadMode: "auto" }),
  );
  app.post("/v2/bot/chat/loading/start", (c) => c.json({}, 202));

  app.get("/v2/bot/channel/webhook/endpoint", (c) =>
    state.webhookUrl === null
      ? c.json(error("Webhook endpoint not found"), 404)
      : c.json({ endpoint: state.webhookUrl, active: state.webhookActive }),
  );
  app.put("/v2/bot/channel/webhook/endpoint", async (c) => {
    const endpoint = (await readBody(c))?.["endpoint"];
    if (typeof endpoint !== "string" || endpoint.length > 500 || !URL.canParse(endpoint))
      return c.json(error("Invalid webhook endpoint URL"), 400);
    state.webhookUrl = endpoint;
    return c.json({});
  });
  app.post("/v2/bot/channel/webhook/test", async (c) => {
    const status = state.webhookUrl === null ? 0 : await parts.webhooks.post([], 1);
    const reason = status === 0 ? "COULD_NOT_CONNECT" : status === 200 ? "OK" : "ERROR_STATUS_CODE";
    const timestamp = new Date(now()).toISOString();
    return c.json({ success: status === 200, timestamp, statusCode: status, reason, detail: String(status) });
  });

  app.post("/v2/bot/user/:user/linkToken", (c) => {
    const user = c.req.param("user");
    if (!state.users.has(user)) return c.json(error("Not found"), 404);
    const linkToken = randomBytes(24).toString("base64url");
    state.linkTokens.set(linkToken, { user, until: now() + 10 * 60_000 });
    return c.json({ linkToken });
  });
  app.notFound((c) => c.json(error("Not found"), 404));
  return app;
};

/** The page that the customer's browser is sent to at the end of an account link. */
export const accountLinkDialogue = (parts: ApiParts) => (c: Context) => {
  const token = parts.state.linkTokens.get(c.req.query("linkToken") ?? "");
  const nonce = c.req.query("nonce") ?? "";
  if (!token || token.until < parts.now() || nonce.length < 10 || nonce.length > 255)
    return c.text("このリンクは使えません。", 400);
  parts.state.linkTokens.delete(c.req.query("linkToken") ?? "");
  parts.webhooks.send([accountLink(parts.state, token.user, parts.now(), nonce)]);
  return c.text("アカウントを連携しました。");
};
