import { language } from "../words.ts";

/** Faults in Japanese. The server tells them in English, and the English sentence is the key; `$1` is what it names. */
export type FaultBook = readonly (readonly [english: RegExp, japanese: string])[];

/** A fault in the language on screen; null where the book does not have it. */
export const faultIn = (book: FaultBook, message: string): string | null => {
  if (language() === "en") return message;
  for (const [english, japanese] of book) if (english.test(message)) return message.replace(english, japanese);
  return null;
};
