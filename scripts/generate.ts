/** Regenerates what is derived: src/kernel/tables.ts from the migrations, docs/openapi.json and docs/events.md from the code. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "#kernel/migrate";
import { startPostgres } from "#kernel/postgres";

const home = mkdtempSync(join(tmpdir(), "engawa-generate-"));
chmodSync(home, 0o755);
const postgres = await startPostgres(home, { fsync: "off" });
try {
  await migrate(postgres.url);
  const args = [
    "--url",
    postgres.url,
    "--dialect",
    "postgres",
    "--out-file",
    "src/kernel/tables.ts",
    "--default-schema",
    "none",
  ];
  const types = [
    "--type-mapping",
    '{"int8":"number","numeric":"number","xid8":"string"}',
    "--exclude-pattern",
    "public.*",
  ];
  const made = spawnSync("kysely-codegen", [...args, ...types], { stdio: ["ignore", "ignore", "inherit"] });
  if (made.status !== 0) process.exitCode = 1;
} finally {
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
}
if (existsSync("src/modules.ts")) {
  const { writeDocs } = await import("./docs.ts");
  await writeDocs();
}
