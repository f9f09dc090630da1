/** What somebody may have meant who mistyped one character. Asked only where nothing was found as written. */
import type { Form, SearchKind } from "./model.search.ts";

const HIRAGANA =
  "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゃゅょっー";
const LATIN = "abcdefghijklmnopqrstuvwxyz";
const CODE = `${LATIN}0123456789-._@`;

interface Near {
  /** Shorter ones are too like all others. */
  readonly least: number;
  /** What may stand for another: each is one look into the index, however many customers there are. null: too many to try. */
  readonly letters: string | null;
}
/** A wrong digit of a phone or a card is another person: those are not guessed at. */
const NEAR: Readonly<Partial<Record<SearchKind, Near>>> = {
  name: { least: 3, letters: null },
  kana: { least: 3, letters: HIRAGANA },
  romaji: { least: 4, letters: LATIN },
  order: { least: 5, letters: CODE },
  email: { least: 6, letters: CODE },
};
const LONGEST = 30;

const literal = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");

/**
 * Forms one edit away: a character too many, missing, wrong, or two that changed places. Kanji cannot all be tried: from the
 * second place on any may stand (`like`) among the names that begin alike; a wrong first one is found by the reading.
 */
export const nearForms = (forms: readonly Form[]): Form[] => {
  const found = new Map<string, Form>();
  for (const { kind, term } of forms) {
    const near = NEAR[kind];
    const chars = Array.from(term);
    if (!near || chars.length < near.least || chars.length > LONGEST) continue;
    const add = (text: string, more: { whole?: boolean; like?: string } = {}) =>
      found.set(`${kind} ${text} ${more.like ?? ""}`, { kind, term: text, whole: false, ...more });
    for (let i = 0; i < chars.length; i++) {
      const before = chars.slice(0, i).join("");
      const after = chars.slice(i + 1).join("");
      const here = chars[i] ?? "";
      if (i + 1 < chars.length) {
        // What is left of a short one begins too many terms: it must be all of the term.
        add(before + after, { whole: chars.length === near.least });
        add(before + (chars[i + 1] ?? "") + here + chars.slice(i + 2).join(""));
      }
      for (const letter of near.letters ?? "") {
        add(before + letter + after);
        add(before + letter + here + after);
      }
      if (near.letters !== null || i === 0) continue;
      add(before, { like: `${literal(before)}_${literal(after)}%` });
      add(before, { like: `${literal(before)}_${literal(here + after)}%` });
    }
  }
  return [...found.values()];
};
