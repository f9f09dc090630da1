/** When somebody should look at a parcel of which nothing is heard, or that will not arrive in time. Pure. Rules P18, P19. */
import { z } from "zod";
import type { ParcelState } from "../model.ts";

const HOUR_MS = 3_600_000;
const hours = (byDefault: number) => z.number().int().min(1).max(2_000).default(byDefault);

/** Setting `delivery`. */
export const DeliverySettings = z.object({
  /** Hours without a scan after which a parcel is silent, by what was heard last. */
  silence: z
    .object({
      label_created: hours(72),
      picked_up: hours(48),
      in_transit: hours(48),
      at_delivery_depot: hours(48),
      out_for_delivery: hours(30),
      attempt_failed: hours(96),
      delayed: hours(72),
      investigating: hours(120),
      returning: hours(240),
      unknown: hours(48),
    })
    .prefault({}),
  /** Days that each carrier keeps a parcel that it could not hand over, where its scan does not say. */
  holdDays: z.record(z.string(), z.number().int().min(1).max(90)).default({}),
  /** Hours before the end of keeping at which it is called urgent. */
  holdWarning: hours(36),
});
export type DeliverySettings = z.output<typeof DeliverySettings>;

export interface Watched {
  readonly state: ParcelState;
  readonly number: string;
  readonly method: string;
  readonly lastScanAt: Date | null;
  readonly createdAt: Date;
  readonly promisedBy: Date | null;
  readonly holdUntil: Date | null;
  readonly silentSince: Date | null;
  readonly lateSince: Date | null;
  readonly holdWarnedAt: Date | null;
}

const OVER: ReadonlySet<ParcelState> = new Set(["delivered", "returned", "cancelled", "lost", "expired"]);

/** Whether it will neither move nor be waited for any more. */
export const isOver = (state: ParcelState): boolean => OVER.has(state);

/** P18: since when it is silent, or will be. Without a number nobody scans it, so its silence says nothing. */
export const silentAt = (parcel: Watched, settings: DeliverySettings): Date | null => {
  if (isOver(parcel.state) || parcel.number === "" || parcel.method !== "carrier") return null;
  const limit = (settings.silence as Readonly<Record<string, number>>)[parcel.state];
  if (limit === undefined) return null;
  return new Date((parcel.lastScanAt ?? parcel.createdAt).getTime() + limit * HOUR_MS);
};

/** When a parcel that is kept becomes urgent. */
export const holdEndsAt = (parcel: Watched, settings: DeliverySettings): Date | null =>
  parcel.holdUntil === null || (parcel.state !== "held_for_pickup" && parcel.state !== "attempt_failed")
    ? null
    : new Date(parcel.holdUntil.getTime() - settings.holdWarning * HOUR_MS);

/** P19: late from the end of the last promised day on; what is on its way back or lost is no longer waited for. */
export const lateAt = (parcel: Watched): Date | null =>
  isOver(parcel.state) || parcel.state === "returning" ? null : parcel.promisedBy;

/** The next moment at which one of them has to be looked at. */
export const lookAt = (parcel: Watched, settings: DeliverySettings): Date | null => {
  const due = [
    parcel.silentSince === null ? silentAt(parcel, settings) : null,
    parcel.lateSince === null ? lateAt(parcel) : null,
    parcel.holdWarnedAt === null ? holdEndsAt(parcel, settings) : null,
  ].filter((at) => at !== null);
  return due.length === 0 ? null : new Date(Math.min(...due.map((at) => at.getTime())));
};
