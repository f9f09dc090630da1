/** Fitted models and the nightly refit's one row. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Kind } from "../../model/promise/learn.ts";
import type { Served } from "../../model/promise/served.ts";

const delivery = tables("delivery");

export interface ModelHead {
  readonly id: string;
  readonly kind: Kind;
  readonly fittedAt: Date;
  readonly known: number;
  readonly open: number;
  /** Days of the first and the last known arrival as 2026-11-22. */
  readonly first: string | null;
  readonly last: string | null;
  readonly mae: number | null;
  readonly coverage: number | null;
  readonly onTime: number | null;
  readonly tested: number;
}

const HEAD = sql.raw(
  `id, kind, fitted_at as "fittedAt", known, open, first::text, last::text, mae, coverage, on_time as "onTime", tested`,
);
/** Models kept of each kind, so that a ledger row's model can still be looked up for a season. */
const KEPT = 100;

export const putModel = async (db: Db, head: ModelHead, body: Served): Promise<void> => {
  await sql`
    insert into delivery.promise_model (id, kind, fitted_at, known, open, first, last, mae, coverage, on_time, tested, body)
    values (${head.id}, ${head.kind}, ${head.fittedAt}, ${head.known}, ${head.open}, ${head.first}::date, ${head.last}::date,
      ${head.mae}, ${head.coverage}, ${head.onTime}, ${head.tested}, ${JSON.stringify(body)}::jsonb)
    on conflict (id) do update set body = excluded.body, fitted_at = excluded.fitted_at, known = excluded.known,
      open = excluded.open, first = excluded.first, last = excluded.last, mae = excluded.mae,
      coverage = excluded.coverage, on_time = excluded.on_time, tested = excluded.tested`.execute(delivery(db));
  await sql`
    delete from delivery.promise_model where kind = ${head.kind} and id not in (
      select id from delivery.promise_model where kind = ${head.kind} order by fitted_at desc limit ${KEPT})`.execute(
    delivery(db),
  );
};

export const newestModel = async (db: Db, kind: Kind): Promise<{ id: string } | null> => {
  const result = await sql<{ id: string }>`
    select id from delivery.promise_model where kind = ${kind} order by fitted_at desc limit 1`.execute(delivery(db));
  return result.rows[0] ?? null;
};

export const modelBody = async (db: Db, id: string): Promise<unknown> => {
  const result = await sql<{ body: unknown }>`select body from delivery.promise_model where id = ${id}`.execute(
    delivery(db),
  );
  return result.rows[0]?.body ?? null;
};

export const modelHeads = async (db: Db, limit: number): Promise<ModelHead[]> => {
  const result = await sql<ModelHead>`
    select ${HEAD} from delivery.promise_model order by fitted_at desc, kind limit ${limit}`.execute(delivery(db));
  return result.rows;
};

export interface Refit {
  readonly due_at: Date;
  readonly started_at: Date | null;
  readonly done: string[];
  readonly step: number;
  readonly steps: number;
  readonly finished_at: Date | null;
  readonly error: string;
}

const until = (seconds: number) => sql`clock_timestamp() + make_interval(secs => ${seconds})`;

/** The refit's row where it is due and nobody is at it; from now on it is this holder's turn. By the database's clock. */
export const takeTurn = async (db: Db, holder: string, now: Date, seconds: number): Promise<Refit | null> => {
  const result = await sql<Refit>`
    update delivery.promise_refit set holder = ${holder}::uuid, held_until = ${until(seconds)}
    where due_at <= ${now} and (held_until is null or held_until <= clock_timestamp()) returning *`.execute(
    delivery(db),
  );
  return result.rows[0] ?? null;
};
export const keepTurn = async (db: Db, holder: string, seconds: number): Promise<void> => {
  await sql`update delivery.promise_refit set held_until = ${until(seconds)} where holder = ${holder}::uuid`.execute(
    delivery(db),
  );
};
export const leaveTurn = async (db: Db, holder: string): Promise<void> => {
  await sql`
    update delivery.promise_refit set holder = null, held_until = null where holder = ${holder}::uuid`.execute(
    delivery(db),
  );
};

/** The refit's row where it is still this holder's turn; it stays locked until the transaction ends. */
export const lockRefit = async (tx: Db, holder: string): Promise<Refit | null> => {
  const result = await sql<Refit>`
    select * from delivery.promise_refit where holder = ${holder}::uuid for update`.execute(delivery(tx));
  return result.rows[0] ?? null;
};

export const refitState = async (db: Db): Promise<Refit | null> => {
  const result = await sql<Refit>`select * from delivery.promise_refit`.execute(delivery(db));
  return result.rows[0] ?? null;
};

export const moveRefit = async (db: Db, to: Partial<Refit>): Promise<void> => {
  await delivery(db).updateTable("delivery.promise_refit").set(to).execute();
};
