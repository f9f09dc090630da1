/** By what a person is found, and what somebody may have meant by a query. */
import { normalPhone, splitKey } from "#kernel/identity";
import type { Properties } from "#kernel/log";
import { emailIn, phoneIn } from "./model.derive.ts";
import { nameTerms, readNames } from "./model.names.ts";
import { isKana, isLatin, matchKey, romaji, toHiragana } from "./model.text.ts";

/** In order of weight: an order number says more than the beginning of a name. */
export const SEARCH_KINDS = ["order", "card", "user", "email", "phone", "name", "kana", "romaji", "tail"] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

export interface Entry {
  readonly key: string;
  readonly kind: SearchKind;
  readonly term: string;
  /** As people wrote it. */
  readonly shown: string;
}

const LONGEST = 200;
const code = (value: string): string => matchKey(value).replaceAll(/[^\p{L}\p{N}@._-]/gu, "");
/** 0-led digits, as one types a number in Japan. */
const national = (e164: string): string => e164.replace(/^\+81/, "0").replace(/^\+/, "");

const entry = (key: string, kind: SearchKind, term: string, shown: string): Entry[] =>
  term === "" ? [] : [{ key, kind, term: term.slice(0, LONGEST), shown: shown.slice(0, LONGEST) }];

const phoneEntries = (key: string, e164: string): Entry[] => [
  ...entry(key, "phone", national(e164), e164),
  ...entry(key, "tail", e164.slice(-4), e164),
];

/** A number or code is found from its start, and by its last four. */
const codeEntries = (key: string, kind: "card" | "order", value: string): Entry[] => {
  const term = code(value);
  return [...entry(key, kind, term, value), ...(term.length > 6 ? entry(key, "tail", term.slice(-4), value) : [])];
};

export const identityEntries = (key: string): Entry[] => {
  const { kind, value } = splitKey(key);
  if (kind === "phone") return phoneEntries(key, value);
  if (kind === "email") return entry(key, "email", value, value);
  if (kind === "card") return codeEntries(key, "card", value);
  return kind === "user" ? entry(key, "user", code(value), value) : [];
};

export const orderEntries = (key: string, number: string): Entry[] => codeEntries(key, "order", number);

export const traitEntries = (key: string, traits: Properties): Entry[] => {
  const names = readNames(traits);
  const [email, phone] = [emailIn(traits), phoneIn(traits)];
  return [
    ...(names ? nameTerms(names).flatMap((t) => entry(key, t.kind, t.term, names.full || names.fullKana)) : []),
    ...(email ? entry(key, "email", email, email) : []),
    ...(phone ? phoneEntries(key, phone) : []),
  ];
};

export interface Form {
  readonly kind: SearchKind;
  readonly term: string;
  /** Only the whole term counts. */
  readonly whole: boolean;
  /** A pattern that the term must fit besides. */
  readonly like?: string;
}

/** Everything that a query may mean. Empty for an empty query. */
export const searchForms = (query: string): Form[] => {
  const plain = matchKey(query);
  if (plain === "") return [];
  const forms: Form[] = [];
  const add = (kind: SearchKind, term: string, whole = false) => {
    if (term !== "") forms.push({ kind, term: term.slice(0, LONGEST), whole });
  };
  const asCode = code(query);
  for (const kind of ["order", "card", "user"] as const) add(kind, asCode);
  const digits = plain.replaceAll(/[^\d+]/g, "");
  if (/^[\d+()-]+$/.test(plain)) {
    if (/^\d{4}$/.test(plain)) add("tail", plain, true);
    const e164 = normalPhone(plain);
    if (e164) add("phone", national(e164), true);
    else if (digits.length >= 3) add("phone", national(digits));
    return forms;
  }
  if (plain.includes("@") || /^[\x21-\x7e]+$/.test(plain)) add("email", plain);
  if (/^[\x21-\x7e]{4}$/.test(plain)) add("tail", plain, true);
  add("name", plain);
  if (isKana(query)) add("kana", toHiragana(query));
  if (isLatin(query)) {
    add("romaji", romaji(query));
    const swapped = query.trim().split(/\s+/u).toReversed().join("");
    if (swapped !== query.trim()) add("romaji", romaji(swapped));
  }
  return forms;
};
