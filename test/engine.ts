/** The whole engine on a test database, moved by hand: intake, then everything that follows from it. */
import { reactionWorkers } from "#events";
import { type Ctx, system } from "#kernel/context";
import type { Worker } from "#kernel/worker";
import { settle } from "#kernel/runner";
import { modules } from "../src/modules.ts";
import type { TestDatabase } from "./database.ts";
import { testCtx } from "./database.ts";

export interface Engine {
  readonly workers: readonly Worker[];
  /** A context at the engine's time, with the owner's rights. */
  ctx(): Ctx;
  /** Runs everything until nothing is due at the engine's time. */
  settle(): Promise<void>;
  /** Moves the clock forward to `at` and settles. */
  goTo(at: Date): Promise<void>;
}

export const startEngine = async (database: TestDatabase, now: Date, more: Partial<Ctx> = {}): Promise<Engine> => {
  let at = now;
  const workers = [
    ...reactionWorkers(modules.flatMap((module) => module.reactions ?? [])),
    ...modules.flatMap((module) => module.workers ?? []),
  ];
  const ctx = (name = "test") => testCtx(database, { ...more, now: at, actor: system(name) });
  for (const module of modules) await module.start?.(ctx());
  const run = () => settle(workers, ctx);
  return {
    workers,
    ctx,
    settle: run,
    goTo: async (next) => {
      at = next;
      await run();
    },
  };
};

/** Empties every table of every module, so that one database serves many runs of a property. */
export const emptied = async (database: TestDatabase): Promise<void> => {
  const found = await database.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema', 'public', 'kernel', 'auth')`,
  );
  await database.pool.query(`truncate ${found.rows.map((row) => row.name).join(", ")} restart identity cascade`);
};
