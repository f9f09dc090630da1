/** One scan as it is kept: read once, and the same however often and by whomever it is told. Pure. */
import { createHash } from "node:crypto";
import type { ScanDetail } from "../model.ts";
import type { RawScan } from "./place.ts";
import type { Sighting } from "./state.ts";
import { type OwnWord, plainWord, type Reading, readWords } from "./words.ts";

export interface NewScan {
  readonly parcel: string;
  readonly key: string;
  readonly occurredAt: Date;
  readonly source: string;
  readonly vocabulary: string;
  readonly word: string;
  readonly code: string;
  readonly text: string;
  readonly place: string;
  readonly detail: ScanDetail;
  readonly reading: Reading;
  readonly undated: boolean;
}

/** One scan told twice, by whomever, is one scan: the same words at the same moment and place. */
const scanKey = (vocabulary: string, word: string, at: string, place: string): string =>
  createHash("sha256")
    .update([vocabulary, word, at, plainWord(place)].join("\n"))
    .digest("base64url")
    .slice(0, 22);

export const readScan = (parcel: string, source: string, scan: RawScan, own: ReadonlyMap<string, OwnWord>): NewScan => {
  const sayings = scan.sayings.filter((one) => plainWord(one.word) !== "");
  const reading = readWords(sayings, own);
  // Whose word decided; where none did, the most exact one waits to be read.
  const said =
    (reading.map === "" ? undefined : sayings.find((one) => readWords([one], own).map === reading.map)) ?? sayings[0];
  const vocabulary = said?.vocabulary ?? "";
  const word = plainWord(said?.word ?? "");
  const undated = scan.undated === true;
  // An unread word without a time is one, however often it is told: staff hear of it once.
  const at = undated && reading.state === "unknown" ? "" : scan.occurredAt.toISOString();
  return {
    parcel,
    key: scanKey(vocabulary, word, at, scan.place),
    occurredAt: scan.occurredAt,
    source,
    vocabulary,
    word,
    code: scan.code,
    text: scan.text,
    place: scan.place,
    detail: scan.detail,
    reading,
    undated,
  };
};

/** What a parcel's state needs of a scan. */
export const sightingOf = (
  { state, reason }: Pick<Sighting, "state" | "reason">,
  { key, occurredAt, detail }: Pick<NewScan, "key" | "occurredAt" | "detail">,
): Sighting => ({
  key,
  occurredAt,
  state,
  reason,
  holdUntil: detail.holdUntil === undefined ? null : new Date(detail.holdUntil),
  by: detail.by === undefined ? null : new Date(detail.by),
});
