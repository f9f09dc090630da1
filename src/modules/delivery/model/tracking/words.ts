/** What the tracking page says, Japanese and English. */
import type { ParcelState } from "../../model.ts";
import type { Spot } from "../choice.ts";
import type { Language } from "./dates.ts";

export type Pair = readonly [ja: string, en: string];
export const say = (pair: Pair, language: Language, values: Readonly<Record<string, string | number>> = {}): string =>
  (language === "ja" ? pair[0] : pair[1]).replaceAll(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));

interface StateWords {
  /** What is. */
  readonly now: Pair;
  /** What comes next, and what the customer can do. */
  readonly next: Pair;
  /** Our fault or the road's: sorry comes first. */
  readonly sorry?: true;
}

const CHECKING: StateWords = {
  now: ["配送状況を確認しています", "We are checking where it is"],
  next: [
    "配送会社の記録を待っています。変わりしだい、こちらに表示します。",
    "We are waiting for the carrier's record. It will be shown here.",
  ],
};

export const STATE: Readonly<Record<ParcelState, StateWords>> = {
  label_created: {
    now: ["発送の準備をしています", "We are getting it ready"],
    next: ["発送しましたら、お知らせします。", "We will tell you when it leaves."],
  },
  picked_up: {
    now: ["発送しました", "It is on its way"],
    next: [
      "お近くの営業所に着いたあと、お届けに向かいます。",
      "It goes to the depot near you, and from there to your door.",
    ],
  },
  in_transit: {
    now: ["お届け先へ向かっています", "It is on its way to you"],
    next: [
      "お近くの営業所に着いたあと、お届けに向かいます。",
      "It goes to the depot near you, and from there to your door.",
    ],
  },
  at_delivery_depot: {
    now: ["お近くの営業所に着きました", "It has reached the depot near you"],
    next: ["配達に出ましたら、お知らせします。", "We will tell you when it goes out for delivery."],
  },
  out_for_delivery: {
    now: ["ただいま配達中です", "It is out for delivery"],
    next: [
      "ご不在の場合は、このページから再配達をご依頼いただけます。",
      "If nobody is at home you can ask for another delivery on this page.",
    ],
  },
  attempt_failed: {
    now: ["ご不在のため、お届けできませんでした", "Nobody was at home"],
    next: [
      "荷物は配送会社でお預かりしています。ご都合のよい日時と場所をお選びください。",
      "The carrier is keeping it. Please choose when and where you would like it.",
    ],
  },
  held_for_pickup: {
    now: ["配送会社の営業所でお預かりしています", "It is kept at the carrier's depot"],
    next: [
      "窓口でお受け取りいただくか、再配達の日時をお選びください。",
      "Fetch it at the counter, or choose a day for another delivery.",
    ],
  },
  delivered: {
    now: ["お届けしました", "It has arrived"],
    next: ["お買い上げありがとうございました。", "Thank you for shopping with us."],
  },
  investigating: {
    now: ["配送会社で荷物を確認しています", "The carrier is looking into it"],
    next: [
      "分かりしだい、私たちからご連絡します。お客様にしていただくことはありません。",
      "We will write to you as soon as we know more. There is nothing that you need to do.",
    ],
    sorry: true,
  },
  delayed: {
    now: ["お届けが遅れています", "It is late"],
    next: [
      "新しいお届け予定が分かりしだい、お知らせします。お急ぎの場合はご連絡ください。",
      "We will tell you the new day as soon as we know it. Please write to us if it is urgent.",
    ],
    sorry: true,
  },
  returning: {
    now: ["お届けできず、当店へ戻る途中です", "It could not be delivered and is coming back to us"],
    next: [
      "あらためてお送りするか、ご返金するか、ご希望を伺うご連絡をします。",
      "We will ask you whether to send it again or to refund it.",
    ],
    sorry: true,
  },
  returned: {
    now: ["お届けできず、当店へ戻りました", "It could not be delivered and is back with us"],
    next: [
      "あらためてお送りするか、ご返金するか、ご希望を伺うご連絡をします。",
      "We will ask you whether to send it again or to refund it.",
    ],
    sorry: true,
  },
  lost: {
    now: ["荷物が見つかっていません", "The parcel cannot be found"],
    next: [
      "代わりの品をお送りするか、ご返金します。担当者からご連絡しますので、お待ちください。",
      "We will send another one or refund it. Somebody of our team will write to you.",
    ],
    sorry: true,
  },
  damaged: {
    now: ["運送中に荷物が破損しました", "The parcel was damaged on its way"],
    next: [
      "代わりの品をお送りするか、ご返金します。担当者からご連絡しますので、お待ちください。",
      "We will send another one or refund it. Somebody of our team will write to you.",
    ],
    sorry: true,
  },
  cancelled: {
    now: ["この荷物の発送は取り消されました", "This parcel will not be sent"],
    next: ["別の荷物でお届けする場合は、お知らせします。", "If it comes in another parcel we will tell you."],
  },
  expired: CHECKING,
  unknown: CHECKING,
};

/** Closer words where the carrier said more. */
export const REASON: Readonly<Record<string, Pair>> = {
  "delivered.unattended": ["置き配でお届けしました", "It was left at your door"],
  "delivered.locker": ["宅配ボックスにお届けしました", "It is in your parcel locker"],
  "delivered.mailbox": ["ポストにお届けしました", "It is in your letterbox"],
  "delivered.neighbour": ["ご近所の方がお預かりです", "A neighbour has taken it in"],
  "delivered.collected": ["お受け取りいただきました", "You have picked it up"],
  "attempt_failed.closed": ["休業のため、お届けできませんでした", "It was closed when the carrier came"],
  "attempt_failed.moved": ["ご住所が確認できず、お届けできませんでした", "The address could not be found"],
  "attempt_failed.address": ["ご住所が確認できず、お届けできませんでした", "The address could not be found"],
  "attempt_failed.refused": ["お受け取りいただけませんでした", "It was not accepted"],
};

export const PICKUP: Readonly<Partial<Record<ParcelState, StateWords>>> = {
  label_created: {
    now: ["店舗でお渡しの準備をしています", "We are getting it ready for you to pick up"],
    next: ["ご用意ができましたら、お知らせします。", "We will tell you when it is ready."],
  },
  held_for_pickup: {
    now: ["店舗でお受け取りいただけます", "It is ready for you to pick up"],
    next: ["このページを店舗でお見せください。", "Please show this page in the store."],
  },
  delivered: {
    now: ["お受け取りいただきました", "You have picked it up"],
    next: ["お買い上げありがとうございました。", "Thank you for shopping with us."],
  },
};

export const STAGES: Readonly<Record<"carrier" | "pickup" | "store_delivery", readonly Pair[]>> = {
  carrier: [
    ["ご注文", "Ordered"],
    ["発送", "Shipped"],
    ["営業所", "Depot"],
    ["配達中", "Out for delivery"],
    ["お届け", "Delivered"],
  ],
  pickup: [
    ["ご注文", "Ordered"],
    ["準備中", "Getting ready"],
    ["受取可能", "Ready"],
    ["受取済み", "Picked up"],
  ],
  store_delivery: [
    ["ご注文", "Ordered"],
    ["準備中", "Getting ready"],
    ["配達中", "Out for delivery"],
    ["お届け", "Delivered"],
  ],
};

export const SPOT: Readonly<Record<Spot, Pair>> = {
  hand: ["対面で受け取る", "Handed to me"],
  doorstep: ["玄関前に置き配", "Left at the door"],
  box: ["宅配ボックス", "Parcel locker of the building"],
  station: ["宅配便ロッカー(PUDO)", "Parcel station (PUDO)"],
  shop: ["コンビニで受け取る", "Convenience store"],
  depot: ["営業所・郵便局で受け取る", "At the depot or post office"],
};

export const PROBLEM: Readonly<Record<string, Pair>> = {
  not_found: ["届いたはずの荷物が見当たらない", "I cannot find it"],
  damaged: ["商品が壊れている、汚れている", "Something is damaged"],
  missing: ["足りないものがある", "Something is missing"],
  wrong: ["注文と違うものが届いた", "It is not what I ordered"],
  late: ["予定を過ぎても届かない", "It has not come in time"],
  other: ["そのほか", "Something else"],
};

export const FEELING: Readonly<Record<string, Pair>> = {
  good: ["よかった", "Good"],
  ok: ["ふつう", "All right"],
  bad: ["残念だった", "Not good"],
};
