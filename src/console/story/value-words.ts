import type { Pair } from "../words.ts";

type Values = ReadonlyMap<string, Pair>;

/** Why a parcel is where it is. */
const REASONS: Values = new Map<string, Pair>([
  ["absent", ["ご不在", "nobody in"]],
  ["closed", ["休業", "closed"]],
  ["mailbox_full", ["ポスト投函不可", "does not fit the mailbox"]],
  ["mailbox", ["ポスト投函", "mailbox"]],
  ["moved", ["転居", "moved"]],
  ["address", ["住所不明", "address unknown"]],
  ["refused", ["受取拒否", "refused"]],
  ["hand", ["対面", "handed over"]],
  ["unattended", ["置き配", "left at the door"]],
  ["locker", ["宅配ボックス・ロッカー", "locker"]],
  ["neighbour", ["ご近所", "neighbour"]],
  ["collected", ["受け取り", "collected"]],
  ["convenience_store", ["コンビニ", "convenience store"]],
  ["depot", ["営業所", "depot"]],
  ["store", ["店舗", "store"]],
  ["forwarded", ["転送", "forwarded"]],
  ["customs", ["通関", "customs"]],
  ["weather", ["天候", "weather"]],
  ["external", ["外部要因", "external cause"]],
  ["processing", ["処理の遅れ", "processing"]],
  ["payment", ["支払い待ち", "payment"]],
  ["documents", ["書類待ち", "documents"]],
  ["not_scanned", ["未登録", "not scanned yet"]],
  ["not_collected", ["期限切れ", "not collected"]],
  ["preparing", ["準備中", "being prepared"]],
  ["shop_said", ["ショップの連絡", "the shop says"]],
  ["buyer_action", ["お客様の手続き待ち", "waits for the customer"]],
  ["fulfilment_failed", ["出荷失敗", "fulfilment failed"]],
]);
const FEELINGS: Values = new Map<string, Pair>([
  ["good", ["よかった", "good"]],
  ["ok", ["ふつう", "all right"]],
  ["bad", ["残念", "bad"]],
]);
const OUTCOMES: Values = new Map<string, Pair>([
  ["kept", ["予定どおり", "as promised"]],
  ["early", ["予定より早く到着", "earlier than promised"]],
  ["late", ["予定より遅れて到着", "later than promised"]],
]);
/** What a delivery that went wrong is made good with. */
const GIVES: Values = new Map<string, Pair>([
  ["message", ["お詫びの言葉だけ", "words only"]],
  ["points", ["ポイント", "points"]],
  ["coupon", ["クーポン", "a coupon"]],
  ["shipping", ["送料の返金", "a refund of the shipping"]],
]);
const DECISIONS: Values = new Map<string, Pair>([
  ["reship", ["再送", "send again"]],
  ["refund", ["返金", "refund"]],
  ["credit", ["ストアクレジット", "store credit"]],
  ["decline", ["見送り", "decline"]],
]);
/** By the name of the property that holds them. */
const VALUES: ReadonlyMap<string, Values> = new Map([
  ["reason", REASONS],
  ["feeling", FEELINGS],
  ["outcome", OUTCOMES],
  ["gives", GIVES],
  ["decision", DECISIONS],
]);

/** A property's value as people say it; its own where we have no word. Journeys name what started them by `event.`. */
export const valueWords = (path: string, value: string): Pair =>
  VALUES.get(path.replace(/^event\./u, ""))?.get(value) ?? [value, value];
