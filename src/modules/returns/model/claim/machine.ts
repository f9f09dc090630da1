/** The claim's machine: data and a pure step. What is not in the table is refused, with the reason. */
import type { Ask, ClaimState, Outcome, Remedy } from "./kinds.ts";

declare const person: unique symbol;
/** Proof that a human being stands behind an input. Only `personOf` makes one. */
export type Person = { readonly id: string; readonly name: string; readonly [person]: true };

/** The person behind an actor; null for an API key, a timer or the public, none of whom may refuse anybody. */
export const personOf = (actor: {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}): Person | null => (actor.kind === "user" ? ({ id: actor.id, name: actor.name } as Person) : null);

export type ClaimInput =
  | { readonly type: "evidence" }
  | { readonly type: "score" }
  | { readonly type: "approve"; readonly remedy: Remedy; readonly amount: number }
  | { readonly type: "ask"; readonly for: readonly Ask[] }
  | { readonly type: "review" }
  /** A person takes it over, or the customer gave no answer in time. Never a refusal. */
  | { readonly type: "take" }
  | {
      readonly type: "grant";
      readonly remedy: Remedy;
      readonly amount: number;
      readonly reason: string;
      readonly outcome: Outcome | null;
    }
  | { readonly type: "decline"; readonly by: Person; readonly reason: string; readonly outcome: Outcome | null }
  | { readonly type: "appeal"; readonly words: string }
  | { readonly type: "withdraw" }
  | { readonly type: "close" };
export type ClaimInputType = ClaimInput["type"];

/** state × input → next state. */
export const CLAIM_TRANSITIONS: Readonly<Record<ClaimState, Partial<Readonly<Record<ClaimInputType, ClaimState>>>>> = {
  opened: { evidence: "evidence", take: "review", withdraw: "closed" },
  evidence: { evidence: "evidence", score: "scored", take: "review", withdraw: "closed" },
  scored: { approve: "auto_approved", ask: "evidence", review: "review", take: "review", withdraw: "closed" },
  // News may make it clear before anybody has looked.
  review: {
    evidence: "review",
    score: "scored",
    ask: "evidence",
    grant: "decided",
    decline: "decided",
    withdraw: "closed",
  },
  auto_approved: { appeal: "appealed", close: "closed" },
  decided: { appeal: "appealed", close: "closed" },
  appealed: { evidence: "appealed", grant: "decided", decline: "decided", withdraw: "closed" },
  closed: {},
};

/** What a step sets off outside of the machine. */
export type ClaimEffect =
  | { readonly kind: "score" }
  | { readonly kind: "remedy"; readonly remedy: Remedy; readonly amount: number }
  | { readonly kind: "tell"; readonly fact: "claim.asked" | "claim.decided" | "claim.appealed" | "claim.closed" };

export type ClaimStep =
  | { readonly ok: true; readonly state: ClaimState; readonly effects: readonly ClaimEffect[] }
  | { readonly ok: false; readonly why: "illegal" | "reason_missing" | "appeal_too_late" };

/** Where a claim stands, as far as the machine asks. */
export interface ClaimStanding {
  readonly state: ClaimState;
  /** Until when the last decision may be appealed. */
  readonly appealUntil: Date | null;
}

/** A reason to the customer has at least this many characters. */
export const REASON_LENGTH = 8;

const effectsOf = (input: ClaimInput): ClaimEffect[] => {
  switch (input.type) {
    case "evidence":
      return [];
    case "approve":
    case "grant":
      return [
        { kind: "remedy", remedy: input.remedy, amount: input.amount },
        { kind: "tell", fact: "claim.decided" },
      ];
    case "decline":
      return [{ kind: "tell", fact: "claim.decided" }];
    case "ask":
      return [{ kind: "tell", fact: "claim.asked" }];
    case "appeal":
      return [{ kind: "tell", fact: "claim.appealed" }];
    case "withdraw":
    case "close":
      return [{ kind: "tell", fact: "claim.closed" }];
    default:
      return [];
  }
};

/** One step. The same function runs live, in tests and in the replay of history. */
export const stepClaim = (standing: ClaimStanding, input: ClaimInput, now: Date): ClaimStep => {
  const state = CLAIM_TRANSITIONS[standing.state][input.type];
  if (state === undefined) return { ok: false, why: "illegal" };
  if (input.type === "decline" && input.reason.trim().length < REASON_LENGTH)
    return { ok: false, why: "reason_missing" };
  if (input.type === "appeal" && standing.appealUntil !== null && now > standing.appealUntil)
    return { ok: false, why: "appeal_too_late" };
  return { ok: true, state, effects: effectsOf(input) };
};
