/**
 * What the score looks at. A case is counts and dates only: there is no place in it for a name, a sex, an age, a nationality or
 * an address, so none of them can weigh anything. Where a person lives enters once, as the carrier's trouble there, and can
 * only help.
 */
import type { ClaimKind } from "./kinds.ts";
import { clip, shrunkRate, surprise } from "./rates.ts";

/** Twelve months of one person, or of the others behind the same address, telephone or device. */
export interface ClaimHistory {
  readonly orders: number;
  /** What they paid and the brand kept, over all time. */
  readonly value: number;
  /** Earlier claims. Those in which the carrier admitted its fault, or a person found the customer right, do not count. */
  readonly claims: number;
  /** What those claims were about, in money. */
  readonly claimed: number;
  readonly returns: number;
}

export interface ClaimCase {
  readonly kind: ClaimKind;
  /** Money at stake. */
  readonly amount: number;
  readonly accountDays: number;
  readonly person: ClaimHistory;
  readonly cluster: ClaimHistory;
  /** What the carrier's record says of the parcel. */
  readonly proof: {
    readonly scanned: boolean;
    readonly photo: boolean;
    readonly signed: boolean;
    /** Handed over to somebody, as against left at a door or in a box. */
    readonly handed: boolean;
    readonly daysSince: number | null;
  };
  /** The carrier itself speaks of loss, damage, a search or a return; or it has been silent. */
  readonly carrierTrouble: boolean;
  readonly photos: number;
  /** The same picture came with another claim. */
  readonly photoReused: boolean;
  /** A picture that shows the same, encoded anew or changed a little, came with another claim. */
  readonly photoAlike: boolean;
  /** All claims and parcels of this carrier in this region, twelve months. */
  readonly lane: { readonly claims: number; readonly parcels: number };
}

/** What is normal for the brand. */
export interface ClaimBase {
  readonly claimRate: number;
  readonly returnRate: number;
  /** From here on a single claim is large, in minor units. */
  readonly highAmount: number;
}

export const FEATURES = [
  "repeat",
  "cluster",
  "scanned",
  "share",
  "returns",
  "newcomer",
  "amount",
  "late_report",
  "no_photo",
  "photo_reused",
  "photo_alike",
  "carrier_trouble",
  "lane",
  "good_history",
  "photo",
] as const;
export type Feature = (typeof FEATURES)[number];
export type Features = Readonly<Record<Feature, number>>;

/** 1: can only speak for a closer look. -1: can only speak for the customer. A weight of the other sign is no policy. */
export const DIRECTION: Readonly<Record<Feature, 1 | -1>> = {
  repeat: 1,
  cluster: 1,
  scanned: 1,
  share: 1,
  returns: 1,
  newcomer: 1,
  amount: 1,
  late_report: 1,
  no_photo: 1,
  photo_reused: 1,
  photo_alike: 1,
  carrier_trouble: -1,
  lane: -1,
  good_history: -1,
  photo: -1,
};

const LANE_PRIOR = 200;
const NEW_DAYS = 7;
const REPORT_DAYS = 14;

/** Claims per parcel in the lane, shrunk to the brand's rate, and never taken to be below it. */
export const laneRate = (lane: ClaimCase["lane"], base: ClaimBase): number =>
  Math.max(base.claimRate, shrunkRate(lane.claims, lane.parcels, base.claimRate, LANE_PRIOR));

/** A picture can show these; that nothing came, or came late, it cannot. */
export const showable = (kind: ClaimKind): boolean => kind === "damaged" || kind === "missing" || kind === "wrong";

const scanned = ({ kind, proof }: ClaimCase): number => {
  if (kind !== "not_received" || !proof.scanned) return 0;
  if (proof.signed) return 1;
  if (proof.photo) return 0.8;
  return proof.handed ? 0.7 : 0.3;
};

/** Every feature lies between 0 and 1. */
export const featuresOf = (about: ClaimCase, base: ClaimBase): Features => {
  const { kind, person, cluster, amount, proof } = about;
  const rate = laneRate(about.lane, base);
  const normal = clip(base.returnRate, 0, 0.95);
  const clean = Math.max(0, person.orders - person.claims * 4);
  return {
    repeat: surprise(person.claims, Math.max(0.05, person.orders * rate)),
    cluster: surprise(cluster.claims, Math.max(0.05, cluster.orders * rate)),
    scanned: scanned(about),
    share: person.claims === 0 ? 0 : clip(person.claimed / Math.max(person.value, person.claimed, 1)),
    returns: clip((shrunkRate(person.returns, person.orders, normal) - normal) / 0.5),
    newcomer: clip(1 - about.accountDays / NEW_DAYS) * clip(amount / base.highAmount),
    amount: clip(amount / (2 * base.highAmount)),
    late_report: proof.daysSince === null || kind === "late" ? 0 : clip((proof.daysSince - REPORT_DAYS) / 30),
    no_photo: showable(kind) && about.photos === 0 ? 1 : 0,
    photo_reused: about.photoReused ? 1 : 0,
    photo_alike: about.photoAlike && !about.photoReused ? 1 : 0,
    carrier_trouble: about.carrierTrouble ? 1 : 0,
    lane: clip((rate / base.claimRate - 1) / 3),
    good_history: clip(Math.log1p(clean) / Math.log1p(20)),
    photo: showable(kind) && about.photos > 0 && !about.photoReused && !about.photoAlike ? 1 : 0,
  };
};
