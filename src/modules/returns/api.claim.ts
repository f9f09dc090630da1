import { z } from "zod";
import { Claim, Head, minor, moment, Replayed } from "./api.claim-shapes.ts";
import { contract } from "#kernel/contract";
import { CarrierTerms } from "./model/claim/carrier.ts";
import { Ask, ClaimKind, ClaimState, Outcome, Remedy } from "./model/claim/kinds.ts";
import { ClaimPolicy, Weights } from "./model/claim/policy.ts";

const params = z.object({ id: z.uuid() });
const reason = z.string().trim().min(1).max(2_000).describe("As the customer reads it.");
const standing = z
  .string()
  .trim()
  .max(2_000)
  .default("")
  .describe("As the customers read it; empty: standing words, to each in their own language.");
const Moved = z.object({ id: z.uuid(), state: ClaimState });

/** Claims over HTTP. */
export const claimsApi = contract({
  claims: {
    method: "GET",
    path: "/api/claims",
    summary: "Claims of a queue, the most urgent first; `all`: the newest first",
    query: z.object({
      queue: z.enum(["review", "evidence", "settle", "all"]).default("all"),
      kind: ClaimKind.optional(),
      carrier: z.string().max(40).optional(),
      q: z.string().max(100).optional().describe("Number of the claim or of the order."),
      profile: z.uuid().optional(),
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    returns: z.object({ items: z.array(Head), next: z.string().nullable() }),
  },
  claimCounts: {
    method: "GET",
    path: "/api/claims/counts",
    summary: "How many claims wait for whom",
    returns: z.object({ review: minor, late: minor, evidence: minor, settle: minor }),
  },
  claimPolicy: {
    method: "GET",
    path: "/api/claims/policy",
    summary: "The policy that holds, and its versions",
    returns: z.object({
      version: z.number().int(),
      policy: ClaimPolicy,
      versions: z.array(z.object({ version: z.number().int(), note: z.string(), at: moment, actor: z.string() })),
    }),
  },
  saveClaimPolicy: {
    method: "PUT",
    path: "/api/claims/policy",
    summary: "Save a new version of the policy",
    body: z.object({ after: z.number().int(), policy: ClaimPolicy, note: z.string().max(300).default("") }),
    returns: z.object({ version: z.number().int() }),
  },
  previewClaimPolicy: {
    method: "POST",
    path: "/api/claims/policy/preview",
    summary: "What a policy would have done with the claims of the last days, beside the one that holds",
    body: z.object({ policy: ClaimPolicy, days: z.number().int().min(1).max(365).default(90) }),
    returns: z.object({ claims: minor, current: Replayed, proposed: Replayed }),
  },
  proposeClaimWeights: {
    method: "POST",
    path: "/api/claims/policy/refit",
    summary: "Weights that fit what people found; nothing is saved",
    returns: z.union([
      z.object({ ok: z.literal(true), bias: z.number(), weights: Weights, outcomes: minor }),
      z.object({ ok: z.literal(false), why: z.enum(["too_few", "one_sided"]), outcomes: minor }),
    ]),
  },
  claimCarriers: {
    method: "GET",
    path: "/api/claims/carriers",
    summary: "What may be claimed from carriers and until when, and the files made so far",
    returns: z.object({
      carriers: z.array(
        z.object({ carrier: z.string(), claims: minor, amount: minor, due: moment.nullable(), missed: minor }),
      ),
      files: z.array(
        z.object({
          id: z.uuid(),
          carrier: z.string(),
          at: moment,
          actor: z.string(),
          claims: minor,
          amount: minor,
        }),
      ),
    }),
  },
  makeCarrierFile: {
    method: "POST",
    path: "/api/claims/carriers/{carrier}/file",
    summary: "Put what is owed by a carrier into a file",
    role: "agent",
    params: z.object({ carrier: z.string().min(1).max(40) }),
    returns: z.object({ id: z.uuid(), claims: minor }),
  },
  carrierFile: {
    method: "GET",
    path: "/api/claims/carrier-files/{id}",
    summary: "A carrier's claim file",
    params,
    returns: z.object({
      id: z.uuid(),
      carrier: z.string(),
      at: moment,
      actor: z.string(),
      rows: z.array(
        z.object({
          number: z.string(),
          tracking: z.string(),
          order: z.string(),
          kind: z.string(),
          shipped: z.string(),
          delivered: z.string(),
          goods: z.string(),
          amount: minor,
          currency: z.string(),
          due: z.string(),
        }),
      ),
    }),
  },
  carrierTerms: {
    method: "GET",
    path: "/api/claims/carrier-terms",
    summary: "Days and most amounts for claims against carriers",
    returns: CarrierTerms,
  },
  saveCarrierTerms: {
    method: "PUT",
    path: "/api/claims/carrier-terms",
    summary: "Fit them to the contracts",
    body: CarrierTerms,
  },
  approveClaims: {
    method: "POST",
    path: "/api/claims/approve",
    summary: "Approve many claims with the policy's remedy; each stands for itself",
    role: "agent",
    body: z.object({ ids: z.array(z.uuid()).min(1).max(100), reason: standing }),
    returns: z.object({ approved: minor, refused: z.array(z.object({ id: z.uuid(), why: z.string() })) }),
  },
  openClaim: {
    method: "POST",
    path: "/api/claims",
    summary: "Open a claim; telling it again adds to what was said",
    role: "agent",
    body: z.object({
      order: z.string().min(1).max(200).describe("Id or number."),
      parcel: z.uuid().optional(),
      kind: ClaimKind,
      statement: z.string().max(2_000).optional(),
      lines: z
        .array(z.object({ line: z.int32(), quantity: z.number().positive().max(100_000) }))
        .max(200)
        .optional(),
      wish: Remedy.optional(),
    }),
    returns: Moved.extend({ fresh: z.boolean(), number: z.string() }),
  },
  claim: {
    method: "GET",
    path: "/api/claims/{id}",
    summary: "One claim with its evidence, score and history",
    params,
    returns: Claim,
  },
  addClaimEvidence: {
    method: "POST",
    path: "/api/claims/{id}/evidence",
    summary: "Add words or a picture (base64) to an open claim",
    role: "agent",
    params,
    body: z
      .object({
        statement: z.string().max(2_000).optional(),
        photo: z
          .base64()
          .max(11 * 1024 * 1024)
          .optional(),
      })
      .refine((given) => given.statement !== undefined || given.photo !== undefined, "Give words or a picture."),
    returns: Moved,
  },
  grantClaim: {
    method: "POST",
    path: "/api/claims/{id}/grant",
    summary: "Send again, refund or give credit",
    role: "agent",
    params,
    body: z.object({ remedy: Remedy, amount: minor.min(0).optional(), reason, outcome: Outcome.nullable().optional() }),
    returns: Moved,
  },
  declineClaim: {
    method: "POST",
    path: "/api/claims/{id}/decline",
    summary: "Decline with a reason; only a person who is signed in may",
    role: "agent",
    params,
    body: z.object({ reason, outcome: Outcome.nullable().optional() }),
    returns: Moved,
  },
  askClaim: {
    method: "POST",
    path: "/api/claims/{id}/ask",
    summary: "Ask the customer for something more",
    role: "agent",
    params,
    body: z.object({ for: z.array(Ask).min(1) }),
    returns: Moved,
  },
  appealClaim: {
    method: "POST",
    path: "/api/claims/{id}/appeal",
    summary: "Take down that the customer does not agree",
    role: "agent",
    params,
    body: z.object({ words: z.string().max(2_000) }),
    returns: Moved,
  },
  withdrawClaim: {
    method: "POST",
    path: "/api/claims/{id}/withdraw",
    summary: "It has turned up: close the claim",
    role: "agent",
    params,
    returns: Moved,
  },
  settleClaim: {
    method: "POST",
    path: "/api/claims/{id}/settle",
    summary: "Say that the remedy was carried out",
    role: "agent",
    params,
    body: z.object({ reference: z.string().trim().min(1).max(200).describe("Id of the refund or of the new order.") }),
    returns: Moved,
  },
});
