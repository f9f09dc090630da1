import { sql } from "kysely";
import { profileRelation } from "#profiles";
import { type Db, lock, tables } from "#kernel/database";
import type { Relation } from "#kernel/relation";
import type { Compiled } from "./compile.ts";
import { who } from "./sources.ts";

const segments = tables("segments");

/** Who is in which segment now, since when. */
export const membershipRelation: Relation<{ segment: string; profile: string; since: Date }> =
  sql`(select segment, profile, since from segments.membership where member)`;

/**
 * One evaluation at a time, whoever asks for it: what is read after this was committed by the one before, so an older answer
 * never overwrites a newer one. Held until the transaction ends.
 */
export const lockEvaluation = (tx: Db): Promise<void> => lock(tx, "segments");

export interface Verdict {
  readonly profile: string;
  readonly holds: boolean;
  readonly was: boolean;
  /** The next instant at which time alone may change it, where it must be noted. */
  readonly due: Date | null;
}

/** Answers that differ from what is kept: a changed membership, or a change by time that comes before the one noted. */
export const verdicts = async (db: Db, segment: string, { query }: Compiled): Promise<Verdict[]> => {
  const found = await sql<Verdict>`
    with answer as materialized (${query})
    select a.profile, a.ok as holds, coalesce(m.member, false) as was,
      case when a.due < coalesce(d.due_at, 'infinity') then a.due end as due
    from answer a
    left join lateral (
      select member from segments.membership m where m.segment = ${segment} and m.profile = a.profile offset 0) m on true
    left join lateral (
      select due_at from segments.due d where d.segment = ${segment} and d.profile = a.profile offset 0) d on true
    where a.ok <> coalesce(m.member, false) or a.due < coalesce(d.due_at, 'infinity')`.execute(segments(db));
  return found.rows;
};

export interface Change {
  readonly segment: string;
  readonly profile: string;
  readonly subject: string;
  readonly member: boolean;
}

/** Writes changes of membership; gives each its turn, which numbers them per person and segment. */
export const putChanges = async (
  db: Db,
  changes: readonly Change[],
  now: Date,
): Promise<{ segment: string; profile: string; turn: number }[]> => {
  const made = await sql<{ segment: string; profile: string; turn: number }>`/*prepared*/
    insert into segments.membership as m (segment, profile, subject, member, since)
    select *, ${now}::timestamptz from unnest(
      ${changes.map((c) => c.segment)}::uuid[], ${changes.map((c) => c.profile)}::uuid[],
      ${changes.map((c) => c.subject)}::text[], ${changes.map((c) => c.member)}::boolean[])
    on conflict (segment, profile) do update
      set member = excluded.member, subject = excluded.subject, since = excluded.since, turn = m.turn + 1
      where m.member <> excluded.member
    returning segment, profile, turn`.execute(segments(db));
  return made.rows;
};

/** Notes when to look again. Says whether one of these comes before all that were noted: then the timer must be woken. */
export const putDues = async (
  db: Db,
  dues: readonly { segment: string; profile: string; due: Date }[],
): Promise<boolean> => {
  if (dues.length === 0) return false;
  const made = await sql<{ earliest: boolean }>`/*prepared*/
    with put as (
      insert into segments.due as d (segment, profile, due_at)
      select * from unnest(${dues.map((d) => d.segment)}::uuid[], ${dues.map((d) => d.profile)}::uuid[],
        ${dues.map((d) => d.due)}::timestamptz[])
      on conflict (segment, profile) do update set due_at = excluded.due_at
      returning due_at
    )
    select min(due_at) < coalesce((select min(due_at) from segments.due), 'infinity') as earliest from put`.execute(
    segments(db),
  );
  return made.rows[0]?.earliest ?? false;
};

/** Takes up what is due. The rows go: the evaluation that follows notes the next instants. */
export const takeDue = async (db: Db, now: Date, limit: number): Promise<{ segment: string; profile: string }[]> => {
  const taken = await sql<{ segment: string; profile: string }>`
    delete from segments.due where ctid in (
      select ctid from segments.due where due_at <= ${now} order by due_at limit ${limit} for update skip locked
    ) returning segment, profile`.execute(segments(db));
  return taken.rows;
};

export const nextDue = async (db: Db): Promise<Date | null> => {
  const found = await sql<{ at: Date | null }>`select min(due_at) as at from segments.due`.execute(segments(db));
  return found.rows[0]?.at ?? null;
};

/**
 * Lets memberships follow their identity into the profile that it belongs to now. A merge is no change of membership:
 * who was in with either half is in, since the earlier day, until the evaluation says otherwise.
 */
export const followIdentities = async (db: Db, profiles: readonly string[]): Promise<void> => {
  if (profiles.length === 0) return;
  await sql`
    with ${who(profiles)}, stale as (
      select m.segment, m.profile, i.profile as now_at
      from who i cross join lateral (
        select segment, profile from segments.membership m where m.subject = i.key and m.profile <> i.profile offset 0) m
    ), taken as (
      delete from segments.membership m using stale s where m.segment = s.segment and m.profile = s.profile
      returning m.segment, s.now_at, m.subject, m.member, m.turn, m.since
    )
    insert into segments.membership as m (segment, profile, subject, member, turn, since)
    select segment, now_at, min(subject), bool_or(member), max(turn),
      coalesce(min(since) filter (where member), max(since))
    from taken group by segment, now_at
    on conflict (segment, profile) do update set
      member = m.member or excluded.member,
      turn = greatest(m.turn, excluded.turn),
      since = case when m.member and excluded.member then least(m.since, excluded.since)
        when excluded.member then excluded.since else m.since end`.execute(segments(db));
};

/** After an un-merge both halves keep what the whole was in, until the evaluation says otherwise. */
export const shareMemberships = async (
  db: Db,
  pairs: readonly { one: string; other: string }[],
  subjects: ReadonlyMap<string, string>,
): Promise<void> => {
  const both = pairs.flatMap(({ one, other }) => [
    { from: one, to: other },
    { from: other, to: one },
  ]);
  await sql`/*prepared*/
    insert into segments.membership (segment, profile, subject, member, turn, since)
    select distinct on (m.segment, p.to_profile) m.segment, p.to_profile, p.subject, m.member, m.turn, m.since
    from unnest(${both.map((p) => p.from)}::uuid[], ${both.map((p) => p.to)}::uuid[],
      ${both.map((p) => subjects.get(p.to) ?? "")}::text[]) as p (from_profile, to_profile, subject)
    join segments.membership m on m.profile = p.from_profile
    where p.subject <> ''
    order by m.segment, p.to_profile, m.member desc
    on conflict (segment, profile) do nothing`.execute(segments(db));
};

/** The next profiles of a full evaluation, by id. */
export const profilesAfter = async (db: Db, after: string | null, limit: number): Promise<string[]> => {
  const found = await sql<{ profile: string }>`
    select p.profile from ${profileRelation} p
    where ${after === null ? sql`true` : sql`p.profile > ${after}::uuid`} order by p.profile limit ${limit}`.execute(
    segments(db),
  );
  return found.rows.map((row) => row.profile);
};

/** Those of the profiles that are younger than an instant. */
export const bornSince = async (db: Db, profiles: readonly string[], since: Date): Promise<Set<string>> => {
  const found = await sql<{ profile: string }>`
    select p.profile from ${profileRelation} p
    where p.profile = any(${profiles}::uuid[]) and p.created_at >= ${since}`.execute(segments(db));
  return new Set(found.rows.map((row) => row.profile));
};

export const profileCount = async (db: Db): Promise<number> => {
  const found = await sql<{ n: number }>`select count(*) as n from ${profileRelation} p`.execute(segments(db));
  return found.rows[0]?.n ?? 0;
};

/** Members, the newest first; `before` is where the last page ended. */
export const membersPage = async (
  db: Db,
  segment: string,
  page: { limit: number; before: { since: Date; profile: string } | null },
): Promise<{ profile: string; since: Date }[]> =>
  segments(db)
    .selectFrom("segments.membership")
    .select(["profile", "since"])
    .where("segment", "=", segment)
    .where("member", "=", true)
    .$if(page.before !== null, (q) =>
      q.where(
        sql<boolean>`(since, profile) < (${page.before?.since ?? null}::timestamptz, ${page.before?.profile ?? null}::uuid)`,
      ),
    )
    .orderBy("since", "desc")
    .orderBy("profile", "desc")
    .limit(page.limit)
    .execute();

export const membershipsOf = async (
  db: Db,
  profiles: readonly string[],
): Promise<{ profile: string; segment: string; name: string; since: Date }[]> =>
  segments(db)
    .selectFrom("segments.membership as m")
    .innerJoin("segments.segment as s", "s.id", "m.segment")
    .select(["m.profile", "m.segment", "s.name", "m.since"])
    .where("m.profile", "in", [...profiles])
    .where("m.member", "=", true)
    .orderBy("m.since", "desc")
    .execute();
