import type { Pair } from "#ui";
import type { Reason } from "../model.ts";

/** Why an event is in quarantine, and so what is to be done about it. */
export const reasonWords: Readonly<Record<Reason, Pair>> = {
  not_an_object: ["イベントの形をしていない", "Not an event"],
  unknown_type: ["種類が不明", "Unknown type"],
  wrong_shape: ["項目の型が違う", "Wrong shape"],
  no_name: ["イベント名がない", "No event name"],
  reserved_name: ["予約された名前", "Reserved name"],
  no_identity: ["誰のイベントか分からない", "Names nobody"],
  bad_timestamp: ["日時を読めない", "Unreadable time"],
  too_old: ["日時が古すぎる", "Too old"],
  schema: ["項目の内容が定義に合わない", "Does not fit its schema"],
  too_large: ["大きすぎる", "Too large"],
  too_deep: ["入れ子が深すぎる", "Nested too deeply"],
  unstorable: ["保存できない値がある", "Cannot be stored"],
};

export const typeWords = {
  track: ["行動", "Track"],
  identify: ["属性登録", "Identify"],
  page: ["ページ閲覧", "Page"],
  screen: ["画面閲覧", "Screen"],
  group: ["グループ", "Group"],
  alias: ["ID統合", "Alias"],
  fact: ["システム記録", "Fact"],
} as const satisfies Readonly<Record<string, Pair>>;
