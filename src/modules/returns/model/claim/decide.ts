/** The automatic decision: approve, ask for more, or let a person look. It has no word for "no". */
import { type ClaimCase, showable } from "./features.ts";
import type { Ask, Remedy } from "./kinds.ts";
import type { CareLine, ClaimPolicy } from "./policy.ts";
import type { Scored } from "./score.ts";

/** Everything that can be decided without a person. A refusal cannot be written down in this type. */
export type Verdict =
  | { readonly verdict: "approve"; readonly remedy: Remedy; readonly amount: number; readonly why: ApproveWhy }
  | { readonly verdict: "ask"; readonly for: readonly Ask[]; readonly why: "score" }
  | { readonly verdict: "review"; readonly why: ReviewWhy };
export type ApproveWhy = "score" | "care";
export type ReviewWhy = "score" | "amount" | "budget" | "answered" | "not_late" | "under_way";

export interface Situation {
  readonly scored: Scored;
  readonly about: ClaimCase;
  /** What was asked before; the same is never asked twice. */
  readonly asked: readonly Ask[];
  /** Money that approvals without a person took today. */
  readonly spentToday: number;
  /** For `late`: whether a day that was promised has passed. */
  readonly promiseBroken: boolean;
  /** For `not_received`: still moving, and the promised day has not passed. */
  readonly underWay: boolean;
}

const holds = ({ when }: CareLine, { person, accountDays }: ClaimCase): boolean =>
  person.orders >= when.orders && person.value >= when.value && accountDays >= when.days;

/** The lines of care that this customer has. */
export const careOf = (policy: ClaimPolicy, about: ClaimCase): CareLine[] =>
  policy.care.filter((line) => holds(line, about));

/** The best of the lines, each part for itself: lines never take from one another. */
const careFor = (policy: ClaimPolicy, about: ClaimCase) => {
  const lines = careOf(policy, about);
  return {
    trust: Math.max(0, ...lines.map((line) => line.trust)),
    upTo: Math.max(0, ...lines.map((line) => line.upTo)),
    spare: lines.some((line) => line.spareQuestions),
  };
};

const asksFor = (about: ClaimCase, asked: readonly Ask[]): Ask[] => {
  const wanted: Ask = showable(about.kind) && about.photos === 0 ? "photo" : "statement";
  return asked.includes(wanted) ? [] : [wanted];
};

/** What the remedy is worth: the goods, or the credit of a late parcel. */
export const worth = (policy: ClaimPolicy, about: ClaimCase): number =>
  about.kind === "late" ? Math.min(policy.lateCredit, about.amount) : about.amount;

/** What stands against paying without a person, or null. */
const limitOf = (policy: ClaimPolicy, now: Situation, more: number): ReviewWhy | null => {
  const { about } = now;
  const amount = worth(policy, about);
  if (about.kind === "late" && !now.promiseBroken) return "not_late";
  if (about.kind === "not_received" && now.underWay) return "under_way";
  if (amount > policy.autoUpTo + more) return "amount";
  return now.spentToday + amount > policy.autoPerDay ? "budget" : null;
};

export const decideClaim = (policy: ClaimPolicy, now: Situation): Verdict => {
  const { about, scored } = now;
  const care = careFor(policy, about);
  const limit = limitOf(policy, now, care.upTo);
  const approve = (why: ApproveWhy): Verdict => ({
    verdict: "approve",
    remedy: policy.remedy[about.kind],
    amount: worth(policy, about),
    why,
  });
  if (scored.score < policy.approveBelow) return limit === null ? approve("score") : { verdict: "review", why: limit };
  if (scored.score >= policy.reviewFrom + care.trust) return { verdict: "review", why: "score" };
  const trusted = care.spare || scored.score < policy.approveBelow + care.trust;
  // Where care cannot pay for it, the customer is where everybody is: care never makes it worse.
  if (trusted && limit === null) return approve("care");
  const asks = asksFor(about, now.asked);
  return asks.length > 0 ? { verdict: "ask", for: asks, why: "score" } : { verdict: "review", why: "answered" };
};
