import { Kysely, PostgresDialect, sql } from "kysely";
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

/** Runs `work` in one transaction; joins the one that is already open. */
export const transaction = <T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> =>
  raw(db).isTransaction
    ? work(db)
    : raw(db)
        .transaction()
        .execute((tx) => work(tx as unknown as Db));

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
const preparing = (client: pg.PoolClient): void => {
  const query = client.query.bind(client) as (...given: readonly unknown[]) => unknown;
  const named = (text: unknown, ...more: readonly unknown[]): unknown =>
    typeof text === "string" && text.startsWith(PREPARED)
      ? query({ name: nameOf(text), text }, ...more)
      : query(text, ...more);
  Object.assign(client, { query: named });
};

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
  });
  surviveLoss(pool);
  pool.on("connect", preparing);
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { db: kysely as unknown as Db, pool, close: () => kysely.destroy() };
};
