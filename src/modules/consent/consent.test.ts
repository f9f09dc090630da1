import fc from "fast-check";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { append, intake } from "#events";
import { NOBODY } from "#kernel/auth";
import type { Properties } from "#kernel/log";
import { identitiesOf, profilesOf } from "#profiles";
import { startEngine } from "../../../test/engine.ts";
import { testDatabase } from "../../../test/database.ts";
import { consentModule, preferencePage, reachable, recordConsent, suppress, liftSuppression } from "./index.ts";
import { changesOf, type ConsentEvent, consentFor, lastOf } from "./model.ts";
import { consentHandlers } from "./routes.ts";

const database = await testDatabase();
const NOW = new Date("2026-11-21T03:00:00Z");
const engine = await startEngine(database, NOW);

let made = 0;
const customer = async (traits: Properties = {}, line = false) => {
  const n = ++made;
  const email = `c${n}@yanaka-mail.jp`;
  await intake(engine.ctx(), {
    source: "test",
    events: [
      {
        type: "identify",
        messageId: `id-${n}`,
        userId: `u${n}`,
        traits: { email, ...traits },
        timestamp: "2026-11-01T00:00:00Z",
      },
    ],
  });
  if (line)
    await append(engine.ctx(), [
      { name: "line.followed", subject: `line:U${n}`, properties: { unblocked: false }, key: `follow-${n}` },
    ]);
  await engine.settle();
  const profile = (await profilesOf(engine.ctx(), [line ? `line:U${n}` : `user:u${n}`])).values().next().value ?? "";
  return { n, email, profile };
};
const ask = (profile: string, channel: "line" | "email", kind: "marketing" | "transactional" = "marketing") =>
  reachable(engine.ctx(), {
    profile,
    channel,
    purpose: kind === "marketing" ? "newsletter" : "service",
    class: kind,
  });

describe("consent", () => {
  test("advertising needs a grant; an order mail does not", async () => {
    const { profile, email } = await customer();
    expect(await ask(profile, "email")).toEqual({ ok: false, reason: "no_consent" });
    expect(await ask(profile, "email", "transactional")).toEqual({ ok: true, address: `email:${email}` });
    expect(await ask(profile, "line", "transactional")).toEqual({ ok: false, reason: "no_address" });
  });

  test("a trait email_opt_in grants, a later withdrawal ends it, with both proofs kept", async () => {
    const { profile, email, n } = await customer({ email_opt_in: true });
    expect(await ask(profile, "email")).toEqual({ ok: true, address: `email:${email}` });
    await recordConsent(engine.ctx(), [
      { subject: `user:u${n}`, channel: "email", purpose: "*", state: "withdrawn", place: "one-click", key: `w${n}` },
    ]);
    expect(await ask(profile, "email")).toEqual({ ok: false, reason: "withdrawn" });
    await engine.settle();
    const shown = await consentHandlers.consentOf(engine.ctx(), { params: { profile } });
    expect(shown.proofs.map((p) => [p.state, p.place])).toEqual([
      ["withdrawn", "one-click"],
      ["granted", "identify"],
    ]);
    expect(await ask(profile, "email", "transactional")).toMatchObject({ ok: true });
  });

  test("a block closes LINE without withdrawing; an unblock opens it again", async () => {
    const { profile, n } = await customer({}, true);
    expect(await ask(profile, "line")).toEqual({ ok: true, address: `line:U${n}` });
    const follow = (name: string, unblocked: boolean, minutes: number) =>
      append(engine.ctx(), [
        {
          name,
          subject: `line:U${n}`,
          properties: { unblocked },
          key: `${name}-${n}-${minutes}`,
          at: new Date(NOW.getTime() + minutes * 60_000),
        },
      ]);
    await follow("line.unfollowed", false, 1);
    await engine.settle();
    expect(await ask(profile, "line")).toEqual({ ok: false, reason: "blocked" });
    await follow("line.followed", true, 2);
    await engine.settle();
    expect(await ask(profile, "line")).toMatchObject({ ok: true });
  });

  test("an unblock alone grants nothing", () => {
    const event = { subject: "line:U1", name: "line.followed", at: NOW, source: "s", messageId: "m" };
    expect(changesOf({ ...event, properties: { unblocked: true } })).toEqual([]);
    expect(changesOf({ ...event, properties: {} })).toMatchObject([{ state: "granted", channel: "line" }]);
  });

  test("a suppressed address is never written to, whatever was granted, until it is lifted", async () => {
    const { profile, email } = await customer({ email_opt_in: true });
    await suppress(engine.ctx(), `email:${email}`, "hard_bounce", "5.1.1");
    expect(await ask(profile, "email", "transactional")).toEqual({ ok: false, reason: "suppressed" });
    const listed = await consentHandlers.suppressions(engine.ctx(), { query: { limit: 10, search: email } });
    expect(listed.items).toMatchObject([{ address: `email:${email}`, reason: "hard_bounce" }]);
    expect(await liftSuppression(engine.ctx(), `email:${email}`)).toBe(true);
    expect(await ask(profile, "email")).toMatchObject({ ok: true });
  });

  test("leaving exactly one transactional purpose stops that purpose", async () => {
    const { profile, n } = await customer();
    await recordConsent(engine.ctx(), [
      { subject: `user:u${n}`, channel: "email", purpose: "service", state: "withdrawn", place: "desk", key: `s${n}` },
    ]);
    expect(await ask(profile, "email", "transactional")).toEqual({ ok: false, reason: "withdrawn" });
  });

  test("any order and any repetition of statements gives the same consent", () => {
    const statement = fc.record({
      name: fc.constantFrom("Consent Granted", "Consent Withdrawn", "Unsubscribed", "identify", "line.followed"),
      subject: fc.constantFrom("user:1", "email:a@b.jp", "line:U1"),
      at: fc.integer({ min: 0, max: 5 }).map((n) => new Date(n)),
      messageId: fc.string({ minLength: 1, maxLength: 3 }),
      source: fc.constant("s"),
      properties: fc.constantFrom<Properties>(
        { channel: "email" },
        { channel: "line", purpose: "newsletter" },
        { email_opt_in: false },
        { email_opt_in: true },
        {},
      ),
    });
    const fold = (events: readonly ConsentEvent[]) =>
      lastOf(events.flatMap(changesOf), (c) => `${c.subject} ${c.channel} ${c.purpose}`);
    fc.assert(
      fc.property(
        fc
          .uniqueArray(statement, { selector: (s) => s.messageId, maxLength: 12 })
          .chain((events) =>
            fc.tuple(
              fc.constant(events),
              fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length }),
            ),
          ),
        ([events, shuffled]) => {
          for (const channel of ["email", "line"] as const)
            expect(consentFor(fold(shuffled), channel, "newsletter")).toBe(
              consentFor(fold(events), channel, "newsletter"),
            );
        },
      ),
    );
  });

  test("statements folded in any order by the database leave the last word standing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([1, 2, 3, 4, 5, 1, 3, 5], { minLength: 8 }), async (order) => {
        const subject = `user:order${++made}`;
        for (const n of order)
          await append(engine.ctx(), [
            {
              name: n % 2 ? "consent.granted" : "consent.withdrawn",
              subject,
              properties: { channel: "email", purpose: "newsletter", place: "test" },
              key: `${subject}:${n}`,
              at: new Date(NOW.getTime() + n * 1000),
            },
          ]);
        await engine.settle();
        const profile = (await profilesOf(engine.ctx(), [subject])).get(subject) ?? "";
        const shown = await consentHandlers.consentOf(engine.ctx(), { params: { profile } });
        expect(shown.purposes.find((p) => p.channel === "email")?.state).toBe("granted");
        expect(shown.proofs).toHaveLength(5);
      }),
      { numRuns: 8 },
    );
  });
});

describe("the preference page", () => {
  const app = new Hono();
  consentModule.serve?.(app, {
    ctx: () => Promise.resolve(engine.ctx()),
    publicCtx: () => ({ ...engine.ctx(), actor: NOBODY }),
  });
  const path = (profile: string) => new URL(preferencePage(engine.ctx(), profile)).pathname;

  test("GET changes nothing, POST changes", async () => {
    const { profile } = await customer({ email_opt_in: true });
    const shown = await app.request(path(profile), { headers: { "accept-language": "ja" } });
    const page = await shown.text();
    expect(page).toContain("配信設定");
    expect(page).toMatch(/name="email"\s+checked/);
    expect(page.length).toBeLessThan(30_000);
    expect(await ask(profile, "email")).toMatchObject({ ok: true });
    const saved = await app.request(path(profile), {
      method: "POST",
      body: new URLSearchParams(),
      headers: { "accept-language": "en" },
    });
    expect(await saved.text()).toContain("It counts from now on");
    expect(await ask(profile, "email")).toEqual({ ok: false, reason: "withdrawn" });
  });

  test("a forged link shows nothing of anybody", async () => {
    const { profile } = await customer();
    const forged = await app.request(`${path(profile).slice(0, -3)}abc`);
    expect(forged.status).toBe(410);
    expect((await identitiesOf(engine.ctx(), [profile])).size).toBe(1);
  });
});
