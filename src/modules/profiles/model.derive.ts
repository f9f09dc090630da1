/** What is read from traits and kept beside them, never instead of them: `normal.*`. */
import { normalEmail, normalPhone } from "#kernel/identity";
import type { Json, Properties } from "#kernel/log";
import { readAddress } from "./model.address.ts";
import { readNames } from "./model.names.ts";
import { matchKey, romaji, toHiragana } from "./model.text.ts";

const text = (value: Json | undefined): string =>
  typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
const first = (traits: Properties, names: readonly string[]): string =>
  names.map((name) => text(traits[name])).find((value) => value !== "") ?? "";

/** The e-mail address among traits, normalised. */
export const emailIn = (traits: Properties): string | null =>
  normalEmail(first(traits, ["email", "e-mail", "mail", "メールアドレス"]));

/** The phone number among traits in E.164. */
export const phoneIn = (traits: Properties): string | null => {
  const given = first(traits, ["phone", "phoneNumber", "phone_number", "tel", "mobile", "電話番号", "TEL"]);
  return given === "" ? null : normalPhone(given);
};

/** Only what the traits at hand allow: no kana is ever guessed from kanji. */
export const normalTraits = (traits: Properties): Properties => {
  const names = readNames(traits);
  const address = readAddress(traits);
  const latin = names?.fullKana === "" ? names.full : (names?.fullKana ?? "");
  const found: Record<string, string | null> = {
    "normal.name": names && names.full !== "" ? matchKey(names.full) : null,
    "normal.kana": names && names.fullKana !== "" ? toHiragana(names.fullKana) : null,
    "normal.romaji": latin === "" ? null : romaji(latin) || null,
    "normal.phone": phoneIn(traits),
    "normal.email": emailIn(traits),
    "normal.postal_code": address.postal,
    "normal.prefecture": address.prefecture,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null)) as Properties;
};
