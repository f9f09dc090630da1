/** What a tracking page says of one parcel and its promise. Pure. */
import type { ParcelState } from "../../model.ts";
import { HOPELESS } from "../choice.ts";
import { dayIn, dayWords, type Language, plainDayWords, timeWords } from "./dates.ts";
import type { Setting, TrackedParcel, TrackedPromise } from "./view.ts";
import { PICKUP, REASON, say, SPOT, STATE } from "./words.ts";

const UNDER_WAY: readonly ParcelState[] = ["label_created", "picked_up", "in_transit", "at_delivery_depot", "unknown"];

const SURE = {
  high: ["遅くとも{by}までには、お届けできる見込みです。", "By {by} at the latest, in all likelihood."],
  medium: ["天候や交通の状況により、前後することがあります。", "Weather and traffic may move it by a day."],
  low: ["目安です。変わる場合があります。", "A rough guide; it may change."],
  carrier: ["配送会社による予定です。前後することがあります。", "The day that the carrier gives; it may change."],
} as const;

/** The days that are promised. */
export const rangeWords = (promise: TrackedPromise, { language, now, zone }: Setting): string => {
  const today = dayIn(now, zone);
  const { earliest } = promise;
  // Past the range what is left of the promise is the day by which it is here.
  const latest = promise.latest < today ? promise.by : promise.latest;
  // What cannot come earlier any more is not offered as a beginning.
  const from = earliest < today ? today : earliest;
  const one = plainDayWords(latest, language);
  if (latest <= from) return language === "ja" ? `${one}にお届け予定です` : `Arriving ${one}`;
  // A month that both days share is said once: 11月23日(月)〜24日(火).
  const end = latest.slice(0, 7) === from.slice(0, 7) ? one.replace(/^\d+月/u, "") : one;
  return language === "ja"
    ? `${plainDayWords(from, language)}〜${end}にお届け予定です`
    : `Arriving ${plainDayWords(from, language)} – ${one}`;
};

const slotWords = (slot: string, language: Language): string =>
  slot === "am"
    ? language === "ja"
      ? "午前中"
      : "in the morning"
    : slot.replace(/^(\d+)-(\d+)$/, language === "ja" ? "$1時〜$2時" : "$1:00–$2:00");

/** What the customer asked for, where that stands. */
export const wishWords = (parcel: TrackedParcel, { language }: Setting): string => {
  const { choice } = parcel;
  if (!choice || choice.state === "replaced" || choice.day === null) return "";
  const where = Object.hasOwn(SPOT, choice.spot) ? say(SPOT[choice.spot as keyof typeof SPOT], language) : "";
  return [plainDayWords(choice.day, language), choice.slot === "" ? "" : slotWords(choice.slot, language), where]
    .filter((part) => part !== "")
    .join(language === "ja" ? "・" : ", ");
};

/** What is said first of a parcel, and how sure it is. */
export const headlineOf = (parcel: TrackedParcel, promise: TrackedPromise | null, setting: Setting) => {
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

/** What happens next, and until when it is kept. */
export const nextOf = (parcel: TrackedParcel, { language, zone }: Setting): string => {
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

/** Words that a Japanese reader reads: a shop's own `Order Shipped` is not among them. */
const JAPANESE = /[\p{scx=Hira}\p{scx=Kana}\p{scx=Han}]/u;
const minute = (at: Date): number => Math.floor(at.getTime() / 60_000);

/** T17: what carriers told, the newest first, in their own words where those and the page are Japanese. */
export const storyOf = ({ scans }: TrackedParcel, { language, zone }: Setting) => {
  const said = (text: string) => JAPANESE.test(text);
  const twice = ({ at, state, text }: (typeof scans)[number]) =>
    !said(text) && scans.some((one) => said(one.text) && one.state === state && minute(one.at) === minute(at));
  return scans
    .filter((scan) => !twice(scan))
    .toReversed()
    .map(({ at, state, text, place }) => {
      const told = language === "ja" && said(text) ? text : say(STATE[state].now, language);
      return { at: timeWords(at, language, zone), text: place === "" ? told : `${told}(${place})` };
    });
};
