import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { ConfigError } from "#kernel/config";

const FOLDER = fileURLToPath(new URL("../../migrations", import.meta.url));

/** The oldest major version that it was run with. */
const OLDEST = 15;

/** A connection to a server that answers and is new enough; a ConfigError says what it lacks. */
const open = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client(url);
  await client.connect().catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(
      `PostgreSQL does not answer at ${client.host}:${client.port}: ${error.message || error.code}`,
    );
  });
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  const version = rows[0]?.server_version ?? "";
  if (Number.parseInt(version) >= OLDEST) return client;
  await client.end();
  throw new ConfigError(`PostgreSQL ${version} is too old: ${OLDEST} or newer is needed.`);
};

/** Applies the numbered .sql files that this database has not seen, each in its own transaction, one process at a time. Returns their names. */
export const migrate = async (url: string, say: (name: string) => void = () => {}): Promise<string[]> => {
  const client = await open(url);
  try {
    await client.query("select pg_advisory_lock(hashtextextended('engawa.migrate', 0))");
    await client.query(
      "create table if not exists public.migration (name text primary key, hash text not null, applied_at timestamptz not null default now())",
    );
    const known = await client.query<{ name: string; hash: string }>("select name, hash from public.migration");
    const hashes = new Map(known.rows.map((row) => [row.name, row.hash]));
    const applied: string[] = [];
    for (const name of readdirSync(FOLDER)
      .filter((file) => file.endsWith(".sql"))
      .sort()) {
      const text = readFileSync(join(FOLDER, name), "utf8");
      const hash = createHash("sha256").update(text).digest("hex");
      const seen = hashes.get(name);
      if (seen === hash) continue;
      if (seen) throw new Error(`Migration ${name} was changed after it was applied here. Add a new one instead.`);
      await client.query("begin");
      await client.query(text);
      await client.query("insert into public.migration (name, hash) values ($1, $2)", [name, hash]);
      await client.query("commit");
      applied.push(name);
      say(name);
    }
    return applied;
  } finally {
    await client.end();
  }
};
