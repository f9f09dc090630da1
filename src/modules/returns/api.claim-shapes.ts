/** What the routes of claims give. */
import { z } from "zod";
import { FEATURES } from "./model/claim/features.ts";
import {
  Ask,
  ClaimKind,
  ClaimState,
  EvidenceKind,
  Outcome,
  PersonDecision,
  ReasonCode,
  Remedy,
} from "./model/claim/kinds.ts";

export const moment = z.string();
export const minor = z.number().int();

export const Head = z.object({
  id: z.uuid(),
  number: z.string(),
  order: z.string(),
  orderNumber: z.string(),
  parcel: z.string(),
  kind: ClaimKind,
  state: ClaimState,
  stateAt: moment,
  openedAt: moment,
  dueAt: moment.nullable(),
  source: z.string(),
  carrier: z.string(),
  prefecture: z.string(),
  amount: minor,
  currency: z.string(),
  score: z.number().nullable().describe("0 to 100; null before it was scored and after it was forgotten."),
  why: z.string(),
  decision: PersonDecision.or(z.literal("")),
  appeals: z.number().int(),
  buyer: z.object({ profile: z.string(), name: z.string() }).nullable(),
});

const History = z.object({ orders: minor, value: minor, claims: minor, claimed: minor, returns: minor });
const Facts = z.object({
  kind: ClaimKind,
  amount: minor,
  accountDays: z.number(),
  person: History,
  cluster: History,
  proof: z.object({
    scanned: z.boolean(),
    photo: z.boolean(),
    signed: z.boolean(),
    handed: z.boolean(),
    daysSince: z.number().nullable(),
  }),
  carrierTrouble: z.boolean(),
  photos: z.number().int(),
  photoReused: z.boolean(),
  photoAlike: z.boolean().default(false),
  lane: z.object({ claims: minor, parcels: minor }),
});

export const Claim = Head.extend({
  lines: z.array(z.object({ line: z.number().int(), name: z.string(), quantity: z.number() })),
  wish: z.string(),
  asked: z.array(Ask),
  verdict: z.string(),
  policy: z.number().int().nullable(),
  scoredAt: moment.nullable(),
  scoreExpiresAt: moment.nullable(),
  reasons: z.array(z.object({ feature: z.enum(FEATURES), value: z.number(), weight: z.number(), points: z.number() })),
  changes: z
    .array(z.object({ change: z.enum(["photo_given", "carrier_admits", "no_scan", "new_photo"]), score: z.number() }))
    .describe("What could still be learned, and the score that it would then have."),
  facts: Facts.nullable(),
  care: z.array(z.string()),
  suggested: z.object({ remedy: Remedy, amount: minor, left: minor }),
  reason: z.string().describe("As a person typed it; empty where `reasonCode` says it."),
  reasonCode: ReasonCode.or(z.literal("")).describe("Standing words, which everybody reads in their own language."),
  decidedAt: moment.nullable(),
  decidedBy: z.string(),
  page: z.string().describe("What the customer sees."),
  appealUntil: moment.nullable(),
  outcome: Outcome.nullable(),
  carrierFault: z.boolean(),
  carrierDue: moment.nullable(),
  carrierFile: z.string().nullable(),
  closedAt: moment.nullable(),
  closedWhy: z.string(),
  evidence: z.array(
    z.object({
      id: z.string(),
      kind: EvidenceKind,
      at: moment,
      giver: z.string(),
      text: z.string(),
      file: z.string().nullable(),
      look: z.string().describe("`taken`: copies of the picture are found; else why they are not."),
    }),
  ),
  twins: z
    .array(
      z.object({
        file: z.string(),
        other: z.string(),
        same: z.boolean(),
        agreement: z.number().describe("Up to 1."),
        claim: z.uuid(),
        number: z.string(),
        kind: ClaimKind,
        state: ClaimState,
        openedAt: moment,
      }),
    )
    .describe("Pictures that another order's claim came with too: the same file, or one that shows the same."),
  parcelStory: z
    .object({
      id: z.string(),
      carrier: z.string(),
      number: z.string(),
      state: z.string(),
      shippedAt: moment.nullable(),
      deliveredAt: moment.nullable(),
      promisedBy: moment.nullable(),
      scans: z.array(
        z.object({
          at: moment,
          text: z.string(),
          place: z.string(),
          state: z.string(),
          photo: z.boolean(),
          signed: z.boolean(),
        }),
      ),
    })
    .nullable(),
  steps: z.array(
    z.object({
      at: moment,
      input: z.string(),
      from: z.string(),
      to: z.string().nullable(),
      reason: z.string(),
      actor: z.string(),
    }),
  ),
  remedies: z.array(
    z.object({
      remedy: z.string(),
      amount: minor,
      at: moment,
      automatic: z.boolean(),
      settledAt: moment.nullable(),
      reference: z.string(),
    }),
  ),
  siblings: z.array(z.object({ id: z.string(), number: z.string(), kind: ClaimKind, state: ClaimState })),
});

export const Replayed = z.object({
  approved: minor,
  asked: minor,
  reviewed: minor,
  approvedAmount: minor,
  honest: minor,
  honestFriction: minor,
  abuse: minor,
  abuseApproved: minor,
  abuseAmount: minor,
});
