/** The fixed words of the tracking pages. */
import { type Pair, say } from "../model/tracking/words.ts";
import type { Language } from "../model/tracking/dates.ts";

const WORDS = {
  title: ["配送状況", "Where is my order?"],
  about: [
    "ご注文の品が今どこにあり、いつ届くかをご覧いただけます。",
    "See where your order is and when it will arrive.",
  ],
  order: ["ご注文番号 {n}", "Order {n}"],
  ordered: ["{d} ご注文", "ordered {d}"],
  sorry: ["ご迷惑をおかけして、申し訳ございません。", "We are sorry about this."],
  way: ["お届けまでの道のり", "How far it has come"],
  done: ["済み", "done"],
  here: ["いまここ", "now"],
  ahead: ["これから", "to come"],
  next: ["このあと", "What comes next"],
  wish: ["ご希望の受け取り: {w}", "Your wish: {w}"],
  wishNote: [
    "配送会社に手配します。ご希望に添えないときはご連絡します。",
    "We arrange it with the carrier, and tell you if it cannot be met.",
  ],
  again: ["再配達を依頼する", "Ask for another delivery"],
  change: ["受け取りの日時・場所を変える", "Change when or where you get it"],
  day: ["ご希望の日", "Day"],
  slot: ["時間帯", "Time"],
  anySlot: ["指定しない", "Any time"],
  morning: ["午前中", "Morning"],
  spot: ["受け取り方法", "Where"],
  ask: ["この内容で依頼する", "Ask for this"],
  asked: ["ご希望を承りました。", "We have taken down your wish."],
  "no.closed": ["この荷物は、いまは変更を承れません。", "This parcel cannot be changed any more."],
  "no.day": [
    "その日はお選びいただけません。別の日をお選びください。",
    "This day is not possible. Please choose another.",
  ],
  "no.slot": [
    "その時間帯は、この配送会社では承れません。別の時間帯をお選びください。",
    "This carrier does not offer this time. Please choose another.",
  ],
  "no.spot": [
    "その受け取り方法は、この配送会社では承れません。",
    "This carrier does not deliver there. Please choose another place.",
  ],
  "no.too_late": [
    "本日のその時間帯は、受付が終わりました。別の時間帯か、明日以降をお選びください。",
    "It is too late for this time today. Please choose a later one.",
  ],
  "no.too_many": [
    "これ以上は、このページでは変更を承れません。お手数ですがご連絡ください。",
    "We cannot take more changes on this page. Please write to us.",
  ],
  carrier: ["{c}のページで見る", "See it at {c}"],
  number: ["お問い合わせ番号 {n}", "Tracking number {n}"],
  items: ["お届けする商品", "What is in it"],
  waiting: ["これから発送する商品", "Not yet shipped"],
  count: ["{n} 点", "× {n}"],
  story: ["配送の記録", "What the carrier told us"],
  felt: ["受け取って、いかがでしたか", "How was the delivery?"],
  feltLead: ["一度のタップで伝わります。", "One tap is enough."],
  feltThanks: ["お聞かせくださり、ありがとうございます。", "Thank you for telling us."],
  feltChange: ["押し直すと変更できます。", "Tap another one to change it."],
  feltNone: [
    "まだお届けしていません。お届けしたあとに、お聞かせください。",
    "It has not arrived yet. Please tell us when it has.",
  ],
  trouble: ["お困りのことを伝える", "Something is wrong"],
  troubleLead: [
    "内容を確認し、担当者からご連絡します。",
    "Tell us what it is. Somebody of our team will look at it and write to you.",
  ],
  what: ["どうなさいましたか", "What is wrong?"],
  which: ["どの荷物ですか", "Which parcel?"],
  whole: ["ご注文全体", "The whole order"],
  note: ["くわしく(任意)", "Tell us more (if you like)"],
  send: ["送る", "Send"],
  told: ["お知らせくださり、ありがとうございます", "Thank you for telling us"],
  toldNext: [
    "担当者が確認し、ご登録の連絡先へご連絡します。ご迷惑をおかけして申し訳ございません。",
    "Somebody of our team looks at it now and writes to you. We are sorry for the trouble.",
  ],
  tellMore: ["内容を選んでください。", "Please choose what is wrong."],
  tooMany: [
    "すでにいくつかご連絡をいただいています。担当者からのご連絡をお待ちください。",
    "We have several messages from you already. Please wait for our answer.",
  ],
  open: ["お知らせいただいた件を確認しています。", "We are looking into what you told us."],
  others: ["そのほか", "More"],
  noticesGo: ["お知らせの受け取り方を変える", "Change how we tell you"],
  notices: ["お届けのお知らせ", "Notices about your delivery"],
  noticesLead: [
    "ご注文とお届けに関するお知らせの受け取り方です。宣伝には使いません。",
    "How we tell you about orders and deliveries. It is not used for advertising.",
  ],
  noticesNone: ["お知らせの宛先が登録されていません。", "We know no address of yours to write to."],
  line: ["LINEで受け取る", "On LINE"],
  email: ["メールで受け取る", "By e-mail"],
  sms: ["SMSで受け取る", "By SMS"],
  addLine: ["LINEで友だちになる", "Add us on LINE"],
  save: ["保存する", "Save"],
  saved: ["保存しました。", "Saved."],
  howto: ["使い方", "How to use it"],
  care: ["お手入れ", "How to care for it"],
  lesson: ["商品のこと", "About what you bought"],
  faq: ["よくあるご質問", "Questions and answers"],
  pick: ["いっしょにどうぞ", "Goes well with it"],
  more: ["「{t}」を読む", "Read “{t}”"],
  contact: ["お問い合わせ", "Write to us"],
  contactLead: ["ご注文番号 {n} をお知らせください。", "Please name your order {n}."],
  phone: ["電話 {p}", "Phone {p}"],
  returns: ["返品・交換をする", "Return or exchange"],
  before: ["キャンセル・お届け先の変更", "Cancel, or change the address"],
  back: ["配送状況へ戻る", "Back to your delivery"],
  gone: ["このリンクは使えません", "This link no longer works"],
  goneWhy: [
    "有効期限が切れているか、アドレスが途中で切れています。ご注文番号と連絡先からお調べいただけます。",
    "It has expired or was cut off on its way. You can look your order up by its number.",
  ],
  nothing: ["配送の情報を準備しています", "There is nothing to show yet"],
  nothingWhy: [
    "ご注文を受け付けた直後は、表示までに少し時間がかかります。しばらくしてからもう一度ご覧ください。",
    "It takes a moment after an order until it is shown here. Please come back a little later.",
  ],
  look: ["配送状況を調べる", "Find your order"],
  lookLead: [
    "ご注文番号と、ご注文のときのメールアドレスまたは電話番号をご入力ください。",
    "Please give your order number, and the e-mail address or phone number that you ordered with.",
  ],
  lookNumber: ["ご注文番号", "Order number"],
  lookContact: ["メールアドレスまたは電話番号", "E-mail address or phone number"],
  lookGo: ["調べる", "Find"],
  lookNone: [
    "ご入力の内容に合うご注文が見つかりませんでした。ご注文番号と連絡先をお確かめください。ご注文直後は、表示までに少し時間がかかります。",
    "We found no order that fits. Please check the number and the address. It takes a moment after an order until it is found.",
  ],
  lookLimited: [
    "確認の回数が上限に達しました。15分ほどおいてから、もう一度お試しください。",
    "Too many tries. Please try again in about 15 minutes.",
  ],
  language: ["English", "日本語"],
} as const satisfies Readonly<Record<string, Pair>>;
export type Word = keyof typeof WORDS;

export const speaker =
  (language: Language) =>
  (word: Word, values: Readonly<Record<string, string | number>> = {}): string =>
    say(WORDS[word], language, values);
export type Speak = ReturnType<typeof speaker>;
