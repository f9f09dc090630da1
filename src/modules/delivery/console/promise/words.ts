import type { Pair, Tone } from "#ui";
import type { ConfidenceCode } from "../../model/promise/promise.ts";
import type { Place, PromiseRow } from "../../model/promise/types.ts";

export const PLACE: Readonly<Record<Place, Pair>> = {
  product: ["商品ページ", "Product page"],
  cart: ["カート", "Cart"],
  checkout: ["購入手続き", "Checkout"],
  tracking: ["配送状況ページ", "Tracking page"],
  notice: ["ご注文・お知らせ", "Order and notices"],
};

export const OUTCOME: Readonly<Record<PromiseRow["outcome"], { readonly words: Pair; readonly tone: Tone }>> = {
  kept: { words: ["予定どおり", "Kept"], tone: "good" },
  early: { words: ["早着", "Early"], tone: "plain" },
  late: { words: ["遅着", "Late"], tone: "broken" },
  open: { words: ["お届け前", "Open"], tone: "running" },
  overdue: { words: ["予定日超過", "Overdue"], tone: "held" },
};

export const SURE: Readonly<Record<ConfidenceCode, Pair>> = {
  enough_data: ["実績十分", "Enough data"],
  thin_lane: ["この届け先の実績が少ない", "Few parcels on this lane"],
  volatile_carrier: ["日数のばらつきが大きい", "Days vary widely"],
  imprecise_address: ["郵便番号なし(離島の可能性)", "No postal code (may be an island)"],
  holiday_period: ["連休・お盆・年末年始", "Holiday period"],
  no_history: ["実績なし(一般的な日数)", "No history (common days)"],
};
