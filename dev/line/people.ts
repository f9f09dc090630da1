/** What a customer can do in LINE: follow, block, write, tap, link an account. Each becomes a webhook. */
import { randomBytes } from "node:crypto";
import { type ChatEntry, type LineState, type LineUser, nextId, userOf } from "./state.ts";
import { ulid, type WebhookEvent } from "./webhooks.ts";

const REPLY_MS = 20 * 60_000;

const replyToken = (state: LineState, user: string, at: number): string => {
  const token = randomBytes(16).toString("hex");
  state.replyTokens.set(token, { user, until: at + REPLY_MS });
  return token;
};

const event = (type: string, user: string, at: number, more: object): WebhookEvent => ({
  type,
  ...more,
  webhookEventId: ulid(at),
  deliveryContext: { isRedelivery: false },
  timestamp: at,
  source: { type: "user", userId: user },
  mode: "active",
});

/** Becomes a friend, or opens a blocked account again. */
export const follow = (
  state: LineState,
  id: string,
  at: number,
  who: Partial<Pick<LineUser, "displayName" | "language">> = {},
) => {
  const user = userOf(state, id);
  Object.assign(user, who);
  const isUnblocked = user.blocked;
  user.following = true;
  user.blocked = false;
  return event("follow", id, at, { replyToken: replyToken(state, id, at), follow: { isUnblocked } });
};

/** Blocks the account. */
export const block = (state: LineState, id: string, at: number) => {
  const user = userOf(state, id);
  user.blocked = true;
  user.following = false;
  return event("unfollow", id, at, {});
};

const say = (state: LineState, user: LineUser, at: number, text: string): ChatEntry => {
  const entry: ChatEntry = { id: nextId(state), at, from: "customer", message: { type: "text", text }, request: null };
  user.chat.push(entry);
  return entry;
};

/** Writes a text into the chat. */
export const write = (state: LineState, id: string, at: number, text: string) => {
  const entry = say(state, userOf(state, id), at, text);
  return event("message", id, at, {
    replyToken: replyToken(state, id, at),
    message: { type: "text", id: entry.id, quoteToken: randomBytes(16).toString("base64url"), text },
  });
};

/** Taps a button with postback data; `displayText` appears as if written. */
export const postback = (
  state: LineState,
  id: string,
  at: number,
  data: string,
  more: { displayText?: string | undefined; params?: Readonly<Record<string, string>> | undefined } = {},
) => {
  if (more.displayText) say(state, userOf(state, id), at, more.displayText);
  return event("postback", id, at, {
    replyToken: replyToken(state, id, at),
    postback: { data, ...(more.params && { params: more.params }) },
  });
};

/** Ends the account link dialogue. */
export const accountLink = (state: LineState, id: string, at: number, nonce: string, result: "ok" | "failed" = "ok") =>
  event("accountLink", id, at, { replyToken: replyToken(state, id, at), link: { result, nonce } });
