/** Lists, queues and one parcel, for people. */
import { type RawBuilder, sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import { identityRelation } from "#profiles";
import type { Queue } from "../model.rows.ts";
import { PARCEL, type ParcelRow } from "./doors.ts";

const delivery = tables("delivery");

/** What somebody noted since the last news counts as looked after, until there is other news. */
const CARED = sql`greatest(p.contacted_at, p.investigated_at) >= greatest(p.state_at, p.silent_since, p.late_since)`;
const OPEN = sql`coalesce(not (${CARED}), true)`;
/** Hours within which somebody should have looked. */
const within = (hours: number) => sql.raw(`interval '${hours} hours'`);

const queues = (now: Date): Readonly<Record<Exclude<Queue, "attention">, RawBuilder<unknown>>> => ({
  exceptions: sql`(p.state in ('investigating', 'lost', 'damaged', 'returning', 'delayed', 'expired') or p.contradicted) and ${OPEN}`,
  absent: sql`p.state = 'attempt_failed' and ${OPEN}`,
  expiring: sql`p.state in ('attempt_failed', 'held_for_pickup') and p.hold_until <= ${now}::timestamptz + interval '48 hours' and ${OPEN}`,
  silent: sql`p.silent_since is not null and ${OPEN}`,
  late: sql`p.late_since is not null and ${OPEN}`,
  unknown: sql`p.unknown > 0 and ${OPEN}`,
  unlinked: sql`not p.linked`,
});

/** By when somebody should have acted: before the depot sends it back, and within a working day of anything else. */
const DUE = sql`least(
  case when p.state in ('attempt_failed', 'held_for_pickup') then p.hold_until end,
  case when p.state = 'attempt_failed' then p.state_at + ${within(24)} end,
  case when p.state in ('investigating', 'lost', 'damaged', 'returning', 'delayed', 'expired') or p.contradicted
    then p.state_at + ${within(24)} end,
  p.silent_since + ${within(24)}, p.late_since + ${within(24)},
  case when p.unknown > 0 then p.last_scan_at + ${within(24)} end,
  case when not p.linked then p.created_at + ${within(48)} end)`;

/** As the index `parcel_care` says it, so that the planner knows that nothing else need be read. */
const CARE =
  sql.raw(`(p.state in ('investigating', 'lost', 'damaged', 'returning', 'delayed', 'expired', 'attempt_failed', 'held_for_pickup')
  or p.contradicted or p.unknown > 0 or p.silent_since is not null or p.late_since is not null or not p.linked)`);

const inQueue = (queue: Queue, now: Date): RawBuilder<unknown> => {
  const all = queues(now);
  return queue === "attention"
    ? sql`(${sql.join(
        Object.values(all).map((q) => sql`(${q})`),
        sql` or `,
      )})`
    : sql`(${all[queue]})`;
};

export interface Listed extends ParcelRow {
  readonly linked: boolean;
  readonly number_doubt: string;
  readonly contradicted: boolean;
  readonly unknown: number;
  readonly assignee: string;
  readonly contacted_at: Date | null;
  readonly investigated_at: Date | null;
  readonly created_at: Date;
  readonly note: string;
  readonly due_at: Date | null;
  readonly queues: readonly Queue[];
  readonly profile: string | null;
}

const COLUMNS = sql`
  ${PARCEL}, p.linked, p.number_doubt, p.contradicted, p.unknown, p.assignee, p.contacted_at, p.investigated_at,
  p.created_at, p.note, i.profile, q.queues, case when cardinality(q.queues) > 0 then ${DUE} end as due_at`;
const joined = (now: Date) => sql`
  delivery.parcel p left join ${identityRelation} as i on i.key = p.subject and p.subject <> ''
  cross join lateral (select array_remove(array[${sql.join(
    Object.entries(queues(now)).map(([name, q]) => sql`case when ${q} then ${name}::text end`),
  )}], null) as queues) q`;

export interface Asked {
  readonly q?: string | undefined;
  readonly queue?: Queue | undefined;
  readonly state?: string | undefined;
  readonly carrier?: string | undefined;
  readonly method?: string | undefined;
  readonly prefecture?: string | undefined;
  readonly assignee?: string | undefined;
  readonly order?: string | undefined;
  readonly limit: number;
  readonly after: { readonly at: Date; readonly id: string } | null;
}

/** A page of parcels: newest first, or, of a queue, the most urgent first. */
export const listParcels = async (db: Db, now: Date, ask: Asked): Promise<Listed[]> => {
  const equal = (column: string, value: string | undefined) =>
    value === undefined || value === "" ? sql`true` : sql`p.${sql.ref(column)} = ${value}`;
  const found =
    ask.q === undefined || ask.q === ""
      ? sql`true`
      : sql`(starts_with(p.number, ${
          ask.q
            .normalize("NFKC")
            .toUpperCase()
            .replaceAll(/[^0-9A-Z]/g, "") || "\u{10FFFF}"
        })
          or starts_with(p."order", ${ask.q}))`;
  const queue = ask.queue === undefined ? sql`true` : sql`${CARE} and ${inQueue(ask.queue, now)}`;
  // A queue is worked off from its most urgent end; everything else is read from the newest.
  const urgent = sql`coalesce(${DUE}, 'infinity')`;
  const behind =
    ask.after === null
      ? sql`true`
      : ask.queue === undefined
        ? sql`(p.created_at, p.id) < (${ask.after.at}::timestamptz, ${ask.after.id}::uuid)`
        : sql`(${urgent}, p.id) > (${ask.after.at}::timestamptz, ${ask.after.id}::uuid)`;
  const order = ask.queue === undefined ? sql`p.created_at desc, p.id desc` : sql`${urgent}, p.id`;
  const result = await sql<Listed>`
    select ${COLUMNS} from ${joined(now)}
    where ${found} and ${queue} and ${equal("state", ask.state)} and ${equal("carrier", ask.carrier)}
      and ${equal("method", ask.method)} and ${equal("prefecture", ask.prefecture)}
      and ${equal("assignee", ask.assignee)} and ${equal("order", ask.order)} and ${behind}
    order by ${order} limit ${ask.limit}`.execute(delivery(db));
  return result.rows;
};

export const oneParcel = async (db: Db, now: Date, id: string): Promise<Listed | null> => {
  const result = await sql<Listed>`select ${COLUMNS} from ${joined(now)} where p.id = ${id}::uuid`.execute(
    delivery(db),
  );
  return result.rows[0] ?? null;
};

export const countQueues = async (db: Db, now: Date): Promise<{ queue: Queue; count: number; overdue: number }[]> => {
  const names: Queue[] = ["attention", ...(Object.keys(queues(now)) as Queue[])];
  const counts = names.flatMap((name) => [
    sql`count(*) filter (where ${inQueue(name, now)})::int as ${sql.ref(name)}`,
    sql`count(*) filter (where ${inQueue(name, now)} and ${DUE} < ${now}::timestamptz)::int as ${sql.ref(`${name}_over`)}`,
  ]);
  const result = await sql<
    Record<string, number>
  >`select ${sql.join(counts)} from delivery.parcel p where ${CARE}`.execute(delivery(db));
  const row = result.rows[0] ?? {};
  return names.map((queue) => ({ queue, count: row[queue] ?? 0, overdue: row[`${queue}_over`] ?? 0 }));
};

export const namesInUse = async (db: Db): Promise<{ carriers: string[]; assignees: string[] }> => {
  const result = await sql<{ carriers: string[] | null; assignees: string[] | null }>`
    select (select array_agg(distinct carrier order by carrier) from delivery.parcel where carrier <> '') as carriers,
      (select array_agg(distinct assignee order by assignee) from delivery.parcel where assignee <> '') as assignees`.execute(
    delivery(db),
  );
  return { carriers: result.rows[0]?.carriers ?? [], assignees: result.rows[0]?.assignees ?? [] };
};

/** Notes what staff did; gives how many rows changed. */
export const noteHandling = async (
  db: Db,
  ids: readonly string[],
  change: { contactedAt?: Date | null; investigatedAt?: Date | null; assignee?: string; note?: string },
): Promise<number> => {
  const sets = [
    ...(change.contactedAt === undefined ? [] : [sql`contacted_at = ${change.contactedAt}`]),
    ...(change.investigatedAt === undefined ? [] : [sql`investigated_at = ${change.investigatedAt}`]),
    ...(change.assignee === undefined ? [] : [sql`assignee = ${change.assignee}`]),
    ...(change.note === undefined ? [] : [sql`note = ${change.note}`]),
  ];
  if (sets.length === 0) return 0;
  const result = await sql`
    update delivery.parcel set ${sql.join(sets)} where id = any(${[...ids]}::uuid[])`.execute(delivery(db));
  return Number(result.numAffectedRows ?? 0n);
};
