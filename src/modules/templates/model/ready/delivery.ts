/** Notices of a delivery, as they are told. Service messages: they carry no promotion. */
import { carrier, day, if_, notice, SEE_EN, SEE_JA, TRACKING } from "./notice.ts";
import type { Ready } from "./parts.ts";

export const deliveryWords: readonly Ready[] = [
  notice(
    "shipped",
    ["発送のお知らせ", "Shipped"],
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
    ["本日お届けのお知らせ", "Arriving today"],
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
    ["お届け時間帯のお知らせ", "Arriving today, with the hours"],
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
    ["ご不在のお知らせ", "Nobody at home"],
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
    ["お届けできなかったお知らせ", "Could not be delivered"],
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
    ["お預かりのお知らせ", "Kept for the customer"],
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
    ["お預かり期限のお知らせ", "About to go back"],
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
    "delivered",
    ["お届け完了のお知らせ", "Delivered"],
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
