/** Shapes of parcels; no I/O. How a state is derived from scans: model/state.ts. */
import { z } from "zod";
export { readDay } from "./model/promise/calendar.ts";
export { closedSet, isDayOff } from "./model/promise/days-off.ts";
export { DaysOff } from "./model/promise/warehouse.ts";

/** What a parcel can be. The sub-reason beside it is open text: carriers invent new ones. */
export const PARCEL_STATES = [
  "label_created",
  "picked_up",
  "in_transit",
  "at_delivery_depot",
  "out_for_delivery",
  "attempt_failed",
  "held_for_pickup",
  "delivered",
  "investigating",
  "delayed",
  "returning",
  "returned",
  "lost",
  "damaged",
  "expired",
  "cancelled",
  "unknown",
] as const;
export const ParcelState = z.enum(PARCEL_STATES);
export type ParcelState = z.infer<typeof ParcelState>;

/** How it reaches the customer: by a carrier, fetched in a store, or brought by a store. */
export const METHODS = ["carrier", "pickup", "store_delivery"] as const;
export const Method = z.enum(METHODS);
export type Method = z.infer<typeof Method>;

export const ParcelItem = z.object({
  product: z.string(),
  variant: z.string(),
  name: z.string(),
  quantity: z.number(),
  line: z.string().describe("Line of the order; empty where the sender did not say."),
});
export type ParcelItem = z.infer<typeof ParcelItem>;

/** One parcel as other modules see it. `order` and `subject` are empty while nobody said whose it is. */
export interface Parcel {
  readonly id: string;
  readonly shipment: string;
  readonly order: string;
  readonly subject: string;
  /** yamato, sagawa, japanpost, store, or the name that the sender gave. */
  readonly carrier: string;
  readonly service: string;
  readonly number: string;
  readonly method: Method;
  /** Store that hands it over. */
  readonly place: string;
  readonly state: ParcelState;
  readonly reason: string;
  readonly stateAt: Date;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly lastScanAt: Date | null;
  readonly holdUntil: Date | null;
  /** End of the last day that the customer was promised; the carrier's own word on it. */
  readonly promisedBy: Date | null;
  readonly carrierBy: Date | null;
  readonly silentSince: Date | null;
  readonly lateSince: Date | null;
  readonly destination: { readonly prefecture: string; readonly postalCode: string; readonly country: string };
  readonly items: readonly ParcelItem[];
}

/** What a carrier said at one moment, and how it was read. */
export interface Scan {
  readonly id: number;
  readonly parcel: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly source: string;
  readonly vocabulary: string;
  readonly code: string;
  readonly text: string;
  readonly place: string;
  readonly detail: ScanDetail;
  readonly state: ParcelState;
  readonly reason: string;
  /** Which version of which map read it: `yamato@1`. */
  readonly map: string;
}

/** What a scan may say beside its words. */
export const ScanDetail = z.object({
  photo: z.boolean().optional(),
  signed: z.boolean().optional(),
  holdUntil: z.iso.datetime({ offset: true }).optional(),
  by: z.iso.datetime({ offset: true }).optional().describe("The carrier's own word on when it arrives at the latest."),
});
export type ScanDetail = z.infer<typeof ScanDetail>;

/** What speaks for a delivery. */
export interface DeliveryProof {
  readonly scanned: boolean;
  readonly photo: boolean;
  readonly signed: boolean;
  readonly at: Date | null;
  readonly place: string;
}

/** Who may send carriers' news here by signed webhook. */
export const HOOKS = ["aftership", "trackingmore", "shopify"] as const;
export type Hook = (typeof HOOKS)[number];

const secrets = z
  .array(z.string().trim().min(8, "A secret has at least eight characters.").max(200))
  .max(2, "Two secrets at most: the new one and the one that it replaces.")
  .default([]);
/** Setting `delivery.hooks`. */
export const HookSecrets = z.object({ aftership: secrets, trackingmore: secrets, shopify: secrets });
