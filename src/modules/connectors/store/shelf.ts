/** Rows set aside by key, and rows that could not be taken. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Row } from "../model/expression.ts";
import type { RowFault } from "../model/plan.ts";

const rows = tables("connectors");

/** A run of neighbouring rows with one key. */
export interface Run {
  readonly shelf: number;
  readonly key: string;
  readonly row: number;
  readonly rows: Row[];
  faulty: boolean;
}

/** A row by whose absence one sees that the server crashed and emptied the (unlogged) shelf. */
const MARK = -1;

export const markShelf = async (db: Db, id: string): Promise<void> => {
  await sql`insert into connectors.shelf (import, shelf, key, row, rows, data, faulty)
    values (${id}, ${MARK}, '', 0, 0, '', false) on conflict do nothing`.execute(rows(db));
};

export const isMarked = async (db: Db, id: string): Promise<boolean> => {
  const found = await rows(db)
    .selectFrom("connectors.shelf")
    .select("row")
    .where("import", "=", id)
    .where("shelf", "=", MARK)
    .executeTakeFirst();
  return found !== undefined;
};

export const fillShelves = async (db: Db, id: string, runs: readonly Run[]): Promise<void> => {
  if (runs.length === 0) return;
  await sql`insert into connectors.shelf (import, shelf, key, row, rows, data, faulty)
    select ${id}::uuid, * from unnest(
      ${runs.map((run) => run.shelf)}::smallint[], ${runs.map((run) => run.key)}::text[],
      ${runs.map((run) => run.row)}::bigint[], ${runs.map((run) => run.rows.length)}::int[],
      ${runs.map((run) => JSON.stringify(run.rows.map((row) => [row.row, ...row.cells])).replaceAll("\\u0000", "\\ufffd"))}::text[],
      ${runs.map((run) => run.faulty)}::boolean[])`.execute(rows(db));
};

export interface Key {
  readonly key: string;
  readonly rows: number;
  readonly faulty: boolean;
}

/** The keys that follow `after`, in order. */
export const nextKeys = async (db: Db, id: string, shelf: number, after: string, limit: number): Promise<Key[]> => {
  const { rows: found } = await sql<Key>`
    select key, sum(rows)::int as rows, bool_or(faulty) as faulty from connectors.shelf
    where import = ${id} and shelf = ${shelf} and key > ${after}
    group by key order by key limit ${limit}`.execute(rows(db));
  return found;
};

export const countKeys = async (db: Db, id: string, shelves: readonly number[]): Promise<number> => {
  const { rows: found } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select distinct s.at, key from unnest(${[...shelves]}::int[]) with ordinality as s (shelf, at)
      join connectors.shelf f on f.shelf = s.shelf and f.import = ${id}) k`.execute(rows(db));
  return found[0]?.n ?? 0;
};

/** All rows under these keys, in the order of the file. */
export const rowsUnder = async (
  db: Db,
  id: string,
  shelf: number,
  keys: readonly string[],
): Promise<Map<string, Row[]>> => {
  const found = new Map<string, Row[]>();
  if (keys.length === 0) return found;
  const { rows: runs } = await sql<{ key: string; data: string }>`
    select key, data from connectors.shelf
    where import = ${id} and shelf = ${shelf} and key = any(${[...keys]}::text[]) order by key, row`.execute(rows(db));
  for (const run of runs) {
    const read = (JSON.parse(run.data) as [number, ...Row["cells"]][]).map(([row, ...cells]) => ({ row, cells }));
    const known = found.get(run.key);
    if (known) known.push(...read);
    else found.set(run.key, read);
  }
  return found;
};

/** Removes up to `limit` rows; true while there are more. */
export const clearShelf = async (db: Db, id: string, limit: number): Promise<boolean> => {
  const { numAffectedRows } = await sql`delete from connectors.shelf where ctid = any(array(
    select ctid from connectors.shelf where import = ${id} limit ${limit}))`.execute(rows(db));
  return Number(numAffectedRows ?? 0n) >= limit;
};

/** Notes faulty rows; the first reason of a row stays. Returns how many are new. */
export const putFaults = async (db: Db, id: string, faults: readonly RowFault[]): Promise<number> => {
  if (faults.length === 0) return 0;
  const { numAffectedRows } = await sql`insert into connectors.fault (import, part, row, reason)
    select ${id}::uuid, * from unnest(${faults.map((f) => f.part)}::text[], ${faults.map((f) => f.row)}::bigint[],
      ${faults.map((f) => f.reason.replaceAll("\0", "\uFFFD").slice(0, 500))}::text[])
    on conflict do nothing`.execute(rows(db));
  return Number(numAffectedRows ?? 0n);
};

export const faultsOf = (
  db: Db,
  id: string,
  page: { part?: string; after?: number; limit: number },
): Promise<RowFault[]> =>
  rows(db)
    .selectFrom("connectors.fault")
    .select(["part", "row", "reason"])
    .where("import", "=", id)
    .$if(page.part !== undefined, (q) => q.where("part", "=", page.part ?? ""))
    .$if(page.after !== undefined, (q) => q.where("row", ">", page.after ?? 0))
    .orderBy("part")
    .orderBy("row")
    .limit(page.limit)
    .execute();

export const faultyParts = async (db: Db, id: string): Promise<string[]> => {
  const found = await rows(db)
    .selectFrom("connectors.fault")
    .select("part")
    .distinct()
    .where("import", "=", id)
    .orderBy("part")
    .execute();
  return found.map((row) => row.part);
};

/** Notes every row under one key, without reading them here: there may be millions. */
export const faultKey = async (
  db: Db,
  id: string,
  of: { shelf: number; part: string; key: string; reason: string },
): Promise<number> => {
  const { numAffectedRows } = await sql`insert into connectors.fault (import, part, row, reason)
    select ${id}::uuid, ${of.part}, (each ->> 0)::bigint, ${of.reason}
    from connectors.shelf, json_array_elements(data::json) as each
    where import = ${id} and shelf = ${of.shelf} and key = ${of.key}
    on conflict do nothing`.execute(rows(db));
  return Number(numAffectedRows ?? 0n);
};
