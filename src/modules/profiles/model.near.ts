/** What somebody may have meant who mistyped one character. Asked only where nothing was found as written. */
import type { Form, SearchKind } from "./model.search.ts";

const HIRAGANA =
  "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゃゅょっ";
const LATIN = "abcdefghijklmnopqrstuvwxyz";
const CODE = `${LATIN}0123456789`;

interface Near {
  /** Shorter ones are too like all others. */
  readonly least: number;
  /** What may stand at the beginning. Kanji are too many to try there; a reading finds those. */
  readonly first: string;
}
/** A wrong digit of a phone or a card is another person: those are not guessed at. */
const NEAR: Readonly<Partial<Record<SearchKind, Near>>> = {
  name: { least: 3, first: "" },
  kana: { least: 3, first: HIRAGANA },
  romaji: { least: 4, first: LATIN },
  order: { least: 5, first: CODE },
  email: { least: 6, first: CODE },
};
const LONGEST = 40;

const literal = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");

/**
 * Forms one edit away: a character too many, missing, wrong, or two that changed places. From the second place on any character
 * may stand (`like`), and what comes before keeps the index narrow.
 */
export const nearForms = (forms: readonly Form[]): Form[] => {
  const found = new Map<string, Form>();
  const add = (kind: SearchKind, term: string, more: { whole?: boolean; like?: string } = {}) =>
    found.set(`${kind} ${term} ${more.like ?? ""}`, { kind, term, whole: false, ...more });
  for (const { kind, term } of forms) {
    const near = NEAR[kind];
    const chars = Array.from(term);
    if (!near || chars.length < near.least || chars.length > LONGEST) continue;
    const part = (from: number, to?: number) => chars.slice(from, to).join("");
    const any = (before: string, after: string) => add(kind, before, { like: `${literal(before)}_${literal(after)}%` });
    for (let i = 0; i < chars.length; i++) {
      if (i + 1 < chars.length) {
        // What is left of a short one begins too many terms: it must be all of the term.
        add(kind, part(0, i) + part(i + 1), { whole: chars.length === near.least });
        add(kind, part(0, i) + (chars[i + 1] ?? "") + (chars[i] ?? "") + part(i + 2));
      }
      if (i === 0) continue;
      any(part(0, i), part(i + 1));
      any(part(0, i), part(i));
    }
    for (const first of near.first) {
      add(kind, first + part(1));
      add(kind, first + term);
    }
  }
  return [...found.values()];
};
