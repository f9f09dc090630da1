/** Notices of what goes wrong on the way: sorry first, then what happens next. */
import { notice, SEE_EN, SEE_JA, SORRY_EN, SORRY_JA } from "./notice.ts";
import type { Ready } from "./parts.ts";

export const troubleWords: readonly Ready[] = [
  notice(
    "delayed",
    ["お届けの遅れのお知らせ", "Late"],
    {
      short: "お届けが遅れています",
      title: "お届けが遅れています",
      text: [
        SORRY_JA,
        "配送の遅れにより、予定の日までにお届けできない見込みです。最新の状況は、いつでもご確認いただけます。",
      ],
      button: SEE_JA,
    },
    {
      short: "Your delivery is late",
      title: "Your delivery is late",
      text: [SORRY_EN, "It will not arrive by the day that we told you. You can see how it stands at any time."],
      button: SEE_EN,
    },
  ),
  notice(
    "investigating",
    ["荷物の確認のお知らせ", "Looked for"],
    {
      short: "荷物の状況を確認しています",
      title: "荷物の状況を確認しています",
      text: [
        SORRY_JA,
        "配送会社で荷物を確認しています。分かりしだいご連絡します。お客様にしていただくことはありません。",
      ],
      button: SEE_JA,
    },
    {
      short: "We are looking into your delivery",
      title: "We are looking into it",
      text: [
        SORRY_EN,
        "The carrier is checking where your parcel is. We will write to you; there is nothing that you need to do.",
      ],
      button: SEE_EN,
    },
  ),
  notice(
    "lost",
    ["荷物が見つからないお知らせ", "Lost"],
    {
      short: "荷物についてのお詫び",
      title: "荷物が見つかっていません",
      text: [
        "大変申し訳ございません。配送の途中で、荷物が分からなくなりました。",
        "代わりの品をお送りするか、ご返金します。担当者からご連絡しますので、お待ちください。",
      ],
      button: SEE_JA,
    },
    {
      short: "About your parcel",
      title: "Your parcel cannot be found",
      text: [
        "We are very sorry. It was lost on its way.",
        "We will send another one or refund it. Somebody of our team will write to you.",
      ],
      button: SEE_EN,
    },
  ),
  notice(
    "damaged",
    ["荷物の破損のお知らせ", "Damaged"],
    {
      short: "荷物についてのお詫び",
      title: "運送中に破損がありました",
      text: [
        "大変申し訳ございません。配送の途中で、荷物が破損しました。",
        "代わりの品をお送りするか、ご返金します。担当者からご連絡しますので、お待ちください。",
      ],
      button: SEE_JA,
    },
    {
      short: "About your parcel",
      title: "Your parcel was damaged",
      text: [
        "We are very sorry. It was damaged on its way.",
        "We will send another one or refund it. Somebody of our team will write to you.",
      ],
      button: SEE_EN,
    },
  ),
  notice(
    "returning",
    ["当店へ戻るお知らせ", "On its way back"],
    {
      short: "お届けできず、荷物が当店へ戻ります",
      title: "荷物が当店へ戻ります",
      text: [
        "お届けできず、申し訳ございません。",
        "あらためてお送りするか、ご返金するか、担当者からご希望を伺うご連絡をします。",
      ],
      button: SEE_JA,
    },
    {
      short: "Your parcel is coming back to us",
      title: "Your parcel is coming back to us",
      text: [
        "We are sorry that it could not be delivered.",
        "Somebody of our team will ask you whether to send it again or to refund it.",
      ],
      button: SEE_EN,
    },
  ),
];
