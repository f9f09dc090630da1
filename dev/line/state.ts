/** What the simulated LINE knows: people, chats, accepted requests, quota. Plain data, so that it can be kept as JSON. */
import { randomBytes } from "node:crypto";

export interface ChatEntry {
  readonly id: string;
  /** Milliseconds since 1970, by the simulator's clock. */
  readonly at: number;
  readonly from: "brand" | "customer";
  readonly message: Readonly<Record<string, unknown>>;
  /** The request that brought it; null for what the customer wrote. */
  readonly request: string | null;
}

export interface LineUser {
  readonly id: string;
  displayName: string;
  language: string;
  following: boolean;
  /** The customer blocked the account: messages are accepted and never shown. */
  blocked: boolean;
  readonly chat: ChatEntry[];
}

export interface Accepted {
  readonly request: string;
  readonly at: number;
  readonly sent: readonly { readonly id: string; readonly quoteToken: string }[];
}

export interface LineState {
  readonly botId: string;
  readonly users: Map<string, LineUser>;
  /** Retry key → the request that was accepted under it. */
  readonly accepted: Map<string, Accepted>;
  /** Retry key → how often something was accepted under it. Never above 1 unless the simulator is wrong. */
  readonly acceptances: Map<string, number>;
  readonly replyTokens: Map<string, { readonly user: string; readonly until: number }>;
  readonly linkTokens: Map<string, { readonly user: string; readonly until: number }>;
  /** Accepted recipients per month (yyyyMM in Tokyo). */
  readonly usage: Map<string, number>;
  quota: number | null;
  webhookUrl: string | null;
  webhookActive: boolean;
  lastId: number;
}

export const newState = (webhookUrl: string | null): LineState => ({
  botId: `U${randomBytes(16).toString("hex")}`,
  users: new Map(),
  accepted: new Map(),
  acceptances: new Map(),
  replyTokens: new Map(),
  linkTokens: new Map(),
  usage: new Map(),
  quota: null,
  webhookUrl,
  webhookActive: true,
  lastId: 500_000_000_000,
});

export const toJson = (state: LineState): string =>
  JSON.stringify(state, (_key, value: unknown) => (value instanceof Map ? { $map: [...value] } : value));

export const fromJson = (text: string): LineState =>
  JSON.parse(text, (_key, value: unknown) =>
    typeof value === "object" && value !== null && "$map" in value
      ? new Map(value.$map as [unknown, unknown][])
      : value,
  ) as LineState;

/** Message ids of LINE's are long decimal numbers that grow. */
export const nextId = (state: LineState): string => String(++state.lastId);

export const isUserId = (id: unknown): id is string => typeof id === "string" && /^U[0-9a-f]{32}$/.test(id);

/** The person with this id; unknown people become friends, so that tests need not register 10,000 of them. */
export const userOf = (state: LineState, id: string): LineUser => {
  const known = state.users.get(id);
  if (known) return known;
  const user: LineUser = {
    id,
    displayName: `LINE ${id.slice(1, 6)}`,
    language: "ja",
    following: true,
    blocked: false,
    chat: [],
  };
  state.users.set(id, user);
  return user;
};

/** yyyyMM in Tokyo: LINE counts its quota by that month. */
export const quotaMonth = (at: number): string =>
  new Date(at + 9 * 3_600_000).toISOString().slice(0, 7).replace("-", "");
