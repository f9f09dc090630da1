/**
 * Durable events per second through HTTP, beside COPY and multi-row INSERT of the same rows into a table of the same
 * shape, by turns in one run on one server with fsync on. The process has the role `api`: nothing else eats the cores.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
// @ts-expect-error -- the package brings no types
import copyStreams from "pg-copy-streams";
import { freePort, KEYS, openFolder, removeFolder, startProduct } from "../test/process.ts";
import { cpuOf, cpuOfChildren } from "./cpu.ts";
import { load, percentile } from "./load.ts";

const COLUMNS = "source, message_id, type, name, subject, identities, at, received_at, clamped, properties, context";
const ROWS_PER_INSERT = 1_000;

const postmaster = (home: string) => {
  const lines = readFileSync(join(home, "pg/postmaster.pid"), "utf8").split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]) };
};
const connectTo = async (home: string): Promise<pg.Client> => {
  const secret = readFileSync(join(home, "postgres.secret"), "utf8");
  const { port } = postmaster(home);
  const client = new pg.Client(`postgres://engawa:${secret}@127.0.0.1:${port}/postgres`);
  await client.connect();
  return client;
};

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
};

/** The rows that the intake has stored, `most` at most, as COPY's text. */
const dump = async (client: pg.Client, most: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  const out = client.query(
    copyStreams.to(`copy (select ${COLUMNS} from events.event order by position limit ${most}) to stdout`),
  );
  for await (const chunk of out) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const emptyTwin = async (client: pg.Client): Promise<void> => {
  await client.query("drop schema if exists bench cascade; create schema bench");
  await client.query("create table bench.event (like events.event including all)");
  await client.query("checkpoint");
};

const copyIn = async (client: pg.Client, text: Buffer): Promise<number> => {
  await emptyTwin(client);
  const slices = Array.from({ length: Math.ceil(text.length / 65_536) }, (_, i) =>
    text.subarray(i * 65_536, (i + 1) * 65_536),
  );
  return seconds(() =>
    pipeline(Readable.from(slices), client.query(copyStreams.from(`copy bench.event (${COLUMNS}) from stdin`))),
  );
};

/** COPY's text format back to values: tabs between, \N for null, backslash escapes. */
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\" };
const valuesOf = (line: string): (string | null)[] =>
  line
    .split("\t")
    .map((value) => (value === "\\N" ? null : value.replaceAll(/\\(.)/g, (_, c: string) => ESCAPES[c] ?? c)));

/** Rows per second. A quarter of the rows tells it: they take four times as long as by COPY. */
const insertIn = async (client: pg.Client, text: Buffer): Promise<number> => {
  await emptyTwin(client);
  const lines = text.toString("utf8").trimEnd().split("\n");
  const rows = lines.slice(0, Math.ceil(lines.length / 4)).map(valuesOf);
  const width = rows[0]?.length ?? 0;
  const statements: { text: string; values: (string | null)[] }[] = [];
  for (let i = 0; i < rows.length; i += ROWS_PER_INSERT) {
    const part = rows.slice(i, i + ROWS_PER_INSERT);
    const tuples = part.map((_, r) => `(${Array.from({ length: width }, (__, c) => `$${r * width + c + 1}`).join()})`);
    statements.push({
      text: `insert into bench.event (${COLUMNS}) values ${tuples.join()} on conflict do nothing`,
      values: part.flat(),
    });
  }
  const took = await seconds(async () => {
    for (const statement of statements) await client.query(statement);
  });
  return rows.length / took;
};

const median = (values: readonly number[]): number => percentile(values, 50);

export const intake = async ({ quick, say }: { quick: boolean; say: (line: string) => void }) => {
  const home = openFolder();
  const port = await freePort();
  const product = await startProduct({ home, port, env: { ENGAWA_ROLE: "api" } });
  const client = await connectTo(home);
  const key = KEYS.ENGAWA_WRITE_KEY;
  const began = performance.now();
  const rounds = quick ? 5 : 7;
  const time = quick ? 1.5 : 5;
  // On a busy machine fewer rounds have to do.
  const late = () => quick && performance.now() - began > 28_000;
  // With 128 senders of single events the process waits for them an eighth of the time.
  const shape = { batch: { batch: 100, sockets: 16 }, single: { batch: 1, sockets: 256 } } as const;
  const results: Record<string, number[]> = {};
  const note = (name: string, value: number) => (results[name] ??= []).push(value);
  const latencies: Record<"batch" | "single", number[]> = { batch: [], single: [] };
  const measure = async (kind: "batch" | "single"): Promise<number> => {
    await client.query("truncate events.event");
    await client.query("checkpoint");
    const cpu = () => ({ server: cpuOf(product.child.pid ?? 0), postgres: cpuOfChildren(postmaster(home).pid) });
    const before = cpu();
    const done = await load({ port, key, seconds: time, ...shape[kind] });
    const after = cpu();
    for (const who of ["server", "postgres"] as const)
      note(`${kind}_${who}_us`, ((after[who] - before[who]) * 1e6) / done.events);
    const { rows } = await client.query<{ n: number }>("select count(*)::int as n from events.event");
    if (Number(rows[0]?.n) !== done.events)
      throw new Error(`${done.events} events were acknowledged, ${rows[0]?.n} are stored.`);
    latencies[kind].push(...done.latencies);
    note("refused", done.refused);
    return done.events / done.seconds;
  };
  try {
    await load({ port, key, seconds: 1.5, ...shape.batch });
    // V8 has settled on its code for single events after 15,000 of them; until then they take a fifth longer.
    await load({ port, key, seconds: 3, ...shape.single });
    say("events/s         batches of 100    one by one          COPY    multi-row INSERT");
    for (let round = 0; round < rounds && !late(); round++) {
      const single = await measure("single");
      const batch = await measure("batch");
      const text = await dump(client, quick ? 40_000 : 1_000_000);
      const count = text.toString("latin1").split("\n").length - 1;
      const cpu = cpuOfChildren(postmaster(home).pid);
      const copy = count / (await copyIn(client, text));
      note("copy_postgres_us", ((cpuOfChildren(postmaster(home).pid) - cpu) * 1e6) / count);
      const insert = await insertIn(client, text);
      note("batch_to_copy", batch / copy);
      note("single_to_copy", single / copy);
      for (const [name, value] of Object.entries({ batch, single, copy, insert })) note(`${name}_events_per_s`, value);
      say(
        `round ${round + 1}    ${[batch, single, copy, insert].map((v) => Math.round(v).toString().padStart(14)).join("")}`,
      );
    }
  } finally {
    await client.end();
    await product.stop();
    removeFolder(home);
  }
  const figure = (name: string) => median(results[name] ?? []);
  return {
    batch_to_copy: figure("batch_to_copy"),
    single_to_copy: figure("single_to_copy"),
    batch_events_per_s: figure("batch_events_per_s"),
    single_events_per_s: figure("single_events_per_s"),
    copy_rows_per_s: figure("copy_events_per_s"),
    insert_rows_per_s: figure("insert_events_per_s"),
    batch_p50_ms: percentile(latencies.batch, 50),
    batch_p99_ms: percentile(latencies.batch, 99),
    single_p50_ms: percentile(latencies.single, 50),
    single_p99_ms: percentile(latencies.single, 99),
    // Processor time per event, which neighbours on the machine disturb less.
    batch_server_us: figure("batch_server_us"),
    batch_postgres_us: figure("batch_postgres_us"),
    single_server_us: figure("single_server_us"),
    single_postgres_us: figure("single_postgres_us"),
    copy_postgres_us: figure("copy_postgres_us"),
    refused: (results["refused"] ?? []).reduce((a, b) => a + b, 0),
  };
};
