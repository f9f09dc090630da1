/** The vocabulary of claims. */
import { z } from "zod";

export const CLAIM_KINDS = ["not_received", "damaged", "missing", "wrong", "late"] as const;
export const ClaimKind = z.enum(CLAIM_KINDS);
export type ClaimKind = z.infer<typeof ClaimKind>;

export const CLAIM_STATES = [
  "opened",
  "evidence",
  "scored",
  "auto_approved",
  "review",
  "decided",
  "appealed",
  "closed",
] as const;
export const ClaimState = z.enum(CLAIM_STATES);
export type ClaimState = z.infer<typeof ClaimState>;

export const EVIDENCE_KINDS = ["statement", "photo", "delivery_proof"] as const;
export const EvidenceKind = z.enum(EVIDENCE_KINDS);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** What a customer can be given. */
export const REMEDIES = ["reship", "refund", "credit"] as const;
export const Remedy = z.enum(REMEDIES);
export type Remedy = z.infer<typeof Remedy>;

/** Why something is given where no person typed a reason: words that everybody reads in their own language. */
export const REASON_CODES = [...REMEDIES, "late_credit"] as const;
export const ReasonCode = z.enum(REASON_CODES);
export type ReasonCode = z.infer<typeof ReasonCode>;

/** The standing words for a remedy. Credit for what came late says so. */
export const reasonCodeOf = (remedy: Remedy, kind: ClaimKind): ReasonCode =>
  remedy === "credit" && kind === "late" ? "late_credit" : remedy;

/** What a person can decide. Only a person can decline. */
export const PERSON_DECISIONS = [...REMEDIES, "decline"] as const;
export const PersonDecision = z.enum(PERSON_DECISIONS);
export type PersonDecision = z.infer<typeof PersonDecision>;

/** What the customer can be asked for before anything is decided. */
export const ASKS = ["photo", "statement"] as const;
export const Ask = z.enum(ASKS);
export type Ask = z.infer<typeof Ask>;

/** What a person found when they looked: the label that the score learns from. */
export const OUTCOMES = ["honest", "abuse"] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

/** Days, by which history and scores are forgotten. */
export const MEMORY_DAYS = 365;
