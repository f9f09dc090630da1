import { PARCEL_STATES } from "../../model.ts";
import type { Meaning, WordMap } from "../words.ts";

/** Our own states as words: what staff and the API say directly. */
export const canonical: WordMap = {
  name: "engawa",
  version: 1,
  words: Object.fromEntries(PARCEL_STATES.map((state) => [state, [state] satisfies Meaning])),
};
