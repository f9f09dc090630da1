import { language } from "#ui";
import { reasonIn } from "../model/reasons.ts";

/** One of the server's sentences in the language on screen. */
export const sayReason = (sentence: string): string => reasonIn(language(), sentence);
