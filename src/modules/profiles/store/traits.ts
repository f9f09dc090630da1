/** Traits and search entries. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Json } from "#kernel/log";
import type { Entry } from "../model.search.ts";

const profiles = tables("profiles");

export interface NewTrait {
  readonly key: string;
  readonly name: string;
  readonly value: Json;
  readonly at: Date;
  readonly messageId: string;
  readonly source: string;
}

/** The later word stays, whichever comes first. One row per (key, name) at most. */
export const upsertTraits = async (db: Db, rows: readonly NewTrait[]): Promise<void> => {
  if (rows.length === 0) return;
  await sql`/*prepared*/
    insert into profiles.trait (key, name, value, at, message_id, source)
    select * from unnest(
      ${rows.map((r) => r.key)}::text[], ${rows.map((r) => r.name)}::text[],
      ${rows.map((r) => JSON.stringify(r.value))}::jsonb[], ${rows.map((r) => r.at)}::timestamptz[],
      ${rows.map((r) => r.messageId)}::text[], ${rows.map((r) => r.source)}::text[])
    on conflict (key, name) do update set value = excluded.value, at = excluded.at, message_id = excluded.message_id,
      source = excluded.source
    where (excluded.at, excluded.message_id collate "C") > (trait.at, trait.message_id collate "C")`.execute(
    profiles(db),
  );
};

export const insertEntries = async (db: Db, rows: readonly Entry[]): Promise<void> => {
  if (rows.length === 0) return;
  await sql`/*prepared*/
    insert into profiles.search_entry (key, kind, term, shown)
    select * from unnest(${rows.map((r) => r.key)}::text[], ${rows.map((r) => r.kind)}::text[],
      ${rows.map((r) => r.term)}::text[], ${rows.map((r) => r.shown)}::text[])
    on conflict do nothing`.execute(profiles(db));
};
