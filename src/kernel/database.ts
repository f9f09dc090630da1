import { type CompiledQuery, type DatabaseConnection, DummyDriver, Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { DB } from "#kernel/tables";

/** A connection pool or an open transaction. Opaque: only `tables` makes it queryable, and only for one schema. */
export interface Db {
  readonly kind: "db";
}
type Schema = keyof DB extends `${infer S}.${string}` ? S : never;
type Owned<S extends Schema> = Pick<DB, Extract<keyof DB, `${S}.${string}`>>;

/** The database as one module sees it: the tables of its own PostgreSQL schema, nothing else. */
export const tables =
  <S extends Schema>(_schema: S) =>
  (db: Db): Kysely<Owned<S>> =>
    db as unknown as Kysely<Owned<S>>;

const raw = (db: Db): Kysely<DB> => db as unknown as Kysely<DB>;

/** Where the transactions of a pool come from. A handle that is missing here is a transaction itself. */
interface Origin {
  readonly pool: pg.Pool;
  /** The same tables over one connection. */
  over(use: <T>(send: (connection: DatabaseConnection) => Promise<T>) => Promise<T>): Db;
}
const origins = new WeakMap<Db, Origin>();

/**
 * Runs `work` in one transaction; joins the one that is already open.
 *
 * Statements that are not waited for one by one (`Promise.all`) are sent at once and run by the server in the order in which
 * they were asked for: a round trip costs more than most of them. `begin` itself is not waited for. Where one fails, the first
 * error is the one that is thrown, and what asks for this transaction later than that is refused.
 */
export const transaction = async <T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> => {
  const origin = origins.get(db);
  if (!origin) return work(db);
  const client = await origin.pool.connect();
  let open = true;
  const own = connectionOf(client);
  const tx = origin.over((send) =>
    open ? send(own) : Promise.reject(new Error("the transaction has ended: a statement came after its end")),
  );
  // Its error, where the connection is gone, is also that of the next statement.
  client.query("begin").catch(() => {});
  try {
    const result = await work(tx);
    open = false;
    const { command } = await client.query("commit");
    // The server's word for a commit after an error that somebody swallowed.
    if (command === "ROLLBACK") throw new Error("the transaction was rolled back: one of its statements had failed");
    client.release();
    return result;
  } catch (error) {
    open = false;
    await client.query("rollback").then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
};

/** Wakes the workers that listen on `topic`, when the transaction commits. Losing a wake-up loses nothing: cursors decide. */
export const wake = async (db: Db, topic: string): Promise<void> => {
  await sql`/*prepared*/select pg_notify('engawa', ${topic})`.execute(raw(db));
};

/** Holds a named lock until the transaction ends. */
export const lock = async (tx: Db, name: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(raw(tx));
};

export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

// Positions, counts and yen stay far below 2^53, so int8 is read as a number.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

const PREPARED = "/*prepared*/";
const names = new Map<string, string>();
const nameOf = (text: string): string => {
  const name = names.get(text) ?? `s${names.size + 1}`;
  names.set(text, name);
  return name;
};

/**
 * A statement that begins with the comment `prepared` is parsed and planned once per connection. For hot statements of a
 * fixed text whose plan does not depend on how full a table is; it saves about half of what a small one costs the server.
 */
const connectionOf = (via: pg.Pool | pg.PoolClient): DatabaseConnection => ({
  executeQuery: async <R>({ sql: text, parameters }: CompiledQuery) => {
    const values = parameters as unknown[];
    const { command, rowCount, rows } = await via.query(
      text.startsWith(PREPARED) ? { name: nameOf(text), text, values } : { text, values },
    );
    const changed = command === "SELECT" || rowCount === null ? {} : { numAffectedRows: BigInt(rowCount) };
    return { ...changed, rows: rows as R[] };
  },
  streamQuery: () => {
    throw new Error("rows come whole: page through what is large");
  },
});

/** A connection that dies is replaced by the pool; without listeners, idle or between two queries, it would end the process. */
export const surviveLoss = (pool: pg.Pool): void => {
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
};

export const connect = (url: string, max = 12): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    idleTimeoutMillis: 5_000,
    pipeline: true,
  });
  surviveLoss(pool);
  // Kysely writes the SQL; who sends it is said by `over`.
  const dialect = new PostgresDialect({ pool });
  const driver = new DummyDriver();
  const executor = new Kysely<DB>({ dialect }).getExecutor();
  const over: Origin["over"] = (provideConnection) =>
    new Kysely<DB>({
      config: { dialect },
      dialect,
      driver,
      executor: executor.withConnectionProvider({ provideConnection }),
    }) as unknown as Db;
  const each = connectionOf(pool);
  const db = over((send) => send(each));
  origins.set(db, { pool, over });
  return { db, pool, close: () => pool.end() };
};
