/** Japanese addresses: postal code and prefecture, read beside what the customer wrote. */
import type { Json, Properties } from "#kernel/log";
import { matchKey } from "./model.text.ts";

const NAMES =
  "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県".split(
    " ",
  );
const LATIN =
  "hokkaido aomori iwate miyagi akita yamagata fukushima ibaraki tochigi gunma saitama chiba tokyo kanagawa niigata toyama ishikawa fukui yamanashi nagano gifu shizuoka aichi mie shiga kyoto osaka hyogo nara wakayama tottori shimane okayama hiroshima yamaguchi tokushima kagawa ehime kochi fukuoka saga nagasaki kumamoto oita miyazaki kagoshima okinawa".split(
    " ",
  );
/** All prefectures from north to south, with their names in Latin letters. */
export const PREFECTURES = NAMES.map((name, i): readonly [name: string, latin: string] => {
  const latin = LATIN[i] ?? "";
  return [name, latin.slice(0, 1).toUpperCase() + latin.slice(1)];
});
const BY_LATIN = new Map(LATIN.map((name, i) => [name, NAMES[i] ?? ""]));
const BY_SHORT = new Map(NAMES.map((name) => [name === "北海道" ? name : name.slice(0, -1), name]));

/** The seven digits of a Japanese postal code (〒１００−０００５ → 1000005), or null. */
export const postalCode = (value: string): string | null => {
  const digits = matchKey(value).replace(/^〒/u, "").replaceAll("-", "");
  return /^\d{7}$/.test(digits) ? digits : null;
};

const latinName = (value: string): string =>
  value
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[\s-]*(ken|fu|to|do|prefecture|pref\.?)$/, "")
    .trim();

/** The prefecture that a field or the beginning of an address names, in full: 東京, Tokyo, 東京都千代田区… → 東京都. */
export const prefectureOf = (value: string): string | null => {
  const plain = matchKey(value).replace(/^(日本|japan)?〒?(\d{3}-?\d{4})?/u, "");
  const whole = NAMES.find((name) => plain.startsWith(name)) ?? BY_SHORT.get(plain);
  if (whole) return whole;
  const latin = value.normalize("NFKC").trim();
  return BY_LATIN.get(latin.toLowerCase()) ?? BY_LATIN.get(latinName(latin)) ?? null;
};

const text = (value: Json | undefined): string => (typeof value === "string" ? value.trim() : "");
const first = (traits: Properties, names: readonly string[]): string =>
  names.map((name) => text(traits[name])).find((value) => value !== "") ?? "";
const POSTAL = ["postalCode", "postal_code", "postcode", "zip", "zipcode", "zip_code", "郵便番号"];
const REGION = ["prefecture", "state", "region", "province", "pref", "都道府県"];
const STREET = ["street", "line1", "address1", "address_1", "addr01", "住所1", "住所"];

const BUILDING = ["building", "line2", "address2", "address_2", "addr02", "住所2"];

const partsOf = (traits: Properties): { all: Properties; line: string } => {
  const given = traits["address"];
  const nested = typeof given === "object" && given !== null && !Array.isArray(given) ? (given as Properties) : {};
  const all = { ...traits, ...nested };
  return { all, line: typeof given === "string" ? given : first(all, STREET) };
};

/** An address in one form, to be hashed and compared, never shown; null without postal code and house number. */
export const addressKey = (traits: Properties): string | null => {
  const { postal, prefecture } = readAddress(traits);
  const { all, line } = partsOf(traits);
  if (postal === null) return null;
  // 三丁目2番1号, 3−2−1 and 3-2-1 are one place.
  const plain = matchKey(line + first(all, BUILDING))
    .replace(/^〒?\d{3}-?\d{4}/u, "")
    .replace(prefecture ?? "", "")
    .replaceAll(/[一二三四五六七八九](?=丁目|番|号)/gu, (digit) => String("一二三四五六七八九".indexOf(digit) + 1))
    .replaceAll(/丁目|番地?の?|号室?(?!\d)/gu, "-")
    .replaceAll(/-+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return /\d/.test(plain) ? `${postal}/${plain}` : null;
};

/** Postal code and prefecture from traits, whether flat or inside `address`. */
export const readAddress = (traits: Properties): { postal: string | null; prefecture: string | null } => {
  const { all, line } = partsOf(traits);
  const inLine = /〒?\s*(\d{3}-?\d{4})(?!\d)/u.exec(matchKey(line))?.[1] ?? "";
  return {
    postal: postalCode(first(all, POSTAL)) ?? postalCode(inLine),
    prefecture: prefectureOf(first(all, REGION)) ?? prefectureOf(line),
  };
};
