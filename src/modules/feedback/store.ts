/** Cases and their stories. */
import { sql } from "kysely";
import { identityRelation } from "#profiles";
import { type Db, tables } from "#kernel/database";

const feedback = tables("feedback");

export interface CaseRow {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly order: string;
  readonly parcel: string;
  readonly subject: string;
  readonly status: "open" | "closed";
  readonly owner: string;
  readonly owner_name: string;
  readonly opened_at: Date;
  readonly due_at: Date;
  readonly closed_at: Date | null;
  readonly outcome: string;
  readonly reports: number;
}
export interface Entry {
  readonly id: number;
  readonly at: Date;
  readonly kind: string;
  readonly actor: string;
  readonly text: string;
}

const COLUMNS = sql.raw(
  `c.id, c.number, c.kind, c."order", c.parcel, c.subject, c.status, c.owner, c.owner_name, c.opened_at, c.due_at, c.closed_at, c.outcome, c.reports`,
);

/** Keys that were told before. */
export const knownKeys = async (db: Db, keys: readonly string[]): Promise<Set<string>> => {
  const result = await sql<{ key: string }>`
    select key from feedback.entry where key = any(${[...keys]}::text[])`.execute(feedback(db));
  return new Set(result.rows.map((row) => row.key));
};

/** The open case of this order and kind, locked. */
export const openCase = async (db: Db, order: string, kind: string): Promise<CaseRow | null> => {
  if (order === "") return null;
  const result = await sql<CaseRow>`
    select ${COLUMNS} from feedback.case c where c."order" = ${order} and c.kind = ${kind} and c.status = 'open' for update`.execute(
    feedback(db),
  );
  return result.rows[0] ?? null;
};

export const insertCase = async (
  db: Db,
  row: Pick<CaseRow, "id" | "kind" | "order" | "parcel" | "subject" | "owner" | "owner_name" | "opened_at" | "due_at">,
): Promise<number> => {
  const result = await sql<{ number: number }>`
    insert into feedback.case (id, kind, "order", parcel, subject, status, owner, owner_name, opened_at, due_at)
    values (${row.id}, ${row.kind}, ${row.order}, ${row.parcel}, ${row.subject}, 'open', ${row.owner}, ${row.owner_name},
      ${row.opened_at}, ${row.due_at}) returning number`.execute(feedback(db));
  return result.rows[0]?.number ?? 0;
};

/** One more report of an open case: an earlier deadline counts. */
export const addReport = async (db: Db, id: string, due: Date): Promise<void> => {
  await sql`
    update feedback.case set reports = reports + 1, due_at = least(due_at, ${due}) where id = ${id}::uuid`.execute(
    feedback(db),
  );
};

/** False where this key was told before. */
export const addEntry = async (
  db: Db,
  entry: { case: string; at: Date; kind: string; actor: string; text: string; key: string },
): Promise<boolean> => {
  const result = await sql`
    insert into feedback.entry ("case", at, kind, actor, text, key)
    values (${entry.case}, ${entry.at}, ${entry.kind}, ${entry.actor}, ${entry.text}, ${entry.key})
    on conflict (key) do nothing returning 1`.execute(feedback(db));
  return result.rows.length > 0;
};

/** These cases, locked in one order so that two people's bulk actions wait instead of colliding. */
export const lockCases = async (db: Db, ids: readonly string[]): Promise<CaseRow[]> => {
  const result = await sql<CaseRow>`
    select ${COLUMNS} from feedback.case c where c.id = any(${[...ids]}::uuid[]) order by c.id for update`.execute(
    feedback(db),
  );
  return result.rows;
};

export const setOwner = async (db: Db, id: string, owner: { id: string; name: string }): Promise<void> => {
  await sql`update feedback.case set owner = ${owner.id}, owner_name = ${owner.name} where id = ${id}::uuid`.execute(
    feedback(db),
  );
};

export const setStatus = async (
  db: Db,
  id: string,
  to: { status: "open" | "closed"; outcome: string; closedAt: Date | null },
): Promise<void> => {
  await sql`
    update feedback.case set status = ${to.status}, outcome = ${to.outcome}, closed_at = ${to.closedAt}
    where id = ${id}::uuid`.execute(feedback(db));
};

/** Open cases by owner, for taking turns. */
export const openByOwner = async (db: Db): Promise<Map<string, number>> => {
  const result = await sql<{ owner: string; n: number }>`
    select owner, count(*)::int as n from feedback.case where status = 'open' and owner <> '' group by owner`.execute(
    feedback(db),
  );
  return new Map(result.rows.map((row) => [row.owner, row.n]));
};

export interface Asked {
  readonly status: "open" | "closed";
  readonly kind?: string | undefined;
  /** An id, or none. */
  readonly owner?: string | undefined;
  readonly overdue?: boolean | undefined;
  readonly profile?: string | undefined;
  readonly order?: string | undefined;
  readonly after: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
}

/** Open ones by deadline, closed ones the newest first. */
export const listCases = async (db: Db, ask: Asked, now: Date): Promise<(CaseRow & { profile: string | null })[]> => {
  const open = ask.status === "open";
  const [time, sign, way] = open ? ["c.due_at", ">", "asc"] : ["c.closed_at", "<", "desc"];
  const when = (given: boolean, condition: ReturnType<typeof sql>) => (given ? condition : sql`true`);
  const result = await sql<CaseRow & { profile: string | null }>`
    select ${COLUMNS}, i.profile from feedback.case c left join ${identityRelation} as i on i.key = c.subject
    where c.status = ${ask.status}
      and ${when(ask.kind !== undefined, sql`c.kind = ${ask.kind ?? ""}`)}
      and ${when(ask.owner !== undefined, sql`c.owner = ${ask.owner === "none" ? "" : (ask.owner ?? "")}`)}
      and ${when(ask.overdue === true, sql`c.due_at < ${now}`)}
      and ${when(ask.order !== undefined, sql`c."order" = ${ask.order ?? ""}`)}
      and ${when(ask.profile !== undefined, sql`i.profile = ${ask.profile ?? null}::uuid`)}
      and ${when(ask.after !== null, sql`(${sql.raw(time ?? "")}, c.id) ${sql.raw(sign ?? "")} (${ask.after?.at ?? null}::timestamptz, ${ask.after?.id ?? null}::uuid)`)}
    order by ${sql.raw(`${time} ${way}, c.id ${way}`)} limit ${ask.limit}`.execute(feedback(db));
  return result.rows;
};

export const oneCase = async (db: Db, id: string): Promise<(CaseRow & { profile: string | null }) | null> => {
  const result = await sql<CaseRow & { profile: string | null }>`
    select ${COLUMNS}, i.profile from feedback.case c left join ${identityRelation} as i on i.key = c.subject
    where c.id = ${id}::uuid`.execute(feedback(db));
  return result.rows[0] ?? null;
};

export const entriesOf = async (db: Db, id: string): Promise<Entry[]> => {
  const result = await sql<Entry>`
    select id, at, kind, actor, text from feedback.entry where "case" = ${id}::uuid order by id`.execute(feedback(db));
  return result.rows;
};

export interface Summary {
  readonly open: number;
  readonly overdue: number;
  readonly unowned: number;
  readonly mine: number;
}
export const summary = async (db: Db, now: Date, me: string): Promise<Summary> => {
  const result = await sql<Summary>`
    select count(*)::int as open, (count(*) filter (where due_at < ${now}))::int as overdue,
      (count(*) filter (where owner = ''))::int as unowned,
      (count(*) filter (where owner = ${me} and owner <> ''))::int as mine
    from feedback.case where status = 'open'`.execute(feedback(db));
  return result.rows[0] ?? { open: 0, overdue: 0, unowned: 0, mine: 0 };
};
