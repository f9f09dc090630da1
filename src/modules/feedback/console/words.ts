import type { Pair } from "#ui";
import type { CaseKind, Outcome } from "../model.ts";

export const KIND: Readonly<Record<CaseKind, Pair>> = {
  not_found: ["見当たらない", "Cannot be found"],
  damaged: ["破損・汚れ", "Damaged"],
  missing: ["不足", "Missing"],
  wrong: ["誤配・品違い", "Wrong"],
  late: ["遅れ", "Late"],
  lost: ["紛失", "Lost"],
  undeliverable: ["お届け不能", "Undeliverable"],
  other: ["そのほか", "Other"],
};

export const OUTCOME: Readonly<Record<Outcome, Pair>> = {
  resolved: ["解決した", "Resolved"],
  reshipped: ["代わりの品を送った", "Sent again"],
  refunded: ["返金した", "Refunded"],
  explained: ["ご説明した", "Explained"],
  no_answer: ["お返事がない", "No answer"],
  mistake: ["対応の必要がなかった", "Nothing to do"],
};

export const ENTRY: Readonly<Record<string, Pair>> = {
  reported: ["ご連絡", "Report"],
  noted: ["メモ", "Note"],
  assigned: ["担当", "Owner"],
  closed: ["完了", "Closed"],
  reopened: ["再開", "Opened again"],
};
