/** How claims are weighed and decided: data with a version, written by people. */
import { z } from "zod";
import { DIRECTION, FEATURES, type Feature } from "./features.ts";
import { Remedy } from "./kinds.ts";

const PHOTO_ALIKE = 2.4;

/** A weight may only point the way of its feature: no policy can hold a customer's broken parcel against them. */
const weight = (feature: Feature) =>
  DIRECTION[feature] === 1 ? z.number().min(0).max(10) : z.number().min(-10).max(0);

export const Weights = z.object({
  ...(Object.fromEntries(FEATURES.map((feature) => [feature, weight(feature)])) as Record<Feature, z.ZodNumber>),
  // Policies from before it was known say nothing of it. Less than the same file says: two may take one picture.
  photo_alike: weight("photo_alike").default(PHOTO_ALIKE),
});
export type Weights = z.infer<typeof Weights>;

/**
 * One line of care: to whom, and what more they are trusted with. There is no field that takes anything away, so adding a line
 * can only ever help.
 */
export const CareLine = z.object({
  name: z.string().min(1).max(80),
  /** All that is stated must hold. */
  when: z.object({
    orders: z.number().int().min(0).default(0),
    value: z.number().int().min(0).default(0),
    days: z.number().int().min(0).default(0),
  }),
  /** Points by which both thresholds rise. */
  trust: z.number().min(0).max(60).default(0),
  /** Minor units by which the limit of an approval without a person rises. */
  upTo: z.number().int().min(0).default(0),
  /** Nothing more is asked of them: what would be asked is approved. */
  spareQuestions: z.boolean().default(false),
});
export type CareLine = z.infer<typeof CareLine>;

export const ClaimPolicy = z
  .object({
    bias: z.number().min(-10).max(10).default(-1.5),
    weights: Weights.default({
      repeat: 3,
      cluster: 2.5,
      scanned: 1.6,
      share: 1.5,
      returns: 1,
      newcomer: 1.2,
      amount: 0.8,
      late_report: 0.8,
      no_photo: 1.3,
      photo_reused: 3,
      photo_alike: PHOTO_ALIKE,
      carrier_trouble: -3.5,
      lane: -1,
      good_history: -1.5,
      photo: -0.8,
    }),
    base: z
      .object({
        claimRate: z.number().min(0.0001).max(0.5).default(0.02),
        returnRate: z.number().min(0).max(0.95).default(0.06),
        highAmount: z.number().int().min(1).default(20_000),
      })
      .prefault({}),
    /** Below: approved at once. */
    approveBelow: z.number().min(0).max(100).default(30),
    /** At or above: a person looks. Between the two: asked for what is missing. */
    reviewFrom: z.number().min(0).max(100).default(70),
    /** No more than this without a person, each and per day. */
    autoUpTo: z.number().int().min(0).default(15_000),
    autoPerDay: z.number().int().min(0).default(200_000),
    remedy: z
      .object({
        not_received: Remedy.default("reship"),
        damaged: Remedy.default("reship"),
        missing: Remedy.default("reship"),
        wrong: Remedy.default("reship"),
        late: Remedy.default("credit"),
      })
      .prefault({}),
    /** What an approved "late" is worth. */
    lateCredit: z.number().int().min(0).default(500),
    care: z
      .array(CareLine)
      .max(20)
      .default([
        {
          name: "長くご愛顧いただいているお客様",
          when: { orders: 6, value: 0, days: 365 },
          trust: 15,
          upTo: 15_000,
          spareQuestions: true,
        },
        {
          name: "お買い上げの多いお客様",
          when: { orders: 0, value: 100_000, days: 0 },
          trust: 15,
          upTo: 15_000,
          spareQuestions: true,
        },
      ]),
    /** A person has looked within so many hours. */
    reviewHours: z.number().int().min(1).max(720).default(24),
    /** After so many hours without an answer a person takes it over. */
    askHours: z.number().int().min(1).max(720).default(72),
    appealDays: z.number().int().min(14).max(365).default(30),
  })
  .refine((policy) => policy.approveBelow <= policy.reviewFrom, {
    path: ["reviewFrom"],
    message: "A closer look cannot begin below the approval.",
  });
export type ClaimPolicy = z.infer<typeof ClaimPolicy>;
