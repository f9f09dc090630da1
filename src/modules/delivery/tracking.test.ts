import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { intake } from "#events";
import { trackingLink } from "#delivery";
import { sign } from "#kernel/links";
import { startEngine } from "../../../test/engine.ts";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { deliveryModule } from "./index.ts";
import { lookUp } from "./actions/lookup.ts";

const database = await testDatabase();
const NOW = new Date("2026-11-21T03:00:00Z");
const engine = await startEngine(database, NOW);
let now = NOW;
const ctx = () => testCtx(database, { now });
const app = new Hono();
deliveryModule.serve?.(app, { ctx: () => Promise.resolve(ctx()), publicCtx: ctx });

let made = 0;
/** An order of somebody, and a parcel in this state. */
const order = async (
  parcel: {
    state?: string;
    reason?: string;
    carrier?: string;
    text?: string;
    deliveredAt?: string | null;
    holdUntil?: string;
  } = {},
  more: { products?: object[]; email?: string } = {},
) => {
  const n = ++made;
  const id = `order-${n}-${randomUUID().slice(0, 8)}`;
  const email = more.email ?? `hanako${n}@yanaka-mail.jp`;
  const products = more.products ?? [
    { product_id: "oil", name: "生搾り椿油 40mL", category: "ヘアオイル", quantity: 2, price: 3850 },
  ];
  await intake(ctx(), {
    source: "test",
    events: [
      {
        type: "identify",
        messageId: randomUUID(),
        userId: `member-${n}`,
        traits: { email, name: "山田 花子", phone: `0901234${String(5000 + n)}`, address: { street: "谷中3-8-12" } },
      },
      {
        type: "track",
        event: "Order Completed",
        messageId: randomUUID(),
        userId: `member-${n}`,
        properties: {
          order_id: id,
          order_number: `K-${1000 + n}`,
          total: 7700,
          currency: "JPY",
          shipping: 500,
          products,
        },
      },
    ],
  });
  await engine.settle();
  const key = randomUUID();
  const state = parcel.state ?? "in_transit";
  await database.pool.query(
    `insert into delivery.shipment (id, "order", origin, source, created_at) values ($1, $2, '', 'test', $3)`,
    [id, id, NOW],
  );
  await database.pool.query(
    `insert into delivery.parcel (id, shipment, "order", subject, carrier, service, number, method, created_at, state, reason,
       state_at, shipped_at, delivered_at, hold_until, prefecture, postal_code)
     values ($1, $2, $2, $3, $4, '', $5, 'carrier', $6, $7, $8, $6, $6, $9, $10, '東京都', '1100001')`,
    [
      key,
      id,
      `user:member-${n}`,
      parcel.carrier ?? "yamato",
      `4444137587${String(10 + n)}`,
      NOW,
      state,
      parcel.reason ?? "",
      state === "delivered" ? (parcel.deliveredAt ?? NOW.toISOString()) : null,
      parcel.holdUntil ?? null,
    ],
  );
  await database.pool.query(
    `insert into delivery.scan (parcel, key, occurred_at, received_at, source, vocabulary, code, text, word, place, state, reason, map)
     values ($1, 'a', $2, $2, 'test', 'yamato', '', $3, '', '', $4, '', 'yamato@1')`,
    [key, NOW, parcel.text ?? "発送済み", state],
  );
  const path = new URL(trackingLink(ctx(), id)).pathname;
  return {
    id,
    number: `K-${1000 + n}`,
    parcel: key,
    email,
    path,
    phone: `0901234${String(5000 + n)}`,
    subject: `user:member-${n}`,
  };
};
const get = async (path: string, headers: Record<string, string> = { "accept-language": "ja" }) => {
  const response = await app.request(path, { headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const post = async (path: string, body: Record<string, string>, headers: Record<string, string> = {}) => {
  const response = await app.request(path, {
    method: "POST",
    body: new URLSearchParams(body),
    headers: { "content-type": "application/x-www-form-urlencoded", "accept-language": "ja", ...headers },
  });
  return { status: response.status, text: await response.text(), to: response.headers.get("location") ?? "" };
};
const facts = async (name: string, of: string) => {
  const found = await database.pool.query<{ properties: Record<string, unknown>; subject: string }>(
    `select properties, subject from events.event where name = $1 and properties->>'order' = $2 order by position`,
    [name, of],
  );
  return found.rows;
};

test("T1 the page says where it is and what it holds, in both languages, in a few kilobytes", async () => {
  const made1 = await order({ state: "in_transit" });
  const ja = await get(made1.path);
  expect(ja.status).toBe(200);
  expect(ja.text).toContain("お届け先へ向かっています");
  expect(ja.text).toContain("生搾り椿油 40mL");
  expect(ja.text).toContain("ヤマト運輸");
  expect(Buffer.byteLength(ja.text)).toBeLessThan(30_000);
  const en = await get(`${made1.path}?lang=en`);
  expect(en.text).toContain("It is on its way to you");
  expect(ja.text).not.toContain("<script");
});

test("T3 a forwarded link shows no name, address, mail, phone or member id", async () => {
  const mine = await order({ state: "delivered" });
  for (const path of ["", "/feeling", "/problem", "/notices"]) {
    const { text, status } = await get(mine.path + path);
    expect(status).toBe(200);
    for (const secret of [
      "山田",
      "花子",
      mine.email,
      mine.phone,
      mine.phone.slice(-4),
      "谷中",
      "member-",
      "110-0001",
      "1100001",
    ])
      expect(text, `${path} shows ${secret}`).not.toContain(secret);
  }
});

test("T4 a token that is forged, expired, of another scope or for another order opens nothing", async () => {
  const mine = await order();
  const other = await order();
  const token = mine.path.slice(3);
  const [expiry = "", audience = "", tag = ""] = token.split(".");
  const theirs = other.path.slice(3).split(".")[1] ?? "";
  const soon = new Date(now.getTime() + 86_400_000);
  const wrong = [
    "x",
    `${expiry}.${audience}.`,
    `${expiry}.${theirs}.${tag}`,
    `zzzzzz.${audience}.${tag}`,
    `${expiry}.${audience}.${tag.slice(0, -2)}AA`,
    sign(ctx(), { scope: "preferences", audience: mine.id, expiresAt: soon }),
    sign(ctx(), { scope: "tracking", audience: mine.id, expiresAt: new Date(now.getTime() - 1000) }),
    sign(
      { ...ctx(), config: { ...ctx().config, secret: "another-secret-entirely" } },
      { scope: "tracking", audience: mine.id, expiresAt: soon },
    ),
  ];
  const bodies = new Set<string>();
  for (const each of wrong) {
    const answer = await get(`/t/${each}`);
    expect(answer.status).toBe(410);
    bodies.add(answer.text);
    expect((await post(`/t/${each}/feeling`, { parcel: mine.parcel, feeling: "good" })).status).toBe(410);
    expect((await post(`/t/${each}/problem`, { problem: "damaged" })).status).toBe(410);
  }
  expect(bodies.size).toBe(1);
  expect(await facts("delivery.felt", mine.id)).toEqual([]);
  expect(await facts("delivery.problem_reported", mine.id)).toEqual([]);
});

test("T5 a link may be used again and again, and its holder reaches no parcel of another order", async () => {
  const mine = await order({ state: "delivered" });
  const other = await order({ state: "delivered" });
  await post(`${mine.path}/feeling`, { parcel: other.parcel, feeling: "bad" });
  expect(await facts("delivery.felt", other.id)).toEqual([]);
  expect(await facts("delivery.felt", mine.id)).toEqual([]);
  await post(`${mine.path}/choice`, { parcel: other.parcel, day: "2026-11-23", slot: "am", spot: "hand" });
  expect(await facts("delivery.choice_requested", other.id)).toEqual([]);
  await post(`${mine.path}/problem`, { parcel: other.parcel, problem: "damaged", note: "" });
  const [told] = await facts("delivery.problem_reported", mine.id);
  expect(told?.properties["parcel"]).toBeNull();
  expect(await facts("delivery.problem_reported", other.id)).toEqual([]);
});

test("T6 opening any page with GET or HEAD changes nothing", async () => {
  const mine = await order({ state: "delivered" });
  const before = await database.pool.query("select count(*) from events.event");
  for (const path of ["", "/feeling", "/problem", "/notices", "/feeling?feeling=good", "/choice?day=2026-11-23"]) {
    await get(mine.path + path);
    await app.request(mine.path + path, { method: "HEAD" });
  }
  const after = await database.pool.query("select count(*) from events.event");
  expect(after.rows).toEqual(before.rows);
});

test("T7 scripts in carriers' words, product names and notes are shown as text", async () => {
  const evil = `<script>alert(1)</script>"><img src=x onerror=alert(2)>`;
  const mine = await order(
    { state: "in_transit", text: evil, carrier: evil, reason: evil },
    {
      products: [
        { product_id: "p", name: evil, variant: evil, image_url: "javascript:alert(3)", quantity: 1, price: 1 },
      ],
    },
  );
  const { text } = await get(`${mine.path}?no=${encodeURIComponent(evil)}&parcel=${encodeURIComponent(evil)}`);
  expect(text).not.toContain("<script>");
  expect(text).not.toContain("<img src=x");
  expect(text).not.toContain("javascript:");
  expect(text).toContain("&lt;script&gt;");
  const answered = await post(`${mine.path}/problem`, { problem: evil, note: evil });
  expect(answered.text).not.toContain("<script>");
  expect(answered.text).toContain("&lt;script&gt;");
});

test("T8 a wish for another delivery is kept once and told as a fact; the last one stands", async () => {
  const mine = await order({ state: "attempt_failed", reason: "absent", holdUntil: "2026-11-28T14:59:59Z" });
  expect((await get(mine.path)).text).toContain("再配達を依頼する");
  const wish = { parcel: mine.parcel, day: "2026-11-22", slot: "18-20", spot: "hand" };
  const answer = await post(`${mine.path}/choice`, wish);
  expect(answer.status).toBe(303);
  await post(`${mine.path}/choice`, wish);
  expect((await facts("delivery.choice_requested", mine.id)).map((fact) => fact.properties["slot"])).toEqual(["18-20"]);
  expect((await get(answer.to)).text).toContain("11月22日(日)・18時〜20時・対面で受け取る");
  // Pressed twice it asks twice at once.
  const twice = await Promise.all([1, 2, 3].map(() => post(`${mine.path}/choice`, { ...wish, slot: "16-18" })));
  expect(twice.map((one) => [one.status, one.to.includes("done=choice")])).toEqual(twice.map(() => [303, true]));
  expect((await facts("delivery.choice_requested", mine.id)).map((fact) => fact.properties["slot"])).toEqual([
    "18-20",
    "16-18",
  ]);
  await post(`${mine.path}/choice`, { ...wish, spot: "doorstep" });
  expect((await get(mine.path)).text).toContain("玄関前に置き配");
  const standing = await database.pool.query(
    "select spot from delivery.choice where parcel = $1 and state = 'requested'",
    [mine.parcel],
  );
  expect(standing.rows).toEqual([{ spot: "doorstep" }]);
});

test("D2 what the carrier does not offer, or offers no more, is refused with its reason", async () => {
  const mine = await order({ state: "attempt_failed", reason: "absent" });
  const wish = { parcel: mine.parcel, day: "2026-11-22", slot: "18-20", spot: "hand" };
  const why = async (more: Record<string, string>) =>
    new URL((await post(`${mine.path}/choice`, { ...wish, ...more })).to, "http://x").searchParams.get("no");
  expect(await why({ slot: "12-14" })).toBe("slot");
  expect(await why({ slot: "20-21" })).toBe("slot");
  expect(await why({ day: "2026-11-20" })).toBe("day");
  expect(await why({ day: "2027-01-01" })).toBe("day");
  expect(await why({ day: "nonsense" })).toBe("day");
  expect(await why({ spot: "roof" })).toBe("spot");
  // It is noon in Tokyo: 14 o'clock is too soon for a driver, 18 o'clock is not.
  expect(await why({ day: "2026-11-21", slot: "14-16" })).toBe("too_late");
  expect(await why({ day: "2026-11-21", slot: "18-20" })).toBeNull();
  const done = await order({ state: "delivered" });
  expect((await post(`${done.path}/choice`, { ...wish, parcel: done.parcel })).to).toContain("no=closed");
});

test("T9 a feeling is one tap by POST; another tap changes it, the same one says nothing new", async () => {
  const mine = await order({ state: "delivered" });
  const opened = await get(`${mine.path}/feeling`);
  expect(opened.text.match(/name="feeling"/g)).toHaveLength(3);
  await post(`${mine.path}/feeling`, { parcel: mine.parcel, feeling: "good" });
  await post(`${mine.path}/feeling`, { parcel: mine.parcel, feeling: "good" });
  await post(`${mine.path}/feeling`, { parcel: mine.parcel, feeling: "bad" });
  await post(`${mine.path}/feeling`, { parcel: mine.parcel, feeling: "splendid" });
  const told = await facts("delivery.felt", mine.id);
  expect(told.map((fact) => [fact.subject, fact.properties["feeling"]])).toEqual([
    [mine.subject, "good"],
    [mine.subject, "bad"],
  ]);
  const early = await order({ state: "in_transit" });
  await post(`${early.path}/feeling`, { parcel: early.parcel, feeling: "good" });
  expect(await facts("delivery.felt", early.id)).toEqual([]);
});

test("T10 a problem is told once, however often it is sent, and only a few a day", async () => {
  const mine = await order({ state: "delivered" });
  const report = { parcel: mine.parcel, problem: "damaged", note: "瓶が割れていました。" };
  expect((await post(`${mine.path}/problem`, report)).status).toBe(303);
  await post(`${mine.path}/problem`, report);
  expect((await facts("delivery.problem_reported", mine.id)).length).toBe(1);
  for (let i = 0; i < 10; i++) await post(`${mine.path}/problem`, { ...report, note: `もう一度 ${i}` });
  expect((await facts("delivery.problem_reported", mine.id)).length).toBe(6);
  expect((await post(`${mine.path}/problem`, { problem: "" })).text).toContain("内容を選んでください");
});

test("T11 notices are set through consent for orders only, and addresses are not shown", async () => {
  const mine = await order();
  expect((await get(`${mine.path}/notices`)).text).toContain("メールで受け取る");
  await post(`${mine.path}/notices`, { sms: "on" });
  const said = await database.pool.query(
    `select r.channel, r.purpose, r.state, r.place from consent.record r where r.place = 'tracking page' and r.subject = $1`,
    [mine.subject],
  );
  expect(said.rows).toEqual([{ channel: "email", purpose: "service", state: "withdrawn", place: "tracking page" }]);
  expect((await get(`${mine.path}/notices`)).text).toMatch(/name="email"\s*\/?>/);
});

const quick = () => Promise.resolve();
test("T12 the look-up answers the same for a wrong number, a wrong address and somebody else's address", async () => {
  const mine = await order();
  const other = await order();
  const from = { "x-forwarded-for": "203.0.113.7" };
  const answers = [
    await post("/track", { number: "K-9999999", contact: mine.email }, from),
    await post("/track", { number: mine.number, contact: "nobody@yanaka-mail.jp" }, from),
    await post("/track", { number: mine.number, contact: other.email }, from),
    await post("/track", { number: mine.number, contact: "not an address" }, from),
    await post("/track", { number: "", contact: "" }, from),
    await post("/track", { number: "\0K\0", contact: "\0" }, from),
  ];
  // But for the number that was typed, which stays in its field.
  const told = answers.map(({ status, to, text }) => `${status} ${to} ${text.replace(/value="[^"]*"/u, "")}`);
  expect(new Set(told).size).toBe(1);
  const found = await post("/track", { number: `#${mine.number}`, contact: ` ${mine.email.toUpperCase()} ` }, from);
  expect(found.status).toBe(303);
  expect((await get(found.to)).status).toBe(200);
  const byPhone = await lookUp(ctx(), { number: mine.id, contact: mine.phone, address: "198.51.100.1" }, quick);
  expect(byPhone.found).not.toBeNull();
});

test("T13 the look-up takes its time whether it finds something or not", async () => {
  const mine = await order();
  const waited: number[] = [];
  const pace = (ms: number) => Promise.resolve(waited.push(ms));
  await lookUp(ctx(), { number: mine.number, contact: mine.email, address: "a" }, pace);
  await lookUp(ctx(), { number: "none", contact: "x@y.jp", address: "a" }, pace);
  expect(waited).toEqual([250, 250]);
});

test("T14 tries are limited per address and per order, whether the order exists or not", async () => {
  const mine = await order();
  const ask = (number: string, contact: string, address: string) => lookUp(ctx(), { number, contact, address }, quick);
  for (let i = 0; i < 8; i++)
    expect(await ask(mine.number, `x${i}@y.jp`, `h${i}`)).toEqual({ found: null, limited: false });
  // Even the right answer is not given any more: who tries many addresses learns nothing.
  expect(await ask(mine.number, mine.email, "h9")).toEqual({ found: null, limited: true });
  for (let i = 0; i < 8; i++) await ask("K-none", `x${i}@y.jp`, `h${i}`);
  expect(await ask("K-none", mine.email, "h9")).toEqual({ found: null, limited: true });
  for (let i = 0; i < 20; i++) await ask(`guess-${i}`, mine.email, "one");
  expect(await ask("guess-21", mine.email, "one")).toEqual({ found: null, limited: true });
  now = new Date(now.getTime() + 16 * 60_000);
  expect((await ask(mine.number, mine.email, "one")).found).not.toBeNull();
  const kept = await database.pool.query<{ who: string }>("select who from delivery.attempt");
  for (const { who } of kept.rows) expect(who).not.toMatch(/none|203\.|@/);
});

test("T15 who is behind a proxy of ours counts alone; who writes the header himself does not", async () => {
  const { clientAddress } = await import("./pages/address.ts");
  const at = (peer: string, header?: string) =>
    clientAddress({
      env: { incoming: { socket: { remoteAddress: peer } } },
      req: { header: () => header },
    } as never);
  expect(at("203.0.113.9", "198.51.100.2")).toBe("203.0.113.9");
  expect(at("10.0.0.2", "1.2.3.4, 198.51.100.2")).toBe("198.51.100.2");
  expect(at("::ffff:127.0.0.1", "198.51.100.2, 10.0.0.7")).toBe("198.51.100.2");
  expect(at("127.0.0.1", "garbage")).toBe("127.0.0.1");
  expect(at("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2");
  // Zeros that are left out count: else each address of such a network would be a stranger.
  for (const host of ["2001:db8::1", "2001:db8::2:3", "2001:db8:0:0:9::"]) expect(at(host)).toBe("2001:db8:0:0");
});

test("a link that was signed before its order came says so kindly", async () => {
  const answer = await get(new URL(trackingLink(ctx(), "not-yet")).pathname);
  expect(answer.status).toBe(200);
  expect(answer.text).toContain("配送の情報を準備しています");
});
