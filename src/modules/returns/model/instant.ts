/** May the new goods go out before the old ones are back, and what secures them? */
import type { Policy, Resolution } from "./policy.ts";

/** Why not, where it is offered to some: too dear, nothing to hold it against, an earlier exchange is still open, or not offered here. */
export const NOT_AHEAD = ["value", "payment", "open", "not_offered"] as const;
type NotAhead = (typeof NOT_AHEAD)[number];

export type Ahead =
  | { readonly ok: true; readonly security: "hold" | "debt" }
  | { readonly ok: false; readonly why: NotAhead | null };

interface Asked {
  readonly resolution: Resolution;
  /** What was paid for the old goods, minor units. */
  readonly value: number;
  /** What the rules say of each item. */
  readonly limits: readonly (number | null)[];
  readonly payment: string;
  readonly gift: boolean;
  /** Exchanges of this customer whose old goods are not back. */
  readonly open: number;
  /** The customer would rather wait. */
  readonly waits: boolean;
  /** Something has to come back at all. */
  readonly keep: boolean;
}

/** X6: `why` is null where nobody needs to be told: it is no exchange, or this brand never sends ahead. */
export const aheadOf = (policy: Pick<Policy, "instant" | "instantDebt" | "rules">, asked: Asked): Ahead => {
  const offered = policy.instant !== null || policy.rules.some((rule) => (rule.gives.instant ?? 0) > 0);
  if (!offered || !asked.resolution.startsWith("exchange") || asked.keep) return { ok: false, why: null };
  // Who was given the goods cannot answer with the giver's card.
  if (asked.gift) return { ok: false, why: null };
  if (asked.limits.some((limit) => limit === null)) return { ok: false, why: "not_offered" };
  if (asked.value > Math.min(...asked.limits.map((limit) => limit ?? 0))) return { ok: false, why: "value" };
  const security = asked.payment === "card" ? "hold" : policy.instantDebt ? "debt" : null;
  if (security === null) return { ok: false, why: "payment" };
  if (asked.open > 0) return { ok: false, why: "open" };
  return asked.waits ? { ok: false, why: null } : { ok: true, security };
};
