import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { readConfig } from "#kernel/config";
import type { Ctx } from "#kernel/context";
import { system } from "#kernel/context";
import { connect, type Database } from "#kernel/database";
import { logger } from "#kernel/logger";

export interface TestDatabase extends Database {
  readonly url: string;
}

/** A database of its own for this test file, cloned from the migrated template; dropped when the file ends. */
export const testDatabase = async (): Promise<TestDatabase> => {
  const server = inject("server");
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client(server);
  await admin.connect();
  // Cloning needs the template without connections; other files clone at the same moment.
  await admin.query("select pg_advisory_lock(4321)");
  await admin.query(`create database ${name} template engawa_template`);
  await admin.query("select pg_advisory_unlock(4321)");
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = connect(url.href);
  afterAll(async () => {
    await database.close();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  });
  return { ...database, url: url.href };
};

/** A context for tests: a fixed time unless given, the owner's rights, quiet logs. */
export const testCtx = (database: Database, more: Partial<Ctx> = {}): Ctx => ({
  db: database.db,
  now: new Date("2026-11-21T03:00:00Z"),
  actor: system("test"),
  log: logger("silent"),
  config: { ...readConfig({}), secret: "a-secret-for-tests-only" },
  ...more,
});
