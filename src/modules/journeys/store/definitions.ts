/** Journeys and their versions. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import { Definition, type JOURNEY_STATUS } from "../model.ts";

const rows = tables("journeys");

export type JourneyStatus = (typeof JOURNEY_STATUS)[number];

export interface StoredJourney {
  readonly id: string;
  readonly name: string;
  readonly status: JourneyStatus;
  readonly draft: Definition | null;
  readonly liveVersion: number | null;
  readonly liveSince: Date | null;
  readonly updatedAt: Date;
}

interface Row {
  id: string;
  name: string;
  status: string;
  draft: unknown;
  live_version: number | null;
  live_since: Date | null;
  updated_at: Date;
}
const stored = (row: Row): StoredJourney => ({
  id: row.id,
  name: row.name,
  status: row.status as JourneyStatus,
  draft: row.draft === null ? null : Definition.parse(row.draft),
  liveVersion: row.live_version,
  liveSince: row.live_since,
  updatedAt: row.updated_at,
});

export const insertJourney = async (
  db: Db,
  journey: { id: string; name: string; draft: Definition; now: Date },
): Promise<void> => {
  await rows(db)
    .insertInto("journeys.journey")
    .values({
      id: journey.id,
      name: journey.name,
      draft: JSON.stringify(journey.draft),
      created_at: journey.now,
      updated_at: journey.now,
    })
    .execute();
};

/** `lock` holds the row until the transaction ends, so that two changes of one journey follow each other. */
export const journeyById = async (db: Db, id: string, lock = false): Promise<StoredJourney | null> => {
  const row = await rows(db)
    .selectFrom("journeys.journey")
    .selectAll()
    .where("id", "=", id)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst();
  return row ? stored(row) : null;
};

export interface JourneyChange {
  readonly name?: string;
  readonly status?: JourneyStatus;
  readonly draft?: Definition | null;
  readonly liveVersion?: number;
  readonly liveSince?: Date;
}

export const updateJourney = async (db: Db, id: string, change: JourneyChange, now: Date): Promise<void> => {
  await rows(db)
    .updateTable("journeys.journey")
    .set({
      updated_at: now,
      ...(change.name !== undefined && { name: change.name }),
      ...(change.status !== undefined && { status: change.status }),
      ...(change.draft !== undefined && { draft: change.draft === null ? null : JSON.stringify(change.draft) }),
      ...(change.liveVersion !== undefined && { live_version: change.liveVersion }),
      ...(change.liveSince !== undefined && { live_since: change.liveSince }),
    })
    .where("id", "=", id)
    .execute();
};

/** False where somebody has been in it. */
export const deleteJourney = async (db: Db, id: string): Promise<boolean> => {
  const { rows: gone } = await sql`
    delete from journeys.journey j where id = ${id} and not exists (select 1 from journeys.run r where r.journey = j.id)
    returning 1`.execute(rows(db));
  return gone.length > 0;
};

export const insertVersion = async (
  db: Db,
  version: {
    journey: string;
    definition: Definition;
    wanted: readonly string[];
    by: string;
    now: Date;
    activated: boolean;
  },
): Promise<number> => {
  const { rows: made } = await sql<{ version: number }>`
    insert into journeys.version (journey, version, definition, wanted, created_at, created_by, activated_at)
    select ${version.journey}, coalesce(max(version), 0) + 1, ${JSON.stringify(version.definition)}::jsonb,
      ${[...version.wanted]}::text[], ${version.now}::timestamptz, ${version.by},
      ${version.activated ? version.now : null}::timestamptz
    from journeys.version where journey = ${version.journey}
    returning version`.execute(rows(db));
  return made[0]?.version ?? 0;
};

/** The newest version of a journey that holds exactly this definition, so that trying a draft twice makes one version. */
export const versionLike = async (db: Db, journey: string, definition: Definition): Promise<number | null> => {
  const { rows: found } = await sql<{ version: number }>`
    select version from journeys.version
    where journey = ${journey} and definition = ${JSON.stringify(definition)}::jsonb
    order by version desc limit 1`.execute(rows(db));
  return found[0]?.version ?? null;
};

export const markActivated = async (db: Db, journey: string, version: number, now: Date): Promise<void> => {
  await rows(db)
    .updateTable("journeys.version")
    .set({ activated_at: now })
    .where("journey", "=", journey)
    .where("version", "=", version)
    .where("activated_at", "is", null)
    .execute();
};

export interface StoredVersion {
  readonly version: number;
  readonly definition: Definition;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly activatedAt: Date | null;
  readonly running: number;
}

export const versionsOf = async (db: Db, journey: string): Promise<StoredVersion[]> => {
  const { rows: found } = await sql<{
    version: number;
    definition: unknown;
    created_at: Date;
    created_by: string;
    activated_at: Date | null;
    running: number;
  }>`
    select v.version, v.definition, v.created_at, v.created_by, v.activated_at,
      (select count(*)::int from journeys.run r
       where r.journey = v.journey and r.version = v.version and r.phase <> 'ended') as running
    from journeys.version v where v.journey = ${journey} order by v.version desc`.execute(rows(db));
  return found.map((row) => ({
    version: row.version,
    definition: Definition.parse(row.definition),
    createdAt: row.created_at,
    createdBy: row.created_by,
    activatedAt: row.activated_at,
    running: row.running,
  }));
};

// Versions never change and bear a uuid, so they are read and parsed once per process; the newest 500 stay.
const known = new Map<string, Definition>();

export interface VersionKey {
  readonly journey: string;
  readonly version: number;
}
export const versionName = ({ journey, version }: VersionKey): string => `${journey}/${version}`;

/** Definitions by `versionName`. */
export const definitionsOf = async (db: Db, keys: readonly VersionKey[]): Promise<Map<string, Definition>> => {
  const missing = [...new Map(keys.map((key) => [versionName(key), key])).entries()].filter(
    ([name]) => !known.has(name),
  );
  if (missing.length > 0) {
    const { rows: found } = await sql<{ journey: string; version: number; definition: unknown }>`
      select v.journey, v.version, v.definition
      from unnest(${missing.map(([, k]) => k.journey)}::uuid[], ${missing.map(([, k]) => k.version)}::int[])
        as wanted (journey, version)
      join journeys.version v using (journey, version)`.execute(rows(db));
    for (const row of found) known.set(versionName(row), Definition.parse(row.definition));
  }
  const result = new Map(
    keys.flatMap((key) => {
      const definition = known.get(versionName(key));
      return definition ? [[versionName(key), definition] as const] : [];
    }),
  );
  for (const old of known.keys()) {
    if (known.size <= 500) break;
    known.delete(old);
  }
  return result;
};
