import { useCallback, useSyncExternalStore } from "react";

export type Language = "ja" | "en";
/** Every word on screen: Japanese first, English second. `{n}` is filled in; `{n|order|orders}` says the one or the many. */
export type Pair = readonly [ja: string, en: string];
type Values = Readonly<Record<string, string | number>>;

const KEY = "engawa.language";
const listeners = new Set<() => void>();

const initial = (): Language => {
  const kept = localStorage.getItem(KEY);
  if (kept === "ja" || kept === "en") return kept;
  return navigator.languages.some((l) => l.startsWith("ja")) ? "ja" : "en";
};
let current: Language = initial();
document.documentElement.lang = current;

export const language = (): Language => current;

export const setLanguage = (next: Language): void => {
  current = next;
  localStorage.setItem(KEY, next);
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useLanguage = (): Language => useSyncExternalStore(subscribe, language);

const FILLED = /\{(\w+)(?:\|([^{|}]*)\|([^{|}]*))?\}/g;

/** One pair in the language on screen. */
export const say = (pair: Pair, values?: Values): string => {
  const text = current === "ja" ? pair[0] : pair[1];
  return values
    ? text.replaceAll(FILLED, (all, name: string, one?: string, many?: string) =>
        one === undefined ? String(values[name] ?? all) : String((String(values[name]) === "1" ? one : many) ?? all),
      )
    : text;
};

/** `const t = useWords(words)`, then `t("title")`, `t("found", { n: 3 })` or `t(aPair)`. */
export const useWords = <W extends Readonly<Record<string, Pair>>>(words: W) => {
  const here = useLanguage();
  return useCallback(
    (key: (keyof W & string) | Pair, values?: Values): string => {
      void here;
      return say(typeof key === "string" ? (words[key] as Pair) : key, values);
    },
    [here, words],
  );
};
