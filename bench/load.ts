/** Load over plain sockets: requests are made before the clock starts, so that the generator takes little of the machine. */
import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";

const ID = "00000000-0000-4000-8000-000000000000";

/** Events as shops send them: 500 bytes on average, half of them with a schema in the catalogue. */
const event = (n: number): object => {
  const person = {
    userId: `member-${n % 5_000}`,
    anonymousId: `5f0c6f7e-8a55-4d3b-9e0f-${String(n % 9_000).padStart(12, "0")}`,
  };
  const context = {
    library: { name: "@segment/analytics-node", version: "3.1.0" },
    locale: "ja-JP",
    timezone: "Asia/Tokyo",
    page: {
      path: `/products/${n % 400}`,
      url: `https://shop.example.jp/products/${n % 400}`,
      title: "緑茶 100g | テスト店",
    },
  };
  const base = { messageId: ID, timestamp: new Date(1_795_000_000_000 + n * 137).toISOString(), context, ...person };
  const product = {
    product_id: `P-${n % 400}`,
    name: "緑茶 100g",
    price: 2740,
    currency: "JPY",
    quantity: 1,
    category: "お茶",
  };
  if (n % 10 < 3) return { ...base, type: "page", name: "Product", properties: context.page };
  if (n % 10 < 6) return { ...base, type: "track", event: "Product Viewed", properties: product };
  if (n % 10 < 7)
    return { ...base, type: "track", event: "Product Added", properties: { ...product, cart_id: `c-${n}` } };
  if (n % 10 < 8)
    return {
      ...base,
      type: "identify",
      traits: {
        email: `member-${n % 5_000}@example.jp`,
        phone: `090${String(10_000_000 + (n % 5_000))}`,
        rank: "gold",
      },
    };
  if (n % 10 < 9) return { ...base, type: "track", event: "Button Clicked", properties: { button: "favourite", n } };
  return {
    ...base,
    type: "track",
    event: "Order Completed",
    properties: {
      order_id: `o-${n}`,
      total: 5480,
      currency: "JPY",
      products: [product, { ...product, product_id: "P-2" }],
    },
  };
};

const request = (path: string, key: string, body: string): Buffer => {
  const head = [
    `POST ${path} HTTP/1.1`,
    "Host: 127.0.0.1",
    `Authorization: Basic ${Buffer.from(`${key}:`).toString("base64")}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ].join("\r\n");
  return Buffer.from(`${head}\r\n\r\n${body}`);
};

interface Template {
  readonly bytes: Buffer;
  /** Where each event's message id stands. */
  readonly ids: readonly number[];
}
const template = (bytes: Buffer): Template => {
  const ids: number[] = [];
  for (let at = bytes.indexOf(ID); at >= 0; at = bytes.indexOf(ID, at + ID.length)) ids.push(at);
  return { bytes, ids };
};

const templates = (key: string, batch: number): Template[] =>
  Array.from({ length: 64 }, (_, t) => {
    const events = Array.from({ length: batch }, (__, i) => event(t * batch + i));
    const sentAt = new Date(1_796_000_000_000).toISOString();
    const body = batch === 1 ? { ...events[0], sentAt } : { batch: events, sentAt };
    return template(request(batch === 1 ? "/v1/track" : "/v1/batch", key, JSON.stringify(body)));
  });

/** A copy of the template whose events have ids never used before. */
const fresh = ({ bytes, ids }: Template): Buffer => {
  const copy = Buffer.from(bytes);
  for (const at of ids) copy.write(randomUUID(), at, "latin1");
  return copy;
};

export interface Load {
  readonly events: number;
  readonly seconds: number;
  /** Milliseconds from the last byte sent to the answer. */
  readonly latencies: readonly number[];
  readonly refused: number;
}

const opened = (port: number) =>
  new Promise<Socket>((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
  });

/** Sends for `seconds` over `sockets` keep-alive connections, each asking again once it is answered. */
export const load = async (ask: {
  port: number;
  key: string;
  sockets: number;
  batch: number;
  seconds: number;
}): Promise<Load> => {
  const made = templates(ask.key, ask.batch);
  // /v1/track needs the path's type: a single event is sent to the endpoint of its kind only where that is track.
  const usable = ask.batch === 1 ? made.filter(({ bytes }) => bytes.includes('"type":"track"')) : made;
  const sockets = await Promise.all(Array.from({ length: ask.sockets }, () => opened(ask.port)));
  const latencies: number[] = [];
  let next = 0;
  let [answered, refused] = [0, 0];
  const began = performance.now();
  const end = began + ask.seconds * 1_000;
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve, reject) => {
          let sent = 0;
          const go = () => {
            const each = usable[next++ % usable.length];
            if (performance.now() >= end || !each) return resolve();
            const bytes = fresh(each);
            sent = performance.now();
            socket.write(bytes);
          };
          socket.on("data", (data: Buffer) => {
            latencies.push(performance.now() - sent);
            if (data[9] === 0x32) answered++;
            else refused++;
            go();
          });
          socket.once("error", reject);
          socket.once("close", resolve);
          go();
        }),
    ),
  );
  const seconds = (performance.now() - began) / 1_000;
  for (const socket of sockets) socket.destroy();
  await turn();
  return { events: answered * ask.batch, seconds, latencies, refused };
};

export const percentile = (values: readonly number[], p: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? 0;
};
