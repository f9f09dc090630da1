/** What other modules read of profiles. */
import { sql } from "kysely";
import { type IdentityKind, splitKey } from "#kernel/identity";
import { type Db, tables } from "#kernel/database";
import type { Json } from "#kernel/log";
import type { Relation } from "#kernel/relation";
import { type Identity, KIND_ORDER } from "../model.ts";

const profiles = tables("profiles");

/** identity → profile, as of now. */
export const identityRelation: Relation<{ key: string; profile: string }> = sql`(
  select key, profile from profiles.identity)`;

/** A profile's traits: the last word of all its identities. Conditions on profile and name reach the indexes. */
export const traitRelation: Relation<{ profile: string; name: string; value: Json; at: Date; source: string }> = sql`(
  select * from (
    select distinct on (i.profile, t.name) i.profile, t.name, t.value, t.at, t.source
    from profiles.identity i join profiles.trait t on t.key = i.key
    order by i.profile, t.name, t.at desc, t.message_id collate "C" desc
  ) last_word where value <> 'null'::jsonb)`;

/** Living profiles; merged-away ones are not in it. */
export const profileRelation: Relation<{ profile: string; created_at: Date }> = sql`(
  select id as profile, created_at from profiles.profile)`;

export const profileOfKeys = async (db: Db, keys: readonly string[]): Promise<Map<string, string>> => {
  if (keys.length === 0) return new Map();
  const result = await sql<{ key: string; profile: string }>`/*prepared*/
    select key, profile from profiles.identity where key = any(${[...keys]}::text[])`.execute(profiles(db));
  return new Map(result.rows.map((row) => [row.key, row.profile]));
};

export const identitiesOfProfiles = async (db: Db, ids: readonly string[]): Promise<Map<string, Identity[]>> => {
  const found = new Map<string, Identity[]>();
  if (ids.length === 0) return found;
  const result = await sql<{ profile: string; key: string; kind: string; first_at: Date; source: string }>`/*prepared*/
    select profile, key, kind, first_at, source from profiles.identity
    where profile = any(${[...ids]}::uuid[]) order by seq`.execute(profiles(db));
  for (const row of result.rows) {
    const all = found.get(row.profile) ?? [];
    const { value } = splitKey(row.key);
    all.push({ key: row.key, kind: row.kind as IdentityKind, value, since: row.first_at, source: row.source });
    found.set(row.profile, all);
  }
  return found;
};

export const subjectOfProfiles = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map();
  const result = await sql<{ profile: string; key: string }>`/*prepared*/
    select distinct on (profile) profile, key from profiles.identity where profile = any(${[...ids]}::uuid[])
    order by profile, array_position(${[...KIND_ORDER]}::text[], kind), seq`.execute(profiles(db));
  return new Map(result.rows.map((row) => [row.profile, row.key]));
};

export interface TraitRow {
  readonly profile: string;
  readonly name: string;
  readonly value: Json;
  readonly at: Date;
  readonly source: string;
}

export const traitsOfProfiles = async (db: Db, ids: readonly string[]): Promise<TraitRow[]> => {
  if (ids.length === 0) return [];
  const result = await sql<TraitRow>`/*prepared*/
    select profile, name, value, at, source from ${traitRelation} as t
    where profile = any(${[...ids]}::uuid[]) order by profile, name`.execute(profiles(db));
  return result.rows;
};

/** id → the profile that it is now. An id that no identity ever founded is not in the answer. */
export const resolveIds = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map();
  const result = await sql<{ born: string; profile: string }>`
    select born, profile from profiles.identity where born = any(${[...ids]}::uuid[])`.execute(profiles(db));
  return new Map(result.rows.map((row) => [row.born, row.profile]));
};
