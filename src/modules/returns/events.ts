import { z } from "zod";

const minor = z.number().int().describe("Minor units of the currency.");
const lines = z.array(
  z.object({
    line: z.number().int(),
    product: z.string(),
    variant: z.string(),
    quantity: z.number().int(),
    reason: z.string(),
    resolution: z.string(),
  }),
);
const about = {
  return: z.uuid(),
  number: z.string().describe("As the customer knows it."),
  order: z.string(),
  status: z.string().describe("The address of the customer's page for this return."),
};

const security = z.enum(["hold", "debt"]).describe("Authorised on a card, or owed.");

/** Facts that this module appends. Subject: the order's. */
export const returnFacts = {
  "return.requested": z.object({
    ...about,
    lines,
    resolution: z.string(),
    value: minor,
    currency: z.string(),
    approved: z.boolean().describe("By the policy, without anybody looking."),
  }),
  "return.approved": z.object({
    ...about,
    shipBy: z.iso.datetime().nullable(),
    method: z.string(),
    instant: z.boolean().describe("The replacement goes out before the goods are back: authorise `secure`."),
    secure: minor,
    currency: z.string(),
  }),
  "return.declined": z.object({ ...about, reason: z.string() }),
  "return.cancelled": z.object({ ...about, by: z.string() }),
  "return.expired": z.object({ ...about }),
  "return.shipped": z.object({ ...about, carrier: z.string(), tracking: z.string() }),
  "return.received": z.object({ ...about, place: z.string() }),
  "return.inspected": z.object({
    ...about,
    lines: z.array(
      z.object({ line: z.number().int(), accepted: z.number().int(), grade: z.string(), disposition: z.string() }),
    ),
  }),
  "return.refunded": z.object({
    ...about,
    amount: minor,
    points: minor,
    pointsRevoked: z.number().int(),
    currency: z.string(),
    method: z.string(),
    reference: z.string().describe("Under which the shop's system knows this refund."),
    lines,
  }),
  "return.exchanged": z.object({ ...about, lines, replacement: z.string() }),
  "return.replacement_sent": z.object({
    ...about,
    replacement: z.string(),
    returnBy: z.iso.datetime().describe("Until when the old goods must be back."),
    amount: minor.describe("What is owed if they are not."),
    security,
    currency: z.string(),
  }),
  "return.replacement_unreturned": z.object({ ...about, amount: minor, security, currency: z.string() }),
  "return.replacement_charged": z.object({
    ...about,
    amount: minor,
    security,
    currency: z.string(),
    reference: z.string(),
  }),
  "return.replacement_released": z.object({
    ...about,
    chargeBack: minor.describe("Charged before, and to be given back."),
    security,
    currency: z.string(),
    waived: z.boolean(),
  }),
  "return.credited": z.object({
    ...about,
    base: minor,
    bonus: minor,
    currency: z.string(),
    expires: z.iso.datetime().nullable(),
  }),
  "return.closed": z.object({ ...about, outcome: z.string() }),
  "order.cancellation_requested": z.object({ order: z.string(), change: z.uuid(), whole: z.boolean(), refund: minor }),
  "order.address_change_requested": z.object({ order: z.string(), change: z.uuid() }),
  "order.change_settled": z.object({ order: z.string(), change: z.uuid(), kind: z.string(), done: z.boolean() }),
} as const;
