/** Writing and reading the log. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { EventType, Json, Properties, StoredEvent } from "#kernel/log";
import type { Relation } from "#kernel/relation";
import type { NewEvent } from "../model.ts";

const events = tables("events");

// Each column travels as one text with separators instead of an array: no quoting of JSON on our side and no unquoting in
// the database, which halves what a row costs here. JSON text holds no control characters; other values are rid of them.
const BETWEEN = "\u001f";
const WITHIN = "\u001e";
// oxlint-disable-next-line no-control-regex -- the separators
const SEPARATORS = /[\u001e\u001f]/g;
const plain = (value: string): string =>
  value.search(SEPARATORS) < 0 ? value : value.replaceAll(SEPARATORS, "\uFFFD");

/** Writes rows in one statement and returns how many were new. Rows under a known (source, message id) change nothing. */
export const insertEvents = async (db: Db, rows: readonly NewEvent[], notify: boolean): Promise<number> => {
  if (rows.length === 0) return 0;
  const column = (value: (row: NewEvent) => string | number) =>
    sql`string_to_array(${rows.map(value).join(BETWEEN)}::text, ${sql.lit(BETWEEN)})`;
  const result = await sql<{ n: number }>`/*prepared*/
    with put as (
      insert into events.event
        (source, message_id, type, name, subject, identities, at, received_at, clamped, properties, context)
      select source, message_id, type, name, split_part(identities, ${sql.lit(WITHIN)}, 2),
        array_remove(string_to_array(identities, ${sql.lit(WITHIN)}), ''), to_timestamp(at::float8 / 1000), to_timestamp(received_at::float8 / 1000),
        clamped = '1', properties::jsonb, context::jsonb
      from unnest(
        ${column((r) => plain(r.source))}, ${column((r) => plain(r.messageId))}, ${column((r) => r.type)},
        ${column((r) => plain(r.name))}, ${column((r) => WITHIN + r.identities.map(plain).join(WITHIN))},
        ${column((r) => r.at.getTime())}, ${column((r) => r.receivedAt.getTime())}, ${column((r) => (r.clamped ? 1 : 0))},
        ${column((r) => r.properties)}, ${column((r) => r.context)}
      ) as new (source, message_id, type, name, identities, at, received_at, clamped, properties, context)
      on conflict (source, message_id) do nothing
      returning 1
    ), counted as (select count(*)::int as n from put)
    select n, case when n > 0 and ${notify} then pg_notify('engawa', 'events') end from counted`.execute(events(db));
  return result.rows[0]?.n ?? 0;
};

export interface EventRow {
  readonly position: number;
  readonly xid: string;
  readonly subject: string;
  readonly identities: string[];
  readonly type: string;
  readonly name: string;
  readonly at: Date;
  readonly received_at: Date;
  readonly message_id: string;
  readonly source: string;
  readonly properties: unknown;
  readonly context: unknown;
  readonly clamped: boolean;
}

export const EVENT_COLUMNS = sql.raw(
  ["position", "xid", "subject", "identities", "type", "name", "at", "received_at", "message_id", "source"]
    .concat("properties", "context", "clamped")
    .map((column) => `e.${column}`)
    .join(", "),
);

export const storedEvent = (row: EventRow): StoredEvent => ({
  position: row.position,
  subject: row.subject,
  identities: row.identities,
  type: row.type as EventType,
  name: row.name,
  at: row.at,
  receivedAt: row.received_at,
  messageId: row.message_id,
  source: row.source,
  properties: row.properties as Properties,
  context: row.context as Properties,
  clamped: row.clamped,
});

/** The log for others' set reads: events by who, what and when. */
export const eventRelation: Relation<{
  position: number;
  subject: string;
  type: string;
  name: string;
  at: Date;
  properties: Json;
  context: Json;
}> = sql`(select position, subject, type, name, at, properties, context from events.event)`;

/** The newest events of these subjects, newest first; `before` is where the last page ended. */
export const eventsOfSubjects = async (
  db: Db,
  ask: {
    subjects: readonly string[];
    before?: { at: Date; position: number } | undefined;
    limit: number;
    names?: readonly string[] | undefined;
  },
): Promise<StoredEvent[]> => {
  const before = ask.before ?? null;
  // Each subject's newest come from its own index range, so a profile with many identities stays quick.
  const result = await sql<EventRow>`
    select ${EVENT_COLUMNS}
    from unnest(${[...new Set(ask.subjects)]}::text[]) as s (subject)
    cross join lateral (
      select * from events.event
      where event.subject = s.subject
        and (${before === null}::boolean
          or (at, position) < (${before?.at ?? null}::timestamptz, ${before?.position ?? null}::bigint))
        and (${ask.names === undefined}::boolean or name = any(${ask.names ?? []}::text[]))
      order by at desc, position desc
      limit ${ask.limit}
    ) e
    order by e.at desc, e.position desc
    limit ${ask.limit}`.execute(events(db));
  return result.rows.map(storedEvent);
};

/**
 * Takes content out of stored events for good: `leave` is written over it. The row stays with its place, name and time, as the
 * log may not forget that something happened; what a person may have erased is what was said.
 */
export const eraseContent = async (
  db: Db,
  which: { subject: string; name: string; property: string; values: readonly string[]; leave: Properties },
): Promise<number> => {
  const done = await sql`
    update events.event set properties = properties || ${JSON.stringify(which.leave)}::jsonb
    where subject = ${which.subject} and name = ${which.name}
      and properties ->> ${which.property} = any(${[...which.values]}::text[])`.execute(events(db));
  return Number(done.numAffectedRows ?? 0);
};

/** A page of the whole log, newest first by arrival. */
export const listEvents = async (
  db: Db,
  ask: {
    name?: string | undefined;
    type?: string | undefined;
    source?: string | undefined;
    subject?: string | undefined;
    before?: number | undefined;
    limit: number;
  },
): Promise<StoredEvent[]> => {
  const is = (column: string, value: string | undefined) =>
    value === undefined ? sql`true` : sql`${sql.raw(`e.${column}`)} = ${value}`;
  const result = await sql<EventRow>`
    select ${EVENT_COLUMNS} from events.event e
    where ${is("name", ask.name)} and ${is("type", ask.type)} and ${is("source", ask.source)}
      and ${is("subject", ask.subject)} and (${ask.before ?? null}::bigint is null or e.position < ${ask.before ?? null})
    order by e.position desc limit ${ask.limit}`.execute(events(db));
  return result.rows.map(storedEvent);
};

export const findEvent = async (db: Db, position: number): Promise<StoredEvent | null> => {
  const result = await sql<EventRow>`
    select ${EVENT_COLUMNS} from events.event e where e.position = ${position}`.execute(events(db));
  return result.rows[0] ? storedEvent(result.rows[0]) : null;
};

/** The distinct names in the log, by hopping through the index on names instead of counting all rows. */
export const seenNames = async (db: Db): Promise<{ name: string; type: string }[]> =>
  (
    await sql<{ name: string; type: string }>`
      with recursive names as (
        (select name from events.event order by name limit 1)
        union all
        select (select e.name from events.event e where e.name > names.name order by e.name limit 1)
        from names where names.name is not null
      )
      select names.name, (select e.type from events.event e where e.name = names.name limit 1) as type
      from names where names.name is not null limit 5000`.execute(events(db))
  ).rows;
