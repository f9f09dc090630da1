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

/** What the queue says. */
export const CASES = {
  title: ["対応案件", "Cases"],
  lead: ["お客様のお困りごと。期限の近いものから並びます。", "What customers need help with, the most urgent first."],
  keys: [
    "↑↓で移動、Enterで開く、xで選ぶ、aで自分の担当にする。",
    "↑↓ to walk, Enter to open, x to select, a to take it.",
  ],
  settings: ["期限と担当の設定", "Deadlines and owners"],
  open: ["対応中", "Open"],
  closed: ["完了", "Closed"],
  overdue: ["期限超過", "Overdue"],
  mine: ["自分の担当", "Mine"],
  unowned: ["担当なし", "Without owner"],
  kind: ["内容", "About"],
  anyKind: ["すべての内容", "All kinds"],
  anyOwner: ["すべての担当", "All owners"],
  me: ["自分", "Me"],
  order: ["注文", "Order"],
  owner: ["担当", "Owner"],
  due: ["期限", "Due"],
  ended: ["完了日時", "Closed"],
  opened: ["受付", "Opened"],
  reports: ["ご連絡 {n} 回", "{n} {n|report|reports}"],
  outcome: ["結果", "Outcome"],
  selected: ["{n} 件を選択中", "{n} selected"],
  take: ["自分の担当にする", "Take"],
  closeAll: ["完了にする", "Close"],
  clear: ["選択を解除", "Clear"],
  none: ["対応中の案件はありません", "Nothing is open"],
  noneBody: [
    "お客様が配送状況ページからお困りごとを伝えると、期限と担当つきでここに並びます。",
    "When a customer reports a problem on the tracking page it appears here with a deadline and an owner.",
  ],
  noneClosed: ["完了した案件はまだありません", "Nothing was closed yet"],
  noMatch: ["条件に合う案件はありません", "No case fits"],
  one: ["案件", "Case"],
  close: ["閉じる", "Close panel"],
  taken: ["担当を変えました", "Owner changed"],
  closedNow: ["完了にしました", "Closed"],
} as const;
