import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ArbiterFacts, arbitrate, type ChannelFacts } from "./arbiter.ts";
import { classifyBounce } from "./bounce.ts";
import { isZone, nextMonth, quietUntil } from "./calendar.ts";
import { judgeBurst, judgeClick } from "./clicks.ts";
import { withFooter } from "./footer.ts";
import { Sender, senderComplete } from "./settings.ts";
import { type Attempted, conclude, INPUTS, KEY_LIFE_MS, type Outcome, type State, STATES, step } from "./state.ts";
import { factsOfWebhook, sendOfPostback } from "./webhook.ts";

const NOON = new Date("2026-11-21T03:00:00Z"); // 12:00 in Tokyo
const DAY = 86_400_000;
const QUIET = { from: "21:00", to: "08:00" };

const line: ChannelFacts = {
  channel: "line",
  configured: true,
  words: true,
  senderComplete: true,
  reach: { ok: true, address: "line:U1" },
  stopped: null,
};
const email: ChannelFacts = { ...line, channel: "email", reach: { ok: true, address: "email:a@b.jp" } };
const facts = (more: Partial<ArbiterFacts> = {}): ArbiterFacts => ({
  now: NOON,
  class: "marketing",
  expiresAt: new Date(NOON.getTime() + 3 * DAY),
  zone: "Asia/Tokyo",
  settings: { quietHours: QUIET, transactionalKeepsQuiet: false, dailyBudget: 2, weeklyBudget: 5 },
  channels: [line, email],
  recent: [],
  ...more,
});
const sent = (...hoursAgo: number[]) =>
  hoursAgo.map((h) => ({ at: new Date(NOON.getTime() - h * 3_600_000), class: "marketing" as const }));

describe("the arbiter", () => {
  test("M2 the first channel in the order wished for that is open is taken", () => {
    expect(arbitrate(facts())).toMatchObject({ verdict: "claimed", channel: "line", address: "line:U1" });
    expect(arbitrate(facts({ channels: [email, line] }))).toMatchObject({ channel: "email" });
    const noConsent: ChannelFacts = { ...line, reach: { ok: false, reason: "no_consent" } };
    const verdict = arbitrate(facts({ channels: [noConsent, email] }));
    expect(verdict).toMatchObject({ verdict: "claimed", channel: "email" });
    expect(verdict.notes[0]).toEqual({ rule: "M2", why: "no_consent", detail: { channel: "line" } });
  });

  test("M3 a suppressed or blocked address is never written to", () => {
    for (const reason of ["suppressed", "blocked"] as const)
      expect(arbitrate(facts({ channels: [{ ...line, reach: { ok: false, reason } }] }))).toMatchObject({
        verdict: "refused",
        why: reason,
      });
  });

  test("M4 a channel that is not set up, or for which the template has no words, is not open", () => {
    expect(arbitrate(facts({ channels: [{ ...line, configured: false }] })).why).toBe("not_configured");
    expect(arbitrate(facts({ channels: [{ ...line, words: false }, email] }))).toMatchObject({ channel: "email" });
    expect(arbitrate(facts({ channels: [] })).why).toBe("no_channel");
  });

  test("M5 advertising by mail needs the sender's formal name, address and contact; order mails do not", () => {
    const bare = { ...email, senderComplete: false };
    expect(arbitrate(facts({ channels: [bare] }))).toMatchObject({ verdict: "refused", why: "sender_incomplete" });
    expect(arbitrate(facts({ channels: [bare], class: "transactional" })).verdict).toBe("claimed");
    expect(senderComplete(Sender.parse({ address: "a@b.jp", formalName: "株式会社髪と布", contact: "03" }))).toBe(
      false,
    );
  });

  test("M6 a stopped channel gives way to the next; where all are stopped the message waits", () => {
    const until = new Date(NOON.getTime() + 600_000);
    const stopped = { ...line, stopped: { reason: "quota", until } };
    expect(arbitrate(facts({ channels: [stopped, email] }))).toMatchObject({ verdict: "claimed", channel: "email" });
    expect(arbitrate(facts({ channels: [stopped] }))).toMatchObject({
      verdict: "deferred",
      why: "channel_stopped",
      until,
    });
    expect(arbitrate(facts({ channels: [{ ...stopped, stopped: { reason: "manual", until: null } }] }))).toMatchObject({
      verdict: "deferred",
      until: new Date(NOON.getTime() + 3_600_000),
    });
  });

  test("M7 in quiet hours advertising waits for the morning where the customer is", () => {
    const night = new Date("2026-11-21T13:30:00Z"); // 22:30 in Tokyo, 14:30 in Paris
    expect(arbitrate(facts({ now: night }))).toMatchObject({
      verdict: "deferred",
      why: "quiet_hours",
      until: new Date("2026-11-21T23:00:00Z"),
    });
    expect(arbitrate(facts({ now: night, zone: "Europe/Paris" })).verdict).toBe("claimed");
    const transactional = facts({ now: night, class: "transactional" });
    expect(arbitrate(transactional).verdict).toBe("claimed");
    const strict = { ...transactional.settings, transactionalKeepsQuiet: true };
    expect(arbitrate({ ...transactional, settings: strict }).verdict).toBe("deferred");
  });

  test("M8 the daily budget holds until the next local day, and then past its quiet hours", () => {
    const verdict = arbitrate(facts({ recent: sent(1, 2) }));
    expect(verdict).toMatchObject({
      verdict: "deferred",
      why: "daily_budget",
      until: new Date("2026-11-21T23:00:00Z"),
    });
    // 12 hours and more ago was yesterday in Tokyo.
    expect(arbitrate(facts({ recent: sent(13, 14) })).verdict).toBe("claimed");
  });

  test("M9 the weekly budget holds until enough have left the seven days", () => {
    const recent = sent(30, 50, 75, 100, 150);
    expect(arbitrate(facts({ recent }))).toMatchObject({
      verdict: "deferred",
      why: "weekly_budget",
      // The oldest leaves after 18 hours, at 06:00: the quiet hours end at 08:00.
      until: new Date("2026-11-21T23:00:00Z"),
    });
  });

  test("M10 transactional messages are counted apart and never held by the budget", () => {
    const recent = [...sent(1, 2), { at: NOON, class: "transactional" as const }];
    const verdict = arbitrate(facts({ recent, class: "transactional" }));
    expect(verdict.verdict).toBe("claimed");
    expect(verdict.notes.at(-1)?.detail).toMatchObject({ counted: 2, transactional: 1 });
    const many = Array.from({ length: 9 }, () => ({ at: NOON, class: "transactional" as const }));
    expect(arbitrate(facts({ recent: many })).verdict).toBe("claimed");
  });

  test("M11 what could only go after its expiry is refused at once, with the reason", () => {
    const expiresAt = new Date(NOON.getTime() + 3_600_000);
    const verdict = arbitrate(facts({ recent: sent(1, 2), expiresAt }));
    expect(verdict).toMatchObject({ verdict: "refused", why: "expires_first" });
    expect(verdict.notes.map((n) => n.why)).toContain("daily_budget");
    expect(arbitrate(facts({ expiresAt: NOON })).why).toBe("expired");
  });

  test("M12 a deferred message may be sent at its time, were nothing else sent until then", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 190 }), { maxLength: 8 }),
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom("Asia/Tokyo", "America/New_York", "Europe/Paris", "Asia/Kathmandu"),
        (hours, hour, zone) => {
          const now = new Date(NOON.getTime() + hour * 3_600_000);
          const given = facts({ now, zone, recent: sent(...hours), expiresAt: new Date(now.getTime() + 20 * DAY) });
          const verdict = arbitrate(given);
          const until = verdict.verdict === "deferred" ? verdict.until : now;
          expect(verdict.verdict === "deferred" ? until > now : verdict.verdict === "claimed").toBe(true);
          expect(arbitrate({ ...given, now: until }).verdict).toBe("claimed");
        },
      ),
    );
  });
});

describe("calendar", () => {
  test("quiet hours run over midnight, may lie within a day, and may be none", () => {
    expect(quietUntil(new Date("2026-11-20T22:59:00Z"), "Asia/Tokyo", QUIET)).toEqual(new Date("2026-11-20T23:00:00Z"));
    expect(quietUntil(new Date("2026-11-20T23:00:00Z"), "Asia/Tokyo", QUIET)).toBeNull();
    expect(quietUntil(NOON, "Asia/Tokyo", { from: "11:00", to: "13:30" })).toEqual(new Date("2026-11-21T04:30:00Z"));
    expect(quietUntil(NOON, "Asia/Tokyo", { from: "00:00", to: "00:00" })).toBeNull();
  });

  test("a night that loses an hour still ends at eight", () => {
    // New York springs forward on 2026-03-08.
    const night = new Date("2026-03-08T04:00:00Z"); // 23:00 on the 7th
    expect(quietUntil(night, "America/New_York", QUIET)).toEqual(new Date("2026-03-08T12:00:00Z"));
  });

  test("a quota is new on the first of the next local month", () => {
    expect(nextMonth(new Date("2026-01-31T20:00:00Z"), "Asia/Tokyo")).toEqual(new Date("2026-02-28T15:00:00Z"));
    expect(nextMonth(NOON, "Asia/Tokyo")).toEqual(new Date("2026-11-30T15:00:00Z"));
  });

  test("a zone that is none falls back to the brand's", () => {
    expect([isZone("Asia/Tokyo"), isZone("Nowhere/Land"), isZone("+09:00"), isZone(9)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("the life of a send", () => {
  test("M14 what is not in the table is not allowed", () => {
    expect(step("accepted", "hand_off")).toBeNull();
    expect(step("refused", "claim")).toBeNull();
    expect(step("failed", "accept")).toBeNull();
    for (const state of ["refused", "expired", "failed"] as const)
      for (const input of INPUTS) expect(step(state, input)).toBeNull();
  });

  test("M15 nothing leads from unknown back to a hand-off", () => {
    const reach = new Set<State>(["unknown"]);
    for (const state of reach)
      for (const input of INPUTS) {
        const next = step(state, input);
        if (next) reach.add(next);
      }
    expect([...reach].sort()).toEqual(["accepted", "delivered", "failed", "unknown"]);
    expect(STATES.filter((s) => step(s, "hand_off"))).toEqual(["claimed", "handed_off"]);
  });

  const sendOf = (more: Partial<Attempted> = {}): Attempted => ({
    keyed: true,
    unsure: false,
    attempts: 1,
    handedOffAt: NOON,
    expiresAt: new Date(NOON.getTime() + 3 * DAY),
    ...more,
  });

  test("M16 without a key an attempt without an answer is unknown; with one it is tried again under it", () => {
    const unsure: Outcome = { kind: "unsure", reason: "timeout" };
    expect(conclude(sendOf({ keyed: false }), unsure, NOON).input).toBe("lose");
    expect(conclude(sendOf(), unsure, NOON)).toMatchObject({ input: "retry", unsure: true });
    const late = new Date(NOON.getTime() + KEY_LIFE_MS);
    expect(conclude(sendOf(), unsure, late).input).toBe("lose");
  });

  test("M17 what the provider surely did not take goes back to the arbiter; what it may have taken does not", () => {
    const stopped: Outcome = { kind: "stopped", reason: "quota", until: null };
    expect(conclude(sendOf(), stopped, NOON).input).toBe("return");
    const later: Outcome = { kind: "later", reason: "smtp_451" };
    const dayAfter = new Date(NOON.getTime() + KEY_LIFE_MS);
    expect(conclude(sendOf({ keyed: false }), later, dayAfter).input).toBe("return");
    expect(conclude(sendOf({ unsure: true }), later, dayAfter).input).toBe("lose");
    expect(conclude(sendOf({ unsure: true }), stopped, NOON).input).toBe("retry");
    expect(conclude(sendOf({ unsure: true, keyed: false }), stopped, NOON).input).toBe("lose");
  });

  test("M18 a refusal ends a send, unless an earlier attempt may have gone through", () => {
    expect(conclude(sendOf(), { kind: "refused", reason: "line_400" }, NOON).input).toBe("reject");
    expect(conclude(sendOf({ unsure: true }), { kind: "refused", reason: "line_400" }, NOON).input).toBe("lose");
  });

  test("M19 an answer that asks to wait is kept to, within the life of the message", () => {
    const later: Outcome = { kind: "later", reason: "line_rate", after: 30 };
    expect(conclude(sendOf(), later, NOON).dueAt).toEqual(new Date(NOON.getTime() + 30_000));
    expect(conclude(sendOf({ expiresAt: new Date(NOON.getTime() + 10_000) }), later, NOON).input).toBe("expire");
  });

  test("whatever a provider answers, an unsure attempt without a key is never tried again", () => {
    const outcome = fc.constantFrom<Outcome>(
      { kind: "unsure", reason: "x" },
      { kind: "later", reason: "x" },
      { kind: "later", reason: "x", after: 5, slowDown: true },
      { kind: "stopped", reason: "quota", until: null },
      { kind: "refused", reason: "x" },
    );
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 10 }), fc.boolean(), (outcomes, keyed) => {
        let send = sendOf({ keyed });
        let doubt = false;
        const inputs: string[] = [];
        for (const [i, each] of outcomes.entries()) {
          const end = conclude(send, each, new Date(NOON.getTime() + i * 1000));
          doubt ||= each.kind === "unsure";
          if (doubt) inputs.push(end.input);
          if (end.input !== "retry") break;
          send = { ...send, attempts: send.attempts + 1, unsure: end.unsure };
        }
        const allowed = keyed ? ["retry", "lose"] : ["lose"];
        expect(inputs.filter((input) => !allowed.includes(input))).toEqual([]);
      }),
    );
  });
});

describe("bounces", () => {
  const bounce = (status: string, diagnostic: string, action = "failed") =>
    classifyBounce({ status, diagnostic, action });

  test("an address that does not exist is hard, one that is full is soft, our own fault is policy", () => {
    expect(bounce("5.1.1", "smtp; 550 5.1.1 User unknown")).toBe("hard");
    expect(bounce("4.2.2", "smtp; 452 4.2.2 over quota")).toBe("soft");
    expect(bounce("5.7.26", "smtp; 550-5.7.26 Unauthenticated email")).toBe("policy");
    expect(bounce("5.2.2", "smtp; 552 5.2.2 Mailbox full")).toBe("soft");
  });

  test("servers without enhanced codes are read by their words", () => {
    expect(bounce("5.0.0", "smtp; 550 Unknown user taro@docomo.ne.jp")).toBe("hard");
    expect(bounce("5.0.0", "smtp; 554 Message refused: looks like spam")).toBe("policy");
    expect(bounce("5.0.0", "smtp; 550 something else")).toBe("soft");
    expect(bounce("4.4.1", "X-Postfix; connect to mx.b.jp: Connection refused")).toBe("soft");
  });

  test("a report of delivery is no bounce", () => {
    expect(bounce("2.0.0", "smtp; 250 ok", "delivered")).toBe("delivered");
    expect(bounce("4.4.1", "", "delayed")).toBe("delayed");
  });
});

describe("clicks", () => {
  const click = {
    method: "GET",
    userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/605.1.15",
    purpose: "",
    byHand: true,
    channel: "email",
    sinceAccepted: 3_600_000,
  };
  test("machines are told by method, prefetch headers and their own names", () => {
    expect(judgeClick({ ...click, method: "HEAD" })).toMatchObject({ automated: true, why: "method" });
    expect(judgeClick({ ...click, purpose: "prefetch" })).toMatchObject({ automated: true });
    expect(judgeClick({ ...click, userAgent: "Mozilla/5.0 (compatible; Barracuda Sentinel)" })).toMatchObject({
      automated: true,
    });
    expect(
      judgeClick({ ...click, userAgent: "facebookexternalhit/1.1;line-poker/1.0", channel: "line" }),
    ).toMatchObject({ automated: true });
    expect(judgeClick(click)).toMatchObject({ automated: false });
  });

  test("a click right after delivery is nobody's until it is judged by what else was opened", () => {
    expect(judgeClick({ ...click, sinceAccepted: 2_000 }).automated).toBeNull();
    const at = (s: number) => new Date(NOON.getTime() + s * 1000);
    expect(judgeBurst({ url: "a", at: at(0) }, [{ url: "b", at: at(1) }])).toEqual({ automated: true, why: "burst" });
    expect(judgeBurst({ url: "a", at: at(0) }, [{ url: "b", at: at(60) }])).toEqual({ automated: false, why: "alone" });
    expect(judgeBurst({ url: "a", at: at(0) }, [{ url: "a", at: at(2) }]).automated).toBe(false);
  });
});

describe("advertising mail", () => {
  const sender = Sender.parse({
    address: "news@kamitonuno.jp",
    formalName: "株式会社髪と布",
    postalAddress: "東京都台東区谷中1-2-3",
    contact: "03-1234-5678",
  });
  const words = { sender, unsubscribe: "https://k.jp/u/abc?x=1&y=2", english: false };
  test("the blocks that the law asks for are added where the template lacks one", () => {
    const made = withFooter({ html: "<html><body><p>秋</p></body></html>", text: "秋" }, words);
    for (const part of ["株式会社髪と布", "東京都台東区谷中1-2-3", "03-1234-5678"]) {
      expect(made.html).toContain(part);
      expect(made.text).toContain(part);
    }
    expect(made.html?.endsWith("</div></body></html>")).toBe(true);
    expect(made.html).toContain("https://k.jp/u/abc?x=1&#38;y=2");
    expect(withFooter({ html: made.html, text: made.text }, words)).toEqual(made);
  });
});

describe("LINE webhooks", () => {
  test("events become facts in the order in which they happened, unknown kinds kept, unreadable ones counted", () => {
    const event = (type: string, timestamp: number, more: object = {}) => ({
      type,
      timestamp,
      webhookEventId: `id${timestamp}`,
      mode: "active",
      deliveryContext: { isRedelivery: false },
      source: { type: "user", userId: "U1" },
      ...more,
    });
    const { facts: told, unreadable } = factsOfWebhook([
      event("unfollow", 3),
      event("follow", 1, { follow: { isUnblocked: true } }),
      event("membership", 2, { replyToken: "secret", membership: { type: "joined" } }) as never,
      { type: "message" },
    ]);
    expect(told.map((f) => [f.name, f.subject])).toEqual([
      ["line.followed", "line:U1"],
      ["line.event_received", "line:U1"],
      ["line.unfollowed", "line:U1"],
    ]);
    expect(told[0]?.properties).toEqual({ unblocked: true });
    expect(JSON.stringify(told[1])).not.toContain("secret");
    expect(unreadable).toBe(1);
  });

  test("a postback of ours names the send it answers", () => {
    const send = "0b6e4f5a-9d3c-4c63-9a2e-6e5a4c3b2a19";
    expect(sendOfPostback(`answer=5&send=${send}`)).toEqual({ send, data: "answer=5" });
    expect(sendOfPostback(`hello#send=${send}`)).toEqual({ send, data: "hello" });
    expect(sendOfPostback("answer=5")).toBeNull();
  });
});
