/** Once per run: a PostgreSQL in a temporary folder, and a migrated template that test files clone in about 60 ms. */
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#kernel/migrate";
import { startPostgres } from "#kernel/postgres";
import { beginning } from "#kernel/undo";
import { guardHome, newHome } from "./outlive.ts";

declare module "vitest" {
  export interface ProvidedContext {
    server: string;
  }
}

const template = async (server: string): Promise<void> => {
  const admin = new pg.Client(server);
  await admin.connect();
  try {
    await admin.query("drop database if exists engawa_template with (force)");
    await admin.query("create database engawa_template");
  } finally {
    await admin.end();
  }
  const url = new URL(server);
  url.pathname = "/engawa_template";
  await migrate(url.href);
};

export default (project: TestProject): Promise<() => Promise<void>> =>
  beginning(async (undo) => {
    let server = process.env["TEST_DATABASE_URL"];
    if (!server) {
      const home = newHome("engawa-test-");
      undo.add(guardHome(home));
      // Tests check logic, not the disk; the crash tests start their own server with fsync on.
      const postgres = await startPostgres(home, { fsync: "off", synchronous_commit: "off", max_connections: "300" });
      undo.add(() => postgres.stop());
      server = postgres.url;
    }
    await template(server);
    project.provide("server", server);
    return undo.all;
  });
