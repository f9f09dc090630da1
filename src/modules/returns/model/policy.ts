/** What a customer may send back, until when, at whose cost, and what they get: data, with versions. */
import { z } from "zod";
import { RETURN_REASONS } from "./reasons.ts";

export const RESOLUTIONS = ["exchange_variant", "exchange_product", "credit", "refund"] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** How it comes back. own: the customer sends it as they like. */
export const METHODS = ["label", "qr", "dropoff", "store", "own"] as const;
export type Method = (typeof METHODS)[number];

/** As the customer states it. */
export const CONDITIONS = ["unused", "opened", "used"] as const;
export type Condition = (typeof CONDITIONS)[number];

const days = z.number().int().min(0).max(3650);
const yen = z.number().int().min(0).max(100_000_000);
const share = z.number().int().min(0).max(10_000).describe("Basis points: 1000 is 10 %.");
const names = z.array(z.string().min(1).max(200)).max(1000);
const Pair = z.object({ ja: z.string().max(300), en: z.string().max(300) });

/** Every condition that is given must hold; a list holds when one of it does. */
export const When = z.object({
  products: names.optional().describe("Product or variant ids."),
  categories: names.optional(),
  reasons: z.array(z.enum(RETURN_REASONS)).optional(),
  conditions: z.array(z.enum(CONDITIONS)).optional(),
  channels: names.optional(),
  tiers: names
    .optional()
    .describe("As the first of these traits says: tier, rank, loyalty_tier, loyalty_rank, membership_tier."),
  coupons: names.optional(),
  sale: z.boolean().optional().describe("The line was sold below its price."),
  gift: z.boolean().optional(),
  from: z.number().int().min(0).optional().describe("The pieces cost at least this, minor units."),
});
export type When = z.infer<typeof When>;

export const Gives = z.object({
  final: z.boolean().optional().describe("Final sale: no return but for goods that fail."),
  days: days.optional(),
  grace: days.optional(),
  accepts: z.array(z.enum(CONDITIONS)).optional(),
  postage: z.enum(["buyer", "shop"]).optional(),
  resolutions: z.array(z.enum(RESOLUTIONS)).min(1).optional(),
  bonus: share.optional(),
  keep: z.boolean().optional().describe("Nothing needs to be sent back."),
  review: z.boolean().optional().describe("A person decides."),
  photo: z.boolean().optional(),
  instant: yen.optional().describe("As of the policy; 0: the old goods come first."),
});

export const Rule = z.object({
  id: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, "Lower-case letters, digits, - and _; at most 40."),
  words: Pair.describe("Why, as customers read it."),
  when: When,
  gives: Gives,
});
export type Rule = z.infer<typeof Rule>;

const Set = z.object({
  coupon: z.string().min(1).max(100),
  least: z.number().int().min(2).max(100).describe("Pieces that must be kept for the discount to stand."),
});

/** A whole policy. What is left out of a draft comes from here. */
export const Policy = z.object({
  shown: z.boolean().default(true).describe("Shown to customers before they order. If not, the law's 8 days hold."),
  days: days.default(14),
  grace: days.default(2).describe("Accepted in silence after the last day."),
  firstDayCounts: z.boolean().default(false),
  transitDays: days.default(3).describe("From the shipment, where nobody told of the delivery."),
  accepts: z.array(z.enum(CONDITIONS)).default(["unused", "opened"]),
  resolutions: z
    .array(z.enum(RESOLUTIONS))
    .min(1)
    .default(["exchange_variant", "exchange_product", "credit", "refund"]),
  bonus: share.default(500).describe("On top of store credit."),
  creditDays: days.default(365),
  postage: z.enum(["buyer", "shop"]).default("buyer").describe("Who pays where it is nobody's fault but the buyer's."),
  label: z
    .object({ fee: yen.default(660), areas: z.record(z.string(), yen).default({}) })
    .default({ fee: 660, areas: {} })
    .describe("What a label costs the buyer; by prefecture where it differs."),
  methods: z.array(z.enum(METHODS)).min(1).default(["label", "qr", "dropoff", "store", "own"]),
  /** Free outward shipping that the kept goods no longer earn. */
  shipping: z
    .object({ freeFrom: yen.nullable().default(null), fee: yen.default(0) })
    .default({ freeFrom: null, fee: 0 }),
  outward: z
    .enum(["never", "shop_fault", "always"])
    .default("shop_fault")
    .describe("Whether outward shipping and fees are given back when everything comes back."),
  sets: z.array(Set).default([]).describe("Set discounts that are lost when too little is kept."),
  restocking: share.default(0),
  points: z.enum(["proportional", "points_first", "money_first"]).default("proportional"),
  defectDays: days.default(365).describe("For goods that fail; after that a person decides."),
  warranty: z.array(z.object({ categories: names, days })).default([]),
  keepUpTo: yen.default(0).describe("Goods that failed and cost no more than this need not be sent back."),
  approveUpTo: yen.nullable().default(50_000).describe("Approved without anybody looking, up to this value."),
  photoForDefects: z.boolean().default(true),
  payAt: z.enum(["approval", "shipped", "received", "inspected"]).default("inspected"),
  decideDays: days.default(2),
  shipDays: days.default(14),
  inspectDays: days.default(3),
  payDays: days.default(5),
  instant: yen.nullable().default(null).describe("Exchanges up to this value are sent before the goods are back."),
  instantDays: days.default(14).describe("Until when they must be back, from when the new ones were sent."),
  instantDebt: z
    .boolean()
    .default(false)
    .describe("Also where no card can be held: what never comes back is noted as a debt."),
  cancel: z
    .object({ allowed: z.boolean().default(true), minutes: z.number().int().min(0).nullable().default(null) })
    .default({ allowed: true, minutes: null })
    .describe("Before the shipment; within this many minutes where given."),
  address: z
    .object({ allowed: z.boolean().default(true), samePrefecture: z.boolean().default(false) })
    .default({ allowed: true, samePrefecture: false }),
  tax: z
    .object({ standard: share.default(1000), reduced: names.default([]) })
    .default({ standard: 1000, reduced: [] })
    .describe("For lines that state no rate: categories or products at 8 %."),
  rules: z
    .array(Rule)
    .max(100)
    .refine(
      (rules) => rules.every(({ id }, i) => rules.findIndex((other) => other.id === id) === i),
      "Each rule needs a name of its own.",
    )
    .default([])
    .describe("The first that matches and says something counts."),
});
export type Policy = z.infer<typeof Policy>;
export type PolicyDraft = z.input<typeof Policy>;

/** The law where no policy was shown: 特定商取引法15条の3. Eight days, the day of receipt being the first, at the buyer's cost. */
export const LEGAL: Policy = Policy.parse({
  shown: false,
  days: 8,
  grace: 0,
  firstDayCounts: true,
  accepts: ["unused", "opened"],
  resolutions: ["refund"],
  bonus: 0,
  postage: "buyer",
  outward: "always",
  methods: ["own", "store"],
  approveUpTo: null,
});

/** Who runs the shop, as tax notes must say, and where parcels come back to. */
export const Seller = z.object({
  name: z.string().max(200).default(""),
  registration: z
    .string()
    .regex(/^(T\d{13})?$/, "T and 13 digits.")
    .default(""),
  address: z.string().max(300).default(""),
  phone: z.string().max(40).default(""),
  rounding: z.enum(["floor", "round", "ceil"]).default("floor"),
  stores: z.array(z.object({ id: z.string(), name: z.string(), address: z.string().default("") })).default([]),
});
export type Seller = z.infer<typeof Seller>;

/** What a policy says of a rule of its own; null where it is one that every policy has. */
export const ownWords = (policy: Policy, rule: string): Rule["words"] | null => {
  const found = policy.rules.find((each) => each.id === rule)?.words;
  return found && (found.ja !== "" || found.en !== "") ? found : null;
};
