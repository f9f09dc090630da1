import { type Pair, say } from "../words.ts";

const ACTIONS: Readonly<Record<string, Pair>> = {
  "brand.changed": ["ブランド設定を変更", "Changed the brand's settings"],
  "user.added": ["ユーザーを追加", "Added a user"],
  "user.changed": ["ユーザーを変更", "Changed a user"],
  "key.added": ["APIキーを作成", "Made an API key"],
  "write-key.created": ["書き込みキーを作成", "Made a write key"],
  "write-key.revoked": ["書き込みキーを無効化", "Revoked a write key"],
  "stuck.retried": ["止まったイベントを再試行", "Retried stuck events"],
  "stuck.dropped": ["止まったイベントを断念", "Gave up stuck events"],
  "profile.evidence_retracted": ["別のお客様と記録", "Said that two identities are not one person"],
  "profile.evidence_restored": ["同じお客様に戻す", "Said that two identities are one person after all"],
  "key.revoked": ["APIキーを無効化", "Revoked an API key"],
};
const VERBS: Readonly<Record<string, Pair>> = {
  created: ["を作成", "created"],
  changed: ["を変更", "changed"],
  updated: ["を変更", "changed"],
  saved: ["を保存", "saved"],
  deleted: ["を削除", "deleted"],
  archived: ["をアーカイブ", "archived"],
  published: ["を公開", "published"],
  started: ["を開始", "started"],
  paused: ["を休止", "paused"],
  stopped: ["を停止", "stopped"],
  resumed: ["を再開", "resumed"],
  cancelled: ["を取り消し", "cancelled"],
  replayed: ["を再処理", "replayed"],
  discarded: ["を破棄", "discarded"],
  corrected: ["を修正", "corrected"],
  merged: ["を名寄せ", "merged"],
  unmerged: ["の名寄せを取り消し", "un-merged"],
};
const THINGS: Readonly<Record<string, Pair>> = {
  segment: ["セグメント", "Segment"],
  journey: ["ジャーニー", "Journey"],
  template: ["テンプレート", "Template"],
  message: ["メッセージ", "Message"],
  messaging: ["配信設定", "Message settings"],
  import: ["取り込み", "Import"],
  quarantine: ["保留イベント", "Quarantined event"],
  profile: ["顧客プロフィール", "Profile"],
  consent: ["同意", "Consent"],
  suppression: ["配信停止リスト", "Suppression"],
};

/** An action of the audit log as people say it; the code itself where it has no words yet. */
export const auditWords = (action: string): string => {
  const known = ACTIONS[action];
  if (known) return say(known);
  const [thing = "", verb = ""] = action.split(".");
  const [noun, done] = [THINGS[thing], VERBS[verb]];
  return noun && done ? say([noun[0] + done[0], `${noun[1]} ${done[1]}`]) : action;
};
