/** Once per run: a PostgreSQL in a temporary folder, and a migrated template that test files clone in about 60 ms. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#kernel/migrate";
import { startPostgres } from "#kernel/postgres";

declare module "vitest" {
  export interface ProvidedContext {
    server: string;
  }
}

/** A folder that the server's user may enter, also when the tests run as root. */
const openHome = () => {
  const home = mkdtempSync(join(tmpdir(), "engawa-test-"));
  chmodSync(home, 0o755);
  return home;
};

export default async (project: TestProject) => {
  const given = process.env["TEST_DATABASE_URL"];
  const home = given ? null : openHome();
  // Tests check logic, not the disk; the crash tests start their own server with fsync on.
  const postgres = home
    ? await startPostgres(home, { fsync: "off", synchronous_commit: "off", max_connections: "300" })
    : null;
  const server = given ?? postgres?.url ?? "";
  const admin = new pg.Client(server);
  await admin.connect();
  await admin.query("drop database if exists engawa_template with (force)");
  await admin.query("create database engawa_template");
  const template = new URL(server);
  template.pathname = "/engawa_template";
  await migrate(template.href);
  await admin.end();
  project.provide("server", server);
  return async () => {
    await postgres?.stop();
    if (home) rmSync(home, { recursive: true, force: true });
  };
};
