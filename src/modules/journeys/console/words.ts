import type { Pair } from "#ui";
import type { NodeKind, Reason } from "#journeys/model";
import type { SentenceNames } from "#segments/model";

export const kindWords: Readonly<Record<NodeKind, Pair>> = {
  wait: ["待つ", "Wait"],
  branch: ["分岐", "Branch"],
  message: ["メッセージ", "Message"],
  trait: ["属性を設定", "Set a trait"],
  exit: ["終了", "Exit"],
};

export const statusWords = {
  draft: ["下書き", "Draft"],
  live: ["公開中", "Live"],
  paused: ["一時停止", "Paused"],
  archived: ["アーカイブ", "Archived"],
} as const satisfies Readonly<Record<string, Pair>>;

export const statusTone = { draft: "plain", live: "running", paused: "held", archived: "plain" } as const;

export const unitWords = {
  minutes: ["分", "minutes"],
  hours: ["時間", "hours"],
  days: ["日", "days"],
  weeks: ["週間", "weeks"],
} as const satisfies Readonly<Record<string, Pair>>;

export const weekdayWords: readonly Pair[] = [
  ["月", "Mon"],
  ["火", "Tue"],
  ["水", "Wed"],
  ["木", "Thu"],
  ["金", "Fri"],
  ["土", "Sat"],
  ["日", "Sun"],
];

export const operatorWords = {
  is: ["が次と等しい", "is"],
  is_not: ["が次と異なる", "is not"],
  more: ["が次より大きい", "is more than"],
  at_least: ["が次以上", "is at least"],
  less: ["が次より小さい", "is less than"],
  at_most: ["が次以下", "is at most"],
  contains: ["に次を含む", "contains"],
  exists: ["がある", "is there"],
  absent: ["がない", "is not there"],
} as const satisfies Readonly<Record<string, Pair>>;

/** Conditions that are said as what they mean, by their property, operator and value. */
export const meantWords: ReadonlyMap<string, Pair> = new Map<string, Pair>([
  ["from more 0", ["お届けの時間帯が決まっている", "the hours of delivery are known"]],
]);

/** A condition that compares with what started the run. */
export const sameWords = {
  is: ["{p}がきっかけと同じ", "the same {p}"],
  is_not: ["{p}がきっかけと違う", "another {p}"],
} as const satisfies Readonly<Record<string, Pair>>;

/** A condition read aloud: `{p}` the property, `{v}` what it is compared with. */
export const conditionWords = {
  is: ["{p}が{v}", "{p} is {v}"],
  is_not: ["{p}が{v}以外", "{p} is not {v}"],
  more: ["{p}が{v}より大きい", "{p} is more than {v}"],
  at_least: ["{p}が{v}以上", "{p} is at least {v}"],
  less: ["{p}が{v}より小さい", "{p} is less than {v}"],
  at_most: ["{p}が{v}以下", "{p} is at most {v}"],
  contains: ["{p}に{v}を含む", "{p} contains {v}"],
  exists: ["{p}がある", "there is {p}"],
  absent: ["{p}がない", "there is no {p}"],
} as const satisfies Readonly<Record<string, Pair>>;

/** Why the arbiter let a message go, held or refused it. */
const verdictWords: Readonly<Record<string, Pair>> = {
  open: ["送信しました", "sent"],
  test: ["テストとして送信しました", "sent as a test"],
  no_address: ["届け先がありません", "there is no address"],
  suppressed: ["配信停止リストにあります", "the address is on the suppression list"],
  blocked: ["ブロックされています", "the person has blocked us"],
  withdrawn: ["配信停止のご希望があります", "the person has unsubscribed"],
  no_consent: ["配信の同意がありません", "there is no consent"],
  not_configured: ["チャネルが未設定です", "the channel is not set up"],
  no_words: ["このチャネルの文面がありません", "the template has no words for the channel"],
  sender_incomplete: ["送信者情報が足りません", "the sender's details are incomplete"],
  channel_stopped: ["チャネルが停止中です", "the channel is stopped"],
  quiet_hours: ["配信停止時間帯です", "quiet hours"],
  daily_budget: ["1日の接触上限に達しています", "the daily contact budget is used up"],
  weekly_budget: ["週の接触上限に達しています", "the weekly contact budget is used up"],
  expires_first: ["送れる時刻より先に期限が来ます", "it would expire before it may go"],
  expired: ["期限が切れました", "it has expired"],
  no_channel: ["送れるチャネルがありません", "no channel is open"],
};
export const verdictPair = (why: string): Pair => verdictWords[why] ?? [why, why];

/** Every reason as a sentence; `{name}` is filled from the reason. */
export const reasonWords: Readonly<Record<Reason["code"], Pair>> = {
  entered_event: ["「{event}」で開始しました", "Started by “{event}”"],
  entered_segment: ["セグメント「{segment}」に入ったため開始しました", "Started by entering the segment “{segment}”"],
  entered_test: ["{by} がテストとして開始しました", "Started as a test by {by}"],
  waiting_until: ["{until} まで待ちます", "Waits until {until}"],
  waiting_event: ["「{event}」を {until} まで待ちます", "Waits for “{event}” until {until}"],
  missed_time: [
    "{missed} を過ぎていたため、次の {until} まで待ちます",
    "{missed} was missed; waits for the next, {until}",
  ],
  time_came: ["予定の時刻({due})になりました", "The time came: {due}"],
  event_came: ["{at} に「{event}」がありました", "“{event}” happened at {at}"],
  no_event: ["{due} までに「{event}」がありませんでした", "“{event}” did not happen by {due}"],
  branch_met: ["条件「{label}」に当てはまりました", "The condition “{label}” held"],
  branch_else: ["どの条件にも当てはまりませんでした", "No condition held"],
  message: ["", ""],
  trait_set: ["属性「{name}」を設定しました", "Set the trait “{name}”"],
  exit_reached: ["最後まで進みました {goal}", "Reached the end {goal}"],
  exit_event: ["「{event}」があったため終了しました", "Ended by “{event}”"],
  exit_predicate: ["終了条件に当てはまりました", "The exit rule held"],
  stopped: ["{by} が終了させました", "Ended by {by}"],
  archived: ["ジャーニーがアーカイブされました", "The journey was archived"],
  merged: ["名寄せにより、同じお客様の先の実行にまとめました", "The person was merged; the older run goes on"],
  failing: [
    "エラーのため {until} に再試行します({attempt}回目): {error}",
    "Failed; tries again at {until} (try {attempt}): {error}",
  ],
  failed: ["エラーが続いたため終了しました: {error}", "Ended, as it kept failing: {error}"],
  illegal: ["受け付けられない入力のため、何も変わりませんでした", "An input that was not allowed; nothing changed"],
};
const messageWords = {
  claimed: ["メッセージ: {why}", "Message: {why}"],
  deferred: ["メッセージを延期しました: {why}", "Message deferred: {why}"],
  refused: ["メッセージは送りませんでした: {why}", "Message not sent: {why}"],
} as const satisfies Readonly<Record<string, Pair>>;

interface Reader {
  readonly say: (pair: Pair, values?: Readonly<Record<string, string | number>>) => string;
  readonly names: SentenceNames;
}

/** A reason in the language on screen; instants, events and traits as people call them. */
export const reasonText = (reason: Reason, { say, names }: Reader, when: (at: string) => string): string => {
  if (reason.code === "message") return say(messageWords[reason.verdict], { why: say(verdictPair(reason.detail)) });
  const values = Object.fromEntries(
    Object.entries(reason).map(([name, value]) => [
      name,
      name === "goal" && value !== ""
        ? `(${value})`
        : ["until", "due", "at", "missed"].includes(name)
          ? when(String(value))
          : name === "event"
            ? (names.event?.(String(value)) ?? String(value))
            : name === "name"
              ? (names.trait?.(String(value)) ?? String(value))
              : String(value),
    ]),
  );
  return say(reasonWords[reason.code], values).trim();
};

export const mistakeWords: Readonly<Record<string, Pair>> = {
  dead_end: ["この先がありません。ステップか終了を追加してください", "This way leads nowhere: add a step or an exit"],
  unknown_node: ["進む先のステップがありません", "The next step does not exist"],
  no_start: ["最初のステップを追加してください", "Add the first step"],
  unreachable: ["このステップには到達しません", "No way leads to this step"],
  circle: ["前のステップに戻っています。ジャーニーは前にだけ進みます", "This leads back: a journey only goes forward"],
  no_event: ["イベントを選んでください", "Choose the event"],
  no_segment: ["セグメントを選んでください", "Choose the segment"],
  unknown_segment: ["セグメントが見つかりません", "This segment does not exist"],
  no_key: ["キーにするイベントの項目を入力してください", "Name the event property that holds the key"],
  unknown_zone: ["タイムゾーンが正しくありません", "This is no time zone"],
  unknown_template: ["テンプレートが見つかりません", "This template does not exist"],
  no_words: ["選んだチャネルの文面がありません", "The template has no words for these channels"],
  other_class: [
    "テンプレートの種類とそろえてください。ご注文・お届けの連絡に宣伝は書けません",
    "Not the template's class: a message about an order carries no promotion",
  ],
  no_template: ["テンプレートを選んでください", "Choose a template"],
  no_channel: ["チャネルを選んでください", "Choose a channel"],
  channel_twice: ["同じチャネルが重なっています", "A channel stands here twice"],
  no_purpose: ["利用目的を選んでください", "Choose the purpose"],
  no_duration: ["長さを入力してください", "Say how long"],
  no_weekday: ["曜日を選んでください", "Choose a weekday"],
  no_condition: ["条件を入力してください", "Fill in the condition"],
  no_path: ["分岐の条件を追加してください", "Add a path"],
  no_trait: ["属性名を入力してください", "Name the trait"],
};
