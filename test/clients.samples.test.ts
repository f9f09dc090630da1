/** Requests that real client libraries have sent, byte for byte where it matters, against the intake. */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { eventsModule } from "#events";
import { testCtx, testDatabase } from "./database.ts";

const folder = ["../shared/samples/clients", "../../shared/samples/clients"].find((path) => existsSync(path)) ?? "";
const FILES = ["segment-node", "segment-browser", "segment-browser-crossorigin", "rudder-node", "rudder-node-2"];
const KEYS = ["WK_NODE", "WK_WEB", "WK_WEB_BATCH", "WK_RUDDER"];

interface Recorded {
  method: string;
  url: string;
  rawHeaders: string[];
  body: { batch?: { messageId: string }[]; messageId?: string } | "";
}
const headersOf = (raw: readonly string[]): [string, string][] =>
  raw.flatMap((name, i): [string, string][] => (i % 2 === 0 ? [[name, raw[i + 1] ?? ""]] : []));

test.skipIf(folder === "")(
  `recorded requests are answered 200 and stored once${folder === "" ? " (skipped: the recordings are not here)" : ""}`,
  async () => {
    const database = await testDatabase();
    const ctx = testCtx(database);
    for (const key of KEYS)
      await database.pool.query(
        "insert into events.write_key (id, label, hash, hint, created_at, created_by) values ($1, $2, $3, '', now(), '')",
        [randomUUID(), key, createHash("sha256").update(key).digest("hex")],
      );
    const app = new Hono();
    eventsModule.serve?.(app, { ctx: () => Promise.resolve(ctx), publicCtx: () => ctx });
    const sent = new Set<string>();
    let requests = 0;
    for (const file of FILES)
      for (const line of readFileSync(`${folder}/${file}.ndjson`, "utf8").trim().split("\n")) {
        const { method, url, rawHeaders, body } = JSON.parse(line) as Recorded;
        if (url === "/favicon.ico") continue;
        const headers = headersOf(rawHeaders).filter(([name]) => !/^(content-length|connection|host)$/i.test(name));
        const packed = headers.some(([name, value]) => /^content-encoding$/i.test(name) && value === "gzip");
        const text = JSON.stringify(body);
        const bytes = method === "POST" ? { body: packed ? gzipSync(text) : text } : {};
        const answer = await app.request(url, { method, headers, ...bytes });
        expect([file, url, answer.status]).toEqual([file, url, method === "OPTIONS" ? 204 : 200]);
        requests++;
        if (body !== "") for (const event of body.batch ?? [body]) sent.add(event.messageId ?? "");
      }
    const stored = await database.pool.query<{ message_id: string }>("select message_id from events.event");
    expect(stored.rows.map((row) => row.message_id).sort()).toEqual([...sent].sort());
    expect((await database.pool.query("select reason, faults from events.quarantine")).rows).toEqual([]);
    expect(requests).toBeGreaterThan(60);
  },
);
