/** A parcel as its row holds it, and what its scans make of it. Pure. */
import { randomUUID } from "node:crypto";
import type { ParcelState } from "../model.ts";
import { CARRIERS } from "./carriers.ts";
import { afterTelling, newsOf, type Telling } from "./notice.ts";
import type { Known, Named } from "./place.ts";
import { deriveState, type Sighting } from "./state.ts";
import { type DeliverySettings, lookAt } from "./watch.ts";

export interface Standing extends Known {
  subject: string;
  service: string;
  numberDoubt: string;
  method: string;
  place: string;
  country: string;
  prefecture: string;
  postalCode: string;
  state: ParcelState;
  reason: string;
  stateAt: Date;
  shippedAt: Date | null;
  deliveredAt: Date | null;
  holdUntil: Date | null;
  carrierBy: Date | null;
  contradicted: boolean;
  unknown: number;
  scans: number;
  promisedBy: Date | null;
  told: readonly string[];
  toldAt: Date | null;
  silentSince: Date | null;
  lateSince: Date | null;
  holdWarnedAt: Date | null;
  lookAt: Date | null;
}

/** A parcel that is heard of for the first time. */
export const fresh = (news: Named, turn: number, now: Date): Standing => ({
  id: randomUUID(),
  shipment: news.shipment ?? (news.order === "" ? `parcel:${randomUUID()}` : `order:${news.order}`),
  order: news.order,
  subject: news.subject,
  linked: news.linked,
  carrier: news.carrier,
  service: news.service ?? "",
  number: news.number,
  turn,
  numberDoubt: news.doubt,
  method: news.method ?? "carrier",
  place: news.place ?? "",
  country: "",
  prefecture: "",
  postalCode: "",
  createdAt: news.scans.map((scan) => scan.occurredAt).toSorted((x, y) => x.getTime() - y.getTime())[0] ?? now,
  state: "label_created",
  reason: "",
  stateAt: now,
  shippedAt: null,
  deliveredAt: null,
  lastScanAt: null,
  holdUntil: null,
  carrierBy: null,
  contradicted: false,
  unknown: 0,
  scans: 0,
  promisedBy: null,
  told: [],
  toldAt: null,
  silentSince: null,
  lateSince: null,
  holdWarnedAt: null,
  lookAt: null,
});

/** News fills what is empty and overwrites nothing: the first word on whose parcel it is stands. */
export const fill = (parcel: Standing, news: Named): void => {
  if (parcel.order === "" || (!parcel.linked && news.linked && news.order !== "")) {
    parcel.order = news.order;
    parcel.linked = news.linked;
    parcel.subject = news.subject || parcel.subject;
  }
  if (parcel.number === "" && news.number !== "") {
    [parcel.number, parcel.numberDoubt] = [news.number, news.doubt];
    // Until then its carrier was a plan; who has the number has the parcel.
    parcel.carrier = news.carrier || parcel.carrier;
  }
  parcel.carrier ||= news.carrier;
  parcel.service ||= news.service ?? "";
  parcel.place ||= news.place ?? "";
  parcel.prefecture ||= news.destination?.prefecture ?? "";
  parcel.postalCode ||= news.destination?.postalCode ?? "";
  parcel.country ||= news.destination?.country ?? "";
};

const DAY_MS = 86_400_000;

const holdDays = (carrier: string, settings: DeliverySettings): number =>
  settings.holdDays[carrier] ?? CARRIERS[carrier]?.holdDays ?? 7;

const same = (x: Date | null, y: Date | null): boolean => x?.getTime() === y?.getTime();

/** The row after these scans, and what is to be told now. Nothing is told of an order that nobody knows. */
export const standsNow = (
  parcel: Standing,
  scans: readonly Sighting[],
  now: Date,
  settings: DeliverySettings,
): { parcel: Standing; telling: Telling | null } => {
  const is = deriveState(scans);
  const holdUntil =
    is.heldSince === null || (is.state !== "attempt_failed" && is.state !== "held_for_pickup")
      ? null
      : (is.holdUntil ?? new Date(is.heldSince.getTime() + holdDays(parcel.carrier, settings) * DAY_MS));
  const heard = parcel.silentSince !== null && !same(is.lastScanAt, parcel.lastScanAt);
  const told = { names: parcel.told, at: parcel.toldAt };
  const telling = parcel.linked ? newsOf(is, told, now) : null;
  const after = telling === null ? told : afterTelling(told, telling);
  const next: Standing = {
    ...parcel,
    state: is.scans === 0 ? "label_created" : is.state,
    reason: is.reason,
    stateAt: is.stateAt ?? parcel.createdAt,
    shippedAt: is.shippedAt,
    deliveredAt: is.deliveredAt,
    lastScanAt: is.lastScanAt,
    holdUntil,
    carrierBy: is.carrierBy,
    contradicted: is.contradicted,
    unknown: is.unknown,
    scans: is.scans,
    told: after.names,
    toldAt: after.at,
    silentSince: heard ? null : parcel.silentSince,
    lateSince: is.deliveredAt === null ? parcel.lateSince : null,
    holdWarnedAt: same(holdUntil, parcel.holdUntil) ? parcel.holdWarnedAt : null,
  };
  return { parcel: { ...next, lookAt: lookAt(next, settings) }, telling };
};
