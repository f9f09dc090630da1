import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { reachable, recordConsent } from "#consent";
import { eventsOf } from "#events";
import { NOBODY } from "#kernel/auth";
import { tables } from "#kernel/database";
import { readSetting, writeSetting } from "#kernel/settings";
import { testDatabase } from "../../../test/database.ts";
import { testBrand } from "../../../test/messaging.ts";
import { resolveUnknown, sendTest } from "./actions/ledger.ts";
import { takeMail } from "./actions/mail-feedback.ts";
import { trackedLink, unsubscribeLink } from "./actions/render.ts";
import { returnPath } from "./channels/verp.ts";
import { type MessageRequest, messagingModule, requestMessage, requestMessages } from "./index.ts";
import { Sender } from "./model.ts";
import { messagingHandlers } from "./routes.ts";

const database = await testDatabase();
const NOON = new Date("2026-11-21T03:00:00Z"); // 12:00 in Tokyo
const brand = await testBrand(database, NOON);
afterAll(() => brand.stop());
const { ctx, customer } = brand;
const rows = tables("messaging")(database.db);

const app = new Hono();
messagingModule.serve?.(app, {
  ctx: () => Promise.resolve(ctx()),
  publicCtx: () => ({ ...ctx(), actor: NOBODY }),
});

type Customer = Awaited<ReturnType<typeof customer>>;
const wish = (to: Customer, more: Partial<MessageRequest> = {}): MessageRequest => ({
  profile: to.profile,
  subject: to.subject,
  template: "news",
  channels: ["line", "email"],
  class: "marketing",
  purpose: "newsletter",
  decision: randomUUID(),
  key: randomUUID(),
  reason: "test",
  ...more,
});
const ask = (to: Customer, more: Partial<MessageRequest> = {}) => requestMessage(ctx(), wish(to, more));
const shown = (id: string) => messagingHandlers.message(ctx(), { params: { id } });
const stateOf = async (id: string) => (await shown(id)).state;
const storyOf = async (to: Customer) =>
  (await eventsOf(ctx(), { subjects: [to.subject, `line:${to.line}`, `email:${to.email}`], limit: 50 })).filter(
    (e) => e.type === "fact",
  );
const after = (hours: number) => new Date(brand.now().getTime() + hours * 3_600_000);
/** What a killed process leaves: handed off, and nobody there who knows the answer. */
const killAfterHandOff = async (id: string) => {
  await sql`update messaging.send set state = 'handed_off', attempts = 1, handed_off_at = ${brand.now()}, due_at = null,
    leased_until = clock_timestamp() - interval '1 second' where id = ${id}`.execute(rows);
};

beforeEach(async () => {
  brand.set(NOON);
  await rows.deleteFrom("messaging.channel").execute();
  Object.assign(brand.line.faults, { loseReply: 0, failBefore: 0, failAfter: 0, rateLimited: 0, conflict: 0 });
  Object.assign(brand.mail.faults, { tempfail: 0, reject: 0, dropAfterData: 0, answerAfterMs: 0 });
  brand.mail.faults.unknown.clear();
  brand.line.state.quota = null;
});

describe("a request", () => {
  test("M1 a repeat under one key gives the first answer and sends once", async () => {
    const to = await customer();
    const request = wish(to);
    const first = await requestMessage(ctx(), request);
    const again = await requestMessages(ctx(), [request, { ...request, template: "other" }]);
    expect(again).toEqual([first, first]);
    await brand.settle();
    await requestMessage(ctx(), request);
    await brand.settle();
    expect(brand.line.counters().byUser.get(to.line)).toBe(1);
  });

  test("goes from the decision to the phone, and every step is a fact with the decision's id", async () => {
    const to = await customer();
    const request = wish(to);
    const { send, verdict } = await requestMessage(ctx(), request);
    expect(verdict).toBe("claimed");
    await brand.settle();
    const ledger = await shown(send);
    expect(ledger).toMatchObject({
      state: "accepted",
      channel: "line",
      address: `line:${to.line}`,
      profile: to.profile,
    });
    expect(ledger.transitions.map((t) => [t.from, t.to])).toEqual([
      ["claimed", "handed_off"],
      ["handed_off", "accepted"],
    ]);
    const facts = (await storyOf(to)).filter((e) => e.name.startsWith("message."));
    expect(facts.map((f) => f.name).sort()).toEqual(["message.accepted", "message.decided", "message.handed_off"]);
    expect(facts.every((f) => f.properties["decision"] === request.decision)).toBe(true);
    const seen = JSON.stringify(brand.line.user(to.line)?.chat);
    expect(seen).toContain("/l/");
    expect(seen).not.toContain("https://shop.kamitonuno.jp/a");
    expect(seen).toContain(`answer=5&send=${send}`);
    expect(ledger.body?.channel).toBe("line");
    expect([ledger.template, ledger.templateName]).toEqual(["news", "試験"]);
  });

  test("joins the caller's transaction: rolled back, nothing is sent", async () => {
    const to = await customer();
    const key = randomUUID();
    const { transaction } = await import("#kernel/database");
    await expect(
      transaction(database.db, async (tx) => {
        await requestMessage({ ...ctx(), db: tx }, wish(to, { key }));
        throw new Error("the caller failed");
      }),
    ).rejects.toThrow("the caller failed");
    await brand.settle();
    expect(brand.line.counters().byUser.get(to.line)).toBe(0);
  });

  test("is refused with the reasons of every channel where none is open", async () => {
    const to = await customer({ traits: { email_opt_in: false }, line: false });
    const { send, verdict, why } = await ask(to);
    expect([verdict, why]).toEqual(["refused", "withdrawn"]);
    expect((await shown(send)).verdicts[0]?.notes).toEqual([
      { rule: "M4", why: "no_address", detail: { channel: "line" } },
      { rule: "M2", why: "withdrawn", detail: { channel: "email" } },
    ]);
  });

  test("M8 two decisions at one moment never exceed the budget", async () => {
    const to = await customer();
    const made = await Promise.all(Array.from({ length: 12 }, () => ask(to)));
    expect(made.filter((d) => d.verdict === "claimed")).toHaveLength(2);
    expect(made.filter((d) => d.why === "daily_budget")).toHaveLength(10);
    const many = await customer();
    const batch = await requestMessages(
      ctx(),
      Array.from({ length: 5 }, () => wish(many)),
    );
    expect(batch.map((d) => d.verdict)).toEqual(["claimed", "claimed", "deferred", "deferred", "deferred"]);
  });

  test("M10 transactional messages pass a full budget", async () => {
    const to = await customer();
    await requestMessages(ctx(), [wish(to), wish(to)]);
    const { verdict } = await ask(to, { class: "transactional", purpose: "service" });
    expect(verdict).toBe("claimed");
  });

  test("M13 consent that ends between the decision and the hand-off stops the message", async () => {
    const to = await customer({ line: false });
    const { send } = await ask(to);
    const leave = { subject: `email:${to.email}`, channel: "email", purpose: "*", state: "withdrawn" } as const;
    await recordConsent(ctx(), [{ ...leave, place: "test", key: randomUUID() }]);
    await brand.settle();
    expect(await shown(send)).toMatchObject({ state: "refused", why: "withdrawn" });
    expect(brand.mail.to(to.email)).toEqual([]);
  });
});

describe("a held message", () => {
  test("M12 waits for the morning and goes then", async () => {
    brand.set(new Date("2026-11-21T13:00:00Z"));
    const to = await customer();
    const { send, verdict, why } = await ask(to);
    expect([verdict, why]).toEqual(["deferred", "quiet_hours"]);
    await brand.settle();
    expect(brand.line.counters().byUser.get(to.line)).toBe(0);
    await brand.goTo(new Date("2026-11-21T23:00:00Z"));
    const ledger = await shown(send);
    expect(ledger.state).toBe("accepted");
    expect(ledger.verdicts.map((v) => [v.verdict, v.why])).toEqual([
      ["deferred", "quiet_hours"],
      ["claimed", "open"],
    ]);
  });

  test("M12 is decided anew by all rules: who left in the meantime gets nothing", async () => {
    brand.set(new Date("2026-11-21T13:00:00Z"));
    const to = await customer({ line: false });
    const { send } = await ask(to);
    await recordConsent(ctx(), [
      { subject: to.subject, channel: "*", purpose: "*", state: "withdrawn", place: "test", key: randomUUID() },
    ]);
    await brand.goTo(new Date("2026-11-21T23:00:00Z"));
    expect(await shown(send)).toMatchObject({ state: "refused", why: "withdrawn" });
  });

  test("M11 that nobody took up before its expiry has expired, and says so", async () => {
    brand.set(new Date("2026-11-21T13:00:00Z"));
    const to = await customer();
    const { send } = await ask(to, { expiresAt: new Date("2026-11-22T01:00:00Z") });
    await brand.goTo(new Date("2026-11-22T02:00:00Z"));
    expect(await shown(send)).toMatchObject({ state: "expired", why: "expired" });
    expect((await storyOf(to)).map((f) => f.name)).toContain("message.expired");
  });

  test("ten messages over the budget are all sent, a few a day, or refused: none stays", async () => {
    const to = await customer();
    const made = await requestMessages(
      ctx(),
      Array.from({ length: 10 }, () => wish(to, { expiresAt: after(24 * 20) })),
    );
    for (let day = 0; day < 21; day++) await brand.goTo(after(24));
    const states = await Promise.all(made.map((d) => stateOf(d.send)));
    expect(states.every((s) => s === "accepted")).toBe(true);
  });
});

describe("LINE", () => {
  test("M16 an answer that was lost is asked for again under the same key, and shown once", async () => {
    const to = await customer();
    brand.line.faults.loseReply = 1;
    const { send } = await ask(to);
    await brand.settle();
    expect(await stateOf(send)).toBe("handed_off");
    brand.line.faults.loseReply = 0;
    await brand.goTo(after(0.01));
    expect(await shown(send)).toMatchObject({ state: "accepted", attempts: 2 });
    expect(brand.line.counters().byUser.get(to.line)).toBe(1);
  });

  test("M16 a process that dies after the hand-off doubles nothing", async () => {
    const to = await customer();
    const { send } = await ask(to);
    await killAfterHandOff(send);
    await brand.settle();
    expect(await stateOf(send)).toBe("accepted");
    expect(brand.line.counters().byUser.get(to.line)).toBe(1);
  });

  test("M16 a key older than a day is not used again: what was unsure is unknown", async () => {
    const to = await customer();
    const { send } = await ask(to, { expiresAt: after(200) });
    await killAfterHandOff(send);
    await brand.goTo(after(25));
    expect(await stateOf(send)).toBe("unknown");
    expect(brand.line.counters().byUser.get(to.line)).toBe(0);
  });

  test("M19 a rate answer makes the channel rest and is tried again", async () => {
    const to = await customer();
    brand.line.faults.rateLimited = 1;
    const { send } = await ask(to);
    await brand.settle();
    expect(await shown(send)).toMatchObject({ state: "handed_off", why: "line_rate" });
    brand.line.faults.rateLimited = 0;
    await brand.goTo(after(0.01));
    expect(await stateOf(send)).toBe("accepted");
  });

  test("M17 a used-up quota stops the channel, tells, and lets messages fall back or wait for next month", async () => {
    brand.line.state.quota = 0;
    const both = await customer();
    const lineOnly = await customer({ email: false });
    const [fallsBack, waits] = [await ask(both), await ask(lineOnly)];
    await brand.settle();
    expect(await shown(fallsBack.send)).toMatchObject({ state: "accepted", channel: "email" });
    expect(await shown(waits.send)).toMatchObject({ state: "deferred", why: "channel_stopped" });
    const [line] = await messagingHandlers.channels(ctx(), {});
    expect(line?.stopped).toMatchObject({ why: "quota", until: "2026-11-30T15:00:00.000Z" });
    const alerts = await tables("events")(database.db)
      .selectFrom("events.event")
      .select("properties")
      .where("name", "=", "channel.stopped")
      .execute();
    expect(alerts.at(-1)?.properties).toMatchObject({ channel: "line", reason: "quota" });
    brand.line.state.quota = null;
    await messagingHandlers.resumeChannel(ctx(), { params: { channel: "line" } });
    await brand.settle();
    expect(await shown(waits.send)).toMatchObject({ state: "accepted", channel: "line" });
  });

  test("M18 a refusal of LINE is final and never tried again", async () => {
    const to = await customer();
    const { send } = await ask(to);
    await sql`update messaging.send set address = 'line:nobody' where id = ${send}`.execute(rows);
    await sql`update messaging.send set test = true where id = ${send}`.execute(rows);
    const before = brand.line.tally.requests;
    await brand.settle();
    await brand.goTo(after(5));
    expect(await stateOf(send)).toBe("failed");
    expect(brand.line.tally.requests).toBe(before + 1);
  });

  test("a stop by hand holds what is claimed until the channel is resumed", async () => {
    const to = await customer({ email: false });
    const { send } = await ask(to);
    await messagingHandlers.stopChannel(ctx(), { params: { channel: "line" } });
    await brand.settle();
    expect(await stateOf(send)).toBe("deferred");
    await messagingHandlers.resumeChannel(ctx(), { params: { channel: "line" } });
    await brand.settle();
    expect(await stateOf(send)).toBe("accepted");
  });
});

describe("mail", () => {
  const mailOnly = { channels: ["email"] } as const;

  test("carries one List-Unsubscribe, its POST companion, both signed, and a return path that names the send", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const sender = await readSetting(ctx(), "sender", Sender);
    const dkim = {
      domain: "kamitonuno.jp",
      selector: "s1",
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    };
    await writeSetting(ctx(), "sender", { ...sender, dkim });
    const to = await customer();
    const { send } = await ask(to, mailOnly);
    await brand.settle();
    await writeSetting(ctx(), "sender", sender);
    const [mail] = brand.mail.to(to.email);
    expect(mail?.headers["list-unsubscribe"]).toHaveLength(1);
    expect(mail?.headers["list-unsubscribe"]?.[0]).toMatch(/^<http:\/\/localhost:4321\/u\/[^>]+>$/);
    expect(mail?.headers["list-unsubscribe-post"]).toEqual(["List-Unsubscribe=One-Click"]);
    const signed = /;h=([^;]+);/.exec(mail?.headers["dkim-signature"]?.[0]?.replaceAll(/\s/g, "") ?? "")?.[1] ?? "";
    expect(signed.toLowerCase().split(":")).toEqual(
      expect.arrayContaining(["from", "list-unsubscribe", "list-unsubscribe-post"]),
    );
    expect(mail?.messageId).toBe(`<${send}.0@kamitonuno.jp>`);
    expect(mail?.html).toContain("株式会社髪と布");
    expect(mail?.html).toContain("03-1234-5678");
    expect(await shown(send)).toMatchObject({ state: "accepted" });
  });

  test("advertising without a complete sender is refused", async () => {
    const sender = await readSetting(ctx(), "sender", Sender);
    await writeSetting(ctx(), "sender", { ...sender, postalAddress: "" });
    const to = await customer();
    expect(await ask(to, mailOnly)).toMatchObject({ verdict: "refused", why: "sender_incomplete" });
    await writeSetting(ctx(), "sender", sender);
  });

  test("M16 a connection that breaks after the data leaves the send unknown, and it is never sent again", async () => {
    const to = await customer();
    brand.mail.faults.dropAfterData = 1;
    const { send } = await ask(to, mailOnly);
    await brand.settle();
    brand.mail.faults.dropAfterData = 0;
    for (let day = 0; day < 5; day++) await brand.goTo(after(24));
    expect(await stateOf(send)).toBe("unknown");
    expect(brand.mail.to(to.email)).toHaveLength(1);
    await resolveUnknown(ctx(), send, "accepted", "the customer has it");
    expect(await stateOf(send)).toBe("accepted");
  });

  test("M16 a process that dies after the hand-off leaves the send unknown", async () => {
    const to = await customer();
    const { send } = await ask(to, mailOnly);
    await killAfterHandOff(send);
    await brand.settle();
    expect(await shown(send)).toMatchObject({ state: "unknown", why: "process_ended_without_answer" });
    expect(brand.mail.to(to.email)).toEqual([]);
    const counts = await messagingHandlers.messageCounts(ctx(), { query: { days: 1 } });
    expect(counts.find((c) => c.state === "unknown")?.count).toBeGreaterThan(0);
  });

  test("M19 a temporary refusal is tried again, a permanent one is final", async () => {
    const to = await customer();
    brand.mail.faults.tempfail = 1;
    const { send } = await ask(to, mailOnly);
    await brand.settle();
    expect(await shown(send)).toMatchObject({ state: "handed_off", why: "smtp_451" });
    brand.mail.faults.tempfail = 0;
    await brand.goTo(after(0.01));
    expect(await stateOf(send)).toBe("accepted");
    expect(brand.mail.to(to.email)).toHaveLength(1);
    brand.mail.faults.reject = 1;
    const refused = await ask(to, mailOnly);
    await brand.settle();
    expect(await shown(refused.send)).toMatchObject({ state: "failed", why: "smtp_554" });
  });

  test("an address that the server does not know is suppressed", async () => {
    const to = await customer({ line: false });
    brand.mail.faults.unknown.add(to.email);
    const { send } = await ask(to);
    await brand.settle();
    expect(await stateOf(send)).toBe("failed");
    const question = { profile: to.profile, channel: "email", purpose: "service", class: "transactional" } as const;
    expect(await reachable(ctx(), question)).toEqual({ ok: false, reason: "suppressed" });
  });

  // Reports that a real Postfix wrote; they are not part of the product and lie beside it where they lie at all.
  const folder = ["../../../../shared", "../../../../../shared"]
    .map((path) => new URL(`${path}/samples/mail/`, import.meta.url))
    .find((path) => existsSync(path));
  const recorded = (name: string, send: string) => {
    const text = folder ? readFileSync(new URL(`${name}.eml`, folder), "utf8") : "";
    return Buffer.from(text.replaceAll(/bounce\+[\w-]+@cx\.test/g, returnPath(ctx(), send, "cx.test")));
  };

  test.skipIf(!folder).each([
    ["dsn-unknown", "hard", "suppressed"],
    ["dsn-full", "soft", ""],
    ["dsn-spam", "policy", ""],
  ])("recorded report %s is %s", async (name, kind, reason) => {
    const to = await customer({ line: false });
    const { send } = await ask(to);
    await brand.settle();
    expect(await takeMail(ctx(), recorded(name, send))).toEqual({ send, outcome: kind });
    expect(await shown(send)).toMatchObject({ state: "failed" });
    const question = { profile: to.profile, channel: "email", purpose: "service", class: "transactional" } as const;
    const answer = await reachable(ctx(), question);
    expect(answer.ok ? "" : answer.reason).toBe(reason);
  });

  const report = (send: string, type: string, part: string) =>
    Buffer.from(
      `From: postmaster@isp.jp\r\nTo: ${returnPath(ctx(), send, "kamitonuno.jp")}\r\nMIME-Version: 1.0\r\n` +
        `Content-Type: multipart/report; report-type=${type}; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nA report.\r\n` +
        `--b\r\nContent-Type: message/${type}\r\n\r\n${part}\r\n--b--\r\n`,
    );

  test("a complaint suppresses the address, withdraws consent and is told", async () => {
    const to = await customer({ line: false });
    const { send } = await ask(to);
    await brand.settle();
    const raw = report(send, "feedback-report", "Feedback-Type: abuse\r\nUser-Agent: isp/1\r\nVersion: 1");
    expect(await takeMail(ctx(), raw)).toEqual({ send, outcome: "complaint" });
    expect(
      await reachable(ctx(), { profile: to.profile, channel: "email", purpose: "service", class: "transactional" }),
    ).toEqual({
      ok: false,
      reason: "suppressed",
    });
    expect((await storyOf(to)).map((f) => f.name)).toEqual(
      expect.arrayContaining(["message.complained", "consent.withdrawn", "suppression.added"]),
    );
  });

  test("a report that names no send of ours changes nothing", async () => {
    const to = await customer({ line: false });
    const { send } = await ask(to);
    await brand.settle();
    const forged = report(
      send,
      "delivery-status",
      `Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; ${to.email}\r\nAction: failed\r\nStatus: 5.1.1`,
    )
      .toString()
      .replace(/\.([0-9a-f]{12})@/, ".000000000000@");
    expect(await takeMail(ctx(), Buffer.from(forged))).toEqual({ send: null, outcome: "not_ours" });
    expect(await takeMail(ctx(), Buffer.from("Subject: Hello\r\n\r\nI am away."))).toMatchObject({
      outcome: "no_report",
    });
    expect(await stateOf(send)).toBe("accepted");
  });
});

describe("links", () => {
  const PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1";
  const path = (address: string) => new URL(address).pathname;
  const clicks = async (to: Customer) =>
    (await storyOf(to)).filter((f) => f.name === "link.clicked").map((f) => f.properties);

  test("redirect, and a person's tap is a fact at once", async () => {
    const to = await customer();
    const { send } = await ask(to);
    await brand.settle();
    const answer = await app.request(path(trackedLink(ctx(), send, "https://shop.kamitonuno.jp/a?x=1")), {
      headers: { "user-agent": PHONE },
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "https://shop.kamitonuno.jp/a?x=1"]);
    expect(await clicks(to)).toMatchObject([{ send, url: "https://shop.kamitonuno.jp/a?x=1", automated: false }]);
  });

  test("survive scanners: a machine's clicks are flagged, a doubtful one waits for its judgement", async () => {
    const to = await customer();
    const { send } = await ask(to, { channels: ["email"] });
    await brand.settle();
    const [a, b] = ["a", "b"].map((n) => path(trackedLink(ctx(), send, `https://shop.kamitonuno.jp/${n}`)));
    await app.request(a ?? "", { method: "HEAD" });
    await app.request(a ?? "", { headers: { "user-agent": PHONE } });
    await app.request(b ?? "", { headers: { "user-agent": PHONE } });
    expect((await clicks(to)).map((c) => c["automated"])).toEqual([true]);
    await brand.goTo(after(0.01));
    expect((await clicks(to)).map((c) => [c["automated"], c["why"]])).toEqual(
      expect.arrayContaining([
        [true, "method"],
        [true, "burst"],
      ]),
    );
    expect((await clicks(to)).every((c) => c["automated"])).toBe(true);
    await brand.goTo(after(1));
    await app.request(a ?? "", { headers: { "user-agent": PHONE } });
    expect((await clicks(to)).filter((c) => c["automated"] === false)).toHaveLength(1);
  });

  test("that were not signed by us lead nowhere", async () => {
    const forged = await app.request("/l/abc.aHR0cHM6Ly9ldmlsLmpw.AAAA");
    expect([forged.status, forged.headers.get("location")]).toEqual([410, null]);
  });

  test("unsubscribe by GET changes nothing, one-click POST needs nothing else and answers plainly", async () => {
    const to = await customer({ line: false });
    const { send } = await ask(to);
    await brand.settle();
    const at = path(unsubscribeLink(ctx(), send));
    const page = await app.request(at, { headers: { "accept-language": "en" } });
    expect(await page.text()).toContain("Press the button");
    const question = { profile: to.profile, channel: "email", purpose: "newsletter", class: "marketing" } as const;
    expect(await reachable(ctx(), question)).toMatchObject({ ok: true });
    const done = await app.request(at, {
      method: "POST",
      body: "List-Unsubscribe=One-Click",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect([done.status, done.headers.get("location"), done.headers.get("set-cookie")]).toEqual([200, null, null]);
    expect(await reachable(ctx(), question)).toEqual({ ok: false, reason: "withdrawn" });
    expect((await storyOf(to)).map((f) => f.name)).toContain("message.unsubscribed");
    const button = await app.request(at, { method: "POST", headers: { "accept-language": "ja" } });
    expect(await button.text()).toContain("配信を停止しました");
    expect((await app.request("/u/forged.token.x", { method: "POST" })).status).toBe(410);
  });
});

describe("LINE's webhooks", () => {
  const post = (body: string, signature?: string) =>
    app.request("/hooks/line", {
      method: "POST",
      body,
      headers: {
        "x-line-signature": signature ?? createHmac("sha256", brand.secret).update(body).digest("base64"),
      },
    });
  const event = (user: string, more: object) => ({
    type: "message",
    timestamp: NOON.getTime(),
    webhookEventId: randomUUID(),
    mode: "active",
    deliveryContext: { isRedelivery: false },
    source: { type: "user", userId: user },
    ...more,
  });

  test("need a signature over exactly these bytes; an empty list is answered with 200", async () => {
    expect((await post(`{"destination":"U0","events":[]}`)).status).toBe(200);
    expect((await post("{}", "AAAA")).status).not.toBe(200);
    const signature = createHmac("sha256", brand.secret).update('{"events":[]}').digest("base64");
    expect((await post('{"events": []}', signature)).status).not.toBe(200);
  });

  test("are kept once however often they are delivered, with the reply's text", async () => {
    const to = await customer();
    const said = event(to.line, { message: { id: "1", type: "text", text: "ありがとう 😀" } });
    const body = JSON.stringify({ events: [said] });
    expect((await post(body)).status).toBe(200);
    const again = JSON.stringify({ events: [{ ...said, deliveryContext: { isRedelivery: true } }] });
    expect((await post(again)).status).toBe(200);
    const replies = (await storyOf(to)).filter((f) => f.name === "line.message_received");
    expect(replies.map((f) => f.properties["text"])).toEqual(["ありがとう 😀"]);
  });

  test("a block that arrives after the unblock that followed it does not close the channel", async () => {
    const to = await customer();
    const at = (minutes: number) => NOON.getTime() + minutes * 60_000;
    await post(
      JSON.stringify({ events: [event(to.line, { type: "follow", timestamp: at(2), follow: { isUnblocked: true } })] }),
    );
    await post(JSON.stringify({ events: [event(to.line, { type: "unfollow", timestamp: at(1) })] }));
    await brand.settle();
    const question = { profile: to.profile, channel: "line", purpose: "newsletter", class: "marketing" } as const;
    expect(await reachable(ctx(), question)).toMatchObject({ ok: true });
  });

  test("M21 a message that its writer takes back loses its words and stays a fact, in either order of arrival", async () => {
    const [to, other] = [await customer(), await customer()];
    const said = (id: string, who = to.line) =>
      event(who, { message: { id, type: "text", text: `電話は090-1234-5678です ${id}` } });
    const unsend = (id: string, who = to.line) => event(who, { type: "unsend", unsend: { messageId: id } });
    const send = (...events: object[]) => post(JSON.stringify({ events }));
    const ids = Array.from({ length: 6 }, () => randomUUID());
    const [kept = "", later = "", before = "", together = "", stranger = "", also = ""] = ids;
    await send(said(kept), said(later), said(stranger));
    await send(unsend(later));
    await send(unsend(before));
    await send(said(before));
    await send(unsend(together), said(together));
    await send(unsend(stranger, other.line), unsend(also, other.line), said(also));
    const story = await storyOf(to);
    const messages = story.filter((f) => f.name === "line.message_received").map((f) => f.properties);
    const of = (id: string) => messages.find((p) => p["message"] === id);
    for (const id of [later, before, together])
      expect(of(id)).toMatchObject({ type: "text", text: null, unsent: true });
    for (const id of [kept, stranger, also]) expect(of(id)?.["text"]).toBe(`電話は090-1234-5678です ${id}`);
    expect(story.filter((f) => f.name === "line.unsent")).toHaveLength(3);
    const left = await sql<{ n: number }>`select count(*)::int as n from events.event
      where name like 'line.%' and (properties::text || context::text) ~ '090-1234-5678'
        and subject = ${`line:${to.line}`}`.execute(rows);
    expect(left.rows[0]?.n).toBe(3);
  });

  test("M21 a message and its unsend at one moment leave no words, whoever commits first", async () => {
    const to = await customer();
    const send = (more: object) => post(JSON.stringify({ events: [event(to.line, more)] }));
    const ids = Array.from({ length: 12 }, () => randomUUID());
    const said = ids.map((id) => send({ message: { id, type: "text", text: "見ないでください" } }));
    const unsent = ids.map((id) => send({ type: "unsend", unsend: { messageId: id } }));
    await Promise.all([...said, ...unsent]);
    const messages = (await storyOf(to)).filter((f) => f.name === "line.message_received");
    expect(messages.map((f) => f.properties["text"])).toEqual(ids.map(() => null));
  });

  test("a tap on a button of ours is a click of the person it went to, and of nobody else", async () => {
    const to = await customer();
    const other = await customer();
    const { send } = await ask(to);
    await brand.settle();
    const tap = (user: string) => event(user, { type: "postback", postback: { data: `answer=5&send=${send}` } });
    await post(JSON.stringify({ events: [tap(other.line), tap(to.line)] }));
    const clicked = async (who: Customer) => (await storyOf(who)).filter((f) => f.name === "link.clicked");
    expect((await clicked(to)).map((f) => f.properties)).toMatchObject([
      { send, url: "postback:answer=5", automated: false },
    ]);
    expect(await clicked(other)).toEqual([]);
  });
});

describe("the ledger", () => {
  test("is listed newest first, filtered and paged", async () => {
    const to = await customer();
    const made = await requestMessages(
      ctx(),
      Array.from({ length: 5 }, () => wish(to)),
    );
    const first = await messagingHandlers.messages(ctx(), { query: { profile: to.profile, limit: 3 } });
    const rest = await messagingHandlers.messages(ctx(), {
      query: { profile: to.profile, limit: 3, cursor: first.next ?? "" },
    });
    expect([...first.items, ...rest.items].map((m) => m.id).sort()).toEqual(made.map((d) => d.send).sort());
    expect(rest.next).toBeNull();
    const held = await messagingHandlers.messages(ctx(), {
      query: { profile: to.profile, state: "deferred", limit: 9 },
    });
    expect(held.items).toHaveLength(3);
    await expect(messagingHandlers.messages(ctx(), { query: { state: "lost", limit: 9 } })).rejects.toThrow(
      "A state is",
    );
  });

  test("M20 a test goes to an address of one's own, through the ledger, and counts for nobody", async () => {
    const to = await customer();
    const send = await sendTest(ctx(), { template: "news", channel: "email", to: to.email, data: {} });
    await brand.settle();
    expect(await shown(send)).toMatchObject({ state: "accepted", test: true });
    const [a, b] = await requestMessages(ctx(), [wish(to), wish(to)]);
    expect([a?.verdict, b?.verdict]).toEqual(["claimed", "claimed"]);
  });

  test("M14 a move that is not allowed is refused and recorded", async () => {
    const to = await customer();
    const { send } = await ask(to);
    await brand.settle();
    await expect(resolveUnknown(ctx(), send, "failed", "x")).rejects.toThrow("only unknown ones");
    const raw = `Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\nTo: ${returnPath(ctx(), send, "x.jp")}\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no\r\n--b--\r\n`;
    await takeMail(ctx(), Buffer.from(raw));
    await takeMail(ctx(), Buffer.from(raw));
    const { transitions, state } = await shown(send);
    expect(state).toBe("failed");
    expect(transitions.at(-1)).toMatchObject({ from: "failed", input: "bounce", to: null });
  });
});
