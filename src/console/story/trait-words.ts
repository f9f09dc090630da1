import type { Json } from "#kernel/log";
import { listText, number } from "../format.ts";
import { type Pair, say } from "../words.ts";

const TRAITS: ReadonlyMap<string, Pair> = new Map<string, Pair>([
  ["name", ["氏名", "Name"]],
  ["first_name", ["名", "First name"]],
  ["last_name", ["姓", "Last name"]],
  ["kana", ["かな", "Kana"]],
  ["name_kana", ["かな", "Kana"]],
  ["first_name_kana", ["名(かな)", "First name (kana)"]],
  ["last_name_kana", ["姓(かな)", "Last name (kana)"]],
  ["nickname", ["ニックネーム", "Nickname"]],
  ["email", ["メール", "E-mail"]],
  ["phone", ["電話", "Phone"]],
  ["line_user_id", ["LINE", "LINE"]],
  ["birthday", ["誕生日", "Birthday"]],
  ["birth_date", ["誕生日", "Birthday"]],
  ["gender", ["性別", "Gender"]],
  ["age", ["年齢", "Age"]],
  ["language", ["言語", "Language"]],
  ["locale", ["言語", "Language"]],
  ["zone", ["タイムゾーン", "Time zone"]],
  ["timezone", ["タイムゾーン", "Time zone"]],
  ["company", ["会社", "Company"]],
  ["website", ["ウェブサイト", "Website"]],
  ["address", ["住所", "Address"]],
  ["postal_code", ["郵便番号", "Postal code"]],
  ["zip", ["郵便番号", "Postal code"]],
  ["prefecture", ["都道府県", "Prefecture"]],
  ["address.state", ["都道府県", "Prefecture"]],
  ["address.region", ["都道府県", "Prefecture"]],
  ["city", ["市区町村", "City"]],
  ["street", ["番地・建物", "Street"]],
  ["country", ["国", "Country"]],
  ["created_at", ["会員登録日", "Member since"]],
  ["registered_at", ["会員登録日", "Member since"]],
  ["rank", ["会員ランク", "Tier"]],
  ["tier", ["会員ランク", "Tier"]],
  ["loyalty_tier", ["会員ランク", "Tier"]],
  ["loyalty_rank", ["会員ランク", "Tier"]],
  ["points", ["ポイント", "Points"]],
  ["loyalty_points", ["ポイント", "Points"]],
  ["membership_tier", ["会員ランク", "Tier"]],
  ["interest", ["関心", "Interest"]],
  ["interests", ["関心", "Interests"]],
  ["hair_type", ["髪質", "Hair type"]],
  ["skin_type", ["肌質", "Skin type"]],
  ["size", ["サイズ", "Size"]],
  ["store", ["よく行く店舗", "Usual store"]],
  ["line_opt_in", ["LINE配信", "LINE opt-in"]],
  ["email_opt_in", ["メール配信", "E-mail opt-in"]],
  ["sms_opt_in", ["SMS配信", "SMS opt-in"]],
]);

/** `loyaltyTier` and `Loyalty Tier` are `loyalty_tier`. */
const plain = (name: string): string =>
  name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1_$2")
    .replaceAll(/[\s-]+/g, "_")
    .toLowerCase();

/** A trait as people say it; a field of an address is called by itself. Undefined where we have no word. */
const known = (name: string): Pair | undefined => {
  const path = plain(name);
  return TRAITS.get(path) ?? (path.startsWith("address.") ? TRAITS.get(path.slice("address.".length)) : undefined);
};

/** A trait's name as people say it; where we have no word, its own with spaces. */
export const traitWords = (name: string): Pair => {
  const own = name.replaceAll("_", " ");
  return known(name) ?? [own, own];
};

/** The name as it was sent, where nobody would know it again by its words. */
export const traitHint = (name: string): string | undefined => (known(name) ? undefined : name);

const VALUES: Readonly<Record<string, Pair>> = {
  female: ["女性", "female"],
  male: ["男性", "male"],
  true: ["はい", "yes"],
  false: ["いいえ", "no"],
};
const FIELDS = [
  "postal_code",
  "postalCode",
  "prefecture",
  "state",
  "region",
  "city",
  "street",
  "line1",
  "line2",
  "country",
] as const;

const addressText = (address: Readonly<Record<string, Json>>): string => {
  const parts = FIELDS.map((field) => address[field]).filter(
    (part): part is string => typeof part === "string" && part !== "",
  );
  const code = parts.findIndex((part) => /^\d{7}$/.test(part));
  if (code >= 0) parts[code] = `〒${parts[code]?.slice(0, 3)}-${parts[code]?.slice(3)}`;
  return parts.join(" ");
};

const LANGUAGES = new Map<string, Pair>([
  ["ja", ["日本語", "Japanese"]],
  ["en", ["英語", "English"]],
]);
const languageText = (code: string): string => say(LANGUAGES.get(code.slice(0, 2)) ?? [code, code]);

/** A trait's value as people read it. */
export const traitText = (name: string, value: Json): string => {
  if (value === null) return "";
  if (typeof value === "number") return number(value, 2);
  if (typeof value === "boolean") return say(VALUES[String(value)] ?? ["", ""]);
  if (typeof value === "string") {
    if (name === "phone") return phoneText(value);
    if (name === "language" || name === "locale") return languageText(value);
    return Object.hasOwn(VALUES, value) ? say(VALUES[value] ?? [value, value]) : value;
  }
  if (Array.isArray(value)) return listText(value.map((each: Json) => traitText(name, each)));
  const fields = value as Readonly<Record<string, Json>>;
  if (name === "address") return addressText(fields);
  return listText(Object.entries(fields).map(([key, each]) => `${say(traitWords(key))}: ${traitText(key, each)}`));
};

/** +819012345678 → 090-1234-5678. Other numbers as they are: their groups are not ours to guess. */
export const phoneText = (value: string): string =>
  /^\+81[5789]0\d{8}$/.test(value) ? `0${value.slice(3, 5)}-${value.slice(5, 9)}-${value.slice(9)}` : value;
