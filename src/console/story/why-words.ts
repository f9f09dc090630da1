import { type Pair, say } from "../words.ts";

/** Why a message went, was held or was refused: the arbiter's codes as people say them. */
const WHY: Readonly<Record<string, Pair>> = {
  open: ["配信可", "Nothing stood against it"],
  test: ["テスト送信", "Test message"],
  no_address: ["宛先なし", "No address"],
  suppressed: ["配信停止リストに登録済み", "On the suppression list"],
  blocked: ["LINEでブロック中", "Blocked us on LINE"],
  withdrawn: ["同意を撤回済み", "Consent withdrawn"],
  no_consent: ["同意なし", "No consent"],
  not_configured: ["チャネル未設定", "Channel not set up"],
  sender_incomplete: ["送信者情報が未入力", "Sender details missing"],
  channel_stopped: ["チャネル停止中", "Channel stopped"],
  quiet_hours: ["配信停止時間帯のため保留", "Held: quiet hours"],
  daily_budget: ["1日の接触上限のため保留", "Held: daily contact budget"],
  weekly_budget: ["週の接触上限のため保留", "Held: weekly contact budget"],
  expires_first: ["送れる前に期限切れ", "Would expire before it may go"],
  expired: ["期限切れ", "Expired"],
  no_words: ["テンプレートに文面なし", "No words for this channel"],
  address_changed: ["宛先が変更", "Address changed"],
  accepted: ["受理", "Accepted"],
  first_attempt: ["1回目の送信", "First attempt"],
  another_attempt: ["再送信(同じキー)", "Another attempt, same key"],
  process_ended_without_answer: ["応答の前に処理が終了", "Ended before the answer"],
  channel_resumed: ["チャネル再開", "Channel resumed"],
  no_channel: ["送れるチャネルなし", "No open channel"],
};

export const whyWords = (why: string): string => {
  const known = WHY[why];
  return known ? say(known) : why;
};
