/** Scans: added once each, never changed; and the brand's own words. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { ParcelState, ScanDetail } from "../model.ts";
import { type NewScan, sightingOf } from "../model/scan.ts";
import type { Sighting } from "../model/state.ts";
import type { OwnWord, Reading } from "../model/words.ts";

const delivery = tables("delivery");

/** Adds what is new; gives the keys (`parcel key`) of what was. */
export const addScans = async (db: Db, rows: readonly NewScan[], now: Date): Promise<Set<string>> => {
  if (rows.length === 0) return new Set();
  const result = await sql<{ parcel: string; key: string }>`
    insert into delivery.scan (parcel, key, occurred_at, received_at, source, vocabulary, word, code, text, place, detail,
      state, reason, map)
    select v.parcel, v.key, v.occurred_at, ${now}::timestamptz, v.source, v.vocabulary, v.word, v.code, v.text, v.place,
      v.detail, v.state, v.reason, v.map
    from unnest(${rows.map((r) => r.parcel)}::uuid[], ${rows.map((r) => r.key)}::text[],
      ${rows.map((r) => r.occurredAt)}::timestamptz[], ${rows.map((r) => r.source)}::text[],
      ${rows.map((r) => r.vocabulary)}::text[], ${rows.map((r) => r.word)}::text[], ${rows.map((r) => r.code)}::text[],
      ${rows.map((r) => r.text)}::text[], ${rows.map((r) => r.place)}::text[],
      ${rows.map((r) => JSON.stringify(r.detail))}::jsonb[], ${rows.map((r) => r.reading.state)}::text[],
      ${rows.map((r) => r.reading.reason)}::text[], ${rows.map((r) => r.reading.map)}::text[]) as v
      (parcel, key, occurred_at, source, vocabulary, word, code, text, place, detail, state, reason, map)
    on conflict (parcel, key) do nothing returning parcel, key`.execute(delivery(db));
  return new Set(result.rows.map((row) => `${row.parcel} ${row.key}`));
};

/** What the state is derived from, per parcel. */
export const sightings = async (db: Db, parcels: readonly string[]): Promise<Map<string, Sighting[]>> => {
  const result = await sql<{
    parcel: string;
    key: string;
    occurredAt: Date;
    state: ParcelState;
    reason: string;
    detail: ScanDetail;
  }>`
    select parcel, key, occurred_at as "occurredAt", state, reason, detail from delivery.scan
    where parcel = any(${[...parcels]}::uuid[])`.execute(delivery(db));
  const found = new Map<string, Sighting[]>(parcels.map((parcel) => [parcel, []]));
  for (const scan of result.rows) found.get(scan.parcel)?.push(sightingOf(scan, scan));
  return found;
};

/** The brand's readings, the newest of each word, by `vocabulary word`. */
export const ownWords = async (db: Db): Promise<Map<string, OwnWord>> => {
  const result = await sql<OwnWord>`
    select distinct on (vocabulary, word) vocabulary, word, version, state, reason from delivery.word
    order by vocabulary, word, version desc`.execute(delivery(db));
  return new Map(result.rows.map((row) => [`${row.vocabulary} ${row.word}`, row]));
};

export const addOwnWord = async (
  db: Db,
  word: { vocabulary: string; word: string; state: string; reason: string; at: Date; actor: string },
): Promise<number> => {
  const result = await sql<{ version: number }>`
    insert into delivery.word (vocabulary, word, version, state, reason, at, actor)
    select ${word.vocabulary}, ${word.word},
      coalesce((select max(version) from delivery.word), 0) + 1,
      ${word.state}, ${word.reason}, ${word.at}, ${word.actor}
    returning version`.execute(delivery(db));
  return result.rows[0]?.version ?? 0;
};

/** Reads every scan with this word again; gives the parcels touched. */
export const readAgain = async (
  db: Db,
  { vocabulary, word, reading }: { vocabulary: string; word: string; reading: Reading },
): Promise<string[]> => {
  const result = await sql<{ parcel: string }>`
    update delivery.scan set state = ${reading.state}, reason = ${reading.reason}, map = ${reading.map}
    where vocabulary = ${vocabulary} and word = ${word} returning parcel`.execute(delivery(db));
  return [...new Set(result.rows.map((row) => row.parcel))];
};

export interface UnknownWord {
  readonly vocabulary: string;
  readonly word: string;
  readonly text: string;
  readonly code: string;
  readonly scans: number;
  readonly parcels: number;
  readonly last: Date;
}

/** Words that no map reads, the most frequent first. */
export const unknownWords = async (db: Db): Promise<UnknownWord[]> => {
  const result = await sql<UnknownWord>`
    select vocabulary, word, max(text) as text, max(code) as code, count(*)::int as scans,
      count(distinct parcel)::int as parcels, max(occurred_at) as last
    from delivery.scan where state = 'unknown' and map = '' group by vocabulary, word
    order by 5 desc, 1, 2 limit 200`.execute(delivery(db));
  return result.rows;
};
