/**
 * What carriers' words mean. Each vocabulary is a versioned table; a scan keeps the version that read it. A word that no
 * table has is `unknown`: it is shown to staff and never guessed.
 */
import type { ParcelState } from "../model.ts";
import { aftership } from "./words/aftership.ts";
import { japanpost } from "./words/japanpost.ts";
import { sagawa } from "./words/sagawa.ts";
import { shop } from "./words/shop.ts";
import { shopify, shopifyEvent } from "./words/shopify.ts";
import { store } from "./words/store.ts";
import { canonical } from "./words/canonical.ts";
import { trackingmore } from "./words/trackingmore.ts";
import { yamato } from "./words/yamato.ts";

export type Meaning = readonly [state: ParcelState, reason?: string];

export interface WordMap {
  readonly name: string;
  readonly version: number;
  /** Words and codes as the carrier writes them. */
  readonly words: Readonly<Record<string, Meaning>>;
}

/** Spelling that carries no meaning: width, case, spaces, brackets, middle dots, the ending 済み. */
export const plainWord = (word: string): string =>
  word
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s()[\]【】「」〔〕<>・･.,:;'"_-]/gu, "")
    .replaceAll("済み", "済")
    .replaceAll(/[。、]/gu, "")
    .slice(0, 120);

export const MAPS: Readonly<Record<string, WordMap>> = Object.fromEntries(
  [yamato, sagawa, japanpost, store, shop, aftership, trackingmore, shopify, shopifyEvent, canonical].map((map) => [
    map.name,
    map,
  ]),
);

const TABLES: ReadonlyMap<string, ReadonlyMap<string, Meaning>> = new Map(
  Object.values(MAPS).map((map) => [
    map.name,
    new Map(Object.entries(map.words).map(([word, meaning]) => [plainWord(word), meaning])),
  ]),
);

/** One way to read a scan: a word or code in a vocabulary. */
export interface Saying {
  readonly vocabulary: string;
  readonly word: string;
}

/** A reading that the brand made itself: it comes before ours. */
export interface OwnWord {
  readonly vocabulary: string;
  /** As `plainWord` leaves it. */
  readonly word: string;
  readonly version: number;
  readonly state: ParcelState;
  readonly reason: string;
}

export interface Reading {
  readonly state: ParcelState;
  readonly reason: string;
  /** `yamato@1`, `own@3`, or empty where no map knows the words. */
  readonly map: string;
}

const UNREAD: Reading = { state: "unknown", reason: "", map: "" };

/** P3: the first saying that a map knows. The carrier's own words come before an aggregator's coarser ones. */
export const readWords = (sayings: readonly Saying[], own: ReadonlyMap<string, OwnWord>): Reading => {
  for (const { vocabulary, word } of sayings) {
    const plain = plainWord(word);
    if (plain === "") continue;
    const said = own.get(`${vocabulary} ${plain}`);
    if (said) return { state: said.state, reason: said.reason, map: `own@${said.version}` };
    const meaning = TABLES.get(vocabulary)?.get(plain);
    if (meaning)
      return { state: meaning[0], reason: meaning[1] ?? "", map: `${vocabulary}@${MAPS[vocabulary]?.version}` };
  }
  return UNREAD;
};
