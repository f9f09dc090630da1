/** A product with one segment and one journey at work, between a load of events and two providers that answer at once. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startLineSimulator } from "../dev/line/index.ts";
import { startMailSink } from "../dev/mail/index.ts";
import { freePort, KEYS, openFolder, removeFolder, startProduct } from "../test/process.ts";

const TOKEN = "a-channel-token-for-the-bench";
const SECRET = "a-channel-secret-for-the-bench";
/** The event that leads into the segment, and by that to a message. */
export const TELLING = "Product Added";

export interface Target {
  readonly user: string;
  /** LINE id or e-mail address. */
  readonly address: string;
  readonly channel: "line" | "email";
}

const target = (n: number): Target =>
  n % 2 === 0
    ? { user: `target-${n}`, channel: "line", address: `U${n.toString(16).padStart(32, "0")}` }
    : { user: `target-${n}`, channel: "email", address: `target-${n}@example.jp` };

export interface Chain {
  readonly home: string;
  readonly pid: number;
  /** The postmaster; its children do the work. */
  readonly databasePid: number;
  readonly targets: readonly Target[];
  /** Sends a batch as the shop's server would. Throws where it was not taken. */
  send(events: readonly object[]): Promise<void>;
  /** Address → when a message for it arrived at the provider. */
  readonly arrived: ReadonlyMap<string, number>;
  said(): string;
  stop(): Promise<void>;
}

const definition = (segment: string) => ({
  trigger: { kind: "segment", segment, present: false },
  start: "tell",
  nodes: {
    tell: {
      kind: "message",
      name: "Tell",
      template: "bench",
      channels: ["line", "email"],
      class: "transactional",
      purpose: "service",
      next: "done",
    },
    done: { kind: "exit", name: "Done" },
  },
});

const TEMPLATE = {
  key: "bench",
  name: "Bench",
  class: "transactional",
  bodies: [
    { channel: "line", language: "ja", format: "text", source: "カートに商品が入っています。" },
    {
      channel: "email",
      language: "ja",
      format: "text",
      subject: "カートのお知らせ",
      source: "カートに商品が入っています。",
    },
  ],
};

const SENDER = {
  name: "Bench",
  address: "shop@example.jp",
  replyTo: "",
  formalName: "Bench Inc.",
  postalAddress: "Tokyo",
  contact: "shop@example.jp",
  bounceDomain: "",
};

/** Starts everything and makes `people` targets known. */
export const startChain = async (people: number): Promise<Chain> => {
  const arrived = new Map<string, number>();
  const mail = await startMailSink();
  mail.watch((each) => each.to.forEach((address) => arrived.set(address, performance.now())));
  const line = await startLineSimulator({ channelSecret: SECRET, accessToken: TOKEN });
  const home = openFolder();
  const port = await freePort();
  const product = await startProduct({
    home,
    port,
    env: {
      SMTP_URL: mail.url,
      LINE_API_BASE: line.url,
      LINE_CHANNEL_ACCESS_TOKEN: TOKEN,
      LINE_CHANNEL_SECRET: SECRET,
    },
  });
  line.state.webhookUrl = `${product.url}/hooks/line`;
  line.watch((user) => {
    if (line.user(user)?.chat.some((entry) => entry.from === "brand")) arrived.set(user, performance.now());
  });
  const ask = async (method: string, path: string, key: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(product.url + path, {
      method,
      headers: { authorization: key, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  };
  const api = (method: string, path: string, body?: unknown) =>
    ask(method, path, `Bearer ${KEYS.ENGAWA_API_KEY}`, body) as Promise<Record<string, unknown>>;
  const basic = `Basic ${Buffer.from(`${KEYS.ENGAWA_WRITE_KEY}:`).toString("base64")}`;
  const send = async (batch: readonly object[]) => {
    await ask("POST", "/v1/batch", basic, { batch, sentAt: new Date().toISOString() });
  };

  const targets = Array.from({ length: people }, (_, n) => target(n));
  line.followed(
    targets
      .filter((each) => each.channel === "line")
      .map((each) => ({ id: each.address, at: new Date(), displayName: each.user })),
  );
  await line.webhooks.idle();
  for (let from = 0; from < targets.length; from += 200)
    await send(
      targets.slice(from, from + 200).map((each) => ({
        type: "identify",
        userId: each.user,
        traits: each.channel === "line" ? { lineUserId: each.address } : { email: each.address },
      })),
    );
  await api("PUT", "/api/messaging/sender", SENDER).catch(() => null);
  await api("POST", "/api/templates", TEMPLATE);
  const segment = await api("POST", "/api/segments", {
    name: "Something in the cart",
    predicate: {
      kind: "and",
      of: [
        {
          kind: "event",
          name: TELLING,
          where: [{ path: "price", test: { op: "gte", value: 1000 } }],
          count: { op: "at_least", n: 1 },
          within: { kind: "last", n: 7, unit: "days" },
        },
        { kind: "order_count", count: { op: "exactly", n: 0 }, within: { kind: "last", n: 7, unit: "days" } },
      ],
    },
  });
  for (;;) {
    const { status, progress } = await api("GET", `/api/segments/${String(segment["id"])}`);
    if (status === "live" && (progress as { total: number }).total >= people * 0.9) break;
    if (status === "live")
      await api("POST", `/api/segments/${String(segment["id"])}/pause`).then(() =>
        api("POST", `/api/segments/${String(segment["id"])}/resume`),
      );
    await sleep(100);
  }
  const journey = await api("POST", "/api/journeys", { name: "Tell", definition: definition(String(segment["id"])) });
  await api("POST", `/api/journeys/${String(journey["id"])}/activate`);
  return {
    home,
    pid: product.child.pid ?? 0,
    databasePid: Number(readFileSync(join(home, "pg/postmaster.pid"), "utf8").split("\n")[0]),
    targets,
    send,
    arrived,
    said: product.said,
    stop: async () => {
      await product.stop();
      await line.stop();
      await mail.stop();
      removeFolder(home);
    },
  };
};
