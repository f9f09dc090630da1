/** The shapes that the routes of returns take and give. */
import { z } from "zod";
import { NOT_AHEAD } from "./model/instant.ts";
import { AWAITS } from "./model/machine.ts";
import { METHODS, Policy, RESOLUTIONS } from "./model/policy.ts";
import { RETURN_REASONS } from "./model/reasons.ts";

export const limit = z.coerce.number().int().min(1).max(200).default(50);
export const cursor = z.string().max(200).optional();
export const when = z.iso.datetime();
export const minor = z.number().int();
export const params = z.object({ id: z.uuid() });
export const key = z
  .string()
  .min(8)
  .max(100)
  .describe("Your own, one per intention: a repeat does nothing and gets the first answer.");
export const Words = z.object({ ja: z.string(), en: z.string() });

export const Amount = z.object({ line: z.number().int(), amount: minor, rate: z.number().int() });
export const Terms = z.object({
  goods: z.array(Amount),
  exchanged: z.array(Amount),
  setLost: minor,
  shipping: minor,
  fee: minor,
  clawback: minor,
  restocking: minor,
  postage: minor,
  money: minor,
  points: minor,
  pointsRevoked: z.number().int(),
  rates: z.array(z.object({ rate: z.number().int(), amount: minor })),
  charges: minor,
  serviceRate: z.number().int(),
  bonus: minor,
  replacement: minor,
  toPay: minor,
});

const RuleWords = z
  .object({ ja: z.string(), en: z.string() })
  .nullable()
  .describe("What the policy says of a rule of its own; null: one that every policy has.");

export const ReturnHead = z.object({
  id: z.uuid(),
  number: z.string(),
  order: z.string(),
  orderNumber: z.string(),
  buyer: z.object({ profile: z.uuid(), name: z.string() }).nullable(),
  createdAt: when,
  approval: z.string(),
  logistics: z.string(),
  money: z.string(),
  awaits: z.enum(AWAITS),
  dueAt: when.nullable(),
  resolution: z.enum(RESOLUTIONS),
  method: z.string(),
  payout: z.string(),
  instant: z.boolean(),
  gift: z.boolean(),
  value: minor,
  refund: minor,
  currency: z.string(),
  channel: z.string(),
  items: z.array(
    z.object({
      n: z.number().int(),
      line: z.number().int(),
      product: z.string(),
      variant: z.string(),
      variantName: z.string().describe("As people call it; else its code."),
      name: z.string(),
      category: z.string(),
      quantity: z.number().int(),
      reason: z.enum(RETURN_REASONS),
      fault: z.string(),
      comment: z.string(),
      condition: z.string(),
      rule: z.string(),
      exchange: z
        .object({
          product: z.string(),
          variant: z.string(),
          variantName: z.string(),
          name: z.string(),
          price: minor,
        })
        .nullable(),
      amount: minor,
      accepted: z.number().int().nullable(),
      grade: z.string().nullable(),
      disposition: z.string().nullable(),
      finding: z.string(),
    }),
  ),
});
export type ReturnHead = z.infer<typeof ReturnHead>;

export const ReturnWhole = ReturnHead.extend({
  policy: z.number().int(),
  rules: z.array(z.object({ rule: z.string(), words: RuleWords })).describe("Those that its items name."),
  carrier: z.string().nullable(),
  tracking: z.string().nullable(),
  store: z.string().nullable(),
  note: z.string(),
  quote: Terms,
  final: Terms.nullable(),
  page: z.string().describe("The customer's page."),
  photos: z.array(z.object({ file: z.uuid(), line: z.number().int() })),
  payments: z.array(z.object({ at: when, kind: z.string(), method: z.string(), amount: minor, reference: z.string() })),
  credit: z.object({ code: z.string(), base: minor, bonus: minor, expiresAt: when.nullable() }).nullable(),
  bank: z.record(z.string(), z.string()).nullable().describe("Until it was paid."),
  ahead: z
    .object({
      amount: minor,
      charged: minor,
      security: z.enum(["hold", "debt"]),
      dueAt: when,
      state: z.enum(["open", "unreturned", "captured", "waived", "released"]),
    })
    .nullable()
    .describe("The new goods go out first: what is owed if the old ones do not come."),
  taxNote: z.boolean(),
  possible: z.array(z.object({ machine: z.string(), input: z.string() })),
  transitions: z.array(
    z.object({
      at: when,
      machine: z.string(),
      from: z.string(),
      input: z.string(),
      to: z.string().nullable(),
      reason: z.string().nullable(),
      actor: z.string(),
    }),
  ),
});

export const Answered = z.object({
  line: z.number().int(),
  name: z.string(),
  quantity: z.number().int(),
  eligible: z.boolean(),
  rule: z.string(),
  why: Words,
  until: when.nullable(),
  basis: z.string(),
  postage: z.string(),
  keep: z.boolean(),
  review: z.boolean(),
  photo: z.boolean(),
});
export const Proposed = z.object({
  eligible: z.boolean(),
  items: z.array(Answered),
  resolutions: z.array(z.enum(RESOLUTIONS)),
  resolution: z.enum(RESOLUTIONS),
  methods: z.array(z.enum(METHODS)),
  method: z.enum(METHODS),
  postage: z.string(),
  keep: z.boolean(),
  review: z.boolean(),
  payout: z.string(),
  instant: z.boolean(),
  security: z.enum(["hold", "debt"]).nullable(),
  notAhead: z.enum(NOT_AHEAD).nullable().describe("Why the new goods do not go out first, where some get them so."),
  secured: minor,
  terms: Terms,
  policy: z.number().int(),
});

export const StoredPolicy = z.object({
  id: z.uuid(),
  version: z.number().int().nullable().describe("Null while it is a draft."),
  name: z.string(),
  definition: Policy,
  createdAt: when,
  createdBy: z.string(),
  updatedAt: when,
  validFrom: when.nullable(),
  publishedBy: z.string().nullable(),
});
export type StoredPolicy = z.infer<typeof StoredPolicy>;

export const Side = z.object({
  accepted: z.number().int(),
  refused: z.number().int(),
  review: z.number().int(),
  given: minor,
  bonus: minor,
  postage: minor,
  deducted: minor,
});
export const Group = z.object({
  name: z.string(),
  requests: z.number().int(),
  refused: z.number().int(),
  change: minor,
});
export const SimulationHead = z.object({
  id: z.uuid(),
  name: z.string(),
  from: when,
  until: when,
  createdAt: when,
  createdBy: z.string(),
  state: z.enum(["running", "done", "stopped", "failed"]),
  done: z.number().int(),
  total: z.number().int(),
});
export const SimulationWhole = SimulationHead.extend({
  orders: z.number().int(),
  requests: z.number().int(),
  before: Side,
  after: Side,
  rules: z.array(z.object({ rule: z.string(), refused: z.number().int(), words: RuleWords })),
  prefectures: z.array(Group),
  tiers: z.array(Group),
  segments: z.array(Group.extend({ id: z.string() })),
  categories: z.array(Group),
  days: z.array(z.object({ day: z.number().int(), requests: z.number().int(), refused: z.number().int() })),
  months: z.array(z.object({ month: z.string(), before: minor, after: minor })),
  examples: z.array(
    z.object({
      order: z.string(),
      at: when,
      rule: z.string(),
      ja: z.string(),
      en: z.string(),
      before: minor,
      after: minor,
    }),
  ),
});

export const Change = z.object({
  id: z.uuid(),
  order: z.string(),
  orderNumber: z.string(),
  kind: z.enum(["cancel", "address"]),
  at: when,
  detail: z.unknown(),
});

/** Goods of a tax note, and per rate their total and tax. */
export const NoteTable = {
  items: z.array(
    z.object({
      name: z.string(),
      quantity: z.number(),
      amount: minor,
      rate: z.number().int(),
      reduced: z.boolean(),
      bought: when.nullable().describe("Where they were sold after the order, in exchange for goods of another rate."),
    }),
  ),
  totals: z.array(z.object({ rate: z.number().int(), amount: minor, tax: minor })),
  total: minor,
};
