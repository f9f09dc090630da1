/** What a policy would have done with claims that were scored before. The same pure functions as live. */
import { decideClaim } from "./decide.ts";
import type { ClaimCase } from "./features.ts";
import { scoreClaim } from "./score.ts";
import type { ClaimPolicy } from "./policy.ts";

/** A claim as history keeps it: what was known at the first look, and what became of it. */
export interface Kept {
  readonly facts: ClaimCase & { readonly promiseBroken: boolean; readonly underWay: boolean };
  readonly outcome: "honest" | "abuse" | null;
  readonly prefecture: string;
  readonly opened_at: Date;
}

export interface Replay {
  readonly approved: number;
  readonly asked: number;
  readonly reviewed: number;
  /** Money approved without a person. */
  readonly approvedAmount: number;
  /** Of those that people found honest: how many would have been asked or looked at. */
  readonly honest: number;
  readonly honestFriction: number;
  /** Of those that people found to be abuse: how many, and their money, would have been approved at once. */
  readonly abuse: number;
  readonly abuseApproved: number;
  readonly abuseAmount: number;
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

export const replayPolicy = (policy: ClaimPolicy, claims: readonly Kept[]): Replay => {
  const spent = new Map<string, number>();
  const sum = {
    approved: 0,
    asked: 0,
    reviewed: 0,
    approvedAmount: 0,
    honest: 0,
    honestFriction: 0,
    abuse: 0,
    abuseApproved: 0,
    abuseAmount: 0,
  };
  for (const { facts, outcome, opened_at } of claims.toSorted((a, b) => Number(a.opened_at) - Number(b.opened_at))) {
    const day = dayOf(opened_at);
    const verdict = decideClaim(policy, {
      scored: scoreClaim(facts, policy),
      about: facts,
      asked: [],
      spentToday: spent.get(day) ?? 0,
      promiseBroken: facts.promiseBroken,
      underWay: facts.underWay,
    });
    const approved = verdict.verdict === "approve";
    if (approved) {
      sum.approved++;
      sum.approvedAmount += verdict.amount;
      spent.set(day, (spent.get(day) ?? 0) + verdict.amount);
    } else if (verdict.verdict === "ask") sum.asked++;
    else sum.reviewed++;
    if (outcome === "honest") {
      sum.honest++;
      if (!approved) sum.honestFriction++;
    }
    if (outcome === "abuse") {
      sum.abuse++;
      if (approved) {
        sum.abuseApproved++;
        sum.abuseAmount += verdict.amount;
      }
    }
  }
  return sum;
};
