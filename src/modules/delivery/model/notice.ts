/**
 * What is told of a parcel when its state has changed: each news once, nothing that is long past, and nothing about the way
 * once it has arrived. Pure. Rules P13 to P17.
 */
import type { ParcelState } from "../model.ts";
import type { Derived } from "./state.ts";

const HOUR_MS = 3_600_000;

/** News of a state, and for how many hours after it happened it is still news. */
const NEWS: Partial<Readonly<Record<ParcelState, readonly [name: NoticeName, hours: number]>>> = {
  picked_up: ["parcel.shipped", 48],
  in_transit: ["parcel.shipped", 48],
  at_delivery_depot: ["parcel.shipped", 48],
  out_for_delivery: ["parcel.out_for_delivery", 12],
  attempt_failed: ["parcel.attempt_failed", 24],
  held_for_pickup: ["parcel.held", 48],
  delayed: ["parcel.delayed", 48],
  investigating: ["parcel.investigating", 72],
  lost: ["parcel.lost", 240],
  damaged: ["parcel.damaged", 240],
  returning: ["parcel.returning", 120],
  returned: ["parcel.returned", 240],
  delivered: ["parcel.delivered", 48],
};

/** Scans after delivery change the record and alert staff; a customer whose parcel has arrived hears nothing of the way. */
export type NoticeName =
  | "parcel.shipped"
  | "parcel.out_for_delivery"
  | "parcel.attempt_failed"
  | "parcel.held"
  | "parcel.hold_ending"
  | "parcel.delayed"
  | "parcel.investigating"
  | "parcel.lost"
  | "parcel.damaged"
  | "parcel.returning"
  | "parcel.returned"
  | "parcel.delivered"
  | "parcel.silent"
  | "parcel.contradicted";

/** What was told before, the last one last. */
export interface Told {
  readonly names: readonly string[];
  readonly at: Date | null;
}

export interface Telling {
  readonly name: NoticeName;
  /** The moment that it speaks of. */
  readonly at: Date;
  readonly stale: boolean;
}

/** Whether anybody may still hear of the way. */
export const arrived = (told: Told): boolean => told.names.includes("parcel.delivered");

const again = (told: Told, name: NoticeName, at: Date): boolean => {
  if (name === "parcel.shipped") return !told.names.includes(name);
  if (told.names.at(-1) !== name) return true;
  // A second attempt on another day is news of its own; half a day apart is another day's round.
  const repeats = name === "parcel.attempt_failed" || name === "parcel.out_for_delivery";
  return repeats && told.at !== null && at.getTime() - told.at.getTime() > 12 * HOUR_MS;
};

/** P13 to P16: what to tell now, if anything. */
export const newsOf = (is: Derived, told: Told, now: Date): Telling | null => {
  const at = is.stateAt;
  if (at === null) return null;
  if (arrived(told)) {
    const taken = is.contradicted && is.state !== "delivered" && !told.names.includes("parcel.contradicted");
    return taken ? { name: "parcel.contradicted", at, stale: false } : null;
  }
  const news = NEWS[is.state];
  if (!news) return null;
  const [name, hours] = news;
  const stale = now.getTime() - at.getTime() > hours * HOUR_MS;
  // That it has arrived is always kept: promises are scored and windows begin by it.
  if (stale && name !== "parcel.delivered") return null;
  return again(told, name, at) ? { name, at, stale } : null;
};

export const afterTelling = (told: Told, telling: Telling): Told => ({
  names: [...told.names, telling.name].slice(-20),
  at: telling.at,
});
