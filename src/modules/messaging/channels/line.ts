/** LINE push through the official client. Repeats carry the same X-Line-Retry-Key; 409 means the first one was taken. */
import { HTTPFetchError, messagingApi } from "@line/bot-sdk";
import type { Ctx } from "#kernel/context";
import { splitKey } from "#kernel/identity";
import { nextMonth } from "../model/calendar.ts";
import type { Outcome } from "../model/state.ts";
import type { Channel, Parcel } from "./channel.ts";

const TIMEOUT_MS = 10_000;
/** A rate answer without Retry-After: LINE counts by the second and by the minute. */
const RATE_REST_S = 2;

/** LINE's months are Japan's. */
const LINE_ZONE = "Asia/Tokyo";

const clients = new Map<string, messagingApi.MessagingApiClient>();
const clientOf = (ctx: Ctx): messagingApi.MessagingApiClient | null => {
  const { line } = ctx.config;
  if (!line) return null;
  const key = `${line.apiBase ?? ""} ${line.accessToken}`;
  const client =
    clients.get(key) ??
    new messagingApi.MessagingApiClient({
      channelAccessToken: line.accessToken,
      ...(line.apiBase !== null && { baseURL: line.apiBase }),
    });
  clients.set(key, client);
  return client;
};

const messageOf = (body: string): string => {
  try {
    const said = (JSON.parse(body) as { message?: unknown } | null)?.message;
    return typeof said === "string" ? said.slice(0, 200) : "";
  } catch {
    return "";
  }
};

export interface LineAnswer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly body: string;
}

/** What LINE's answer means. The same 429 stands for "too fast" and for "this month's messages are used up": the body tells. */
export const lineOutcome = (answer: LineAnswer, quotaRenews: Date): Outcome => {
  const { status } = answer;
  const said = messageOf(answer.body);
  if (status >= 200 && status < 300) return { kind: "accepted", providerId: answer.header("x-line-request-id") };
  if (status === 409)
    return {
      kind: "accepted",
      providerId: answer.header("x-line-accepted-request-id") ?? answer.header("x-line-request-id"),
    };
  if (status === 429) {
    if (/monthly limit/iu.test(answer.body)) return { kind: "stopped", reason: "quota", until: quotaRenews };
    const after = Number(answer.header("retry-after") ?? RATE_REST_S);
    return { kind: "later", reason: "line_rate", after: after > 0 ? after : RATE_REST_S, slowDown: true };
  }
  // A token that is wrong for one message is wrong for all: stop instead of failing everybody.
  if (status === 401 || status === 403) return { kind: "stopped", reason: "refused", until: null };
  if (status >= 400 && status < 500) return { kind: "refused", reason: `line_${status}${said ? `: ${said}` : ""}` };
  return { kind: "unsure", reason: `line_${status}` };
};

/** Errors that say that no request left this machine. */
const NEVER_LEFT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === "string" ? cause.code : "";
};

const timeout = (): { expired: Promise<"timeout">; clear: () => void } => {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<"timeout">((resolve) => {
    timer = setTimeout(() => resolve("timeout"), TIMEOUT_MS);
  });
  return { expired, clear: () => clearTimeout(timer) };
};

const push = async (ctx: Ctx, client: messagingApi.MessagingApiClient, parcel: Parcel): Promise<Outcome> => {
  if (parcel.body.channel !== "line") return { kind: "refused", reason: "body_of_another_channel" };
  const request = {
    to: splitKey(parcel.address).value,
    messages: parcel.body.messages as unknown as messagingApi.Message[],
  };
  const wait = timeout();
  try {
    const answer = await Promise.race([client.pushMessageWithHttpInfo(request, parcel.retryKey), wait.expired]);
    if (answer === "timeout") return { kind: "unsure", reason: "line_timeout" };
    return { kind: "accepted", providerId: answer.httpResponse.headers.get("x-line-request-id") };
  } catch (error) {
    if (error instanceof HTTPFetchError)
      return lineOutcome(
        { status: error.status, header: (name) => error.headers.get(name), body: error.body },
        nextMonth(ctx.now, LINE_ZONE),
      );
    const code = codeOf(error);
    return NEVER_LEFT.has(code)
      ? { kind: "later", reason: `line_${code}` }
      : { kind: "unsure", reason: `line_${code || "connection"}` };
  } finally {
    wait.clear();
  }
};

export const lineChannel: Channel = {
  name: "line",
  keyed: true,
  ready: (ctx) => ctx.config.line !== null,
  deliver: async (ctx, parcel) => {
    const client = clientOf(ctx);
    if (!client) return { kind: "stopped", reason: "refused", until: null };
    return push(ctx, client, parcel);
  },
  quota: async (ctx) => {
    const client = clientOf(ctx);
    if (!client) return null;
    const [quota, used] = await Promise.all([client.getMessageQuota(), client.getMessageQuotaConsumption()]);
    return { quota: quota.type === "limited" ? (quota.value ?? null) : null, used: used.totalUsage };
  },
};
