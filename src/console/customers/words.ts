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

const TRAITS: Readonly<Record<string, Pair>> = {
  name: ["氏名", "Name"],
  first_name: ["名", "First name"],
  firstName: ["名", "First name"],
  last_name: ["姓", "Last name"],
  lastName: ["姓", "Last name"],
  kana: ["かな", "Kana"],
  first_name_kana: ["名(かな)", "First name (kana)"],
  last_name_kana: ["姓(かな)", "Last name (kana)"],
  email: ["メール", "E-mail"],
  phone: ["電話", "Phone"],
  birthday: ["誕生日", "Birthday"],
  birth_date: ["誕生日", "Birthday"],
  gender: ["性別", "Gender"],
  age: ["年齢", "Age"],
  language: ["言語", "Language"],
  locale: ["言語", "Locale"],
  zone: ["タイムゾーン", "Time zone"],
  timezone: ["タイムゾーン", "Time zone"],
  address: ["住所", "Address"],
  postal_code: ["郵便番号", "Postal code"],
  prefecture: ["都道府県", "Prefecture"],
  city: ["市区町村", "City"],
  country: ["国", "Country"],
  createdAt: ["会員登録日", "Member since"],
  created_at: ["会員登録日", "Member since"],
  registered_at: ["会員登録日", "Member since"],
  rank: ["会員ランク", "Tier"],
  tier: ["会員ランク", "Tier"],
  hair_type: ["髪質", "Hair type"],
  skin_type: ["肌質", "Skin type"],
  size: ["サイズ", "Size"],
  store: ["よく行く店舗", "Usual store"],
  line_opt_in: ["LINE配信", "LINE opt-in"],
  email_opt_in: ["メール配信", "E-mail opt-in"],
  sms_opt_in: ["SMS配信", "SMS opt-in"],
};
/** A trait's name as people say it; its own name where we have no word. */
export const traitWords = (name: string): Pair => TRAITS[name] ?? [name, name];

const RULES: Readonly<Record<string, Pair>> = {
  same_event: ["同じイベントに記載", "Named in one event"],
  alias: ["本人の操作で結び付け", "Joined by alias"],
};
export const ruleWords = (rule: string): Pair => RULES[rule] ?? [rule, rule];
