/** The life of a send as a table, and what a provider's answer means for it. Pure. */

export const STATES = [
  "deferred",
  "refused",
  "expired",
  "claimed",
  "handed_off",
  "accepted",
  "delivered",
  "failed",
  "unknown",
] as const;
export type State = (typeof STATES)[number];

export const INPUTS = [
  "claim",
  "defer",
  "refuse",
  "expire",
  "hand_off",
  "retry",
  "return",
  "accept",
  "reject",
  "lose",
  "deliver",
  "bounce",
] as const;
export type Input = (typeof INPUTS)[number];

const MOVES: Readonly<Record<State, Partial<Readonly<Record<Input, State>>>>> = {
  deferred: { claim: "claimed", defer: "deferred", refuse: "refused", expire: "expired" },
  refused: {},
  expired: {},
  claimed: { hand_off: "handed_off", defer: "deferred", expire: "expired", reject: "failed" },
  handed_off: {
    hand_off: "handed_off",
    retry: "handed_off",
    return: "deferred",
    expire: "expired",
    accept: "accepted",
    reject: "failed",
    lose: "unknown",
    // The bounce may arrive before our own note of the answer.
    deliver: "delivered",
    bounce: "failed",
  },
  accepted: { deliver: "delivered", bounce: "failed" },
  delivered: { bounce: "failed" },
  failed: {},
  // Never handed off again: only evidence or a person moves it.
  unknown: { accept: "accepted", reject: "failed", deliver: "delivered", bounce: "failed" },
};

/** Where `input` leads from `state`, or null where that is not allowed. */
export const step = (state: State, input: Input): State | null => MOVES[state][input] ?? null;

/** States in which a send holds its place in the contact budget: it reached the person, or may have. */
export const COUNTED: readonly State[] = ["claimed", "handed_off", "accepted", "delivered", "unknown"];

/** What a channel says after one attempt. */
export type Outcome =
  | { readonly kind: "accepted"; readonly providerId: string | null }
  /** The provider has refused this message for good. `hard`: because the address does not exist. */
  | { readonly kind: "refused"; readonly reason: string; readonly hard?: boolean }
  /** The provider surely has not taken it, and may later. `after`: seconds that it asked for; `slowDown`: all of the channel waits. */
  | { readonly kind: "later"; readonly reason: string; readonly after?: number; readonly slowDown?: boolean }
  /** The provider surely has not taken it, and will take nothing until `until`, or until somebody acts. */
  | { readonly kind: "stopped"; readonly reason: "quota" | "refused"; readonly until: Date | null }
  /** No answer: it may have been taken. */
  | { readonly kind: "unsure"; readonly reason: string };

export interface Attempted {
  /** The provider knows a repeat by its key, for a day. */
  readonly keyed: boolean;
  /** An earlier attempt of this round ended without an answer. */
  readonly unsure: boolean;
  /** Attempts of this round, this one included. */
  readonly attempts: number;
  readonly handedOffAt: Date;
  readonly expiresAt: Date;
}

export interface Conclusion {
  readonly input: Input;
  readonly reason: string;
  /** For `retry`: when. */
  readonly dueAt: Date | null;
  readonly unsure: boolean;
  readonly providerId: string | null;
}

/** LINE keeps a retry key for 24 h; we stop an hour before, so that no clock's error turns a repeat into a second message. */
export const KEY_LIFE_MS = 23 * 3_600_000;
const LONGEST_BACKOFF_S = 600;

/** Seconds until the next attempt: 1, 2, 4 … 600. */
export const backoff = (attempts: number): number => Math.min(2 ** Math.max(0, attempts - 1), LONGEST_BACKOFF_S);

/** What one attempt's outcome does to the send. Nothing that may have been taken is ever tried again without a key. */
export const conclude = (send: Attempted, outcome: Outcome, now: Date): Conclusion => {
  const unsure = send.unsure || outcome.kind === "unsure";
  const end = (input: Input, reason: string, providerId: string | null = null): Conclusion => ({
    input,
    reason,
    dueAt: null,
    unsure,
    providerId,
  });
  const again = (reason: string, seconds: number): Conclusion => {
    const dueAt = new Date(now.getTime() + seconds * 1000);
    const lifeEnds = send.handedOffAt.getTime() + KEY_LIFE_MS;
    // An unsure one is followed up beyond its expiry: the question is then whether it went, not whether it should.
    if (!unsure && dueAt >= send.expiresAt) return end("expire", reason);
    // Surely not taken in a day of trying: the arbiter decides anew, under a new key and until the message expires.
    if (dueAt.getTime() >= lifeEnds) return end(unsure ? "lose" : "return", reason);
    return { input: "retry", reason, dueAt, unsure, providerId: null };
  };
  switch (outcome.kind) {
    case "accepted":
      return end("accept", "accepted", outcome.providerId);
    case "refused":
      // An earlier attempt of the same message may have gone through before the provider began to refuse.
      return unsure ? end("lose", outcome.reason) : end("reject", outcome.reason);
    case "later":
      return unsure && !send.keyed
        ? end("lose", outcome.reason)
        : again(outcome.reason, Math.max(outcome.after ?? 0, backoff(send.attempts)));
    case "stopped":
      if (!unsure) return end("return", outcome.reason);
      return send.keyed ? again(outcome.reason, LONGEST_BACKOFF_S) : end("lose", outcome.reason);
    case "unsure":
      return send.keyed ? again(outcome.reason, backoff(send.attempts)) : end("lose", outcome.reason);
  }
};
