import { prefectureText, say } from "#ui";
import type { Scorecard } from "../../model.rows.ts";
import { carrierPair } from "../words.ts";

/** What the scorecards say. */
export const words = {
  title: ["配送成績", "Carrier scorecards"],
  lead: [
    "配送会社と届け先ごとの日数・お約束・異常。まだ届いていない荷物も数えています。",
    "Days, promises and exceptions by carrier and destination. Parcels still under way count too.",
  ],
  carrier: ["配送会社", "Carrier"],
  lane: ["届け先", "To"],
  all: ["すべての配送会社", "All carriers"],
  shipped: ["出荷", "Shipped"],
  open: ["未着", "Under way"],
  median: ["日数の中央値", "Median days"],
  onTime: ["お約束どおり", "On time"],
  exceptions: ["異常", "Exceptions"],
  absent: ["不在", "Absent"],
  few: ["まだ判断できる件数がありません", "Not enough data"],
  noPromise: ["お約束の記録なし", "No promises known"],
  unknownPlace: ["届け先不明", "Unknown"],
  byCarrier: ["配送会社ごと", "By carrier"],
  byLane: ["届け先ごと", "By lane"],
  interval: [
    "点は中央値、線は95%の区間。出荷から到着までの暦日数です。",
    "Dots are medians, lines 95% intervals, in calendar days from shipping to arrival.",
  ],
  shareInterval: [
    "点は割合、線は95%の区間。お約束の日が来た荷物だけを数えます。",
    "Dots are shares, lines 95% intervals, of parcels whose promised day has come.",
  ],
  sentence: [
    "もっとも速いのは{best}で、半分の荷物が{days}日で届いています。",
    "{best} is fastest: half of its parcels arrive within {days} {days|day|days}.",
  ],
  sentenceSame: [
    "はっきりした差はありません。半分の荷物が{days}日で届いています。",
    "No clear difference: half of the parcels arrive within {days} {days|day|days}.",
  ],
  sentenceNone: ["比べられるだけの荷物がまだありません。", "There are not yet parcels enough to compare."],
  keptSentence: ["お約束をもっとも守っているのは{best}で、{share}です。", "{best} keeps most promises: {share}."],
  keptSame: ["お約束の守られ方に、はっきりした差はありません。", "No clear difference in promises kept."],
  keptNone: ["お約束の記録がまだ足りません。", "Too few promises are known yet."],
  unit: ["{n}日", "{n} d"],
  none: ["この期間に出荷した荷物はありません", "Nothing was shipped in this time"],
  noneBody: [
    "荷物を登録するか出荷結果を取り込むと、配送会社ごとの成績がここに並びます。",
    "Register parcels or import what was shipped: how each carrier does then stands here.",
  ],
  toParcels: ["荷物を開く", "Open the parcels"],
} as const;

export const laneName = (card: Scorecard, lane: boolean): string =>
  lane
    ? `${say(carrierPair(card.carrier))} ${card.prefecture ? prefectureText(card.prefecture) : say(words.unknownPlace)}`
    : say(carrierPair(card.carrier));
