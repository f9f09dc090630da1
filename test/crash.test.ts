/**
 * SIGKILL of the process and of PostgreSQL at random moments, under load, with thousands of sends: nothing that was
 * acknowledged is lost, nobody gets a message twice, what is unknown is counted. CRASH_SENDS and CRASH_KILLS change the size.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { type LineSimulator, startLineSimulator } from "../dev/line/index.ts";
import { freePort, KEYS, openFolder, type Product, removeFolder, startProduct } from "./process.ts";

const SENDS = Number(process.env["CRASH_SENDS"] ?? 10_000);
const KILLS = Number(process.env["CRASH_KILLS"] ?? 20);
const BATCH = 100;
const SECRET = "line-channel-secret";

const home = openFolder();
const port = await freePort();
let line: LineSimulator | null = null;
let product: Product | null = null;
afterAll(async () => {
  await product?.stop();
  await line?.stop();
  removeFolder(home);
});

const lineUser = (n: number) => `U${n.toString(16).padStart(32, "0")}`;
const bearer = { authorization: `Bearer ${KEYS.ENGAWA_API_KEY}`, "content-type": "application/json" };

const launch = (simulator: LineSimulator) =>
  startProduct({
    home,
    port,
    env: { LINE_CHANNEL_ACCESS_TOKEN: "token", LINE_CHANNEL_SECRET: SECRET, LINE_API_BASE: simulator.url },
  });

const call = async (method: string, path: string, body: object): Promise<Record<string, unknown>> => {
  const url = `http://127.0.0.1:${port}${path}`;
  const response = await fetch(url, { method, headers: bearer, body: JSON.stringify(body) });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
};

const prepare = async () => {
  const words = { channel: "line", language: "ja", format: "text", source: "ご注文ありがとうございます。" };
  await call("POST", "/api/templates", { key: "crash", name: "Crash", class: "transactional", bodies: [words] });
  const definition = {
    trigger: { kind: "event", events: [{ name: "Crash Tested" }] },
    reentry: { kind: "key", property: "n" },
    start: "tell",
    nodes: {
      tell: {
        kind: "message",
        template: "crash",
        channels: ["line"],
        class: "transactional",
        purpose: "service",
        next: "end",
      },
      end: { kind: "exit" },
    },
  };
  const journey = await call("POST", "/api/journeys", { name: "Crash", definition });
  await call("POST", `/api/journeys/${String(journey["id"])}/activate`, {});
};

const event = (n: number) => ({
  type: "track",
  event: "Crash Tested",
  messageId: `crash-${n}`,
  userId: `u${n}`,
  timestamp: new Date().toISOString(),
  properties: { n },
  context: { lineUserId: lineUser(n) },
});

/** A client that never gives up: every batch is sent until it is acknowledged. */
const load = async (acknowledged: Set<string>): Promise<void> => {
  for (let first = 0; first < SENDS; first += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, SENDS - first) }, (_, i) => event(first + i));
    const body = JSON.stringify({ batch, writeKey: KEYS.ENGAWA_WRITE_KEY, sentAt: new Date().toISOString() });
    for (;;) {
      const response = await fetch(`http://127.0.0.1:${port}/v1/batch`, { method: "POST", body }).catch(() => null);
      if (response?.status === 200) break;
      await sleep(50);
    }
    for (const each of batch) acknowledged.add(each.messageId);
    await sleep(SPREAD_MS);
  }
};
/** Spreads the load over the kills: a kill and its recovery take about three seconds here. */
const SPREAD_MS = (KILLS * 2_500) / (SENDS / BATCH);

const killAtRandom = async (simulator: LineSimulator): Promise<{ processes: number; servers: number }> => {
  const killed = { processes: 0, servers: 0 };
  for (let n = 0; n < KILLS; n++) {
    await sleep(300 + Math.random() * 2_000);
    // Only we may end it: a process that falls over because its database did is a defect.
    if (product && product.child.exitCode !== null) throw new Error(`The process ended by itself: ${product.said()}`);
    if (n % 2 === 0) {
      await product?.kill();
      killed.processes++;
      product = await launch(simulator);
    } else {
      process.kill(Number(readFileSync(join(home, "pg/postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");
      killed.servers++;
    }
  }
  return killed;
};

const query = async <Row extends pg.QueryResultRow>(text: string): Promise<Row[]> => {
  const secret = readFileSync(join(home, "postgres.secret"), "utf8");
  const at = readFileSync(join(home, "postgres.port"), "utf8");
  const client = new pg.Client(`postgres://engawa:${secret}@127.0.0.1:${at}/postgres`);
  await client.connect();
  const result = await client.query<Row>(text);
  await client.end();
  return result.rows;
};

const states = async (): Promise<Record<string, number>> => {
  const rows = await query<{ state: string; n: number }>(
    "select state, count(*)::int as n from messaging.send group by state order by state",
  ).catch(() => []);
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
};

test(
  "nothing acknowledged is lost and nothing is sent twice, whatever is killed when",
  { timeout: 900_000 },
  async () => {
    const simulator = await startLineSimulator({ channelSecret: SECRET });
    line = simulator;
    simulator.followed(
      Array.from({ length: SENDS }, (_, n) => ({ id: lineUser(n), at: new Date(), displayName: `客${n}` })),
    );
    product = await launch(simulator);
    await prepare();
    const acknowledged = new Set<string>();
    const began = Date.now();
    const [, killed] = await Promise.all([load(acknowledged), killAtRandom(simulator)]);
    expect(killed.processes + killed.servers).toBe(KILLS);

    const open = (now: Record<string, number>) =>
      (now["claimed"] ?? 0) + (now["handed_off"] ?? 0) + (now["deferred"] ?? 0);
    const total = (now: Record<string, number>) => Object.values(now).reduce((sum, n) => sum + n, 0);
    const deadline = Date.now() + 300_000;
    let ledger = await states();
    while ((total(ledger) < SENDS || open(ledger) > 0) && Date.now() < deadline) {
      await sleep(500);
      ledger = await states();
    }

    const stored = await query<{ message_id: string }>(
      "select message_id from events.event where name = 'Crash Tested'",
    );
    const kept = new Set(stored.map((row) => row.message_id));
    const lost = [...acknowledged].filter((id) => !kept.has(id));
    const { byUser, byRetryKey } = simulator.counters();
    const doubled = [...byUser.values()].filter((n) => n > 1).length;
    const seconds = Math.round((Date.now() - began) / 1000);
    console.log(
      `crash: ${killed.processes} processes and ${killed.servers} servers killed in ${seconds} s; acknowledged ${acknowledged.size}, ` +
        `lost ${lost.length}; ledger ${JSON.stringify(ledger)}; accepted by LINE ${byRetryKey.size}, people reached ${byUser.size}, doubled ${doubled}`,
    );
    expect(acknowledged.size).toBe(SENDS);
    expect(lost).toEqual([]);
    expect(stored.length).toBe(SENDS);
    expect(doubled).toBe(0);
    expect([...byRetryKey.values()].filter((n) => n > 1)).toEqual([]);
    expect(total(ledger)).toBe(SENDS);
    expect(open(ledger)).toBe(0);
    // With a retry key nothing needs to stay unknown: everybody is reached, once.
    expect(byUser.size).toBe(SENDS - (ledger["unknown"] ?? 0));
    expect(ledger["unknown"] ?? 0).toBe(0);
  },
);
