/** What the claim's page says. */
import type { Language } from "#kernel/html";

const WORDS = {
  tracking: ["配送状況を見る", "See where your order is"],
  tongue: ["English", "日本語"],
  title: ["お届けのトラブル", "A problem with your delivery"],
  sorry: ["ご不便をおかけして申し訳ございません。", "We are sorry for the trouble."],
  order: ["ご注文番号 {n}", "Order {n}"],
  number: ["受付番号 {n}", "Reference {n}"],
  new: ["ほかのトラブルを知らせる", "Tell us of another problem"],
  what: ["何がありましたか", "What happened?"],
  not_received: ["届いていない", "It has not arrived"],
  damaged: ["壊れている・傷んでいる", "It is damaged"],
  missing: ["足りないものがある", "Something is missing"],
  wrong: ["違うものが届いた", "It is not what I ordered"],
  late: ["届くのが遅かった", "It came late"],
  which: ["どのお荷物ですか", "Which parcel?"],
  parcel: ["{carrier} {number}", "{carrier} {number}"],
  statement: ["状況をお聞かせください", "Tell us what you found"],
  photo: ["写真(JPEG・PNG・WebP・HEIC、8MBまで)", "A photo (JPEG, PNG, WebP or HEIC, up to 8 MB)"],
  send: ["この内容で送る", "Send"],
  add: ["追加で知らせる", "Add something"],
  addSend: ["追加する", "Add"],
  said: ["お知らせいただいた内容", "What you told us"],
  photoAlt: ["お送りいただいた写真", "The photo you sent"],
  found: ["届きました・解決しました", "It has arrived, or is solved"],
  foundSend: ["申告を取り下げる", "Close this"],
  appeal: ["この結果に納得できないときは", "If you do not agree"],
  appealWhy: [
    "{until}まで、再度の確認をお申し出いただけます。最初とは別の担当者が確認いたします。",
    "Until {until} you can ask us to look again. Somebody else will do so.",
  ],
  appealWords: ["お気づきの点をお聞かせください", "What should we know?"],
  appealSend: ["もう一度確認してもらう", "Ask us to look again"],
  checking: ["担当者が確認しています", "We are looking into it"],
  checkingWhy: ["{due}までに結果をお知らせします。", "You will hear from us by {due}."],
  needed: ["あと少し教えてください", "One more thing, please"],
  neededPhoto: [
    "お品物と箱の状態がわかる写真をお送りください。",
    "Please send a photo that shows the goods and the box.",
  ],
  neededStatement: [
    "ご家族の方、宅配ボックス、玄関まわり、ご近所などをご確認いただき、結果をお知らせください。",
    "Please ask at home, look in parcel boxes and around the door, and tell us what you found.",
  ],
  reship: ["同じ商品をあらためてお送りします", "We will send it again"],
  refund: ["{amount} をご返金します", "We will refund {amount}"],
  credit: ["{amount} のストアクレジットをお送りします", "You will get store credit of {amount}"],
  decline: ["今回はご希望に沿うことができませんでした", "We could not do as you asked"],
  why: ["理由", "Why"],
  appealed: ["再度、確認しています", "We are looking again"],
  closedWithdrawn: ["申告は取り下げられました", "This was closed at your wish"],
  closedDone: ["対応は完了しました", "This is done"],
  done: ["受け付けました", "Received"],
  gone: ["このリンクは使えません", "This link does not work"],
  goneWhy: [
    "有効期限が切れているか、アドレスが途中で切れています。最新のメッセージのリンクからお試しください。",
    "It has expired or was cut off. Please use the link in our latest message.",
  ],
  noPicture: [
    "写真として読み取れませんでした。JPEG・PNG・WebP・HEICの写真をお送りください。",
    "This could not be read as a photo. Please send JPEG, PNG, WebP or HEIC.",
  ],
  tooLarge: ["写真は8MB・6,000万画素まででお願いします。", "A photo may have 8 MB and 60 million pixels at most."],
  enough: ["これ以上は追加できません。", "No more can be added."],
  tooLate: ["お申し出の期限を過ぎています。", "The time to ask is over."],
  cannot: ["この操作はできませんでした。", "This could not be done."],
  choose: ["何があったかをお選びください。", "Please choose what happened."],
  other: ["English", "日本語"],
} as const;
export type Word = keyof typeof WORDS;
export type Speak = (word: Word, values?: Readonly<Record<string, string>>) => string;

/** Says a word in one language, with its values filled in. */
export const speaker =
  (language: Language): Speak =>
  (word, values = {}) =>
    WORDS[word][language === "ja" ? 0 : 1].replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
