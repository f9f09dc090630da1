/** When and where a customer may ask to get a parcel: what each carrier offers, and whether a wish can still be met. Pure. */
import { Temporal } from "temporal-polyfill";
import type { Method, ParcelState } from "../model.ts";

export interface Slot {
  readonly code: string;
  /** Hours of the day by the brand's clock. */
  readonly from: number;
  readonly to: number;
}

/** Hand: to a person. The others: left at the door, in the building's locker, a parcel station, a shop, the depot's counter. */
export const SPOTS = ["hand", "doorstep", "box", "station", "shop", "depot"] as const;
export type Spot = (typeof SPOTS)[number];

interface Offer {
  readonly slots: readonly Slot[];
  readonly spots: readonly Spot[];
}

const slot = (from: number, to: number): Slot => ({ code: from === 8 ? "am" : `${from}-${to}`, from, to });
const AFTERNOON = [slot(14, 16), slot(16, 18), slot(18, 20), slot(19, 21)];
const OFFERS: Readonly<Record<string, Offer>> = {
  yamato: { slots: [slot(8, 12), ...AFTERNOON], spots: ["hand", "doorstep", "box", "station", "shop", "depot"] },
  sagawa: { slots: [slot(8, 12), slot(12, 14), ...AFTERNOON], spots: ["hand", "doorstep", "box", "depot"] },
  japanpost: { slots: [slot(8, 12), slot(12, 14), ...AFTERNOON], spots: ["hand", "doorstep", "box", "shop", "depot"] },
};

/** The hours of a slot, from its code. */
export const hoursOf = (code: string): { from: number; to: number } => {
  if (code === "am") return { from: 8, to: 12 };
  const [from = 0, to = 0] = code.split("-").map(Number);
  return Number.isInteger(from) && Number.isInteger(to) ? { from, to } : { from: 0, to: 0 };
};

/** Days ahead that carriers keep a parcel for another try. */
const DAYS = 7;
/** A slot of today must begin this much later, so that a driver can still be told. */
const LEAD_HOURS = 3;
const CHANGEABLE: readonly ParcelState[] = ["label_created", "picked_up", "in_transit", "at_delivery_depot"];
const AGAIN: readonly ParcelState[] = ["attempt_failed", "held_for_pickup"];
/** Reasons of a failed attempt that another day does not mend: staff must speak with the customer. */
export const HOPELESS: readonly string[] = ["moved", "refused", "address"];

export interface Choosable {
  readonly carrier: string;
  readonly method: Method;
  readonly state: ParcelState;
  readonly reason: string;
  readonly holdUntil: Date | null;
  /** First day on which it may arrive, where a promise was made. */
  readonly earliest: string | null;
}

export interface Choices {
  readonly kind: "redelivery" | "change";
  /** Days as 2026-11-23. */
  readonly days: readonly string[];
  readonly slots: readonly Slot[];
  readonly spots: readonly Spot[];
}

const dayOf = (at: Date, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();
const hourOf = (at: Date, zone: string): number => {
  const here = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  return here.hour + here.minute / 60;
};

const openToday = (slots: readonly Slot[], now: Date, zone: string): readonly Slot[] =>
  slots.filter(({ from }) => from >= hourOf(now, zone) + LEAD_HOURS);

/** D1: what may be chosen for a parcel now; null where its carrier or its state allows nothing. */
export const choicesOf = (parcel: Choosable, now: Date, zone: string): Choices | null => {
  const offer = Object.hasOwn(OFFERS, parcel.carrier) ? OFFERS[parcel.carrier] : undefined;
  if (!offer || parcel.method !== "carrier") return null;
  const again = AGAIN.includes(parcel.state) && !HOPELESS.includes(parcel.reason);
  if (!again && !CHANGEABLE.includes(parcel.state)) return null;
  const today = dayOf(now, zone);
  const earliest = parcel.earliest === null ? null : Temporal.PlainDate.from(parcel.earliest);
  const soonest = again || !earliest || Temporal.PlainDate.compare(earliest, today) <= 0 ? today : earliest;
  const last = parcel.holdUntil === null ? null : dayOf(parcel.holdUntil, zone);
  // Before the first attempt nothing can come today that is not out already.
  const from = again ? (openToday(offer.slots, now, zone).length > 0 ? 0 : 1) : soonest === today ? 1 : 0;
  const days = Array.from({ length: DAYS }, (_, i) => soonest.add({ days: from + i })).filter(
    (day) => !last || Temporal.PlainDate.compare(day, last) <= 0,
  );
  if (days.length === 0) return null;
  return { kind: again ? "redelivery" : "change", days: days.map(String), slots: offer.slots, spots: offer.spots };
};

export interface Wish {
  readonly day: string;
  /** "": any time of the day. */
  readonly slot: string;
  readonly spot: string;
}

/** D2: whether a wish is one of those offered; the reason where it is not. */
export const judgeWish = (
  parcel: Choosable,
  wish: Wish,
  now: Date,
  zone: string,
): { ok: true; kind: Choices["kind"] } | { ok: false; why: "closed" | "day" | "slot" | "spot" | "too_late" } => {
  const choices = choicesOf(parcel, now, zone);
  if (!choices) return { ok: false, why: "closed" };
  if (!choices.days.includes(wish.day)) return { ok: false, why: "day" };
  if (!choices.spots.some((spot) => spot === wish.spot)) return { ok: false, why: "spot" };
  if (wish.slot === "") return { ok: true, kind: choices.kind };
  if (!choices.slots.some(({ code }) => code === wish.slot)) return { ok: false, why: "slot" };
  const today = String(dayOf(now, zone));
  if (wish.day === today && !openToday(choices.slots, now, zone).some(({ code }) => code === wish.slot))
    return { ok: false, why: "too_late" };
  return { ok: true, kind: choices.kind };
};

/** Slots that a carrier has; null where it is not known to have any. 20 to 21 was given up by all in 2024. */
export const slotsOf = (carrier: string): readonly Slot[] | null =>
  Object.hasOwn(OFFERS, carrier) ? (OFFERS[carrier]?.slots ?? null) : null;
