import { type Pair, type Tone, valueWords } from "#ui";
import { CARRIERS } from "../model/carriers.ts";
import type { ParcelState } from "../model.ts";
import type { Queue } from "../model.rows.ts";

export const STATE: Readonly<Record<ParcelState, { readonly words: Pair; readonly tone: Tone }>> = {
  label_created: { words: ["出荷準備", "Label created"], tone: "plain" },
  picked_up: { words: ["発送済み", "Picked up"], tone: "running" },
  in_transit: { words: ["輸送中", "In transit"], tone: "running" },
  at_delivery_depot: { words: ["配達店に到着", "At delivery depot"], tone: "running" },
  out_for_delivery: { words: ["配達中", "Out for delivery"], tone: "running" },
  attempt_failed: { words: ["配達できず", "Attempt failed"], tone: "held" },
  held_for_pickup: { words: ["保管中", "Held for pickup"], tone: "held" },
  delivered: { words: ["お届け済み", "Delivered"], tone: "good" },
  investigating: { words: ["調査中", "Under investigation"], tone: "broken" },
  delayed: { words: ["遅延", "Delayed"], tone: "held" },
  returning: { words: ["返送中", "Going back"], tone: "broken" },
  returned: { words: ["返送済み", "Returned"], tone: "broken" },
  lost: { words: ["紛失", "Lost"], tone: "broken" },
  damaged: { words: ["破損", "Damaged"], tone: "broken" },
  expired: { words: ["更新なし", "No news"], tone: "held" },
  cancelled: { words: ["取り消し", "Cancelled"], tone: "plain" },
  unknown: { words: ["不明", "Unknown"], tone: "held" },
};

/** A sub-reason in words; one that is new stands as it is. */
export const reasonPair = (reason: string): Pair => valueWords("reason", reason);

export const carrierPair = (carrier: string): Pair =>
  carrier === "" ? ["配送会社未定", "No carrier"] : (CARRIERS[carrier]?.names ?? [carrier, carrier]);

export const QUEUE: Readonly<Record<Queue, Pair>> = {
  attention: ["要対応", "Needs somebody"],
  exceptions: ["異常", "Exceptions"],
  absent: ["不在", "Absent"],
  expiring: ["保管期限間近", "Hold ending"],
  silent: ["動きなし", "Silent"],
  late: ["遅れ", "Late"],
  unknown: ["未知の表記", "Unknown wording"],
  unlinked: ["注文不明", "Order unknown"],
};

export const DOUBT: Readonly<Record<string, Pair>> = {
  check_digit: ["番号の検査数字が合いません。打ち間違いかもしれません", "The check digit does not fit: a slip?"],
  length: ["番号の桁数がこの配送会社と違います", "This carrier's numbers have another length"],
  letters: ["番号に文字が混じっています", "The number holds letters"],
  other_order: ["この番号は別のご注文の荷物です", "This number is a parcel of another order"],
};

const SOURCE: Readonly<Record<string, Pair>> = {
  aftership: ["AfterShip", "AfterShip"],
  trackingmore: ["TrackingMore", "TrackingMore"],
  shopify: ["Shopify", "Shopify"],
  csv: ["出荷CSV", "Shipped file"],
  order: ["ショップ", "Shop"],
  api: ["API", "API"],
  manual: ["手入力", "By hand"],
};
export const sourcePair = (source: string): Pair => SOURCE[source] ?? [source, source];

export const FAULT: Readonly<Record<string, Pair>> = {
  no_number: ["追跡番号がありません", "No tracking number"],
  spoilt_number: ["番号が指数表記に変わっています", "A spreadsheet spoilt the number"],
  no_order: ["注文番号がありません", "No order number"],
  other_order: ["別の注文の荷物として登録済みの番号です", "The number is a parcel of another order"],
  no_date: ["日付が読めません", "The date cannot be read"],
  check_digit: ["検査数字が合いません(取り込み済み)", "Check digit does not fit (taken)"],
  length: ["桁数が違います(取り込み済み)", "Strange length (taken)"],
  letters: ["文字が混じっています(取り込み済み)", "Holds letters (taken)"],
};

export const TOLD: Readonly<Record<string, Pair>> = {
  "parcel.shipped": ["発送のお知らせ", "Shipped"],
  "parcel.out_for_delivery": ["本日お届け", "Out for delivery"],
  "parcel.attempt_failed": ["不在のお知らせ", "Attempt failed"],
  "parcel.held": ["保管のお知らせ", "Held"],
  "parcel.hold_ending": ["保管期限のお知らせ", "Hold ending"],
  "parcel.delayed": ["遅れのお知らせ", "Delayed"],
  "parcel.investigating": ["調査のお知らせ", "Investigating"],
  "parcel.lost": ["紛失のお知らせ", "Lost"],
  "parcel.damaged": ["破損のお知らせ", "Damaged"],
  "parcel.returning": ["返送のお知らせ", "Going back"],
  "parcel.returned": ["返送済み", "Returned"],
  "parcel.delivered": ["お届け完了", "Delivered"],
  "parcel.silent": ["動きなし(担当者へ)", "Silent (to staff)"],
  "parcel.contradicted": ["お届け後の訂正(担当者へ)", "Delivery taken back (to staff)"],
  "parcel.unknown_status": ["未知の表記(担当者へ)", "Unknown wording (to staff)"],
};
