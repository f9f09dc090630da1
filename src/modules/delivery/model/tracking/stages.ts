/** How far a parcel has come, in the few steps that a customer is shown. */
import type { Method, ParcelState } from "../../model.ts";
import type { TrackedParcel } from "./view.ts";

const PLACE: Readonly<Record<Method, readonly (readonly ParcelState[])[]>> = {
  carrier: [
    ["label_created"],
    ["picked_up", "in_transit"],
    ["at_delivery_depot"],
    ["out_for_delivery", "attempt_failed", "held_for_pickup"],
    ["delivered"],
  ],
  pickup: [[], ["label_created", "picked_up", "in_transit", "at_delivery_depot"], ["held_for_pickup"], ["delivered"]],
  store_delivery: [
    [],
    ["label_created", "picked_up", "in_transit", "at_delivery_depot"],
    ["out_for_delivery", "attempt_failed", "held_for_pickup"],
    ["delivered"],
  ],
};

/** How far it has come; where a state says nothing of the place, as far as its scans do. */
export const stageOf = (parcel: TrackedParcel): number => {
  const steps = PLACE[parcel.method];
  const of = (state: ParcelState) => steps.findIndex((states) => states.includes(state));
  const own = of(parcel.state);
  if (own >= 0) return own;
  return Math.max(
    parcel.shippedAt === null ? 0 : 1,
    ...parcel.scans.map((scan) => of(scan.state)).filter((n) => n < steps.length - 1),
  );
};
