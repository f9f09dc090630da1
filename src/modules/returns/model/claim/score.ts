/** z = b + Σ w·f, and the three terms that say most. */
import {
  type ClaimBase,
  type ClaimCase,
  FEATURES,
  type Feature,
  type Features,
  featuresOf,
  showable,
} from "./features.ts";
import type { ClaimPolicy } from "./policy.ts";

export interface Reason {
  readonly feature: Feature;
  readonly value: number;
  readonly weight: number;
  /** weight × value, in log odds: above 0 for a closer look, below for the customer. */
  readonly points: number;
}

export interface Scored {
  readonly z: number;
  /** 0 to 100. */
  readonly score: number;
  readonly features: Features;
  readonly reasons: readonly Reason[];
}

const sigma = (z: number): number => 1 / (1 + Math.exp(-z));
export const scoreOf = (z: number): number => Math.round(1000 * sigma(z)) / 10;

const REASONS = 3;
/** Less than this nobody can see in the score. */
const LEAST = 0.05;

/** The terms by weight in the sum, those that are nothing left out. */
const topReasons = (features: Features, weights: ClaimPolicy["weights"]): Reason[] =>
  FEATURES.map((feature) => ({
    feature,
    value: features[feature],
    weight: weights[feature],
    points: features[feature] * weights[feature],
  }))
    .filter((reason) => Math.abs(reason.points) >= LEAST)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.feature < b.feature ? -1 : 1))
    .slice(0, REASONS);

export const scoreFeatures = (features: Features, policy: Pick<ClaimPolicy, "bias" | "weights">): Scored => {
  const z = FEATURES.reduce((sum, feature) => sum + policy.weights[feature] * features[feature], policy.bias);
  return { z, score: scoreOf(z), features, reasons: topReasons(features, policy.weights) };
};

export const scoreClaim = (
  about: ClaimCase,
  policy: Pick<ClaimPolicy, "bias" | "weights"> & { base: ClaimBase },
): Scored => scoreFeatures(featuresOf(about, policy.base), policy);

/** What could still be learned of this case, and the score that it would then have. */
export interface Change {
  readonly change: "photo_given" | "carrier_admits" | "no_scan" | "new_photo";
  readonly score: number;
}

/** Only what somebody can still bring about: nobody can change their history. */
export const changesOf = (
  about: ClaimCase,
  policy: Pick<ClaimPolicy, "bias" | "weights"> & { base: ClaimBase },
): Change[] => {
  const now = scoreClaim(about, policy).score;
  const variants: { change: Change["change"]; about: ClaimCase; open: boolean }[] = [
    { change: "photo_given", about: { ...about, photos: 1 }, open: showable(about.kind) && about.photos === 0 },
    {
      change: "new_photo",
      about: { ...about, photoReused: false, photoAlike: false },
      open: about.photoReused || about.photoAlike,
    },
    { change: "carrier_admits", about: { ...about, carrierTrouble: true }, open: !about.carrierTrouble },
    {
      change: "no_scan",
      about: { ...about, proof: { ...about.proof, scanned: false } },
      open: about.kind === "not_received" && about.proof.scanned,
    },
  ];
  return variants
    .filter((each) => each.open)
    .map((each) => ({ change: each.change, score: scoreClaim(each.about, policy).score }))
    .filter((each) => each.score < now)
    .toSorted((a, b) => a.score - b.score);
};
