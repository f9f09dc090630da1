/** Simulations and how far they are. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import { Policy } from "../model/policy.ts";
import type { Outcome } from "../model/outcome.ts";

const returns = tables("returns");

export interface Simulation {
  readonly id: string;
  readonly name: string;
  readonly definition: Policy;
  readonly from: Date;
  readonly until: Date;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly state: "running" | "done" | "stopped" | "failed";
  readonly done: number;
  readonly total: number;
  readonly cursor: string;
  readonly result: Outcome;
}
const COLUMNS =
  sql.raw(`id, name, definition, "from", until, created_at as "createdAt", created_by as "createdBy", state, done,
  total, cursor, result`);
const stored = (row: Simulation): Simulation => ({ ...row, definition: Policy.parse(row.definition) });

export const insertSimulation = async (db: Db, made: Simulation): Promise<void> => {
  await returns(db)
    .insertInto("returns.simulation")
    .values({
      id: made.id,
      name: made.name,
      definition: JSON.stringify(made.definition),
      from: made.from,
      until: made.until,
      created_at: made.createdAt,
      created_by: made.createdBy,
      state: made.state,
      done: made.done,
      total: made.total,
      cursor: made.cursor,
      result: JSON.stringify(made.result),
    })
    .execute();
};

export const simulationById = async (db: Db, id: string): Promise<Simulation | null> => {
  const result = await sql<Simulation>`select ${COLUMNS} from returns.simulation where id = ${id}::uuid`.execute(
    returns(db),
  );
  const row = result.rows[0];
  return row ? stored(row) : null;
};

export const listSimulations = async (db: Db, limit: number): Promise<Simulation[]> => {
  const result = await sql<Simulation>`
    select ${COLUMNS} from returns.simulation order by created_at desc limit ${limit}`.execute(returns(db));
  return result.rows.map(stored);
};

/** One that is running and that nobody works on, locked until the transaction ends. */
export const claimSimulation = async (db: Db): Promise<Simulation | null> => {
  const result = await sql<Simulation>`
    select ${COLUMNS} from returns.simulation where state = 'running' order by created_at limit 1
    for update skip locked`.execute(returns(db));
  const row = result.rows[0];
  return row ? stored(row) : null;
};

/** Keeps a piece of work, unless somebody stopped it meanwhile. */
export const keepProgress = async (
  db: Db,
  id: string,
  progress: Pick<Simulation, "state" | "done" | "cursor" | "result">,
): Promise<void> => {
  await sql`
    update returns.simulation set state = ${progress.state}, done = ${progress.done}, cursor = ${progress.cursor},
      result = ${JSON.stringify(progress.result)}::jsonb
    where id = ${id}::uuid and state = 'running'`.execute(returns(db));
};

export const stopSimulation = async (db: Db, id: string): Promise<boolean> => {
  const result = await sql`
    update returns.simulation set state = 'stopped' where id = ${id}::uuid and state = 'running' returning 1`.execute(
    returns(db),
  );
  return result.rows.length > 0;
};
