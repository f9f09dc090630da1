/** What a message about an order may not carry. Pure: the editor shows what the server will say. */
import type { Body, BodyFault } from "./shape.ts";

/** Words that sell, in Japanese and English. Some have an honest use beside it: a person decides. */
const SELLING: readonly RegExp[] = [
  /クーポン|セール|キャンペーン|割引|値引き?|値下げ|お得|お買い得|特別価格|限定価格/u,
  /期間限定|数量限定|会員限定|今だけ|いまだけ|先行販売|新商品|新作|新発売|再入荷/u,
  /おすすめ(?:商品|の商品|アイテム)|ランキング|ポイント(?:アップ|\s*\d+\s*倍)|送料無料|ご購入は(?:こちら|お早めに)/u,
  /\d+\s*(?:%|\uFF05|パーセント)\s*(?:オフ|引き|off)/iu,
  /\b(?:sale|coupon|promo(?:tion|tional)?|discounts?|special offers?|limited[- ]time|best ?sellers?|new arrivals?)\b/iu,
  /\b(?:buy now|shop now|free shipping|recommended for you|you may also like|last chance)\b/iu,
];
/** Pages that sell, by their address. */
const SHOP_PAGE =
  /https?:\/\/[^\s"'<>{}]*(?:\/(?:sale|campaigns?|coupons?|specials?|promo(?:tions?)?|ranking|new-arrivals?|lp)\b|[?&]utm_campaign=)[^\s"'<>{}]*/iu;
/** Blocks that bring goods which nobody ordered. What a message about an order says of goods are those of the order. */
const RECOMMENDS = /\{[{%]-?[^}]*\b(recommendations?|recommended|picks|offers?|lightbox|bestsellers?)\b/u;

export interface Doubt extends BodyFault {
  /** The words that gave rise to it. */
  readonly found: string;
}

export interface ServiceFindings {
  /** Keeps it from being saved, whoever asks. */
  readonly refused: readonly BodyFault[];
  /** A person must say that it is no promotion. */
  readonly doubts: readonly Doubt[];
}

const partsOf = (body: Body) =>
  (["subject", "source", "alternative"] as const).flatMap((part) => {
    const text = body[part];
    return text === null ? [] : [{ part, lines: text.split("\n") }];
  });

/** T15: what of these words is, or may be, a promotion. */
export const serviceFindings = (body: Body): ServiceFindings => {
  const refused: BodyFault[] = [];
  const doubts: Doubt[] = [];
  for (const { part, lines } of partsOf(body))
    for (const [i, text] of lines.entries()) {
      const line = part === "source" ? i + 1 : null;
      const block = RECOMMENDS.exec(text)?.[1];
      // What Liquid fills in is data of the order; only what is written here can sell.
      const written = text.replaceAll(/\{\{.*?\}\}|\{%.*?%\}/g, " ");
      if (block !== undefined)
        refused.push({ part, line, message: `A message about an order has no place for recommendations (${block}).` });
      const words = written.replaceAll(/https?:[^\s"'<>]+/g, " ");
      for (const pattern of [...SELLING, SHOP_PAGE]) {
        const found = pattern.exec(pattern === SHOP_PAGE ? written : words)?.[0];
        if (found !== undefined)
          doubts.push({ part, line, found, message: `“${found}” promotes. A person must say that it does not here.` });
      }
    }
  return { refused, doubts };
};
