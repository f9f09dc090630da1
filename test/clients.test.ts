/** Unmodified client libraries against a real process behind a proxy that fails on purpose: nothing lost, nothing doubled. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import Rudder from "@rudderstack/rudder-sdk-node";
import { Analytics } from "@segment/analytics-node";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { type Fault, type FaultyProxy, startFaultyProxy } from "./faulty-proxy.ts";
import { freePort, KEYS, openFolder, type Product, removeFolder, startProduct } from "./process.ts";

const home = openFolder();
const env = { ENGAWA_ROLE: "api" };
const key = KEYS.ENGAWA_WRITE_KEY;
let port = 0;
let product: Product;
let proxy: FaultyProxy;
beforeAll(async () => {
  port = await freePort();
  product = await startProduct({ home, port, env });
  proxy = await startFaultyProxy(() => `http://127.0.0.1:${port}`);
}, 90_000);
afterAll(async () => {
  proxy.close();
  await product.stop();
  removeFolder(home);
});
beforeEach(() => {
  proxy.made.clear();
  proxy.plan(() => "pass");
});

/** Every kind of fault in turn, and between them enough calm to get through. */
const FAULTS: readonly Fault[] = [
  { status: 429, retryAfter: 1 },
  "lose-answer",
  { status: 500 },
  "lose-request",
  { status: 503 },
];
const allFaults = (n: number): Fault => (n % 2 === 0 ? (FAULTS[(n / 2) % FAULTS.length] ?? "pass") : "pass");

/** Kills the process at the n-th request and starts it again on the same data. */
const killAt = (nth: number) => {
  const { promise: back, resolve, reject } = Promise.withResolvers<void>();
  proxy.plan((n) => {
    if (n === nth)
      // A moment later, so that this request is under way.
      setTimeout(() => {
        product
          .kill()
          .then(() => startProduct({ home, port, env }))
          .then((next) => {
            product = next;
            resolve();
          }, reject);
      }, 3);
    return "pass";
  });
  return back;
};

interface Listed {
  events: {
    name: string;
    type: string;
    identities: string[];
    messageId: string;
    properties: Record<string, unknown>;
  }[];
  next: string | null;
}
const stored = async (filter: Record<string, string>): Promise<Listed["events"]> => {
  const all: Listed["events"] = [];
  let cursor: string | null = null;
  do {
    const query: string = new URLSearchParams({
      limit: "200",
      ...filter,
      ...(cursor !== null && { cursor }),
    }).toString();
    const response = await fetch(`http://127.0.0.1:${port}/api/events?${query}`, {
      headers: { authorization: `Bearer ${KEYS.ENGAWA_API_KEY}` },
    });
    const page = (await response.json()) as Listed;
    all.push(...page.events);
    cursor = page.next;
  } while (cursor !== null);
  return all;
};
const numbers = (events: Listed["events"]): number[] =>
  events.map((e) => Number(e.properties["n"])).sort((a, b) => a - b);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Waits until as many are stored, then a little longer for any that come twice. */
const settled = async (name: string, count: number): Promise<number[]> => {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = await stored({ name }).catch(() => []);
    if (found.length >= count || Date.now() > deadline) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return numbers(await stored({ name }));
};
const everyFault = ["429", "500", "503", "lose-answer", "lose-request"];

describe("@segment/analytics-node", () => {
  const client = (more: object = {}) =>
    new Analytics({ writeKey: key, host: proxy.url, flushAt: 10, flushInterval: 200, maxRetries: 20, ...more });

  test("429, 500, lost requests and lost answers: every event once", async () => {
    proxy.plan(allFaults);
    const analytics = client();
    for (const n of upTo(120)) analytics.track({ userId: `u${n % 5}`, event: "Segment Faults", properties: { n } });
    await analytics.closeAndFlush({ timeout: 60_000 });
    expect(await settled("Segment Faults", 120)).toEqual(upTo(120));
    expect([...proxy.made.keys()]).toEqual(expect.arrayContaining(everyFault));
  }, 120_000);

  test("the process is killed in mid-batch: every event once", async () => {
    const back = killAt(3);
    const analytics = client();
    for (const n of upTo(120)) {
      analytics.track({ userId: "u", event: "Segment Killed", properties: { n } });
      if (n % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await back;
    await analytics.closeAndFlush({ timeout: 60_000 });
    expect(await settled("Segment Killed", 120)).toEqual(upTo(120));
  }, 150_000);

  test("all kinds of events arrive as themselves", async () => {
    const analytics = client();
    analytics.identify({
      userId: "seg-1",
      anonymousId: "seg-a",
      traits: { email: "hanako@example.jp", phone: "090-8765-4321" },
    });
    analytics.page({ userId: "seg-1", name: "Segment Home" });
    analytics.screen({ userId: "seg-1", name: "Segment Cart" });
    analytics.group({ userId: "seg-1", groupId: "g" });
    analytics.alias({ userId: "seg-1", previousId: "seg-old" });
    analytics.track({
      userId: "seg-1",
      event: "Order Completed",
      properties: { order_id: "s1", total: 5480, currency: "JPY" },
    });
    await analytics.closeAndFlush({ timeout: 30_000 });
    const events = await stored({ subject: "user:seg-1" });
    expect(events.map((e) => e.type).sort()).toEqual(["alias", "group", "identify", "page", "screen", "track"]);
    expect(events.find((e) => e.type === "identify")?.identities).toEqual([
      "user:seg-1",
      "anon:seg-a",
      "email:hanako@example.jp",
      "phone:+819087654321",
    ]);
    expect(events.find((e) => e.type === "alias")?.identities).toContain("user:seg-old");
  }, 60_000);
});

describe("@rudderstack/rudder-sdk-node", () => {
  const client = (failures: unknown[]) =>
    new Rudder(key, {
      dataPlaneUrl: proxy.url,
      flushAt: 10,
      flushInterval: 200,
      retryCount: 12,
      errorHandler: (error: unknown) => failures.push(error),
    });
  const flushed = (rudder: Rudder) =>
    new Promise<void>((resolve) => {
      void rudder.flush(() => resolve());
    });

  test("gzip under a form's content type, 429, 500, lost requests and lost answers: every event once", async () => {
    proxy.plan(allFaults);
    const failures: unknown[] = [];
    const rudder = client(failures);
    for (const n of upTo(120)) rudder.track({ userId: `u${n % 5}`, event: "Rudder Faults", properties: { n } });
    await flushed(rudder);
    expect(await settled("Rudder Faults", 120)).toEqual(upTo(120));
    expect([...proxy.made.keys()]).toEqual(expect.arrayContaining(["429", "500", "lose-answer"]));
    expect(failures).toEqual([]);
  }, 120_000);

  test("the process is killed in mid-batch: every event once", async () => {
    const back = killAt(3);
    const failures: unknown[] = [];
    const rudder = client(failures);
    for (const n of upTo(120)) rudder.track({ userId: "u", event: "Rudder Killed", properties: { n } });
    await back;
    await flushed(rudder);
    expect(await settled("Rudder Killed", 120)).toEqual(upTo(120));
  }, 150_000);
});

describe("@segment/analytics-next in Chromium", async () => {
  const bundle = readFileSync(fileURLToPath(import.meta.resolve("@segment/analytics-next/dist/umd/index.js")));
  const shop = createServer((request, response) => {
    if (request.url === "/analytics.js") response.writeHead(200, { "content-type": "text/javascript" }).end(bundle);
    else
      response
        .writeHead(200, { "content-type": "text/html" })
        .end('<!doctype html><script src="/analytics.js"></script>');
  });
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  afterAll(() => shop.close());
  const browser = await launchBrowser();

  /** Loads the library in a fresh visitor's page of another origin, then sends `count` events. */
  const visit = async (event: string, count: number, delivery: object) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(origin);
    await page.evaluate(
      async (ask) => {
        interface Next {
          track(event: string, properties: object): Promise<unknown>;
          page(name: string): Promise<unknown>;
          identify(id: string, traits: object): Promise<unknown>;
        }
        const { AnalyticsNext } = globalThis as unknown as {
          AnalyticsNext: { AnalyticsBrowser: { load(s: object, o: object): Promise<[Next]> } };
        };
        const settings = { writeKey: ask.key, cdnURL: ask.proxy };
        const options = { integrations: { "Segment.io": { deliveryStrategy: ask.delivery } } };
        const [next] = await AnalyticsNext.AnalyticsBrowser.load(settings, options);
        void next.page(`${ask.event} Page`);
        void next.identify(`browser-${ask.event}`, { email: "browser@example.jp" });
        for (let n = 0; n < ask.count; n++) void next.track(ask.event, { n });
      },
      { key, proxy: proxy.url, delivery, event, count },
    );
    return { page, close: () => context.close() };
  };

  test("text/plain across origins, 429, 500, lost requests and lost answers: every event once", async () => {
    proxy.plan(allFaults);
    const visitor = await visit("Browser Faults", 25, { strategy: "standard" });
    expect(await settled("Browser Faults", 25)).toEqual(upTo(25));
    const identified = await stored({ subject: "user:browser-Browser Faults" });
    expect(identified.find((e) => e.type === "identify")?.identities[1]).toMatch(/^anon:[\da-f-]{36}$/);
    expect(await stored({ name: "Browser Faults Page" })).toHaveLength(1);
    expect([...proxy.made.keys()]).toEqual(expect.arrayContaining(["429", "500", "lose-answer"]));
    await visitor.close();
  }, 120_000);

  test("batches, with faults: every event once", async () => {
    proxy.plan(allFaults);
    const visitor = await visit("Browser Batches", 40, { strategy: "batching", config: { size: 8, timeout: 300 } });
    expect(await settled("Browser Batches", 40)).toEqual(upTo(40));
    await visitor.close();
  }, 120_000);

  test("the process is killed under way: every event once", async () => {
    const back = killAt(6);
    const visitor = await visit("Browser Killed", 25, { strategy: "standard" });
    await back;
    expect(await settled("Browser Killed", 25)).toEqual(upTo(25));
    await visitor.close();
  }, 150_000);

  test("events of a page that is left at once are not lost", async () => {
    const visitor = await visit("Browser Left", 5, { strategy: "batching", config: { size: 50, timeout: 60_000 } });
    // The client takes calls into its queue one after the other, and says nothing when it has: what never got there is not ours.
    await visitor.page.waitForTimeout(1_000);
    await visitor.page.goto("about:blank");
    expect(await settled("Browser Left", 5)).toEqual(upTo(5));
    await visitor.close();
  }, 120_000);
});
