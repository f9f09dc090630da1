/**
 * The small browser tracker: `<script src="https://…/engawa.js" data-write-key="…" async></script>`.
 * Speaks the same HTTP API as Segment's clients. Sends nothing before `data-consent="wait"` pages call `engawa.start()`.
 */
import { openQueue, type Queued } from "./queue.ts";

const COOKIE = "ajs_anonymous_id";
const USER = "engawa_user";
const YEAR_S = 31_536_000;
const FLUSH_MS = 300;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

const script = document.currentScript as HTMLScriptElement | null;
const writeKey = script?.dataset["writeKey"] ?? "";
const endpoint = new URL("/v1/batch", script?.src ?? location.href).href;

const storage = ((): Storage | null => {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
})();
const queue = openQueue(storage);

const cookie = (name: string): string | null =>
  document.cookie
    .split("; ")
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? null;

const anonymousId = (): string => {
  const known = cookie(COOKIE);
  const id = known ? decodeURIComponent(known) : crypto.randomUUID();
  if (!known) document.cookie = `${COOKIE}=${id}; path=/; max-age=${YEAR_S}; samesite=lax`;
  return id;
};

const page = () => ({
  path: location.pathname,
  referrer: document.referrer,
  search: location.search,
  title: document.title,
  url: location.href,
});

let started = script?.dataset["consent"] !== "wait";
let timer: ReturnType<typeof setTimeout> | null = null;
let retryMs = FIRST_RETRY_MS;
let sending = false;

const soon = (ms: number): void => {
  timer ??= setTimeout(() => {
    timer = null;
    void flush();
  }, ms);
};

/** Sends the head of the queue; what was not acknowledged stays, and goes again with the same message ids. */
const flush = async (): Promise<void> => {
  const batch = queue.head();
  if (!started || sending || batch.length === 0) return;
  sending = true;
  const body = JSON.stringify({ batch, writeKey, sentAt: new Date().toISOString() });
  // text/plain spares the preflight that a JSON content type would cost on every request from another origin.
  const headers = { "content-type": "text/plain" };
  const response = await fetch(endpoint, { method: "POST", body, headers, keepalive: true }).catch(() => null);
  sending = false;
  const again = response === null || response.status === 429 || response.status >= 500;
  if (again) {
    const asked = Number(response?.headers.get("retry-after") ?? 0) * 1000;
    soon(Math.max(asked, retryMs));
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    return;
  }
  retryMs = FIRST_RETRY_MS;
  queue.remove(new Set(batch.map((event) => event.messageId)));
  if (queue.head().length > 0) soon(0);
};

const send = (type: string, more: Record<string, unknown>): void => {
  const event: Queued = {
    type,
    messageId: `engawa-${crypto.randomUUID()}`,
    timestamp: new Date().toISOString(),
    anonymousId: anonymousId(),
    userId: storage?.getItem(USER) ?? null,
    context: { page: page(), locale: navigator.language, library: { name: "engawa.js", version: "1" } },
    ...more,
  };
  queue.add(event);
  soon(FLUSH_MS);
};

export const track = (event: string, properties: Record<string, unknown> = {}): void =>
  send("track", { event, properties });

export const view = (properties: Record<string, unknown> = {}): void =>
  send("page", { properties: { ...page(), ...properties } });

/** Says who this is from now on, on this browser. */
export const identify = (userId: string, traits: Record<string, unknown> = {}): void => {
  storage?.setItem(USER, userId);
  send("identify", { userId, traits });
};

/** Signed out: the next visitor of this browser is somebody new. */
export const reset = (): void => {
  storage?.removeItem(USER);
  document.cookie = `${COOKIE}=; path=/; max-age=0`;
};

/** After consent, where the page waited for it. */
export const start = (): void => {
  started = true;
  soon(0);
};

addEventListener("pagehide", () => void flush());
addEventListener("online", () => void flush());
if (started) view();
