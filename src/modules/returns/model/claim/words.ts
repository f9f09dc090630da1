/** What a score says, in words that a person at the desk and a customer on the telephone can follow. */
import { count } from "#kernel/count";
import type { Pair } from "./pair.ts";
import type { ClaimCase, Feature } from "./features.ts";
import type { Change } from "./score.ts";
import type { ApproveWhy, ReviewWhy } from "./decide.ts";
import type { Ask, ClaimKind, ClaimState, PersonDecision, ReasonCode } from "./kinds.ts";

export const FEATURE_WORDS: Readonly<Record<Feature, Pair>> = {
  repeat: ["ご本人の申告が多い", "Many claims of this customer"],
  cluster: ["同じ住所・電話の申告が多い", "Many claims at the same address or telephone"],
  scanned: ["配送会社に配達完了の記録がある", "The carrier recorded the delivery"],
  share: ["購入額に対する申告額が大きい", "Claims are a large part of what was bought"],
  returns: ["返品が多い", "Many returns"],
  newcomer: ["登録直後の高額", "A large order of a new account"],
  amount: ["金額が大きい", "A large amount"],
  late_report: ["お届けから日数がたっている", "Told long after the delivery"],
  no_photo: ["写真がない", "No photo"],
  photo_reused: ["別の申告と同じ写真", "The same photo as in another claim"],
  photo_alike: ["別の申告とほぼ同じ写真", "Nearly the same photo as in another claim"],
  carrier_trouble: ["配送会社側で問題が起きている", "The carrier has trouble with this parcel"],
  lane: ["この地域の配送で問題が多い", "Deliveries often fail in this region"],
  good_history: ["問題のないお取引が続いている", "A long history without trouble"],
  photo: ["写真がある", "A photo was given"],
};

/** The number behind a reason: 「12か月で3件(注文10件)」. */
export const reasonDetail = (feature: Feature, about: ClaimCase): Pair | null => {
  const { person, cluster, proof, lane } = about;
  switch (feature) {
    case "repeat":
      return [
        `12か月で${person.claims}件(注文${person.orders}件)`,
        `${person.claims} in 12 months, ${count(person.orders, "order")}`,
      ];
    case "cluster":
      return [
        `ほかに12か月で${cluster.claims}件(注文${cluster.orders}件)`,
        `${count(cluster.claims, "other")} in 12 months, ${count(cluster.orders, "order")}`,
      ];
    case "scanned":
      return proof.signed
        ? ["受領印・署名あり", "Signed for"]
        : proof.photo
          ? ["置き配の写真あり", "Photo of the parcel at the door"]
          : proof.handed
            ? ["手渡しの記録", "Recorded as handed over"]
            : ["置き配・ポスト投函などの記録", "Recorded as left at a door or in a box"];
    case "returns":
      return [
        `注文${person.orders}件のうち返品${person.returns}件`,
        `${count(person.returns, "return")} in ${count(person.orders, "order")}`,
      ];
    case "late_report":
      return proof.daysSince === null
        ? null
        : [`お届けから${proof.daysSince}日`, `${count(proof.daysSince, "day")} after the delivery`];
    case "newcomer":
      return [
        `登録から${Math.floor(about.accountDays)}日`,
        `${count(Math.floor(about.accountDays), "day")} after joining`,
      ];
    case "lane":
      return [
        `荷物${lane.parcels}件のうち申告${lane.claims}件`,
        `${count(lane.claims, "claim")} in ${count(lane.parcels, "parcel")}`,
      ];
    case "photo_alike":
      return [
        "保存し直し・縮小・切り取りをした写しとみられる",
        "It seems to be a copy: saved anew, made smaller or cut",
      ];
    case "good_history":
      return [`注文${person.orders}件`, count(person.orders, "order")];
    default:
      return null;
  }
};

export const CHANGE_WORDS: Readonly<Record<Change["change"], Pair>> = {
  photo_given: ["写真をいただければ", "With a photo"],
  new_photo: ["この申告の写真であると確かめられれば", "If the photo proves to be of this claim"],
  carrier_admits: ["配送会社が事故と認めれば", "If the carrier admits its fault"],
  no_scan: ["配達完了の記録が誤りとわかれば", "If the delivery scan proves wrong"],
};

export const WHY_WORDS: Readonly<Record<ApproveWhy | ReviewWhy, Pair>> = {
  score: ["点数による", "By the score"],
  care: ["大切なお客様への方針による", "By the lines of care"],
  amount: ["自動承認の上限を超える金額", "More than may be approved without a person"],
  budget: ["今日の自動承認の枠を使い切った", "Today's sum for automatic approvals is used up"],
  answered: ["お客様の回答がそろった", "The customer has answered"],
  not_late: ["お届け予定日を過ぎていない", "No promised day has passed"],
  under_way: ["まだ配送中で、お届け予定日を過ぎていない", "Still on its way, and not late"],
};

export const KIND_WORDS: Readonly<Record<ClaimKind, Pair>> = {
  not_received: ["未着", "Not received"],
  damaged: ["破損", "Damaged"],
  missing: ["不足", "Missing items"],
  wrong: ["誤配・商品違い", "Wrong item"],
  late: ["遅延", "Late"],
};

export const STATE_WORDS: Readonly<Record<ClaimState, Pair>> = {
  opened: ["受付", "Opened"],
  evidence: ["確認材料待ち", "Waiting"],
  scored: ["判定中", "Scored"],
  auto_approved: ["自動承認", "Auto-approved"],
  review: ["確認待ち", "To review"],
  decided: ["決定済み", "Decided"],
  appealed: ["再審査の申し出", "Appealed"],
  closed: ["完了", "Closed"],
};

export const DECISION_WORDS: Readonly<Record<PersonDecision, Pair>> = {
  reship: ["再送", "Send again"],
  refund: ["返金", "Refund"],
  credit: ["ストアクレジット", "Store credit"],
  decline: ["見送り", "Decline"],
};

/** What is said with a remedy where no person typed a reason. */
const REASON_WORDS: Readonly<Record<ReasonCode, Pair>> = {
  reship: [
    "ご不便をおかけし申し訳ございません。同じ商品をあらためてお送りいたします。",
    "We are sorry for the trouble, and will send the same again.",
  ],
  refund: [
    "ご不便をおかけし申し訳ございません。ご返金いたします。",
    "We are sorry for the trouble, and will give your money back.",
  ],
  credit: [
    "ご不便をおかけし申し訳ございません。次のお買い物でお使いいただけるクレジットをお送りします。",
    "We are sorry for the trouble. You will get store credit for your next order.",
  ],
  late_credit: [
    "お届けが遅くなり申し訳ございませんでした。次のお買い物でお使いいただけるクレジットをお送りします。",
    "We are sorry that it came so late. You will get store credit for your next order.",
  ],
};

/** The reason of a decision as it is read: what a person typed stays as typed, in both languages. */
export const reasonPair = (of: { readonly reason: string; readonly code: string }): Pair =>
  REASON_WORDS[of.code as ReasonCode] ?? [of.reason, of.reason];

export const ASK_WORDS: Readonly<Record<Ask, Pair>> = {
  photo: ["状態のわかる写真", "A photo that shows it"],
  statement: [
    "ご家族・宅配ボックス・置き配場所などをご確認いただいた結果",
    "What you found when you asked at home and looked in boxes and at the door",
  ],
};
