/** Words that come with the product, for journeys that come with it. Made into templates when a journey needs them. */
import { afterWords } from "./ready/after.ts";
import { claimWords } from "./ready/claims.ts";
import { deliveryWords } from "./ready/delivery.ts";
import { troubleWords } from "./ready/trouble.ts";
import { draftOf } from "./ready/parts.ts";
import type { Draft } from "./shape.ts";
import type { Language } from "#kernel/html";

/** Key → what to save, named in the language of whoever makes it. The words themselves are in both languages. */
export const READY: ReadonlyMap<string, (language: Language) => Draft> = new Map(
  [...deliveryWords, ...troubleWords, ...claimWords, ...afterWords].map((words) => [
    words.key,
    (language) => draftOf(words, language),
  ]),
);
