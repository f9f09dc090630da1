import { z } from "zod";
import { Ask, ClaimKind, PersonDecision } from "./model/claim/kinds.ts";

const about = {
  claim: z.uuid(),
  number: z.string().describe("As the customer knows it."),
  order: z.string(),
  orderNumber: z.string(),
  parcel: z.string().describe("Empty where it is not known which."),
  kind: ClaimKind,
  page: z.string().describe("The customer's page of this claim, signed."),
  notice: z.string().optional().describe("Different for each telling: a journey can answer every one of them once."),
};

/** Facts of claims. Subject: the order's. */
export const claimFacts = {
  "claim.opened": z.object({ ...about, source: z.string(), amount: z.number().int(), currency: z.string() }),
  "claim.asked": z.object({ ...about, for: z.array(Ask), until: z.iso.datetime() }),
  "claim.decided": z.object({
    ...about,
    decision: PersonDecision,
    amount: z.number().int().describe("What it is worth, minor units; 0 where it was declined."),
    currency: z.string(),
    automatic: z.boolean(),
    reason: z.string().describe("As a person typed it; empty where `reasonCode` says it."),
    reasonCode: z
      .string()
      .optional()
      .describe("Standing words that everybody reads in their own language: reship, refund, credit, late_credit."),
    appealUntil: z.iso.datetime(),
  }),
  "claim.appealed": z.object(about),
  "claim.settled": z.object({ ...about, decision: PersonDecision, reference: z.string() }),
  "claim.closed": z.object({ ...about, why: z.string() }),
} as const;
