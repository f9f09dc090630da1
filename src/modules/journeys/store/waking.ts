/** Who is woken, moved to another profile, held or told to stop: changes from outside the run. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Reason } from "../model.ts";

const rows = tables("journeys");

export interface LiveJourney {
  readonly journey: string;
  readonly name: string;
  readonly version: number;
  readonly since: Date;
}

/** Live journeys. `locked`: only these, and none of them can be paused before the transaction ends. */
export const liveJourneys = async (db: Db, locked?: readonly string[]): Promise<LiveJourney[]> => {
  const { rows: found } = locked
    ? await sql<LiveJourney>`/*prepared*/
        select id as journey, name, live_version as version, live_since as since from journeys.journey
        where status = 'live' and id = any(${[...locked]}::uuid[]) order by id for share`.execute(rows(db))
    : await sql<LiveJourney>`/*prepared*/
        select id as journey, name, live_version as version, live_since as since from journeys.journey
        where status = 'live'`.execute(rows(db));
  return found;
};

/** Names of events that some run may wait for; and whether any run may be ended by who the person is. */
export const wantedEvents = async (db: Db): Promise<{ names: Set<string>; leaves: boolean }> => {
  const { rows: found } = await sql<{ name: string | null; leaves: boolean }>`/*prepared*/
    with alive as (
      select v.wanted, v.definition -> 'exit' -> 'when' <> 'null'::jsonb as leaves from journeys.version v
      join journeys.journey j on j.id = v.journey and j.status <> 'archived')
    select distinct w.name, alive.leaves from alive left join unnest(alive.wanted) as w (name) on true`.execute(
    rows(db),
  );
  return {
    names: new Set(found.flatMap((row) => (row.name === null ? [] : [row.name]))),
    leaves: found.some((row) => row.leaves),
  };
};

/** Makes due the runs of these people that wait for an event of this name. Returns how many. */
export const wakeRuns = async (
  db: Db,
  happened: readonly { profile: string; name: string }[],
  now: Date,
): Promise<number> => {
  if (happened.length === 0) return 0;
  // Also those that are due already: a runner may hold one that has just looked into the log and seen nothing.
  const { rows: woken } = await sql`
    with h as (
      select distinct profile, name
      from unnest(${happened.map((h) => h.profile)}::uuid[], ${happened.map((h) => h.name)}::text[]) as h (profile, name)),
    -- In one order, so that two transactions that wake the same runs do not lock each other out.
    found as (
      select r.id from journeys.run r
      where r.phase <> 'ended'
        and exists (select 1 from h where h.profile = r.profile and (h.name = any(r.wanted) or r.leaves))
        and r.profile in (select profile from h)
      order by r.id for update)
    update journeys.run r set wake_at = least(r.wake_at, ${now}::timestamptz) from found
    where r.id = found.id and r.phase <> 'ended'
    returning 1`.execute(rows(db));
  return woken.length;
};

export interface EarlierRow {
  readonly journey: string;
  readonly profile: string;
  readonly key: string;
  readonly began: Date;
  readonly ended: boolean;
}

/** Earlier runs of these people in these journeys; tests do not count. */
export const earlierRuns = async (
  db: Db,
  pairs: readonly { journey: string; profile: string }[],
): Promise<EarlierRow[]> => {
  if (pairs.length === 0) return [];
  const { rows: found } = await sql<EarlierRow>`/*prepared*/
    select r.journey, r.profile, r.key, r.began, r.phase = 'ended' as ended
    from (select distinct journey, profile
          from unnest(${pairs.map((p) => p.journey)}::uuid[], ${pairs.map((p) => p.profile)}::uuid[]) as p (journey, profile)) p
    join journeys.run r on r.journey = p.journey and r.profile = p.profile
    where not r.test`.execute(rows(db));
  return found;
};

export const setHeld = async (db: Db, journey: string, held: boolean): Promise<void> => {
  await rows(db)
    .updateTable("journeys.run")
    .set({ held })
    .where("journey", "=", journey)
    .where("phase", "<>", "ended")
    .execute();
};

/** Tells runs to end at their next step, which is due at once. */
export const stopRuns = async (
  db: Db,
  which: { journey: string } | { runs: readonly string[] },
  why: Reason,
  now: Date,
): Promise<void> => {
  await rows(db)
    .updateTable("journeys.run")
    .set({ stop: JSON.stringify(why), wake_at: now, held: false })
    .where((eb) =>
      "journey" in which ? eb("journey", "=", which.journey) : eb("id", "=", eb.fn.any(eb.val([...which.runs]))),
    )
    .where("phase", "<>", "ended")
    .execute();
};

/** Runs whose person may now be another one: their subjects, by profile. */
export const runsOfProfiles = async (
  db: Db,
  profiles: readonly string[],
): Promise<{ id: string; profile: string; subject: string }[]> =>
  rows(db)
    .selectFrom("journeys.run")
    .select(["id", "profile", "subject"])
    .where("profile", "in", [...profiles])
    .execute();

export const moveRuns = async (db: Db, moves: readonly { id: string; profile: string }[], now: Date): Promise<void> => {
  if (moves.length === 0) return;
  await sql`
    update journeys.run r set profile = m.profile,
      -- What it waits for may have happened to the other half of the person.
      wake_at = case when r.phase <> 'ended' then least(r.wake_at, ${now}::timestamptz) end
    from unnest(${moves.map((m) => m.id)}::uuid[], ${moves.map((m) => m.profile)}::uuid[]) as m (id, profile)
    where r.id = m.id`.execute(rows(db));
};

/** Runs alive beside an older one of the same person, journey and key; with the older. */
export const doubles = async (db: Db, profiles: readonly string[]): Promise<{ id: string; kept: string }[]> => {
  const { rows: found } = await sql<{ id: string; kept: string }>`
    select id, kept from (
      select id, first_value(id) over (partition by profile, journey, key order by began, id) as kept
      from journeys.run where profile = any(${[...profiles]}::uuid[]) and phase <> 'ended' and not test) r
    where id <> kept`.execute(rows(db));
  return found;
};
