/** Words that come with the product, for journeys that come with it. Made into templates when a journey needs them. */
import { afterWords } from "./ready/after.ts";
import { claimWords } from "./ready/claims.ts";
import { deliveryWords } from "./ready/delivery.ts";
import { troubleWords } from "./ready/trouble.ts";
import { draftOf } from "./ready/parts.ts";
import type { Draft } from "./shape.ts";

/** Key → what to save. */
export const READY: ReadonlyMap<string, Draft> = new Map(
  [...deliveryWords, ...troubleWords, ...claimWords, ...afterWords].map((words) => [words.key, draftOf(words)]),
);
