import type { IdentityKind } from "#kernel/identity";
import type { TimelineKind } from "#profiles/model";
import type { Pair } from "../words.ts";

export const IDENTITY_WORDS: Readonly<Record<IdentityKind, Pair>> = {
  user: ["会員ID", "Member id"],
  line: ["LINE", "LINE"],
  email: ["メール", "E-mail"],
  phone: ["電話", "Phone"],
  card: ["店舗カード", "Store card"],
  anon: ["匿名ID", "Anonymous id"],
};

export const KIND_WORDS: Readonly<Record<TimelineKind, Pair>> = {
  behaviour: ["サイト・店舗の行動", "Behaviour"],
  order: ["注文・お届け", "Orders"],
  message: ["メッセージ", "Messages"],
  identity: ["お客様情報", "Identity"],
  service: ["声・応対", "Voice & service"],
  other: ["判定・その他", "Decisions & other"],
};

const MATCH: Readonly<Record<string, Pair>> = {
  name: ["お名前", "Name"],
  kana: ["かな", "Kana"],
  romaji: ["ローマ字", "Romaji"],
  phone: ["電話番号", "Phone"],
  tail: ["電話の下4桁", "Phone's last four"],
  phone_tail: ["電話の下4桁", "Phone's last four"],
  email: ["メール", "E-mail"],
  card: ["店舗カード", "Store card"],
  order: ["注文番号", "Order number"],
  user: ["会員ID", "Member id"],
};
export const matchWords = (kind: string): Pair => MATCH[kind] ?? [kind, kind];

const RULES: Readonly<Record<string, Pair>> = {
  same_event: ["同じイベントに記載", "Named in one event"],
  alias: ["本人の操作で結び付け", "Joined by alias"],
};
export const ruleWords = (rule: string): Pair => RULES[rule] ?? [rule, rule];
