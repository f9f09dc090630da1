/** One process: database, migrations, keys, HTTP and workers, in that order; and back again. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { NOBODY, openAuth } from "#kernel/auth";
import { type Clock, systemClock } from "#kernel/clock";
import type { Config } from "#kernel/config";
import { type Actor, type Ctx, system } from "#kernel/context";
import { connect } from "#kernel/database";
import { firstStart, type Credentials } from "#kernel/first-start";
import { logger } from "#kernel/logger";
import { migrate } from "#kernel/migrate";
import type { Module } from "#kernel/module";
import type { Reaction } from "#kernel/log";
import { startPostgres } from "#kernel/postgres";
import { startRunner, type Runner } from "#kernel/runner";
import { createApp, listen, type Serve } from "#kernel/server";
import { beginning, type Undo } from "#kernel/undo";
import type { Worker } from "#kernel/worker";

export interface Started {
  readonly config: Config;
  readonly credentials: Credentials | null;
  /** null in a process with the role worker. */
  readonly port: number | null;
  readonly runner: Runner | null;
  readonly workers: readonly Worker[];
  /** The embedded server's process, where there is one. */
  postgresPid(): number | null;
  context(actor: Actor): Ctx;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly modules: readonly Module[];
  /** Turns all modules' reactions into workers (the events module's cursors). */
  readonly reactionWorkers: (reactions: readonly Reaction[]) => readonly Worker[];
  readonly clock?: Clock;
  /** A sentence for each step, for people. */
  readonly say?: (step: string) => void;
  /** What must be there before the first page is served; it may go on beside the database's start. */
  readonly pages?: Promise<unknown>;
}

const closeServer = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // A client that keeps sending must not hold the stop for ever.
    setTimeout(() => server.closeAllConnections(), 3_000).unref();
  });

const begin = async (given: Config, options: StartOptions, undo: Undo): Promise<Started> => {
  const { modules, clock = systemClock, say = () => {}, pages } = options;
  const log = logger();
  const postgres = given.databaseUrl ? null : await startPostgres(given.home);
  if (postgres) undo.add(() => postgres.stop());
  const url = given.databaseUrl ?? postgres?.url ?? "";
  const applied = await migrate(url);
  say(postgres ? `PostgreSQL 18 runs in ${given.home}` : "PostgreSQL is connected");
  say(applied.length > 0 ? `Database migrated: ${applied.length} steps` : "Database is up to date");
  const database = connect(url, given.role === "api" ? 12 : 20);
  undo.add(() => database.close());
  const first = (actor: Actor): Ctx => ({ db: database.db, now: clock.now(), actor, log, config: given });
  const { config, credentials } = await firstStart(first(system("start")));
  const context = (actor: Actor): Ctx => ({ db: database.db, now: clock.now(), actor, log, config });
  for (const module of modules) await module.start?.(context(system("start")));

  const secret = config.secret ?? "";
  const auth = openAuth(database.db, { databaseUrl: url, secret, publicUrl: config.publicUrl, port: config.port });
  undo.add(() => auth.close());
  const ready = async () => {
    await database.pool.query("select 1");
  };
  const serve: Serve = { modules, auth, context, nobody: NOBODY, clock, ready };
  await pages;
  const server = config.role === "worker" ? null : await listen(createApp(serve), serve, config.port);
  const workers = [
    ...options.reactionWorkers(modules.flatMap((module) => module.reactions ?? [])),
    ...modules.flatMap((module) => module.workers ?? []),
  ];
  const runner = config.role === "api" ? null : startRunner(url, workers, (name) => context(system(name)), clock);
  if (runner) undo.add(() => runner.stop());
  if (server) undo.add(() => closeServer(server));
  return {
    config,
    credentials,
    port: server ? (server.address() as AddressInfo).port : null,
    runner,
    workers,
    postgresPid: () => postgres?.pid() ?? null,
    context,
    stop: undo.all,
  };
};

export const start = (given: Config, options: StartOptions): Promise<Started> =>
  beginning((undo) => begin(given, options, undo));
