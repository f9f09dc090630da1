/**
 * The state of a parcel as a pure function of the set of its scans: neither the order in which they came nor how often changes
 * it. The rules are numbered in SPEC.md.
 */
import type { ParcelState } from "../model.ts";

export interface Sighting {
  /** Scans with one key are one scan. */
  readonly key: string;
  readonly occurredAt: Date;
  readonly state: ParcelState;
  readonly reason: string;
  readonly holdUntil?: Date | null;
  readonly by?: Date | null;
}

export interface Derived {
  readonly state: ParcelState;
  readonly reason: string;
  /** When it came into this state; null without scans. */
  readonly stateAt: Date | null;
  readonly shippedAt: Date | null;
  /** A carrier has had it: what only the shop says of its leaving, the shop can take back. */
  readonly moved: boolean;
  readonly deliveredAt: Date | null;
  readonly lastScanAt: Date | null;
  /** Since when it waits to be fetched or brought again. */
  readonly heldSince: Date | null;
  /** Until when the carrier keeps it, where it said so. */
  readonly holdUntil: Date | null;
  /** The carrier's own latest word on when it arrives. */
  readonly carrierBy: Date | null;
  /** A carrier took a delivery back. */
  readonly contradicted: boolean;
  /** Scans that no map could read. */
  readonly unknown: number;
  readonly scans: number;
}

/** Of two scans at the same moment the one further down this list came last. */
const RANK: Readonly<Record<ParcelState, number>> = {
  unknown: 0,
  expired: 1,
  label_created: 2,
  cancelled: 3,
  picked_up: 4,
  in_transit: 5,
  at_delivery_depot: 6,
  delayed: 7,
  out_for_delivery: 8,
  attempt_failed: 9,
  held_for_pickup: 10,
  investigating: 11,
  damaged: 12,
  lost: 13,
  returning: 14,
  delivered: 15,
  returned: 16,
};

const inTime = (x: Sighting, y: Sighting): number =>
  x.occurredAt.getTime() - y.occurredAt.getTime() ||
  RANK[x.state] - RANK[y.state] ||
  (x.reason < y.reason ? -1 : x.reason > y.reason ? 1 : x.key < y.key ? -1 : x.key > y.key ? 1 : 0);

const states = (...of: ParcelState[]): ReadonlySet<ParcelState> => new Set(of);

/** The reason of what the shop says of a parcel, not its carrier. */
const SHOP_SAID = "shop_said";
/** The shop took the number back: it says nothing of this parcel any more. */
export const REPLACED = "number_changed";
/** What only happens once a carrier has it. */
const ON_ITS_WAY = states(
  "picked_up",
  "in_transit",
  "at_delivery_depot",
  "out_for_delivery",
  "attempt_failed",
  "held_for_pickup",
);
/** What takes a delivery back. */
const WITHDRAWS = states("investigating", "damaged", "returning", "returned", "lost");
/** What still matters on the way back to the sender. */
const ON_THE_WAY_BACK = states("delivered", "returned", "lost", "damaged", "investigating");
const AFTER_DAMAGE = states("delivered", "returning", "returned", "lost", "investigating");
const WAITS = states("attempt_failed", "held_for_pickup");
const ENDS_WAITING = states("delivered", "returning", "returned", "lost", "damaged", "cancelled");
const BEFORE_PICKUP = states("unknown", "label_created", "expired", "cancelled", "lost");

/** Whether a parcel in state `was` goes into `next`; null: it stays. Rules P4 to P12. */
export const follows = (was: ParcelState, next: ParcelState, moved: boolean): ParcelState | null => {
  if (next === "unknown") return null;
  if (was === "unknown") return next;
  switch (was) {
    case "returned":
      return null;
    case "delivered":
      return WITHDRAWS.has(next) ? next : null;
    case "returning":
      // What is "delivered" on the way back was delivered to the sender.
      return ON_THE_WAY_BACK.has(next) ? (next === "delivered" ? "returned" : next) : null;
    case "damaged":
      return AFTER_DAMAGE.has(next) ? next : null;
    default:
  }
  if (next === "label_created") return was === "label_created" ? next : null;
  if (next === "cancelled") return moved ? null : next;
  if (next === "picked_up") return BEFORE_PICKUP.has(was) ? next : null;
  return next;
};

const NOTHING: Derived = {
  state: "unknown",
  reason: "",
  stateAt: null,
  shippedAt: null,
  moved: false,
  deliveredAt: null,
  lastScanAt: null,
  heldSince: null,
  holdUntil: null,
  carrierBy: null,
  contradicted: false,
  unknown: 0,
  scans: 0,
};

const step = (is: Derived, scan: Sighting): Derived => {
  const on: Derived = {
    ...is,
    scans: is.scans + 1,
    unknown: is.unknown + (scan.state === "unknown" ? 1 : 0),
    lastScanAt: scan.occurredAt,
    stateAt: is.stateAt ?? scan.occurredAt,
    shippedAt: is.shippedAt ?? (ON_ITS_WAY.has(scan.state) ? scan.occurredAt : null),
    moved: is.moved || (ON_ITS_WAY.has(scan.state) && scan.reason !== SHOP_SAID),
    carrierBy: scan.by ?? is.carrierBy,
  };
  // P33: under a number that was replaced goes another sender's parcel, or nothing.
  const replaced = is.reason === REPLACED && scan.reason !== SHOP_SAID;
  const next = scan.reason === REPLACED ? "cancelled" : replaced ? null : follows(is.state, scan.state, is.moved);
  if (next === null) {
    // A second, fuller word on one delivery says how it was handed over.
    const fuller = scan.state === "delivered" && is.state === "delivered" && barely(is.reason) && !barely(scan.reason);
    return fuller ? { ...on, reason: scan.reason } : on;
  }
  const same = next === is.state;
  const withdrawn = is.state === "delivered";
  return {
    ...on,
    state: next,
    reason: same && scan.reason === "" ? is.reason : scan.reason,
    // Another attempt is another moment; hearing again that it is under way is not.
    shippedAt: next === "cancelled" ? null : on.shippedAt,
    stateAt: same && next !== "attempt_failed" && next !== "out_for_delivery" ? on.stateAt : scan.occurredAt,
    deliveredAt:
      next === "delivered" ? (is.deliveredAt ?? scan.occurredAt) : next === "damaged" ? is.deliveredAt : null,
    heldSince: WAITS.has(next) ? (is.heldSince ?? scan.occurredAt) : ENDS_WAITING.has(next) ? null : is.heldSince,
    holdUntil: WAITS.has(next) ? (scan.holdUntil ?? is.holdUntil) : ENDS_WAITING.has(next) ? null : is.holdUntil,
    contradicted: is.contradicted || withdrawn,
  };
};
const barely = (reason: string): boolean => reason === "" || reason === SHOP_SAID;

/** P2: folds the scans of one parcel. */
export const deriveState = (scans: readonly Sighting[]): Derived => {
  const distinct = new Map(scans.map((scan) => [scan.key, scan]));
  return [...distinct.values()].toSorted(inTime).reduce(step, NOTHING);
};

/** F5: whether what is said without a time is new to who knows these scans. */
export const isNews = (known: readonly Sighting[], { state, reason }: Pick<Sighting, "state" | "reason">): boolean => {
  if (known.length === 0 || state === "unknown") return true;
  const is = deriveState(known);
  const next = follows(is.state, state, is.moved);
  return next !== null && (next !== is.state || (reason !== "" && reason !== is.reason));
};
