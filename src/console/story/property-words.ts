import type { Pair } from "../words.ts";

const PROPERTIES: ReadonlyMap<string, Pair> = new Map<string, Pair>([
  ["trigger", ["きっかけ", "what started it"]],
  ["notice", ["お知らせ", "notice"]],
  ["remedy", ["お詫び", "remedy"]],
  ["gives", ["お詫びの内容", "what is given"]],
  ["from", ["お届け時間帯の始まり(時)", "hour at which the slot begins"]],
  ["to", ["お届け時間帯の終わり(時)", "hour at which the slot ends"]],
  ["slot", ["お届け時間帯", "slot"]],
  ["first.title", ["1回目のご案内", "a first lesson"]],
  ["second.title", ["2回目のご案内", "a second lesson"]],
  ["third.title", ["3回目のご案内", "a third lesson"]],
  ["occasion", ["贈りもの・生活場面", "occasion"]],
  ["cause", ["原因", "cause"]],
  ["outcome", ["結果", "outcome"]],
  ["product_id", ["商品コード", "product code"]],
  ["sku", ["SKU", "SKU"]],
  ["name", ["名前", "name"]],
  ["category", ["カテゴリ", "category"]],
  ["brand", ["ブランド", "brand"]],
  ["variant", ["種類", "variant"]],
  ["price", ["価格", "price"]],
  ["quantity", ["数量", "quantity"]],
  ["currency", ["通貨", "currency"]],
  ["coupon", ["クーポン", "coupon"]],
  ["discount", ["値引き", "discount"]],
  ["shipping", ["送料", "shipping"]],
  ["tax", ["税", "tax"]],
  ["total", ["合計金額", "total"]],
  ["value", ["金額", "value"]],
  ["order_id", ["注文番号", "order number"]],
  ["order", ["注文", "order"]],
  ["parcel", ["荷物", "parcel"]],
  ["carrier", ["配送会社", "carrier"]],
  ["number", ["番号", "number"]],
  ["reason", ["理由", "reason"]],
  ["state", ["状態", "state"]],
  ["method", ["方法", "method"]],
  ["kind", ["種類", "kind"]],
  ["decision", ["判断", "decision"]],
  ["amount", ["金額", "amount"]],
  ["feeling", ["感想", "feeling"]],
  ["problem", ["問題", "problem"]],
  ["template", ["テンプレート", "template"]],
  ["channel", ["チャネル", "channel"]],
  ["segment", ["セグメント", "segment"]],
  ["journey", ["ジャーニー", "journey"]],
  ["query", ["検索語", "query"]],
  ["rating", ["評価", "rating"]],
  ["url", ["URL", "URL"]],
  ["path", ["パス", "path"]],
  ["title", ["題名", "title"]],
]);

/** A property of an event as people say it; its own name with spaces where we have no word. */
export const propertyWords = (path: string): Pair => {
  // Journeys name what started them by `event.`.
  const [first, ...rest] = path.split(".");
  const own = (first === "event" && rest.length > 0 ? rest : [first, ...rest]).join(".");
  const line = own.startsWith("products.") ? PROPERTIES.get(own.slice("products.".length)) : undefined;
  const raw = own.replaceAll("_", " ");
  return PROPERTIES.get(own) ?? (line ? [`明細の${line[0]}`, `${line[1]} of a line`] : [raw, raw]);
};
