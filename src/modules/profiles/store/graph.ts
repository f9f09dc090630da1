/** Identities, edges and profiles. */
import { sql } from "kysely";
import type { IdentityKind } from "#kernel/identity";
import { type Db, tables } from "#kernel/database";
import type { Edge, EdgeRule, Node } from "../model.graph.ts";
import type { Word } from "../model.separate.ts";

const profiles = tables("profiles");

export interface KnownIdentity extends Node {
  readonly profile: string;
  readonly cluster: string;
}

const IDENTITY = sql.raw("key, kind, seq, born, profile, cluster, shared");
interface IdentityRow {
  key: string;
  kind: string;
  seq: number;
  born: string;
  profile: string;
  cluster: string;
  shared: string | null;
}
const identity = (row: IdentityRow): KnownIdentity => ({
  key: row.key,
  kind: row.kind as IdentityKind,
  seq: row.seq,
  born: row.born,
  profile: row.profile,
  cluster: row.cluster,
  shared: row.shared,
});

export const identitiesByKey = async (db: Db, keys: readonly string[]): Promise<KnownIdentity[]> => {
  const result = await sql<IdentityRow>`/*prepared*/
    select ${IDENTITY} from profiles.identity where key = any(${[...keys]}::text[])`.execute(profiles(db));
  return result.rows.map(identity);
};

// The limits in `lateral` keep the planner on the index: joined plainly, some hundred keys make it read the whole table.

/** Of these keys, those that are unknown (profile null) or were there earlier than we knew. */
export const firstMet = async (
  db: Db,
  said: readonly { key: string; at: Date }[],
): Promise<{ key: string; profile: string | null }[]> => {
  const result = await sql<{ key: string; profile: string | null }>`/*prepared*/
    select m.key, i.profile
    from unnest(${said.map((m) => m.key)}::text[], ${said.map((m) => m.at)}::timestamptz[]) as m (key, at)
    left join lateral (select profile, first_at from profiles.identity where key = m.key limit 1) i on true
    where i.profile is null or m.at < i.first_at`.execute(profiles(db));
  return result.rows;
};

export const identitiesByCluster = async (db: Db, clusters: readonly string[]): Promise<KnownIdentity[]> => {
  const result = await sql<IdentityRow>`
    select ${IDENTITY} from profiles.identity where cluster = any(${[...clusters]}::uuid[])`.execute(profiles(db));
  return result.rows.map(identity);
};

interface EdgeRow {
  a: string;
  b: string;
  rule: string;
  at: Date;
  message_id: string;
  position: number;
  source: string;
  refused: string | null;
  retracted: boolean;
}
const EDGE = sql.raw(
  "e.a, e.b, e.rule, e.at, e.message_id, e.position, e.source, e.refused, e.retracted_at is not null as retracted",
);
const edge = ({ message_id, rule, ...row }: EdgeRow): Edge => ({
  ...row,
  rule: rule as EdgeRule,
  messageId: message_id,
});

/** Of these sayings, those that are news: unknown pairs, and known ones with better evidence (alias first, then earlier). */
export const newsAmong = async (
  db: Db,
  said: readonly Edge[],
): Promise<{ n: number; refused: string | null; retracted: boolean }[]> => {
  if (said.length === 0) return [];
  const result = await sql<{ n: number; refused: string | null; retracted: boolean }>`/*prepared*/
    select p.n::int as n, e.refused, e.retracted_at is not null as retracted
    from unnest(${said.map((e) => e.a)}::text[], ${said.map((e) => e.b)}::text[], ${said.map((e) => e.rule)}::text[],
      ${said.map((e) => e.at)}::timestamptz[], ${said.map((e) => e.messageId)}::text[])
      with ordinality as p (a, b, rule, at, message_id, n)
    left join lateral (select * from profiles.edge where a = p.a and b = p.b limit 1) e on true
    where e.a is null or (p.rule = 'alias' and e.rule <> 'alias')
      or (p.rule = e.rule and (p.at, p.message_id collate "C") < (e.at, e.message_id collate "C"))
    order by p.n`.execute(profiles(db));
  return result.rows;
};

/** Every edge at these identities, each once. */
export const edgesAt = async (db: Db, keys: readonly string[]): Promise<Edge[]> => {
  if (keys.length === 0) return [];
  const result = await sql<EdgeRow>`
    select ${EDGE} from profiles.edge e where e.a = any(${[...keys]}::text[])
    union
    select ${EDGE} from profiles.edge e where e.b = any(${[...keys]}::text[])`.execute(profiles(db));
  return result.rows.map(edge);
};

/** In the order given, which becomes their order of first meeting. */
export const insertIdentities = async (
  db: Db,
  rows: readonly {
    key: string;
    kind: string;
    born: string;
    profile: string;
    cluster: string;
    firstAt: Date;
    source: string;
    shared: string | null;
  }[],
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`/*prepared*/
    insert into profiles.identity (key, kind, born, profile, cluster, first_at, source, shared)
    select key, kind, born, profile, cluster, first_at, source, shared
    from unnest(
      ${rows.map((r) => r.key)}::text[], ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.born)}::uuid[],
      ${rows.map((r) => r.profile)}::uuid[], ${rows.map((r) => r.cluster)}::uuid[],
      ${rows.map((r) => r.firstAt)}::timestamptz[], ${rows.map((r) => r.source)}::text[],
      ${rows.map((r) => r.shared)}::text[]
    ) with ordinality as new (key, kind, born, profile, cluster, first_at, source, shared, n)
    order by n`.execute(profiles(db));
};

export const updateIdentities = async (
  db: Db,
  rows: readonly { key: string; profile: string; cluster: string; shared: string | null }[],
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    update profiles.identity i set profile = new.profile, cluster = new.cluster, shared = new.shared
    from unnest(
      ${rows.map((r) => r.key)}::text[], ${rows.map((r) => r.profile)}::uuid[], ${rows.map((r) => r.cluster)}::uuid[],
      ${rows.map((r) => r.shared)}::text[]
    ) as new (key, profile, cluster, shared)
    where i.key = new.key and i.key = any(${rows.map((r) => r.key)}::text[])`.execute(profiles(db));
};

/** Late events may show that somebody was there earlier. */
export const lowerFirstSeen = async (
  db: Db,
  rows: readonly { key: string; at: Date; source: string }[],
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    update profiles.identity i set first_at = new.at, source = new.source
    from unnest(${rows.map((r) => r.key)}::text[], ${rows.map((r) => r.at)}::timestamptz[],
      ${rows.map((r) => r.source)}::text[]) as new (key, at, source)
    where i.key = new.key and i.key = any(${rows.map((r) => r.key)}::text[]) and new.at < i.first_at`.execute(
    profiles(db),
  );
};

export const upsertEdges = async (db: Db, edges: readonly Edge[]): Promise<void> => {
  if (edges.length === 0) return;
  await sql`
    insert into profiles.edge (a, b, rule, at, message_id, position, source, refused)
    select * from unnest(
      ${edges.map((e) => e.a)}::text[], ${edges.map((e) => e.b)}::text[], ${edges.map((e) => e.rule)}::text[],
      ${edges.map((e) => e.at)}::timestamptz[], ${edges.map((e) => e.messageId)}::text[],
      ${edges.map((e) => e.position)}::bigint[], ${edges.map((e) => e.source)}::text[],
      ${edges.map((e) => e.refused)}::text[])
    on conflict (a, b) do update set rule = excluded.rule, at = excluded.at, message_id = excluded.message_id,
      position = excluded.position, source = excluded.source, refused = excluded.refused`.execute(profiles(db));
};

/** What people said of these edges. The evidence stays either way. */
export const retractEdges = async (db: Db, words: readonly Word[]): Promise<void> => {
  if (words.length === 0) return;
  await sql`
    update profiles.edge e set retracted_at = w.at, retracted_by = w.by
    from unnest(${words.map((w) => w.a)}::text[], ${words.map((w) => w.b)}::text[],
      ${words.map((w) => (w.retracted ? w.at : null))}::timestamptz[],
      ${words.map((w) => (w.retracted ? w.by : null))}::text[]) as w (a, b, at, by)
    where e.a = w.a and e.b = w.b and e.a = any(${words.map((w) => w.a)}::text[])`.execute(profiles(db));
};

export const judgeEdges = async (
  db: Db,
  rows: readonly { a: string; b: string; refused: string | null }[],
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    update profiles.edge e set refused = new.refused
    from unnest(${rows.map((r) => r.a)}::text[], ${rows.map((r) => r.b)}::text[],
      ${rows.map((r) => r.refused)}::text[]) as new (a, b, refused)
    where e.a = new.a and e.b = new.b and e.a = any(${rows.map((r) => r.a)}::text[])`.execute(profiles(db));
};

/** Makes the profile rows of these ids what their identities say: there since the first of them, or gone. */
export const refreshProfiles = async (db: Db, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return;
  await sql`/*prepared*/
    with living as (
      select profile, min(first_at) as created_at from profiles.identity
      where profile = any(${[...ids]}::uuid[]) group by profile
    ), gone as (
      delete from profiles.profile where id = any(${[...ids]}::uuid[]) and id not in (select profile from living)
    )
    insert into profiles.profile (id, created_at) select profile, created_at from living
    on conflict (id) do update set created_at = excluded.created_at
      where profile.created_at <> excluded.created_at`.execute(profiles(db));
};
