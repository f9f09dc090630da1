import type { WordMap } from "../words.ts";

/** Click & collect and a store's own delivery: the same states as a carrier's. */
export const store: WordMap = {
  name: "store",
  version: 1,
  words: {
    準備中: ["label_created", "preparing"],
    preparing: ["label_created", "preparing"],
    準備完了: ["held_for_pickup", "store"],
    受取準備完了: ["held_for_pickup", "store"],
    ready: ["held_for_pickup", "store"],
    受渡済み: ["delivered", "collected"],
    お渡し済み: ["delivered", "collected"],
    collected: ["delivered", "collected"],
    店舗出発: ["out_for_delivery", "store"],
    out_for_delivery: ["out_for_delivery", "store"],
    お届け済み: ["delivered", "hand"],
    delivered: ["delivered", "hand"],
    ご不在: ["attempt_failed", "absent"],
    absent: ["attempt_failed", "absent"],
    受取期限切れ: ["returned", "not_collected"],
    not_collected: ["returned", "not_collected"],
    キャンセル: ["cancelled"],
    cancelled: ["cancelled"],
  },
};
