/** Names as Japanese shops write them: 姓 and 名 apart or in one field, kana beside, Latin in either order. */
import type { Json, Properties } from "#kernel/log";
import { isKana, isLatin, matchKey, romaji, toHiragana } from "./model.text.ts";

export interface Names {
  readonly family: string;
  readonly given: string;
  /** As one writes it; from the parts where no whole was sent. */
  readonly full: string;
  readonly familyKana: string;
  readonly givenKana: string;
  readonly fullKana: string;
}

const FIELDS = {
  family: ["lastName", "last_name", "familyName", "family_name", "name01", "姓", "氏"],
  given: ["firstName", "first_name", "givenName", "given_name", "name02", "名"],
  full: ["name", "fullName", "full_name", "displayName", "display_name", "氏名", "お名前", "名前"],
  familyKana: ["lastNameKana", "last_name_kana", "familyNameKana", "family_name_kana", "kana01", "セイ", "姓カナ"],
  givenKana: ["firstNameKana", "first_name_kana", "givenNameKana", "given_name_kana", "kana02", "メイ", "名カナ"],
  fullKana: ["nameKana", "name_kana", "kana", "furigana", "フリガナ", "ふりがな", "カナ", "氏名カナ"],
} as const;

const text = (value: Json | undefined): string => (typeof value === "string" ? value.trim() : "");
const first = (traits: Properties, names: readonly string[]): string =>
  names.map((name) => text(traits[name])).find((value) => value !== "") ?? "";

/** Family name first in Japanese, last in Latin. */
const joinNames = (family: string, given: string): string =>
  isLatin(`${family}${given}`) ? [given, family].filter(Boolean).join(" ") : [family, given].filter(Boolean).join(" ");

const parts = (full: string): readonly [string, string] => {
  const words = full.normalize("NFKC").trim().split(/\s+/u);
  if (words.length !== 2) return ["", ""];
  const [one = "", two = ""] = words;
  return isLatin(full) ? [two, one] : [one, two];
};

/** null where the traits hold no name. */
export const readNames = (traits: Properties): Names | null => {
  const whole = first(traits, FIELDS.full);
  const wholeKana = first(traits, FIELDS.fullKana);
  const [splitFamily, splitGiven] = parts(whole);
  const [splitFamilyKana, splitGivenKana] = parts(wholeKana);
  const family = first(traits, FIELDS.family) || splitFamily;
  const given = first(traits, FIELDS.given) || splitGiven;
  const familyKana = first(traits, FIELDS.familyKana) || splitFamilyKana || (isKana(family) ? family : "");
  const givenKana = first(traits, FIELDS.givenKana) || splitGivenKana || (isKana(given) ? given : "");
  const full = whole || joinNames(family, given);
  const fullKana =
    wholeKana || [familyKana, givenKana].filter(Boolean).join(" ") || (full !== "" && isKana(full) ? full : "");
  if (full === "" && fullKana === "") return null;
  return { family, given, full, familyKana, givenKana, fullKana };
};

export interface Term {
  readonly kind: "name" | "kana" | "romaji";
  readonly term: string;
}

/** Forms to search by: whole name, and the given name alone (the family name alone is the beginning of the whole). */
export const nameTerms = (names: Names): Term[] => {
  const terms = new Map<string, Term>();
  const add = (kind: Term["kind"], term: string) => {
    if (term !== "") terms.set(`${kind}:${term}`, { kind, term });
  };
  add("name", matchKey(names.full));
  add("name", matchKey(names.given));
  add("kana", toHiragana(names.fullKana));
  add("kana", toHiragana(names.givenKana));
  const latin = isLatin(names.full) && names.full !== "";
  const family = romaji(names.familyKana || (latin ? names.family : ""));
  const given = romaji(names.givenKana || (latin ? names.given : ""));
  if (family !== "" || given !== "") {
    add("romaji", family + given);
    add("romaji", given + family);
  } else {
    add("romaji", romaji(names.fullKana || (latin ? names.full : "")));
  }
  return [...terms.values()];
};
