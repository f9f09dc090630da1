export { claimsApi } from "./api.claim.ts";
export { operationsApi } from "./api.operations.ts";
import { z } from "zod";
import { contract } from "#kernel/contract";
import { policiesApi } from "./api.policy.ts";
import {
  limit,
  cursor,
  when,
  minor,
  params,
  key,
  ReturnHead,
  ReturnWhole,
  Proposed,
  Change,
  NoteTable,
} from "./api.shapes.ts";
import { AWAITS } from "./model/machine.ts";
import { RETURN_REASONS } from "./model/reasons.ts";
import { Wish } from "./model/wish.ts";

export type { ReturnHead, StoredPolicy } from "./api.shapes.ts";

/** What this module offers over HTTP. */
export const returnsApi = contract({
  ...policiesApi,
  reasons: {
    method: "GET",
    path: "/api/returns/reasons",
    summary: "The reasons that a customer can choose, and whose fault each is",
    returns: z.object({
      items: z.array(z.object({ reason: z.enum(RETURN_REASONS), ja: z.string(), en: z.string(), fault: z.string() })),
    }),
  },
  waiting: {
    method: "GET",
    path: "/api/returns/waiting",
    summary: "How many returns wait for whom, and how many of them too long",
    returns: z.object({
      items: z.array(z.object({ awaits: z.enum(AWAITS), count: z.number().int(), late: z.number().int() })),
      changes: z.number().int().describe("Open wishes before the shipment."),
    }),
  },
  link: {
    method: "GET",
    path: "/api/returns/link",
    summary: "The address of an order's return portal, or of its gift recipient's",
    role: "agent",
    query: z.object({ order: z.string().max(300), gift: z.coerce.boolean().default(false) }),
    returns: z.object({ url: z.string() }),
  },
  changes: {
    method: "GET",
    path: "/api/returns/changes",
    summary: "Open wishes before the shipment: cancellations and new addresses",
    role: "agent",
    returns: z.object({ items: z.array(Change) }),
  },
  settleChange: {
    method: "POST",
    path: "/api/returns/changes/{id}",
    summary: "Say that a wish was done, or why it cannot be",
    role: "agent",
    params,
    body: z.object({ done: z.boolean(), reason: z.string().max(500).default("") }),
  },
  propose: {
    method: "POST",
    path: "/api/returns/propose",
    summary: "What a return would mean: an answer for each item and the amounts; changes nothing",
    role: "agent",
    body: Wish.extend({ order: z.string().max(300) }),
    returns: Proposed,
  },
  list: {
    method: "GET",
    path: "/api/returns",
    summary: "Returns: those that wait for somebody by deadline, else newest first",
    query: z.object({
      awaits: z.enum(AWAITS).optional(),
      q: z.string().max(100).optional().describe("Beginning of a return or order number."),
      reason: z.enum(RETURN_REASONS).optional(),
      product: z.string().max(300).optional(),
      limit,
      cursor,
    }),
    returns: z.object({ items: z.array(ReturnHead), next: z.string().nullable() }),
  },
  create: {
    method: "POST",
    path: "/api/returns",
    summary: "Take a return for a customer, in a store or on the telephone; a person may go beyond the policy",
    role: "agent",
    body: Wish.extend({
      order: z.string().max(300),
      key,
      channel: z.enum(["staff", "store", "api"]).default("staff"),
      note: z.string().max(1000).default(""),
    }),
    returns: z.object({ id: z.uuid(), number: z.string(), again: z.boolean() }),
  },
  approve: {
    method: "POST",
    path: "/api/returns/approve",
    summary: "Approve returns; each answers for itself",
    role: "agent",
    body: z.object({ ids: z.array(z.uuid()).min(1).max(200), reason: z.string().max(500).default("") }),
    returns: z.object({ done: z.array(z.uuid()), refused: z.array(z.object({ id: z.uuid(), why: z.string() })) }),
  },
  decline: {
    method: "POST",
    path: "/api/returns/decline",
    summary: "Decline returns with a reason that the customer reads",
    role: "agent",
    body: z.object({ ids: z.array(z.uuid()).min(1).max(200), reason: z.string().min(1).max(500) }),
    returns: z.object({ done: z.array(z.uuid()), refused: z.array(z.object({ id: z.uuid(), why: z.string() })) }),
  },
  get: { method: "GET", path: "/api/returns/{id}", summary: "One return, whole", params, returns: ReturnWhole },
  cancel: {
    method: "POST",
    path: "/api/returns/{id}/cancel",
    summary: "Cancel a return that is not on its way",
    role: "agent",
    params,
  },
  ship: {
    method: "POST",
    path: "/api/returns/{id}/ship",
    summary: "The parcel is on its way back",
    role: "agent",
    params,
    body: z.object({ carrier: z.string().max(60).default(""), tracking: z.string().max(60).default("") }),
  },
  receive: {
    method: "POST",
    path: "/api/returns/{id}/receive",
    summary: "The parcel is here",
    role: "agent",
    params,
    body: z.object({ place: z.string().max(100).default("") }),
  },
  lose: {
    method: "POST",
    path: "/api/returns/{id}/lose",
    summary: "The parcel was lost on its way back",
    role: "agent",
    params,
    body: z.object({ reason: z.string().max(500).default("") }),
  },
  inspect: {
    method: "POST",
    path: "/api/returns/{id}/inspect",
    summary: "What was found in the parcel, and what becomes of it",
    role: "agent",
    params,
    body: z.object({
      items: z
        .array(
          z.object({
            n: z.int32(),
            accepted: z.int32().min(0),
            grade: z.enum(["as_new", "opened", "worn", "damaged", "wrong_item", "missing"]),
            disposition: z.enum(["restock", "refurbish", "scrap", "return_to_customer"]),
            finding: z.string().max(500).default(""),
          }),
        )
        .min(1),
    }),
  },
  money: {
    method: "POST",
    path: "/api/returns/{id}/money",
    summary: "Settle what is owed (or say what became of it), once per key",
    role: "agent",
    params,
    body: z.object({
      action: z.enum(["settle", "send", "fail", "advance", "release", "capture", "waive"]),
      key,
      reference: z.string().max(200).default("").describe("The refund's id, or the replacement's order number."),
    }),
    returns: z.object({
      money: z.string(),
      paid: minor,
      points: minor,
      credit: z.string().nullable(),
      charged: minor.describe("Because the old goods of an exchange did not come."),
      chargeBack: minor.describe("Charged before; the old goods came after all."),
      again: z.boolean(),
    }),
  },
  taxNote: {
    method: "GET",
    path: "/api/returns/{id}/note",
    summary: "The data of the tax note (適格返還請求書)",
    params,
    returns: z.object({
      number: z.number().int(),
      issuedAt: when,
      issuer: z.object({ name: z.string(), registration: z.string(), address: z.string() }),
      order: z.string(),
      bought: when,
      returned: when,
      currency: z.string(),
      ...NoteTable,
      sold: z.object(NoteTable).describe("What an exchange sold anew: goods of another tax rate, or a difference."),
      charges: z.object({ amount: minor, tax: minor, rate: z.number().int() }),
      required: z.boolean(),
    }),
  },
});
