import { Hono } from "hono";
import { beforeEach, describe, expect, test } from "vitest";
import { append, eventsModule, intake, reactionWorkers } from "#events";
import type { Ctx } from "#kernel/context";
import { mount, problemResponse } from "#kernel/mount";
import { settle } from "#kernel/runner";
import { testCtx, testDatabase } from "../../../test/database.ts";

const database = await testDatabase();
const ctx: Ctx = testCtx(database);
const app = new Hono();
app.onError((error) => problemResponse(error, ctx.log));
if (eventsModule.contract && eventsModule.handlers)
  mount(app, eventsModule.contract, eventsModule.handlers, () => Promise.resolve(ctx));
eventsModule.serve?.(app, { ctx: () => Promise.resolve(ctx), publicCtx: () => ctx });

const get = async <T>(path: string): Promise<T> => (await app.request(path)).json() as Promise<T>;
const ask = async (path: string, body: object = {}) =>
  app.request(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
const post = async <T>(path: string, body: object = {}): Promise<T> => (await ask(path, body)).json() as Promise<T>;

interface Held {
  id: string;
  reason: string;
  body: Record<string, unknown>;
  status: string;
  resolvedBy: string | null;
}
interface HeldPage {
  events: Held[];
  next: string | null;
  counts: { reason: string; count: number }[];
}
interface LogPage {
  events: { position: number; name: string; at: string; receivedAt: string; known: boolean; messageId: string }[];
  next: string | null;
}

beforeEach(async () => {
  await database.pool.query("truncate events.event, events.quarantine, events.stuck, events.cursor, kernel.audit");
});

const faulty = (n: number) => ({ type: "track", event: "", userId: "1", messageId: `bad-${n}` });
const bring = (events: readonly unknown[]) =>
  intake({ ...ctx, now: new Date("2026-11-20T00:00:00Z") }, { source: "shop", events });

describe("the log", () => {
  test("is listed newest first, page by page, filtered, with unknown events marked", async () => {
    await bring([1, 2, 3].map((n) => ({ type: "track", event: "Odd One", userId: "1", messageId: `o${n}` })));
    await bring([
      { type: "track", event: "Products Searched", userId: "2", messageId: "s", properties: { query: "茶" } },
    ]);
    const first = await get<LogPage>("/api/events?limit=3");
    expect(first.events.map((e) => [e.messageId, e.known])).toEqual([
      ["s", true],
      ["o3", false],
      ["o2", false],
    ]);
    const second = await get<LogPage>(`/api/events?limit=3&cursor=${first.next}`);
    expect([second.events.map((e) => e.messageId), second.next]).toEqual([["o1"], null]);
    expect((await get<LogPage>("/api/events?subject=user:2&type=track&source=shop")).events).toHaveLength(1);
    const position = second.events[0]?.position;
    expect(await get(`/api/events/${position}`)).toMatchObject({ messageId: "o1" });
    expect((await app.request("/api/events/999999")).status).toBe(404);
    expect((await app.request("/api/events?cursor=x")).status).toBe(400);
  });

  test("names are those seen and those known", async () => {
    await bring([{ type: "track", event: "Odd One", userId: "1", messageId: "1" }]);
    await append(ctx, [{ name: "thing.happened", subject: "user:1", properties: {}, key: "k" }]);
    const names = await get<{ name: string }[]>("/api/event-names");
    expect(names).toEqual(
      expect.arrayContaining([
        { name: "Odd One", kind: "event", known: false, seen: true },
        { name: "thing.happened", kind: "fact", known: true, seen: true },
        { name: "Order Completed", kind: "event", known: true, seen: false },
      ]),
    );
  });
});

describe("quarantine", () => {
  test("is listed with reasons and counts, page by page", async () => {
    await bring([faulty(1), faulty(2), { type: "dance", userId: "1", messageId: "d" }]);
    const page = await get<HeldPage>("/api/quarantine?limit=2");
    const rest = await get<HeldPage>(`/api/quarantine?limit=2&cursor=${encodeURIComponent(page.next ?? "")}`);
    expect([...page.events, ...rest.events].map((e) => e.reason).sort()).toEqual([
      "no_name",
      "no_name",
      "unknown_type",
    ]);
    expect(page.counts).toEqual([
      { reason: "no_name", count: 2 },
      { reason: "unknown_type", count: 1 },
    ]);
    expect((await get<HeldPage>("/api/quarantine?reason=unknown_type")).events[0]?.body).toMatchObject({
      type: "dance",
    });
  });

  test("I40 a corrected event is stored with its own arrival, once, and is marked replayed", async () => {
    await bring([{ ...faulty(1), timestamp: "2026-11-19T23:00:00Z" }]);
    const [held] = (await get<HeldPage>("/api/quarantine")).events;
    const event = { ...held?.body, event: "Mended" };
    expect(await post(`/api/quarantine/${held?.id}/replay`, { event })).toEqual({ stored: true });
    const [stored] = (await get<LogPage>("/api/events")).events;
    expect(stored).toMatchObject({
      name: "Mended",
      messageId: "bad-1",
      at: "2026-11-19T23:00:00.000Z",
      receivedAt: "2026-11-20T00:00:00.000Z",
    });
    expect(await get(`/api/quarantine/${held?.id}`)).toMatchObject({ status: "replayed", resolvedBy: "test" });
    expect((await get<HeldPage>("/api/quarantine")).events).toEqual([]);
    const trail = await database.pool.query("select action from kernel.audit");
    expect(trail.rows).toEqual([{ action: "quarantine.replayed" }]);
  });

  test("I40 the sender's clock is still corrected when the event is replayed", async () => {
    await intake(ctx, {
      source: "shop",
      sentAt: "2026-11-21T05:00:00Z",
      events: [{ ...faulty(1), timestamp: "2026-11-21T04:00:00Z" }],
    });
    const [held] = (await get<HeldPage>("/api/quarantine")).events;
    await post(`/api/quarantine/${held?.id}/replay`, { event: { ...held?.body, event: "Mended" } });
    expect((await get<LogPage>("/api/events")).events[0]?.at).toBe("2026-11-21T02:00:00.000Z");
  });

  test("I41 what is still faulty stays with the reason; what was settled cannot be settled again", async () => {
    await bring([faulty(1)]);
    const [held] = (await get<HeldPage>("/api/quarantine")).events;
    const again = await ask(`/api/quarantine/${held?.id}/replay`);
    expect([again.status, await again.json()]).toMatchObject([400, { errors: [{ at: "event" }] }]);
    expect((await get<LogPage>("/api/events")).events).toEqual([]);
    const event = { ...held?.body, event: "Mended" };
    const both = await Promise.all([1, 2].map(() => ask(`/api/quarantine/${held?.id}/replay`, { event })));
    expect(both.map((a) => a.status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect((await get<LogPage>("/api/events")).events).toHaveLength(1);
    expect((await ask(`/api/quarantine/${crypto.randomUUID()}/replay`)).status).toBe(404);
  });

  test("I40 many are replayed at once once their cause is gone; what is faulty still is told", async () => {
    await bring([faulty(1), faulty(2)]);
    // As if the schema had been wrong: the bodies are sound now.
    await database.pool.query(
      `update events.quarantine set body = body || '{"event":"Sound"}' where message_id = 'bad-1'`,
    );
    const done = await post<{ replayed: number; faulty: unknown[] }>("/api/quarantine/replay", { reason: "no_name" });
    expect([done.replayed, done.faulty.length]).toEqual([1, 1]);
    expect((await ask("/api/quarantine/replay", {})).status).toBe(400);
  });

  test("I42 discarded events leave the list but not the record", async () => {
    await bring([faulty(1), faulty(2), faulty(3)]);
    const { events } = await get<HeldPage>("/api/quarantine");
    expect(await post("/api/quarantine/discard", { ids: [events[0]?.id, events[0]?.id] })).toEqual({ discarded: 1 });
    expect(await post("/api/quarantine/discard", { reason: "no_name" })).toEqual({ discarded: 2 });
    expect((await get<HeldPage>("/api/quarantine?status=discarded")).events).toHaveLength(3);
    expect((await ask(`/api/quarantine/${events[0]?.id}/replay`)).status).toBe(409);
  });

  test("I4 a faulty event that is sent again after it was settled stays settled", async () => {
    await bring([faulty(1)]);
    await post("/api/quarantine/discard", { reason: "no_name" });
    await bring([faulty(1)]);
    expect((await get<HeldPage>("/api/quarantine")).events).toEqual([]);
  });
});

describe("reactions", () => {
  test("L6 lag and stuck events are told, and retried from the API", async () => {
    let broken = true;
    let handled = 0;
    const workers = reactionWorkers([
      {
        name: "test.picky",
        on: "*",
        handle: (_, events) => {
          if (broken && events.some((e) => e.messageId === "poison")) throw new Error("This one cannot be.");
          handled += events.length;
          return Promise.resolve();
        },
      },
    ]);
    const event = (messageId: string) => ({ type: "track", event: "E", userId: "1", messageId });
    await bring([event("a"), event("poison"), event("b")]);
    await settle(workers, () => ctx);
    await bring([event("c")]);
    expect(await get("/api/reactions")).toEqual([expect.objectContaining({ name: "test.picky", lag: 1, stuck: 1 })]);
    const [stuck] = await get<{ position: number }[]>("/api/stuck");
    expect(stuck).toMatchObject({ reaction: "test.picky", name: "E", reason: "This one cannot be.", retry: false });
    broken = false;
    const before = handled;
    expect(await post("/api/stuck/retry", { reaction: "test.picky", positions: [stuck?.position] })).toEqual({
      retried: 1,
    });
    await settle(workers, () => ctx);
    expect(handled - before).toBe(2);
    expect(await get("/api/stuck")).toEqual([]);
    expect(await get("/api/reactions")).toEqual([expect.objectContaining({ lag: 0, stuck: 0 })]);
  });

  test("stuck events can be given up", async () => {
    await database.pool.query("insert into events.stuck values ('r', 1, 'why', now()), ('r', 2, 'why', now())");
    expect(await post("/api/stuck/drop", { reaction: "r", positions: [1] })).toEqual({ dropped: 1 });
    expect(await post("/api/stuck/retry", { reaction: "r" })).toEqual({ retried: 1 });
  });
});

describe("write keys", () => {
  test("a new key works at once, its label is the source, and a revoked one is refused", async () => {
    const { id, key } = await post<{ id: string; key: string }>("/api/write-keys", { label: "site" });
    const send = (messageId: string) => ask("/v1/track", { writeKey: key, event: "E", userId: "1", messageId });
    expect((await send("1")).status).toBe(200);
    expect(await get("/api/events")).toMatchObject({ events: [{ source: "site", messageId: "1" }] });
    const [shown] = await get<object[]>("/api/write-keys");
    expect(shown).toEqual(expect.objectContaining({ id, label: "site", hint: key.slice(-4), revokedAt: null }));
    expect(JSON.stringify(shown)).not.toContain(key);
    expect((await ask(`/api/write-keys/${id}/revoke`)).status).toBe(204);
    expect((await send("2")).status).toBe(401);
    expect((await ask(`/api/write-keys/${crypto.randomUUID()}/revoke`)).status).toBe(404);
  });

  test("I2 a replaced key under the same label goes on with the same source", async () => {
    const one = await post<{ key: string }>("/api/write-keys", { label: "app" });
    const two = await post<{ key: string }>("/api/write-keys", { label: "app" });
    for (const { key } of [one, two])
      await ask("/v1/track", { writeKey: key, event: "E", userId: "1", messageId: "same" });
    expect((await get<LogPage>("/api/events?source=app")).events).toHaveLength(1);
  });

  test("the configured key is kept at start, and a revoked one is not revived", async () => {
    const configured = { ...ctx, config: { ...ctx.config, writeKey: "from-the-config" } };
    const send = () => ask("/v1/track", { writeKey: "from-the-config", event: "E", userId: "1", messageId: "c" });
    await eventsModule.start?.(configured);
    await eventsModule.start?.(configured);
    expect((await send()).status).toBe(200);
    const keys = await get<{ id: string; label: string; hint: string }[]>("/api/write-keys");
    const mine = keys.filter((k) => k.hint === "nfig");
    expect(mine).toHaveLength(1);
    await ask(`/api/write-keys/${mine[0]?.id}/revoke`);
    await eventsModule.start?.(configured);
    expect((await send()).status).toBe(401);
  });
});
