/** What a return's page says first. */
import type { Language } from "#kernel/html";

/** First sight: what is the case, and what happens next. By approval, logistics and money. */
const HEADS: Readonly<Record<string, readonly [ja: readonly [string, string], en: readonly [string, string]]>> = {
  requested: [
    ["お申し込みを承りました", "担当者が内容を確認しています。承認されましたら、返送の方法をお知らせします。"],
    ["We have your request", "Somebody is looking at it. Once it is approved we tell you how to send it back."],
  ],
  awaiting: [
    ["承認されました。商品をお送りください", "下の方法でお送りください。届きしだい確認し、お手続きを進めます。"],
    ["Approved: please send it back", "Use the way below. We go on as soon as it is here."],
  ],
  shipped: [
    ["返送中です", "倉庫に届きましたら、お知らせします。"],
    ["On its way back", "We tell you when it has arrived."],
  ],
  received: [
    ["届きました。確認しています", "商品の状態を確認して、数日のうちにお手続きを進めます。"],
    ["It has arrived", "We are looking at it and go on within a few days."],
  ],
  due: [
    ["確認が済みました。お手続きを進めています", "まもなく完了のお知らせをいたします。"],
    ["Checked: we are settling it", "We tell you as soon as it is done."],
  ],
  details: [
    ["お振込先を教えてください", "返金のお振込先が分かりしだい、お振り込みします。"],
    ["Where may we transfer it?", "We pay as soon as we know your account."],
  ],
  held: [
    ["交換品をご用意しています", "先に交換品をお送りし、お知らせします。お手元の商品は、そのあとで結構です。"],
    ["We are preparing the new one", "It comes first, and we tell you. There is time for yours after that."],
  ],
  ahead: [
    ["交換品をお送りしました", "お手元の商品を、期限までにお送りください。"],
    ["The new one is on its way", "Please send yours back in time."],
  ],
  unreturned: [
    [
      "商品のお戻りを確認できていません",
      "すでにお送りいただいた場合は、行き違いをお許しください。届きしだい、お手続きを進めます。",
    ],
    ["We do not have your item yet", "If you have sent it already, please excuse us: we go on as soon as it is here."],
  ],
  captured: [
    ["お手続きが完了しました", "もとの商品は、代金をいただきましたので、そのままお使いください。"],
    ["It is settled", "As the first item was charged for, please keep it."],
  ],
  waived: [
    ["お手続きが完了しました", "もとの商品をお送りいただく必要はありません。"],
    ["It is settled", "You need not send the first item any more."],
  ],
  refund: [
    ["返金が完了しました", "ご利用ありがとうございました。"],
    ["Refunded", "Thank you."],
  ],
  credit: [
    ["ストアクレジットを発行しました", "次のお買い物でお使いください。"],
    ["Your store credit is ready", "Use it with your next order."],
  ],
  exchange: [
    ["交換品をお送りしました", "お届けまで、いましばらくお待ちください。"],
    ["Your replacement is on its way", "It will be with you soon."],
  ],
  void: [
    ["確認が済みました", "商品の状態により、返金はございませんでした。ご不明な点はお問い合わせください。"],
    ["Checked", "There was nothing to give back. Please ask us if you have questions."],
  ],
  declined: [
    ["申し訳ございません。お受けできませんでした", "理由を下に記しています。"],
    ["We are sorry: we cannot take it back", "The reason is below."],
  ],
  cancelled: [
    ["取り消しました", "商品はお手元でお使いください。"],
    ["Cancelled", "Please keep the item."],
  ],
  expired: [
    ["返送の期限が過ぎました", "すでにお送りいただいた場合は、届きしだいお手続きします。"],
    ["The time to send it is over", "If you have sent it, we go on as soon as it is here."],
  ],
  lost: [
    ["返送中の荷物を探しています", "配送会社に確認しています。ご心配をおかけし、申し訳ございません。"],
    ["We are looking for your parcel", "We are asking the carrier. We are sorry for the trouble."],
  ],
};

export const headOf = (
  of: { approval: string; logistics: string; money: string; resolution: string },
  language: Language,
): readonly [string, string] => {
  const key = ["requested", "declined", "cancelled", "expired"].includes(of.approval)
    ? of.approval
    : of.logistics === "lost"
      ? "lost"
      : of.money === "settled"
        ? of.resolution.replace(/_.*/u, "")
        : ["held", "ahead"].includes(of.money) && of.logistics === "awaiting"
          ? of.money
          : ["void", "details", "unreturned", "captured", "waived"].includes(of.money)
            ? of.money
            : ["due", "sending", "failed"].includes(of.money)
              ? "due"
              : ["shipped", "received"].includes(of.logistics)
                ? of.logistics
                : of.logistics === "awaiting"
                  ? "awaiting"
                  : "due";
  const found = HEADS[key] ?? HEADS["due"];
  return found?.[language === "ja" ? 0 : 1] ?? ["", ""];
};
