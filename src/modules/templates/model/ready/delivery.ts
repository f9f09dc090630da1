/** Notices of a delivery, as they are told. Service messages: they carry no promotion. */
import type { Ready, Words } from "./parts.ts";

const TRACKING = "{{ event.properties.tracking }}";
const sample = {
  event: {
    name: "parcel.shipped",
    properties: {
      order: "K-10234",
      parcel: "00000000-0000-4000-8000-000000000000",
      shipment: "S-1",
      carrier: "yamato",
      service: "",
      number: "444413758703",
      method: "carrier",
      place: "",
      state: "in_transit",
      reason: "absent",
      stateAt: "2026-11-21T05:05:00Z",
      holdUntil: "2026-11-28T14:59:59Z",
      promisedBy: "2026-11-23T14:59:59Z",
      slot: "14-16",
      from: 14,
      to: 16,
      tracking: "https://example.com/t/sample",
    },
  },
};

const carrier = (language: 0 | 1): string => {
  const names = [
    ["yamato", "ヤマト運輸", "Yamato Transport"],
    ["sagawa", "佐川急便", "Sagawa Express"],
    ["japanpost", "日本郵便", "Japan Post"],
    ["store", "店舗", "our store"],
  ] as const;
  const cases = names.map(([id, ja, en]) => `{% when '${id}' %}${language === 0 ? ja : en}`).join("");
  return `{% case event.properties.carrier %}${cases}{% else %}{{ event.properties.carrier }}{% endcase %}`;
};
const NUMBER_JA = `${carrier(0)} お問い合わせ番号 {{ event.properties.number }}`;
const NUMBER_EN = `${carrier(1)}, tracking number {{ event.properties.number }}`;
const if_ = (property: string, words: string): string => `{% if event.properties.${property} %}${words}{% endif %}`;
const day = (property: string): string => `{{ event.properties.${property} | day }}`;

const notice = (key: string, name: string, ja: Words, en: Words, to = TRACKING): Ready => ({
  key: `delivery_${key}`,
  name,
  to,
  sample,
  ja: { small: NUMBER_JA, ...ja },
  en: { small: NUMBER_EN, ...en },
});
const SEE_JA = "配送状況を見る";
const SEE_EN = "See where it is";
const SORRY_JA = "お待たせしており、申し訳ございません。";
const SORRY_EN = "We are sorry to keep you waiting.";

export const deliveryWords: readonly Ready[] = [
  notice(
    "shipped",
    "発送のお知らせ",
    {
      short: "ご注文の品を発送しました",
      title: "ご注文の品を発送しました",
      text: [`お待たせしました。${if_("promisedBy", `${day("promisedBy")}までにお届けする予定です。`)}`],
      button: SEE_JA,
    },
    {
      short: "Your order is on its way",
      title: "Your order is on its way",
      text: [`It has left us${if_("promisedBy", ` and should arrive by ${day("promisedBy")}`)}.`],
      button: SEE_EN,
    },
  ),
  notice(
    "today",
    "本日お届けのお知らせ",
    {
      short: "本日、お届けします",
      title: "本日、お届けします",
      text: ["ただいま配達に向かっています。ご不在の場合は、配送状況のページから再配達をご依頼いただけます。"],
      button: SEE_JA,
    },
    {
      short: "Arriving today",
      title: "Arriving today",
      text: ["It is out for delivery. If nobody is at home you can ask for another delivery on your tracking page."],
      button: SEE_EN,
    },
  ),
  notice(
    "window",
    "お届け時間帯のお知らせ",
    {
      short: "本日 {{ event.properties.from }}時〜{{ event.properties.to }}時にお届けします",
      title: "本日 {{ event.properties.from }}時〜{{ event.properties.to }}時にお届けします",
      text: ["ご希望の時間帯に、お届けに伺います。"],
      button: SEE_JA,
    },
    {
      short: "Arriving today between {{ event.properties.from }}:00 and {{ event.properties.to }}:00",
      title: "Arriving today, {{ event.properties.from }}:00–{{ event.properties.to }}:00",
      text: ["It is out for delivery in the hours that you chose."],
      button: SEE_EN,
    },
  ),
  notice(
    "absent",
    "ご不在のお知らせ",
    {
      short: "ご不在のため、お持ち帰りしました",
      title: "ご不在のため、お持ち帰りしました",
      text: [
        `荷物は${carrier(0)}でお預かりしています${if_("holdUntil", `(${day("holdUntil")}まで)`)}。`,
        "再配達の日時や、置き配・コンビニでの受け取りをお選びいただけます。",
      ],
      button: "受け取り方を選ぶ",
    },
    {
      short: "We missed you",
      title: "We missed you",
      text: [
        `Nobody was at home. ${carrier(1)} is keeping your parcel${if_("holdUntil", ` until ${day("holdUntil")}`)}.`,
        "Choose another time, or another place to get it.",
      ],
      button: "Choose when and where",
    },
  ),
  notice(
    "address",
    "お届けできなかったお知らせ",
    {
      short: "お届けできませんでした",
      title: "お届けできませんでした",
      text: ["お届け先が確認できず、荷物をお届けできませんでした。担当者からご連絡しますので、少しお待ちください。"],
      button: SEE_JA,
    },
    {
      short: "We could not deliver your parcel",
      title: "We could not deliver your parcel",
      text: [
        "The address could not be reached. Somebody of our team will write to you to find out where it should go.",
      ],
      button: SEE_EN,
    },
  ),
  notice(
    "held",
    "お預かりのお知らせ",
    {
      short:
        "{% if event.properties.method == 'pickup' %}店舗でお受け取りいただけます{% else %}荷物をお預かりしています{% endif %}",
      title:
        "{% if event.properties.method == 'pickup' %}店舗でお受け取りいただけます{% else %}荷物をお預かりしています{% endif %}",
      text: [
        `${if_("holdUntil", `${day("holdUntil")}まで、`)}お預かりしています。受け取り方は、配送状況のページでご覧いただけます。`,
      ],
      button: SEE_JA,
    },
    {
      short: "Your parcel is ready for you",
      title: "Your parcel is ready for you",
      text: [
        `It is kept for you${if_("holdUntil", ` until ${day("holdUntil")}`)}. Your tracking page says how to get it.`,
      ],
      button: SEE_EN,
    },
  ),
  notice(
    "hold_ending",
    "お預かり期限のお知らせ",
    {
      short: "荷物のお預かり期限が近づいています",
      title: "お預かり期限が近づいています",
      text: [
        `荷物のお預かりは${if_("holdUntil", `${day("holdUntil")}までです。`)}期限を過ぎると、当店へ戻ります。`,
        "ご都合のよい受け取り方をお選びください。",
      ],
      button: "受け取り方を選ぶ",
    },
    {
      short: "Your parcel will soon go back",
      title: "Your parcel will soon go back",
      text: [
        `It is kept${if_("holdUntil", ` until ${day("holdUntil")}`)} and then comes back to us. Please choose how to get it.`,
      ],
      button: "Choose when and where",
    },
  ),
  notice(
    "delayed",
    "お届けの遅れのお知らせ",
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
    "荷物の確認のお知らせ",
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
    "荷物が見つからないお知らせ",
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
    "荷物の破損のお知らせ",
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
    "当店へ戻るお知らせ",
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
  notice(
    "delivered",
    "お届け完了のお知らせ",
    {
      short: "お届けしました",
      title: "お届けしました",
      text: [
        "{% if event.properties.reason == 'unattended' %}ご指定の場所に置き配でお届けしました。{% elsif event.properties.reason == 'locker' %}宅配ボックスにお届けしました。{% elsif event.properties.reason == 'mailbox' %}ポストにお届けしました。{% endif %}商品は無事に届きましたか。一度のタップで、お聞かせください。",
      ],
      button: "受け取りの様子を伝える",
    },
    {
      short: "It has arrived",
      title: "It has arrived",
      text: [
        "{% if event.properties.reason == 'unattended' %}It was left at your door. {% elsif event.properties.reason == 'locker' %}It is in your parcel locker. {% elsif event.properties.reason == 'mailbox' %}It is in your letterbox. {% endif %}Is everything as it should be? One tap tells us.",
      ],
      button: "Tell us how it went",
    },
    `${TRACKING}/feeling`,
  ),
];
