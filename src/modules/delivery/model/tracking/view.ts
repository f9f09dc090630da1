/** From what is known of an order to what its tracking page says. Pure; names nobody (T3 in SPEC.tracking.md). */
import { type Choices, choicesOf, HOPELESS } from "../choice.ts";
import type { Method, ParcelState } from "../../model.ts";
import { dayIn, dayWords, type Language, plainDayWords, timeWords } from "./dates.ts";
import { PICKUP, REASON, say, SPOT, STAGES, STATE } from "./words.ts";
import { CARRIERS, carrierPage } from "../carriers.ts";

export interface TrackedItem {
  readonly product: string;
  readonly name: string;
  readonly variant: string;
  readonly quantity: number;
  readonly image: string;
}

export interface TrackedParcel {
  readonly id: string;
  readonly carrier: string;
  readonly number: string;
  readonly method: Method;
  readonly place: string;
  readonly state: ParcelState;
  readonly reason: string;
  readonly stateAt: Date;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly holdUntil: Date | null;
  readonly carrierBy: Date | null;
  readonly late: boolean;
  readonly items: readonly TrackedItem[];
  readonly scans: readonly {
    readonly at: Date;
    readonly state: ParcelState;
    readonly text: string;
    readonly place: string;
  }[];
  readonly choice: {
    readonly day: string | null;
    readonly slot: string;
    readonly spot: string;
    readonly state: string;
  } | null;
  readonly feeling: string | null;
}

/** A promise that stands for the order or one parcel. Days as 2026-11-23. */
export interface TrackedPromise {
  readonly parcel: string | null;
  readonly earliest: string;
  readonly latest: string;
  /** The day by which it is here in all likelihood. */
  readonly by: string;
  readonly level: "high" | "medium" | "low";
}

export interface Tracked {
  readonly number: string;
  readonly at: Date | null;
  readonly cancelled: boolean;
  readonly items: readonly TrackedItem[];
  readonly parcels: readonly TrackedParcel[];
  readonly promises: readonly TrackedPromise[];
  readonly problems: readonly string[];
}

export interface Setting {
  readonly language: Language;
  readonly zone: string;
  readonly now: Date;
  /** Whether the brand takes wishes for time and place. */
  readonly choices: boolean;
}

export interface Stage {
  readonly label: string;
  readonly state: "done" | "here" | "ahead";
}

export interface ParcelView {
  readonly id: string;
  readonly title: string;
  readonly headline: string;
  readonly detail: string;
  readonly sure: string;
  readonly next: string;
  readonly sorry: boolean;
  readonly trouble: boolean;
  readonly delivered: boolean;
  readonly feeling: string | null;
  readonly stages: readonly Stage[];
  readonly carrier: string;
  readonly number: string;
  readonly link: string | null;
  readonly items: readonly TrackedItem[];
  readonly story: readonly { readonly at: string; readonly text: string }[];
  readonly wish: string;
  readonly choices: Choices | null;
}

export interface TrackingView {
  readonly number: string;
  readonly ordered: string;
  readonly headline: string;
  readonly parcels: readonly ParcelView[];
  /** Not yet in any parcel. */
  readonly waiting: readonly TrackedItem[];
  readonly problems: readonly string[];
}

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
const stageOf = (parcel: TrackedParcel): number => {
  const steps = PLACE[parcel.method];
  const of = (state: ParcelState) => steps.findIndex((states) => states.includes(state));
  const own = of(parcel.state);
  if (own >= 0) return own;
  return Math.max(
    parcel.shippedAt === null ? 0 : 1,
    ...parcel.scans.map((scan) => of(scan.state)).filter((n) => n < steps.length - 1),
  );
};

const TROUBLE: readonly ParcelState[] = [
  "attempt_failed",
  "investigating",
  "delayed",
  "returning",
  "returned",
  "lost",
  "damaged",
];
const UNDER_WAY: readonly ParcelState[] = ["label_created", "picked_up", "in_transit", "at_delivery_depot", "unknown"];

const SURE = {
  high: ["遅くとも{by}までには、お届けできる見込みです。", "By {by} at the latest, in all likelihood."],
  medium: ["天候や交通の状況により、前後することがあります。", "Weather and traffic may move it by a day."],
  low: ["目安です。変わる場合があります。", "A rough guide; it may change."],
} as const;

const rangeWords = (promise: TrackedPromise, { language, now, zone }: Setting): string => {
  const today = dayIn(now, zone);
  const { earliest } = promise;
  // Past the range what is left of the promise is the day by which it is here.
  const latest = promise.latest < today ? promise.by : promise.latest;
  // What cannot come earlier any more is not offered as a beginning.
  const from = earliest < today ? today : earliest;
  const one = plainDayWords(latest, language);
  if (latest <= from) return language === "ja" ? `${one}にお届け予定です` : `Arriving ${one}`;
  return language === "ja"
    ? `${plainDayWords(from, language)}〜${one}にお届け予定です`
    : `Arriving ${plainDayWords(from, language)} – ${one}`;
};

const slotWords = (slot: string, language: Language): string =>
  slot === "am"
    ? language === "ja"
      ? "午前中"
      : "in the morning"
    : slot.replace(/^(\d+)-(\d+)$/, language === "ja" ? "$1時〜$2時" : "$1:00–$2:00");

const wishWords = (parcel: TrackedParcel, { language }: Setting): string => {
  const { choice } = parcel;
  if (!choice || choice.state === "replaced" || choice.day === null) return "";
  const where = Object.hasOwn(SPOT, choice.spot) ? say(SPOT[choice.spot as keyof typeof SPOT], language) : "";
  return [plainDayWords(choice.day, language), choice.slot === "" ? "" : slotWords(choice.slot, language), where]
    .filter((part) => part !== "")
    .join(language === "ja" ? "・" : ", ");
};

const headlineOf = (parcel: TrackedParcel, promise: TrackedPromise | null, setting: Setting) => {
  const { language, zone, now } = setting;
  const own = say(
    REASON[`${parcel.state}.${parcel.reason}`] ??
      (parcel.method === "pickup" ? (PICKUP[parcel.state] ?? STATE[parcel.state]) : STATE[parcel.state]).now,
    language,
  );
  const today = dayIn(now, zone);
  if (parcel.state === "out_for_delivery" && dayIn(parcel.stateAt, zone) === today) {
    const slot = parcel.choice?.day === today ? parcel.choice.slot : "";
    const ja = slot === "" ? "本日お届けします" : `本日 ${slotWords(slot, "ja")}にお届けします`;
    const en = slot === "" ? "Arriving today" : `Arriving today ${slotWords(slot, "en")}`;
    return { headline: language === "ja" ? ja : en, detail: own, sure: "" };
  }
  // A day that has passed is no promise any more.
  if (promise && promise.by >= today && !parcel.late && UNDER_WAY.includes(parcel.state) && parcel.method !== "pickup")
    return {
      headline: rangeWords(promise, setting),
      detail: own,
      sure: say(SURE[promise.level], language, { by: plainDayWords(promise.by, language) }),
    };
  const when = parcel.state === "delivered" ? parcel.deliveredAt : null;
  return { headline: own, detail: when ? timeWords(when, language, zone) : "", sure: "" };
};

const nextOf = (parcel: TrackedParcel, { language, zone }: Setting): string => {
  const words = parcel.method === "pickup" ? (PICKUP[parcel.state] ?? STATE[parcel.state]) : STATE[parcel.state];
  const hopeless = parcel.state === "attempt_failed" && HOPELESS.includes(parcel.reason);
  const next = hopeless
    ? say(
        [
          "お届け先を確認するため、担当者からご連絡します。",
          "Somebody of our team will write to you to find out where it should go.",
        ],
        language,
      )
    : say(words.next, language);
  if (parcel.holdUntil === null || parcel.state === "delivered") return next;
  const day = dayWords(parcel.holdUntil, language, zone);
  return language === "ja" ? `${next}お預かりは${day}までです。` : `${next} It is kept until ${day}.`;
};

const storyOf = (parcel: TrackedParcel, { language, zone }: Setting) =>
  parcel.scans.toReversed().map(({ at, state, text, place }) => {
    const told = language === "ja" && text !== "" ? text : say(STATE[state].now, language);
    return { at: timeWords(at, language, zone), text: place === "" ? told : `${told}(${place})` };
  });

/** The promise that stands for a parcel: its own, else its order's. */
export const promiseOf = ({ promises }: Tracked, parcel: string): TrackedPromise | null =>
  promises.find((one) => one.parcel === parcel) ?? promises.find((one) => one.parcel === null) ?? null;

const parcelView = (tracked: Tracked, parcel: TrackedParcel, n: number, setting: Setting): ParcelView => {
  const { language } = setting;
  const promise = promiseOf(tracked, parcel.id);
  const at = stageOf(parcel);
  const words = STATE[parcel.state];
  const many = tracked.parcels.length;
  return {
    id: parcel.id,
    title: many > 1 ? (language === "ja" ? `荷物 ${n} / ${many}` : `Parcel ${n} of ${many}`) : "",
    ...headlineOf(parcel, promise, setting),
    next: nextOf(parcel, setting),
    sorry: words.sorry === true,
    trouble: TROUBLE.includes(parcel.state),
    delivered: parcel.state === "delivered",
    feeling: parcel.feeling,
    stages: STAGES[parcel.method].map((label, i) => ({
      label: say(label, language),
      state: i < at || parcel.state === "delivered" ? "done" : i === at ? "here" : "ahead",
    })),
    carrier: Object.hasOwn(CARRIERS, parcel.carrier)
      ? say(CARRIERS[parcel.carrier]?.names ?? ["", ""], language)
      : parcel.carrier,
    number: parcel.number,
    link: carrierPage(parcel.carrier, parcel.number),
    items: parcel.items,
    story: storyOf(parcel, setting),
    wish: parcel.choice?.state === "refused" ? "" : wishWords(parcel, setting),
    choices: setting.choices
      ? choicesOf({ ...parcel, earliest: promise?.earliest ?? null }, setting.now, setting.zone)
      : null,
  };
};

/** Which parcel speaks first: trouble before the road, the road before what has arrived. */
const urgency = (view: ParcelView): number => (view.trouble ? 0 : view.delivered ? 2 : 1);

const left = (all: readonly TrackedItem[], parcels: readonly TrackedParcel[]): TrackedItem[] => {
  const inside = parcels.filter((parcel) => parcel.state !== "cancelled").flatMap((parcel) => parcel.items);
  return all.flatMap((item) => {
    const packed = inside
      .filter((one) => one.product === item.product && one.variant === item.variant)
      .reduce((sum, one) => sum + one.quantity, 0);
    return item.quantity > packed ? [{ ...item, quantity: item.quantity - packed }] : [];
  });
};

/** T1: what the page says first is what the most urgent parcel says. */
export const trackingView = (tracked: Tracked, setting: Setting): TrackingView => {
  const { language } = setting;
  const parcels = tracked.parcels
    .map((parcel, i) => parcelView(tracked, parcel, i + 1, setting))
    .toSorted((a, b) => urgency(a) - urgency(b));
  const waiting = left(tracked.items, tracked.parcels);
  const promise = tracked.promises.find((one) => one.parcel === null);
  const before = promise && promise.by >= dayIn(setting.now, setting.zone) ? rangeWords(promise, setting) : "";
  const headline = tracked.cancelled
    ? say(["ご注文は取り消されました", "This order was cancelled"], language)
    : (parcels[0]?.headline ??
      (before ||
        say(
          ["ご注文を承りました。発送の準備をしています", "Thank you for your order. We are getting it ready"],
          language,
        )));
  const ordered = tracked.at === null ? "" : dayWords(tracked.at, language, setting.zone);
  return { number: tracked.number, ordered, headline, parcels, waiting, problems: tracked.problems };
};
