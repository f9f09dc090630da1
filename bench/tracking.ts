/**
 * The tracking page of one real process: its bytes with everything it loads, how many it answers when asked as fast as it
 * can, and how long an answer takes at a steady 300 requests a second. The requests come at their times whatever the answers
 * do, so a page that is late counts with all the time that it was waited for.
 */
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { signedFor } from "./tracking-links.ts";
import { percentile } from "./load.ts";
import { freePort, KEYS, openFolder, removeFolder, startProduct } from "../test/process.ts";

const ORDERS = 400;
const RATE = 300;

interface Answer {
  readonly ms: number;
  readonly bytes: number;
  readonly ok: boolean;
}

const get = (agent: Agent, url: string): Promise<Answer> =>
  new Promise((resolve) => {
    const began = performance.now();
    const done = (ok: boolean, bytes: number) => resolve({ ms: performance.now() - began, bytes, ok });
    const asked = request(url, { agent, headers: { "accept-language": "ja" } }, (response) => {
      let bytes = 0;
      response.on("data", (data: Buffer) => (bytes += data.length));
      response.on("end", () => done(response.statusCode === 200, bytes));
    });
    asked.on("error", () => done(false, 0));
    asked.end();
  });

const product = (n: number) => ({
  product_id: `P-${n % 40}`,
  name: `椿のシャンプー ${n % 40} 400mL`,
  category: "シャンプー",
  price: 2980,
  quantity: 1 + (n % 2),
});

/** Orders of one or two parcels with the scans of a usual way, told by the shop and by an operator's API. */
const fill = async (url: string): Promise<void> => {
  const basic = `Basic ${Buffer.from(`${KEYS.ENGAWA_WRITE_KEY}:`).toString("base64")}`;
  const send = async (path: string, headers: Record<string, string>, body: object) => {
    const response = await fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  const orders = Array.from({ length: ORDERS }, (_, n) => ({
    type: "track",
    event: "Order Completed",
    userId: `member-${n}`,
    messageId: `order-${n}`,
    properties: {
      order_id: `o-${n}`,
      order_number: `K-${10_000 + n}`,
      total: 8_940,
      currency: "JPY",
      products: Array.from({ length: 1 + (n % 3) }, (__, i) => product(n + i)),
    },
  }));
  for (let i = 0; i < orders.length; i += 100)
    await send("/v1/batch", { authorization: basic }, { batch: orders.slice(i, i + 100) });
  await sleep(1_500);
  const way = ["発送済み", "輸送中", "配達店到着", "配達中"];
  const bearer = { authorization: `Bearer ${KEYS.ENGAWA_API_KEY}` };
  const numberOf = (n: number) => String(444_400_000_000 + n);
  for (let n = 0; n < ORDERS; n += 20)
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => n + i).map((each) =>
        send("/api/shipments", bearer, {
          order: `o-${each}`,
          carrier: "yamato",
          parcels: [{ number: numberOf(each) }],
        }),
      ),
    );
  const scans = Array.from({ length: ORDERS }, (_, n) =>
    way.slice(0, 1 + (n % way.length)).map((status, i) => ({
      carrier: "yamato",
      number: numberOf(n),
      status,
      occurredAt: new Date(Date.now() - (way.length - i) * 3_600_000).toISOString(),
    })),
  ).flat();
  for (let i = 0; i < scans.length; i += 500) await send("/api/scans", bearer, { scans: scans.slice(i, i + 500) });
  await sleep(500);
};

const closedLoop = async (agent: Agent, urls: readonly string[], seconds: number): Promise<number> => {
  const end = performance.now() + seconds * 1_000;
  let answered = 0;
  const one = async (first: number) => {
    for (let n = first; performance.now() < end; n += 16)
      if ((await get(agent, urls[n % urls.length] ?? "")).ok) answered++;
  };
  await Promise.all(Array.from({ length: 16 }, (_, i) => one(i)));
  return answered / seconds;
};

const openLoop = async (agent: Agent, urls: readonly string[], seconds: number): Promise<Answer[]> => {
  const began = performance.now();
  const total = RATE * seconds;
  const answers: Promise<Answer>[] = [];
  while (answers.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * RATE));
    while (answers.length < due) {
      // Waiting to be sent counts too.
      const late = performance.now() - (began + (answers.length * 1_000) / RATE);
      answers.push(get(agent, urls[answers.length % urls.length] ?? "").then((a) => ({ ...a, ms: a.ms + late })));
    }
    await sleep(1);
  }
  return Promise.all(answers);
};

/** What a browser would fetch beside the page itself: style sheets, scripts, pictures, fonts. */
const resourcesOf = (page: string): string[] =>
  [...page.matchAll(/<(?:img|script|link|source|iframe)\b[^>]*?(?:src|href)="((?!data:)[^"]+)"/gu)].map(
    (m) => m[1] ?? "",
  );

export const tracking = async (options: {
  quick: boolean;
  say: (line: string) => void;
}): Promise<Record<string, number>> => {
  const home = openFolder();
  const port = await freePort();
  const secret = "a-secret-for-the-bench-only";
  const started = await startProduct({ home, port, env: { ENGAWA_SECRET: secret, LOG_LEVEL: "error" } });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  try {
    await fill(started.url);
    const urls = Array.from({ length: ORDERS }, (_, n) => started.url + signedFor(secret, `o-${n}`));
    const page = await (await fetch(urls[7] ?? "", { headers: { "accept-language": "ja" } })).text();
    if (!page.includes("ヤマト運輸")) throw new Error("The page does not show its parcel.");
    const sizes = await Promise.all(urls.slice(0, 50).map((url) => get(agent, url)));
    const resources = resourcesOf(page);
    const bytes = Math.max(...sizes.map((each) => each.bytes));
    const seconds = options.quick ? 6 : 20;
    await closedLoop(agent, urls, options.quick ? 3 : 5);
    const rate = await closedLoop(agent, urls, options.quick ? 4 : 10);
    const answers = await openLoop(agent, urls, seconds);
    const times = answers.map((each) => each.ms);
    const figures = {
      page_kb: bytes / 1_024,
      resources: resources.length,
      requests_per_s: rate,
      p50_ms: percentile(times, 50),
      p95_ms: percentile(times, 95),
      p99_ms: percentile(times, 99),
      failed: answers.filter((each) => !each.ok).length,
    };
    options.say(`${ORDERS} orders; ${RATE} requests/s for ${seconds} s after ${Math.round(rate)} requests/s at will`);
    return figures;
  } finally {
    agent.destroy();
    await started.stop();
    removeFolder(home);
  }
};
