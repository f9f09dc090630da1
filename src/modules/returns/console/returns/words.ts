/** Words that several pages of returns share. */
import type { Pair } from "#ui";
import type { Awaits } from "../../model/machine.ts";

type Tone = "good" | "running" | "held" | "broken" | "plain";
interface Said {
  readonly words: Pair;
  readonly tone: Tone;
}
type Book = Readonly<Record<string, Said>>;

export const AWAITS_WORDS: Readonly<Record<Awaits, Pair>> = {
  decision: ["承認待ち", "To decide"],
  replacement: ["交換品の先出し", "Send the new one first"],
  shipment: ["お客様の発送待ち", "Not yet sent"],
  arrival: ["到着待ち", "On its way"],
  inspection: ["検品待ち", "To inspect"],
  disposition: ["処分待ち", "To put away"],
  details: ["口座の回答待ち", "Waiting for bank details"],
  payment: ["返金・交換品の手配", "To pay or send"],
  nothing: ["完了", "Done"],
};

export const APPROVAL_WORDS: Book = {
  requested: { words: ["承認待ち", "Requested"], tone: "held" },
  approved: { words: ["承認", "Approved"], tone: "running" },
  declined: { words: ["お断り", "Declined"], tone: "plain" },
  cancelled: { words: ["取り消し", "Cancelled"], tone: "plain" },
  expired: { words: ["期限切れ", "Expired"], tone: "plain" },
  closed: { words: ["完了", "Closed"], tone: "good" },
};
export const LOGISTICS_WORDS: Book = {
  awaiting: { words: ["発送待ち", "Not sent"], tone: "plain" },
  shipped: { words: ["返送中", "On its way"], tone: "running" },
  received: { words: ["到着", "Received"], tone: "held" },
  inspected: { words: ["検品済み", "Inspected"], tone: "running" },
  settled: { words: ["格納済み", "Put away"], tone: "good" },
  kept: { words: ["返送不要", "Kept by the customer"], tone: "good" },
  lost: { words: ["紛失", "Lost"], tone: "broken" },
  void: { words: ["返送なし", "Nothing comes"], tone: "plain" },
};
export const MONEY_WORDS: Book = {
  open: { words: ["未確定", "Open"], tone: "plain" },
  held: { words: ["先に交換品を送る", "New one goes first"], tone: "held" },
  ahead: { words: ["交換品を先に発送済み", "New one sent first"], tone: "running" },
  unreturned: { words: ["期限までに戻らず", "Old one did not come"], tone: "broken" },
  details: { words: ["口座待ち", "Needs bank details"], tone: "held" },
  due: { words: ["手配待ち", "Due"], tone: "held" },
  sending: { words: ["手配中", "Sending"], tone: "running" },
  failed: { words: ["失敗", "Failed"], tone: "broken" },
  settled: { words: ["済み", "Settled"], tone: "good" },
  captured: { words: ["代金を請求", "Charged"], tone: "good" },
  waived: { words: ["請求せず", "Waived"], tone: "plain" },
  void: { words: ["なし", "Nothing owed"], tone: "plain" },
};
export const MACHINES = {
  approval: { words: ["承認", "Approval"] as Pair, book: APPROVAL_WORDS },
  logistics: { words: ["品物", "Goods"] as Pair, book: LOGISTICS_WORDS },
  money: { words: ["お金", "Money"] as Pair, book: MONEY_WORDS },
} as const;

export const RESOLUTION_WORDS: Readonly<Record<string, Pair>> = {
  exchange_variant: ["サイズ・色の交換", "Exchange, same product"],
  exchange_product: ["別の商品に交換", "Exchange, other product"],
  credit: ["ストアクレジット", "Store credit"],
  refund: ["返金", "Refund"],
};
export const METHOD_WORDS: Readonly<Record<string, Pair>> = {
  label: ["ラベル", "Label"],
  qr: ["QRコード", "QR code"],
  dropoff: ["持ち込み", "Drop-off"],
  store: ["店舗", "Store"],
  own: ["お客様手配", "Customer's own"],
  none: ["返送不要", "Nothing comes back"],
};
/** What was given back, or handed on. */
export const PAYMENT_WORDS: Readonly<Record<string, Pair>> = {
  refund: ["返金", "Refund"],
  credit: ["ストアクレジット", "Store credit"],
  bonus: ["ストアクレジットの上乗せ", "Bonus on store credit"],
  points: ["ポイント", "Points"],
  exchange: ["交換", "Exchange"],
};
export const PAYOUT_WORDS: Readonly<Record<string, Pair>> = {
  original: ["元のお支払い方法", "As it was paid"],
  bank: ["銀行振込", "Bank transfer"],
  cash: ["店頭で現金", "Cash in the store"],
  giver: ["贈り主へ", "To the giver"],
};
export const CONDITION_WORDS: Readonly<Record<string, Pair>> = {
  unused: ["未使用", "Unused"],
  opened: ["開封・試着", "Opened"],
  used: ["使用済み", "Used"],
};
export const GRADE_WORDS: Readonly<Record<string, Pair>> = {
  as_new: ["新品同様", "As new"],
  opened: ["開封あり", "Opened"],
  worn: ["使用感あり", "Worn"],
  damaged: ["破損・不良", "Damaged"],
  wrong_item: ["別の商品", "Wrong item"],
  missing: ["入っていない", "Missing"],
};
export const DISPOSITION_WORDS: Readonly<Record<string, Pair>> = {
  restock: ["在庫に戻す", "Restock"],
  refurbish: ["手直し", "Refurbish"],
  scrap: ["廃棄", "Scrap"],
  return_to_customer: ["お客様へ返送", "Send back to the customer"],
};
