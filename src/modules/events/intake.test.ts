import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventsModule, intake } from "#events";
import type { Ctx } from "#kernel/context";
import type { Serving } from "#kernel/module";
import { testCtx, testDatabase } from "../../../test/database.ts";

const database = await testDatabase();
const base = testCtx(database);
let ctx: Ctx = { ...base, config: { ...base.config, writeKey: "the-write-key" } };
const serving: Serving = { ctx: () => Promise.resolve(ctx), publicCtx: () => ctx };
const take = eventsModule.node?.(serving);
const server = createServer((request, response) => {
  if (!take?.(request, response)) response.writeHead(404).end();
});
let origin = "";
beforeAll(async () => {
  await eventsModule.start?.(ctx);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(async () => {
  ctx = { ...ctx, now: base.now };
  await database.pool.query("truncate events.event, events.quarantine");
});

const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
const AUTH = { authorization: basic("the-write-key") };
type Body = string | Buffer<ArrayBuffer> | ReadableStream<Uint8Array>;
const post = (path: string, body: Body, headers: Record<string, string> = AUTH) =>
  fetch(origin + path, { method: "POST", body, headers, duplex: "half" } as RequestInit);
const send = (path: string, body: unknown, headers = AUTH) => post(path, JSON.stringify(body), headers);
const one = (event: object) => send("/v1/batch", { batch: [event] });

interface Row {
  position: number;
  source: string;
  message_id: string;
  type: string;
  name: string;
  subject: string;
  identities: string[];
  at: Date;
  received_at: Date;
  clamped: boolean;
  properties: Record<string, unknown>;
  context: Record<string, unknown>;
}
const stored = async () => (await database.pool.query<Row>("select * from events.event order by position")).rows;
interface HeldRow {
  id: string;
  reason: string;
  faults: { at: string; message: string }[];
  body: unknown;
  raw: string | null;
  message_id: string | null;
}
const held = async () =>
  (await database.pool.query<HeldRow>("select * from events.quarantine order by received_at, reason")).rows;

const track = (id: string, more: object = {}) => ({
  type: "track",
  event: "Something Unheard Of",
  userId: "42",
  messageId: id,
  properties: {},
  ...more,
});

describe("requests", () => {
  test("I1 every endpoint, long and short, stores its event before it answers success", async () => {
    const bodies: Record<string, object> = {
      identify: { traits: { plan: "gold" } },
      track: { event: "Something" },
      page: { name: "Home", category: "Shop" },
      screen: {},
      group: { groupId: "g1", traits: { name: "A group" } },
      alias: { previousId: "old" },
    };
    for (const [type, more] of Object.entries(bodies))
      for (const path of [`/v1/${type}`, `/v1/${type[0]}`]) {
        const answer = await send(path, { userId: "1", messageId: path, ...more });
        expect([path, answer.status, await answer.text()]).toEqual([path, 200, '{"success":true}']);
        expect((await stored()).at(-1)).toMatchObject({ message_id: path, type, source: "default" });
      }
    for (const path of ["/v1/batch", "/v1/b", "/v1/import"])
      expect((await send(path, { batch: [track(path)] })).status).toBe(200);
    const rows = await stored();
    expect(rows.map((r) => r.name)).toEqual(
      ["identify", "identify", "Something", "Something", "Home", "Home", "screen", "screen"].concat(
        ["group", "group", "alias", "alias"],
        Array<string>(3).fill("Something Unheard Of"),
      ),
    );
    expect(rows[4]?.properties).toEqual({ name: "Home", category: "Shop" });
    expect(rows[8]?.context).toEqual({ groupId: "g1" });
  });

  test("I2 the same message id is stored once: in one batch, again, and in parallel", async () => {
    const batch = { batch: [track("a"), track("a"), track("b")] };
    await Promise.all(Array.from({ length: 8 }, () => send("/v1/batch", batch)));
    await send("/v1/batch", batch);
    expect((await stored()).map((r) => r.message_id).sort()).toEqual(["a", "b"]);
  });

  test("I2 two sources may use the same message id", async () => {
    await intake(ctx, { source: "import:a", events: [track("a")] });
    const result = await intake(ctx, { source: "import:b", events: [track("a"), track("a"), track("b"), "nothing"] });
    expect(result).toEqual({ accepted: 2, duplicates: 1, quarantined: 1 });
  });

  test("I3 without a message id: dated events are known by their content, undated ones count each", async () => {
    const dated = { ...track("", { timestamp: "2026-11-20T00:00:00Z", properties: { a: 1, b: 2 } }) };
    const again = {
      ...dated,
      properties: { b: 2, a: 1 },
      sentAt: "2026-11-21T02:59:59Z",
      _metadata: { retryCount: 1 },
    };
    await send("/v1/batch", { batch: [dated] });
    await send("/v1/batch", { batch: [again] });
    expect(await stored()).toHaveLength(1);
    await send("/v1/batch", { batch: [track(""), track("")] });
    expect(await stored()).toHaveLength(3);
  });

  test("I3 numbers are message ids; one that is too long counts as none", async () => {
    await send("/v1/batch", { batch: [{ ...track(""), messageId: 17 }, { ...track("x".repeat(256)) }] });
    const ids = (await stored()).map((r) => r.message_id);
    expect(ids[0]).toBe("17");
    expect(ids[1]).toHaveLength(36);
  });

  test("I4 a faulty event is held with its reason and its neighbours are stored; sent again it is held once", async () => {
    const bad = { ...track("bad"), event: "" };
    const batch = { batch: [track("1"), bad, null, "text", [], track("2"), { type: "dance" }] };
    expect((await send("/v1/batch", batch)).status).toBe(200);
    expect((await send("/v1/batch", batch)).status).toBe(200);
    expect((await stored()).map((r) => r.message_id)).toEqual(["1", "2"]);
    expect((await held()).map((h) => h.reason).sort()).toEqual(
      ["no_name", "not_an_object", "not_an_object", "not_an_object", "unknown_type"].sort(),
    );
  });

  test("I5 a request that cannot be read at all is refused with problem+json and stores nothing", async () => {
    const wrong: [string, Body, Record<string, string>, number][] = [
      ["/v1/track", "{broken", AUTH, 400],
      ["/v1/track", "", AUTH, 400],
      ["/v1/track", "[]", AUTH, 400],
      ["/v1/track", "null", AUTH, 400],
      ["/v1/batch", "{}", AUTH, 400],
      ["/v1/batch", '{"batch":{}}', AUTH, 400],
      ["/v1/track", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), AUTH, 400],
      ["/v1/track", "not gzip", { ...AUTH, "content-encoding": "gzip" }, 400],
      ["/v1/track", "{}", { ...AUTH, "content-encoding": "zstd" }, 400],
      ["/v1/track", gzipSync(JSON.stringify(track("x"))).subarray(0, 40), { ...AUTH, "content-encoding": "gzip" }, 400],
      ["/v1/track", "{}", { authorization: basic("wrong") }, 401],
      ["/v1/track", "{}", {}, 401],
      ["/v1/track", '{"writeKey":17}', {}, 401],
      ["/v1/track", "{}", { authorization: "Bearer the-write-key" }, 401],
      ["/v1/batch", JSON.stringify({ batch: Array(5_001).fill({}) }), AUTH, 413],
    ];
    for (const [path, body, headers, status] of wrong) {
      const answer = await post(path, body, headers);
      expect({ path, headers, status: answer.status }).toEqual({ path, headers, status });
      expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(await answer.json()).toMatchObject({ status });
    }
    expect(await stored()).toEqual([]);
    expect(await held()).toEqual([]);
  });

  test("I5 an empty batch is a success; other methods and paths are not ours", async () => {
    expect((await send("/v1/batch", { batch: [] })).status).toBe(200);
    expect((await fetch(`${origin}/v1/track`)).status).toBe(404);
    expect((await fetch(`${origin}/v1/unknown`, { method: "POST", body: "{}" })).status).toBe(404);
  });

  test("I6 with a full backlog the answer is 429 with Retry-After, and the sender's second try is stored", async () => {
    const batch = (n: number) => ({
      batch: Array.from({ length: 4_000 }, (_, i) => ({ ...track(`${n}-${i}`), event: "e" })),
    });
    const locker = await database.pool.connect();
    await locker.query("begin; lock table events.event in exclusive mode");
    const asked = Array.from({ length: 10 }, (_, n) => send("/v1/batch", batch(n)));
    const first = await Promise.race(asked);
    expect(first.status).toBe(429);
    expect(Number(first.headers.get("retry-after"))).toBeGreaterThan(0);
    await locker.query("commit");
    locker.release();
    const statuses = (await Promise.all(asked)).map((a) => a.status);
    const counts = Map.groupBy(statuses, (s) => s);
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([200, 429]);
    const ok = counts.get(200)?.length ?? 0;
    expect((await database.pool.query<{ n: number }>("select count(*)::int as n from events.event")).rows[0]?.n).toBe(
      ok * 4_000,
    );
    const again = statuses.flatMap((status, n) => (status === 429 ? [send("/v1/batch", batch(n))] : []));
    expect((await Promise.all(again)).map((a) => a.status)).toEqual(again.map(() => 200));
  });

  test("I7 5 MB are refused with 413, declared or streamed, without being kept; so are gzip bombs", async () => {
    const before = process.memoryUsage().rss;
    const five = Buffer.alloc(5_000_000, 0x20);
    expect((await post("/v1/batch", five)).status).toBe(413);
    const stream = new ReadableStream<Uint8Array>({
      start: (c) => {
        for (let i = 0; i < 5; i++) c.enqueue(new Uint8Array(1_000_000).fill(0x20));
        c.close();
      },
    });
    expect((await post("/v1/batch", stream)).status).toBe(413);
    // 60 MB of spaces in 60 kB.
    const bomb = gzipSync(Buffer.alloc(60_000_000, 0x20));
    for (let i = 0; i < 5; i++)
      expect((await post("/v1/batch", bomb, { ...AUTH, "content-encoding": "gzip" })).status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(700_000_000);
    expect((await send("/v1/track", track("after"))).status).toBe(200);
  });

  test("I7 batches of 500 KB and events of 32 KB are taken, packed or not", async () => {
    const big = {
      batch: Array.from({ length: 16 }, (_, i) => track(`${i}`, { properties: { note: "お".repeat(10_900) } })),
    };
    const text = JSON.stringify(big);
    expect(Buffer.byteLength(text)).toBeGreaterThan(500_000);
    expect((await post("/v1/batch", text)).status).toBe(200);
    expect(
      (
        await post("/v1/batch", gzipSync(text.replaceAll('"messageId":"', '"messageId":"z')), {
          ...AUTH,
          "content-encoding": "gzip",
        })
      ).status,
    ).toBe(200);
    expect(await stored()).toHaveLength(32);
    expect(await held()).toEqual([]);
  });

  test("I8 JSON whatever the content type says, gzip, deflate with and without wrapper, a byte order mark", async () => {
    const text = (id: string) => JSON.stringify(track(id));
    const form = { ...AUTH, "content-type": "application/x-www-form-urlencoded" };
    await post("/v1/track", text("form"), form);
    await post("/v1/track", text("plain"), { ...AUTH, "content-type": "text/plain" });
    await post("/v1/track", gzipSync(text("gzip")), { ...form, "content-encoding": "gzip" });
    await post("/v1/track", deflateSync(text("deflate")), { ...form, "content-encoding": "deflate" });
    await post("/v1/track", deflateRawSync(text("raw")), { ...form, "content-encoding": "Deflate" });
    await post("/v1/track", `\uFEFF${text("bom")}`);
    expect((await stored()).map((r) => r.message_id)).toEqual(["form", "plain", "gzip", "deflate", "raw", "bom"]);
  });

  test("I9 the write key comes from Basic, a header or the body", async () => {
    await send("/v1/track", track("basic"));
    await post("/v1/track", JSON.stringify(track("header")), { "x-write-key": "the-write-key" });
    await post("/v1/track", JSON.stringify({ ...track("body"), writeKey: "the-write-key" }), {});
    await post("/v1/b", JSON.stringify({ batch: [track("batch body")], writeKey: "the-write-key" }), {});
    expect((await stored()).map((r) => r.message_id)).toEqual(["basic", "header", "body", "batch body"]);
    const both = await post("/v1/track", JSON.stringify({ ...track("x"), writeKey: "the-write-key" }), {
      authorization: basic("wrong"),
    });
    expect(both.status).toBe(401);
  });

  test("browsers of other sites are let in: preflight, exposed Retry-After, settings, source config", async () => {
    const preflight = await fetch(`${origin}/v1/t`, {
      method: "OPTIONS",
      headers: {
        origin: "http://shop.example.jp",
        "access-control-request-method": "POST",
        "access-control-request-headers": "anonymousid,authorization,content-type,sentat",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toBe("anonymousid,authorization,content-type,sentat");
    expect(Number(preflight.headers.get("access-control-max-age"))).toBeGreaterThan(0);
    expect(preflight.headers.get("access-control-expose-headers")).toBe("Retry-After");
    const settings = await fetch(`${origin}/v1/projects/the-write-key/settings`);
    expect(await settings.json()).toMatchObject({
      integrations: { "Segment.io": { apiKey: "the-write-key", apiHost: `${origin.slice(7)}/v1`, protocol: "http" } },
    });
    expect((await fetch(`${origin}/v1/projects/other/settings`)).status).toBe(401);
    const config = await fetch(`${origin}/sourceConfig?p=npm`, { headers: AUTH });
    expect(await config.json()).toMatchObject({ source: { enabled: true, writeKey: "the-write-key" } });
  });

  test("the router gives the same answers as the plain server", async () => {
    const app = new Hono();
    eventsModule.serve?.(app, serving);
    const ask = (path: string, body: Body, headers: Record<string, string> = AUTH) =>
      app.request(path, { method: "POST", body, headers });
    expect((await ask("/v1/t", JSON.stringify(track("hono")))).status).toBe(200);
    expect((await ask("/v1/t", "{")).status).toBe(400);
    expect((await ask("/v1/t", "{}", {})).status).toBe(401);
    expect((await ask("/v1/t", Buffer.alloc(5_000_000, 0x20))).status).toBe(413);
    expect((await ask("/elsewhere", "{}")).status).toBe(404);
    expect((await stored()).map((r) => r.message_id)).toEqual(["hono"]);
  });
});

describe("whom an event names", () => {
  const LINE = `U${"0123456789abcdef".repeat(2)}`;
  const names = async (event: object) => {
    await one({ messageId: "m", ...event });
    return (await stored())[0]?.identities ?? (await held())[0]?.reason;
  };

  test("I10 ids come in a fixed order and the first is the subject", async () => {
    const identities = await names({
      type: "identify",
      anonymousId: "a-1",
      userId: 42,
      traits: { email: " Taro@Example.JP ", phone: "090-1234-5678", lineUserId: LINE },
      context: { externalIds: [{ type: "card", id: "C-9" }] },
    });
    expect(identities).toEqual([
      "user:42",
      "anon:a-1",
      "card:C-9",
      `line:${LINE}`,
      "email:taro@example.jp",
      "phone:+819012345678",
    ]);
    expect((await stored())[0]?.subject).toBe("user:42");
  });

  test("I11 null, empty and odd ids name nobody", async () => {
    expect(await names({ ...track("m"), userId: null, anonymousId: "a" })).toEqual(["anon:a"]);
    await database.pool.query("truncate events.event");
    expect(await names({ ...track("m2"), userId: "", anonymousId: { $ne: 1 } })).toBe("no_identity");
  });

  test("I12 I13 external ids count by type, and a LINE id must look like one", async () => {
    const externalIds = [
      { type: "line_user_id", id: LINE },
      { type: "email", id: "a@b.jp" },
      { type: "facebook", id: "f" },
      { type: "line", id: "Taro" },
      "nonsense",
      { type: "phone" },
    ];
    expect(await names({ type: "track", event: "E", context: { externalIds, lineUserId: "not a line id" } })).toEqual([
      `line:${LINE}`,
      "email:a@b.jp",
    ]);
  });

  test("I14 e-mail and phone of the person are read, those of groups and pages are not, nonsense is passed over", async () => {
    await send("/v1/batch", {
      batch: [
        track("t", { properties: { email: "t@example.jp", phone: "nonsense" } }),
        { type: "group", userId: "1", messageId: "g", groupId: "g", traits: { email: "group@example.jp" } },
        { type: "page", anonymousId: "a", messageId: "p", properties: { email: "page@example.jp" } },
        { ...track("c"), context: { traits: { phone: "03-1234-5678" } } },
      ],
    });
    expect((await stored()).map((r) => r.identities)).toEqual([
      ["user:42", "email:t@example.jp"],
      ["user:1"],
      ["anon:a"],
      ["user:42", "phone:+81312345678"],
    ]);
  });

  test("I15 alias and identify carry both ids", async () => {
    await send("/v1/batch", {
      batch: [
        { type: "alias", userId: "new", previousId: "old", messageId: "1" },
        { type: "alias", userId: "new", anonymousId: "a", previousId: "a", messageId: "2" },
        { type: "alias", userId: "u1", anonymousId: "a", previousId: "u1", messageId: "3" },
        { type: "identify", userId: "u1", anonymousId: "a", messageId: "4" },
      ],
    });
    expect((await stored()).map((r) => r.identities)).toEqual([
      ["user:new", "user:old", "anon:old"],
      ["user:new", "anon:a"],
      ["user:u1", "anon:a"],
      ["user:u1", "anon:a"],
    ]);
  });

  test("I17 a placeholder is no identity: the browser behind it stands for the event", async () => {
    await send("/v1/batch", {
      batch: [
        { ...track("t"), userId: "null", anonymousId: "a-1" },
        { ...track("u"), userId: "42", properties: { email: "test@shop.jp", phone: "0120-000-000" } },
      ],
    });
    expect((await stored()).map((r) => r.identities)).toEqual([["anon:a-1"], ["user:42"]]);
  });

  test("I16 an event that names nobody is held", async () => {
    expect(await names({ type: "track", event: "E" })).toBe("no_identity");
  });
});

describe("when it happened", () => {
  // Arrival is 2026-11-21T03:00:00Z.
  const at = async (event: object) => {
    await one({ ...track("m"), ...event });
    const [row] = await stored();
    const [fault] = await held();
    return row ? [row.at.toISOString(), row.clamped] : fault?.reason;
  };

  test("I20 without a timestamp it is the arrival; all usual spellings are read", async () => {
    const spellings: [unknown, string][] = [
      [undefined, "2026-11-21T03:00:00.000Z"],
      [null, "2026-11-21T03:00:00.000Z"],
      ["2026-11-20T12:00:00.123Z", "2026-11-20T12:00:00.123Z"],
      ["2026-11-20T12:00:00.123456789Z", "2026-11-20T12:00:00.123Z"],
      ["2026-11-20T21:00:00+09:00", "2026-11-20T12:00:00.000Z"],
      ["2026-11-20 12:00", "2026-11-20T12:00:00.000Z"],
      ["2026-11-20", "2026-11-20T00:00:00.000Z"],
      [1795176000000, "2026-11-20T12:00:00.000Z"],
      [1795176000, "2026-11-20T12:00:00.000Z"],
    ];
    await send("/v1/batch", { batch: spellings.map(([timestamp], i) => ({ ...track(`${i}`), timestamp })) });
    expect((await stored()).map((r) => r.at.toISOString())).toEqual(spellings.map(([, iso]) => iso));
  });

  test("I20 originalTimestamp stands in for timestamp", async () => {
    expect(await at({ originalTimestamp: "2026-11-20T12:00:00Z" })).toEqual(["2026-11-20T12:00:00.000Z", false]);
  });

  test("I21 the sender's clock is corrected by sentAt, of the event or of the request", async () => {
    // Its clock is two hours ahead: sent "05:00", which was 03:00.
    const timestamp = "2026-11-21T04:59:30.000Z";
    await send("/v1/batch", {
      batch: [
        { ...track("1"), timestamp },
        { ...track("2"), timestamp, sentAt: "2026-11-21T04:59:40.000Z" },
      ],
      sentAt: "2026-11-21T05:00:00.000Z",
    });
    expect((await stored()).map((r) => r.at.toISOString())).toEqual([
      "2026-11-21T02:59:30.000Z",
      "2026-11-21T02:59:50.000Z",
    ]);
  });

  test("I22 a sentAt that lies before the event, or is garbage, is not believed", async () => {
    expect(await at({ timestamp: "2026-11-21T02:00:00Z", sentAt: "1970-01-01T00:00:00Z" })).toEqual([
      "2026-11-21T02:00:00.000Z",
      false,
    ]);
    await send("/v1/track", { ...track("n"), timestamp: "2026-11-21T02:00:00Z", sentAt: "garbage" });
    expect((await stored())[1]?.at.toISOString()).toBe("2026-11-21T02:00:00.000Z");
  });

  test("I23 the future is clamped to the arrival and flagged; a minute is forgiven", async () => {
    await send("/v1/batch", {
      batch: ["2100-01-01T00:00:00Z", "2026-11-21T03:01:00.001Z", "2026-11-21T03:01:00.000Z"].map((timestamp, i) => ({
        ...track(`${i}`),
        timestamp,
      })),
    });
    expect((await stored()).map((r) => [r.at.toISOString(), r.clamped])).toEqual([
      ["2026-11-21T03:00:00.000Z", true],
      ["2026-11-21T03:00:00.000Z", true],
      ["2026-11-21T03:01:00.000Z", false],
    ]);
    expect((await stored())[0]?.context["originalTimestamp"]).toBe("2100-01-01T00:00:00Z");
  });

  test("I24 a late event counts at its own time", async () => {
    expect(await at({ timestamp: "2001-02-03T04:05:06Z" })).toEqual(["2001-02-03T04:05:06.000Z", false]);
  });

  test("I25 1970 is held, unless the clock that said so is corrected", async () => {
    expect(await at({ timestamp: "1970-01-01T00:00:05Z" })).toBe("too_old");
    expect(await at({ messageId: "n", timestamp: 0 })).toBe("too_old");
    expect(await at({ messageId: "o", timestamp: "1970-01-01T00:00:05Z", sentAt: "1970-01-01T00:00:10Z" })).toEqual([
      "2026-11-21T02:59:55.000Z",
      false,
    ]);
  });

  test("I26 what is no time is held", async () => {
    const garbage = [
      "yesterday",
      "2026-13-01T00:00:00Z",
      "2026-02-30",
      "2026-11-20T25:00:00",
      {},
      [],
      true,
      "20261120",
    ];
    await send("/v1/batch", { batch: [...garbage, 1e300].map((timestamp, i) => ({ ...track(`${i}`), timestamp })) });
    expect((await held()).map((h) => h.reason)).toEqual(garbage.map(() => "bad_timestamp"));
    expect((await stored()).map((r) => r.clamped)).toEqual([true]);
  });
});

describe("what it says", () => {
  test("I30 a known event with broken properties is held with every fault; whole ones pass as sent", async () => {
    const order = {
      order_id: 1001,
      total: "5480",
      currency: "JPY",
      products: [{ sku: "A-1", price: 2740, quantity: 2, extra: [1] }],
    };
    await send("/v1/batch", {
      batch: [
        track("ok", { event: "Order Completed", properties: order }),
        track("bad", {
          event: "Order Completed",
          properties: { total: "a lot", currency: "円", products: [{ name: "no id" }, { sku: "x", price: {} }] },
        }),
        track("bare", { event: "Product Viewed", properties: {} }),
      ],
    });
    expect((await stored()).map((r) => [r.message_id, r.properties])).toEqual([["ok", order]]);
    const faults = (await held()).map((h) => [h.message_id, h.reason, h.faults.map((f) => f.at).sort()]);
    expect(faults.sort(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
      [
        "bad",
        "schema",
        [
          "properties.currency",
          "properties.order_id",
          "properties.products.0",
          "properties.products.1.price",
          "properties.total",
        ],
      ],
      ["bare", "schema", ["properties"]],
    ]);
  });

  test("I31 an unknown event is stored as it is", async () => {
    await one(track("m", { event: "初めてのイベント", properties: { 値: [1, { two: null }] } }));
    expect((await stored())[0]).toMatchObject({ name: "初めてのイベント", properties: { 値: [1, { two: null }] } });
  });

  test("I32 nobody can forge a fact, nor a known event by naming a page so", async () => {
    await send("/v1/batch", {
      batch: [
        track("1", { event: "message.delivered" }),
        track("2", { event: "identify" }),
        { type: "page", userId: "1", messageId: "3", name: "Order Completed" },
        { type: "screen", userId: "1", messageId: "4", name: "profile.merged" },
      ],
    });
    expect((await held()).map((h) => h.reason)).toEqual(["reserved_name", "reserved_name"]);
    expect((await stored()).map((r) => [r.name, r.properties["name"]])).toEqual([
      ["page", "Order Completed"],
      ["screen", "profile.merged"],
    ]);
  });

  test("I33 NUL and half surrogates are replaced and take nobody along", async () => {
    await post(
      "/v1/batch",
      '{"batch":[{"type":"track","event":"a\\u0000b","userId":"1","messageId":"x\\u0000","properties":{"k\\u0000":"v\\ud83d","ok":"\\ud83d\\ude00"},"context":{"c":"\\u0000"}},' +
        '{"type":"track","event":"e","userId":"u\\u0000","anonymousId":"a","messageId":"2"}]}',
    );
    const rows = await stored();
    expect(rows[0]).toMatchObject({
      name: "a\uFFFDb",
      message_id: "x\uFFFD",
      properties: { "k\uFFFD": "v\uFFFD", ok: "😀" },
    });
    expect(rows[1]?.identities).toEqual(["anon:a"]);
  });

  test("I34 too large and too deep events are held, and neighbours stored", async () => {
    const nest = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    const event = (id: string, properties: string) =>
      `{"type":"track","event":"e","userId":"1","messageId":"${id}","properties":${properties}}`;
    const body = [
      event("ok", nest(60)),
      event("deep", nest(100)),
      event("deeper", nest(20_000)),
      event("large", `{"a":"${"x".repeat(140_000)}"}`),
      event("last", "{}"),
    ];
    expect((await post("/v1/batch", `{"batch":[${body.join()}]}`)).status).toBe(200);
    expect((await stored()).map((r) => r.message_id)).toEqual(["ok", "last"]);
    expect((await held()).map((h) => h.reason).sort()).toEqual(["too_deep", "too_deep", "too_large"]);
    expect((await post("/v1/track", `${"[".repeat(500_000)}${"]".repeat(500_000)}`)).status).toBe(400);
  });

  test("I35 wrong types are held, whatever they are", async () => {
    const batch = [
      track("1", { properties: "text" }),
      track("2", { properties: [1] }),
      track("3", { context: 7 }),
      { type: "identify", userId: "1", messageId: "4", traits: "x" },
      track("5", { event: { a: 1 } }),
      track("6", { event: "x".repeat(256) }),
      track("7", { properties: null, context: null }),
    ];
    await send("/v1/batch", { batch });
    expect((await stored()).map((r) => r.message_id)).toEqual(["7"]);
    expect((await held()).map((h) => h.reason).sort()).toEqual(
      ["no_name", "no_name", "wrong_shape", "wrong_shape", "wrong_shape", "wrong_shape"].sort(),
    );
  });

  test("I4 I33 whatever JSON is sent, the answer is 200 and every event is either stored or held", async () => {
    const jsonish = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.record(
        {
          type: fc.constantFrom("track", "identify", "page", "alias", "group", 1, null, "__proto__"),
          event: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("Order Completed", "Product Viewed")),
          userId: fc.oneof(fc.string({ unit: "binary" }), fc.integer(), fc.constant(null)),
          anonymousId: fc.jsonValue(),
          properties: fc.jsonValue(),
          traits: fc.jsonValue(),
          context: fc.jsonValue(),
          timestamp: fc.oneof(fc.date({ noInvalidDate: true }), fc.string(), fc.double()),
          sentAt: fc.jsonValue(),
          messageId: fc.uuid(),
        },
        { requiredKeys: ["messageId"] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(jsonish, { maxLength: 12 }), async (batch) => {
        await database.pool.query("truncate events.event, events.quarantine");
        const marked = [...batch, track("marker")];
        expect((await send("/v1/batch", { batch: marked })).status).toBe(200);
        const rows = await stored();
        expect(rows.map((r) => r.message_id)).toContain("marker");
        const ids = new Set<string>(
          JSON.parse(JSON.stringify(batch)).flatMap((e: { messageId?: unknown } | null) =>
            typeof e?.messageId === "string" ? e.messageId : [],
          ),
        );
        const found = [...rows.map((r) => r.message_id), ...(await held()).map((h) => h.message_id)];
        expect(found).toEqual(expect.arrayContaining([...ids].filter((id) => id.length === 36)));
      }),
      { numRuns: 60 },
    );
  });
});

describe("delivery", () => {
  test("I2 shuffled, doubled and delayed deliveries store the same set of events", async () => {
    const event = fc.record({
      messageId: fc.uuid(),
      type: fc.constantFrom("track", "page"),
      event: fc.constantFrom("A", "B"),
      userId: fc.constantFrom("1", "2"),
      timestamp: fc
        .date({ min: new Date("2026-01-01"), max: new Date("2026-11-20"), noInvalidDate: true })
        .map((d) => d.toISOString()),
    });
    const plan = fc.uniqueArray(event, { selector: (e) => e.messageId, minLength: 1, maxLength: 20 }).chain((events) =>
      fc.record({
        events: fc.constant(events),
        deliveries: fc.array(
          fc.record({ picks: fc.array(fc.nat(events.length - 1), { maxLength: 12 }), late: fc.nat(86_400_000) }),
          { maxLength: 6 },
        ),
        rest: fc.shuffledSubarray(events, { minLength: events.length }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(plan, async ({ events, deliveries, rest }) => {
        await database.pool.query("truncate events.event");
        await Promise.all(
          deliveries.map(({ picks, late }) => {
            ctx = { ...ctx, now: new Date(base.now.getTime() + late) };
            return send("/v1/batch", { batch: picks.map((i) => events[i]) });
          }),
        );
        expect((await send("/v1/batch", { batch: rest })).status).toBe(200);
        const found = (await stored()).map((r) => [r.message_id, r.type, r.subject, r.at.toISOString()].join());
        expect(found.sort()).toEqual(
          events.map((e) => [e.messageId, e.type, `user:${e.userId}`, e.timestamp].join()).sort(),
        );
      }),
      { numRuns: 40 },
    );
  });
});
