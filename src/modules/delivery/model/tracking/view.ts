/** From what is known of an order to what its tracking page says. Pure; names nobody (T3 in SPEC.tracking.md). */
import { type Choices, choicesOf } from "../choice.ts";
import type { Method, ParcelState } from "../../model.ts";
import { dayIn, dayWords, type Language } from "./dates.ts";
import { headlineOf, nextOf, rangeWords, storyOf, wishWords } from "./says.ts";
import { stageOf } from "./stages.ts";
import { say, STAGES, STATE } from "./words.ts";
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
  /** `carrier`: no promise of ours, but what the carrier says itself. */
  readonly level: "high" | "medium" | "low" | "carrier";
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

const TROUBLE: readonly ParcelState[] = [
  "attempt_failed",
  "investigating",
  "delayed",
  "returning",
  "returned",
  "lost",
  "damaged",
];
/** A wish for its delivery has no meaning any more. */
const OVER: readonly ParcelState[] = ["delivered", "returning", "returned", "lost", "cancelled"];
/**
 * T16: the day that stands for a parcel is what we promised for it, else for its order. The carrier's own word stands where we
 * promised nothing, or where it says itself that it comes later than that.
 */
export const promiseOf = ({ promises, parcels }: Tracked, parcel: string, zone: string): TrackedPromise | null => {
  const own = promises.find((one) => one.parcel === parcel) ?? promises.find((one) => one.parcel === null) ?? null;
  const said = parcels.find(({ id }) => id === parcel)?.carrierBy ?? null;
  const day = said === null ? null : dayIn(said, zone);
  if (day === null || (own !== null && day <= own.by)) return own;
  return { parcel, earliest: day, latest: day, by: day, level: "carrier" };
};

const parcelView = (tracked: Tracked, parcel: TrackedParcel, n: number, setting: Setting): ParcelView => {
  const { language } = setting;
  const promise = promiseOf(tracked, parcel.id, setting.zone);
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
    wish: parcel.choice?.state === "refused" || OVER.includes(parcel.state) ? "" : wishWords(parcel, setting),
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
