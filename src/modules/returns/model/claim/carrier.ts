/** What the brand asks back from the carrier, and until when: data that each brand fits to its contract. */
import { z } from "zod";
import type { ClaimKind } from "./kinds.ts";

const Terms = z.object({
  /** Days after the delivery in which damage or a shortage must be reported. */
  damageDays: z.number().int().min(1).max(365).default(14),
  /** Days after the parcel was sent in which a loss must be reported. */
  lossDays: z.number().int().min(1).max(730).default(365),
  /** Most that is paid for one parcel, minor units. */
  most: z.number().int().min(0).default(300_000),
});

/**
 * The standard terms of parcel carriage in Japan: damage and shortage within 14 days of delivery, liability ends a year after
 * delivery, 300,000 yen at most. A contract may say otherwise, so each carrier can be set.
 */
export const CarrierTerms = z.object({
  other: Terms.prefault({}),
  carriers: z.record(z.string(), Terms).default({}),
});
export type CarrierTerms = z.infer<typeof CarrierTerms>;

const DAY = 86_400_000;

/** The last day to claim from the carrier; null where it has nothing to answer for. */
export const carrierDeadline = (
  terms: CarrierTerms,
  claim: { kind: ClaimKind; carrier: string; shippedAt: Date | null; deliveredAt: Date | null; openedAt: Date },
): Date | null => {
  if (claim.kind === "wrong" || claim.kind === "late") return null;
  const its = terms.carriers[claim.carrier] ?? terms.other;
  const damage = claim.kind === "damaged" || claim.kind === "missing";
  const from = damage ? (claim.deliveredAt ?? claim.openedAt) : (claim.shippedAt ?? claim.openedAt);
  return new Date(from.getTime() + (damage ? its.damageDays : its.lossDays) * DAY);
};

export const carrierAmount = (terms: CarrierTerms, carrier: string, amount: number): number =>
  Math.min(amount, (terms.carriers[carrier] ?? terms.other).most);
