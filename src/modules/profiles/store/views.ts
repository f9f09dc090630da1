/** Lists, search and evidence for the API. */
import { sql } from "kysely";
import { eventRelation } from "#events";
import { type Db, tables } from "#kernel/database";
import type { Form, SearchKind } from "../model.search.ts";
import { SEARCH_KINDS } from "../model.search.ts";

const profiles = tables("profiles");

const KNOWN = sql`exists (
  select from profiles.identity i where i.profile = p.id and i.kind <> 'anon' and i.shared is null)`;

export interface Listed {
  readonly id: string;
  readonly createdAt: Date;
}

/** Newest first, behind `before`. */
export const listProfiles = async (
  db: Db,
  ask: { all: boolean; limit: number; before: { at: string; id: string } | null },
): Promise<Listed[]> => {
  const result = await sql<Listed>`
    select p.id, p.created_at as "createdAt" from profiles.profile p
    where (${ask.before === null}::boolean
        or (p.created_at, p.id) < (${ask.before?.at ?? null}::timestamptz, ${ask.before?.id ?? null}::uuid))
      and (${ask.all}::boolean or ${KNOWN})
    order by p.created_at desc, p.id desc limit ${ask.limit}`.execute(profiles(db));
  return result.rows;
};

/** Whom the newest events of the log are about, the latest first. Looks at the log's tail only, so it is cheap to ask often. */
const TAIL = 500;
export const latelySeen = async (db: Db, limit: number): Promise<Listed[]> => {
  const result = await sql<Listed>`
    select p.id, p.created_at as "createdAt"
    from (
      select e.subject, e.at from ${eventRelation} as e
      where e.type <> 'fact' order by e.position desc limit ${TAIL}
    ) tail
    join profiles.identity i on i.key = tail.subject and i.shared is null
    join profiles.profile p on p.id = i.profile
    group by p.id, p.created_at
    order by max(tail.at) desc, p.id limit ${limit}`.execute(profiles(db));
  return result.rows;
};

export const countProfiles = async (db: Db): Promise<{ profiles: number; known: number }> => {
  const result = await sql<{ profiles: number; known: number }>`
    select (select count(*)::int from profiles.profile) as profiles,
      (select count(distinct profile)::int from profiles.identity where kind <> 'anon' and shared is null) as known
    `.execute(profiles(db));
  return result.rows[0] ?? { profiles: 0, known: 0 };
};

export interface Hit extends Listed {
  readonly kind: SearchKind;
  readonly shown: string;
}

// The index gives the shortest terms first, so whole matches are among the first; more would not be read by anybody.
const PER_FORM = 300;
// The limits of 1 in `lateral` keep the planner on the index: joined plainly it reads all identities for a few hundred hits.

/** Best first: whole terms before beginnings, then by the kind's weight. */
export const searchProfiles = async (
  db: Db,
  forms: readonly Form[],
  page: { limit: number; offset: number },
): Promise<Hit[]> => {
  if (forms.length === 0) return [];
  const result = await sql<Hit>`
    with form as (
      select * from unnest(${forms.map((f) => f.kind)}::text[], ${forms.map((f) => f.term)}::text[],
        ${forms.map((f) => f.whole)}::boolean[], ${forms.map((f) => f.like ?? null)}::text[]) as f (kind, term, whole, pattern)
    ), hit as (
      select distinct on (i.profile) i.profile, e.kind, e.shown,
        case when e.term = form.term then 0 else 1 end as beginning,
        array_position(${[...SEARCH_KINDS]}::text[], e.kind) as weight
      from form cross join lateral (
        select * from profiles.search_entry s
        where s.kind = form.kind and s.term >= form.term collate "C"
          and s.term < (case when form.whole then form.term || chr(1) else form.term || chr(1114111) end) collate "C"
          and (form.pattern is null or s.term like form.pattern)
        order by s.term limit ${PER_FORM}
      ) e cross join lateral (select profile from profiles.identity where key = e.key limit 1) i
      order by i.profile, beginning, weight
    )
    select hit.profile as id, p.created_at as "createdAt", hit.kind, hit.shown
    from hit cross join lateral (select created_at from profiles.profile where id = hit.profile limit 1) p
    order by beginning, weight, p.created_at desc, hit.profile limit ${page.limit} offset ${page.offset}`.execute(
    profiles(db),
  );
  return result.rows;
};

/** profile → when any of its identities was last named. */
export const lastSeen = async (db: Db, ids: readonly string[]): Promise<Map<string, Date>> => {
  if (ids.length === 0) return new Map();
  const result = await sql<{ profile: string; at: Date | null }>`
    select i.profile, max(last.at) as at from profiles.identity i
    cross join lateral (
      select e.at from ${eventRelation} as e where e.subject = i.key and e.type <> 'fact' order by e.at desc limit 1
    ) last
    where i.profile = any(${[...ids]}::uuid[]) group by i.profile`.execute(profiles(db));
  return new Map(result.rows.flatMap((row) => (row.at ? [[row.profile, row.at] as const] : [])));
};

export interface EvidenceRow {
  readonly key: string;
  readonly other: string;
  readonly rule: "same_event" | "alias";
  readonly position: number;
  readonly at: Date;
  readonly source: string;
  readonly refused: string | null;
}

const MOST_EVIDENCE = 500;

/** The edges at each identity of a profile, and why some join nothing. */
export const evidenceOf = async (
  db: Db,
  profile: string,
): Promise<{ shared: Map<string, string>; edges: EvidenceRow[] }> => {
  const marks = await sql<{ key: string; shared: string }>`
    select key, shared from profiles.identity where profile = ${profile}::uuid and shared is not null`.execute(
    profiles(db),
  );
  const edges = await sql<EvidenceRow>`
    select i.key, e.other, e.rule, e.position, e.at, e.source, e.refused
    from profiles.identity i cross join lateral (
      select b as other, rule, position, at, source, refused from profiles.edge where a = i.key
      union all
      select a, rule, position, at, source, refused from profiles.edge where b = i.key
    ) e
    where i.profile = ${profile}::uuid order by e.at, e.position limit ${MOST_EVIDENCE}`.execute(profiles(db));
  return { shared: new Map(marks.rows.map((row) => [row.key, row.shared])), edges: edges.rows };
};
