/** Why something comes back. The fault decides who bears what it costs. */

export const RETURN_REASONS = [
  "size_small",
  "size_large",
  "colour",
  "image",
  "not_needed",
  "late",
  "gift_unwanted",
  "defective",
  "damaged",
  "wrong_item",
  "not_as_described",
  "allergy",
  "other",
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];
export type Fault = "buyer" | "shop";

interface Reason {
  readonly ja: string;
  readonly en: string;
  readonly fault: Fault;
}

/** shop: the goods or the shop failed (契約不適合); no policy can exclude it. */
export const REASONS: Readonly<Record<ReturnReason, Reason>> = {
  size_small: { ja: "サイズが小さかった", en: "Too small", fault: "buyer" },
  size_large: { ja: "サイズが大きかった", en: "Too large", fault: "buyer" },
  colour: { ja: "色味が思っていたものと違った", en: "The colour is not what I expected", fault: "buyer" },
  image: { ja: "イメージと違った", en: "Not what I imagined", fault: "buyer" },
  not_needed: {
    ja: "必要がなくなった・間違えて注文した",
    en: "No longer needed, or ordered by mistake",
    fault: "buyer",
  },
  late: { ja: "届くのが遅かった", en: "It came too late", fault: "shop" },
  gift_unwanted: { ja: "贈り物だが、別のものに替えたい", en: "A gift that I would like to exchange", fault: "buyer" },
  defective: { ja: "不良・故障があった", en: "Faulty", fault: "shop" },
  damaged: { ja: "届いたとき壊れていた", en: "Arrived damaged", fault: "shop" },
  wrong_item: { ja: "注文と違うものが届いた", en: "Not what I ordered", fault: "shop" },
  not_as_described: { ja: "商品の説明と違った", en: "Not as described", fault: "shop" },
  allergy: { ja: "肌に合わなかった", en: "It did not suit my skin", fault: "buyer" },
  other: { ja: "その他", en: "Something else", fault: "buyer" },
};

const WORDS: readonly (readonly [RegExp, ReturnReason])[] = [
  [/小さ|きつ|too small/iu, "size_small"],
  [/大き|ゆる|too large/iu, "size_large"],
  [/サイズ|size/iu, "size_small"],
  [/破損|割れ|壊れ|damage/iu, "damaged"],
  [/不良|故障|defect|faulty/iu, "defective"],
  [/違う商品|誤|wrong/iu, "wrong_item"],
  [/色|colou?r/iu, "colour"],
  [/イメージ|香り|imagine|expect/iu, "image"],
  [/肌|かぶれ|allerg|skin/iu, "allergy"],
  [/不要|間違|mistake|no longer/iu, "not_needed"],
];

/** The reason that a shop's own words mean, as far as they tell. */
export const reasonIn = (said: string): ReturnReason => WORDS.find(([words]) => words.test(said))?.[1] ?? "other";
