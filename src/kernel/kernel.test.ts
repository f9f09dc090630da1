import { describe, expect, test } from "vitest";
import { z } from "zod";
import { testCtx, testDatabase } from "../../test/database.ts";
import { audit, auditTrail } from "#kernel/audit";
import { virtualClock } from "#kernel/clock";
import { ConfigError, readConfig } from "#kernel/config";
import { identityKey } from "#kernel/identity";
import { sign, verify } from "#kernel/links";
import { readSetting, writeSetting } from "#kernel/settings";

const database = await testDatabase();
const ctx = testCtx(database);

describe("signed links", () => {
  const claim = { scope: "click", audience: "send-1", expiresAt: new Date("2026-12-01T00:00:00Z") };
  test("carry their audience until they expire", () => {
    const token = sign(ctx, claim);
    expect(verify(ctx, "click", token)).toEqual({ ok: true, audience: "send-1" });
    expect(verify({ ...ctx, now: new Date("2026-12-02T00:00:00Z") }, "click", token)).toEqual({
      ok: false,
      reason: "expired",
    });
  });
  test("are refused for another scope, when cut, when changed, and under another secret", () => {
    const token = sign(ctx, claim);
    const other = { ...ctx, config: { ...ctx.config, secret: "another-secret-entirely" } };
    for (const refused of [
      verify(ctx, "unsubscribe", token),
      verify(ctx, "click", token.slice(0, -2)),
      verify(ctx, "click", `z${token}`),
      verify(ctx, "click", ""),
      verify(other, "click", token),
    ])
      expect(refused).toEqual({ ok: false, reason: "forged" });
  });
});

describe("settings and audit", () => {
  const schema = z.object({ zone: z.string().default("Asia/Tokyo") });
  test("a setting never written has its defaults, and a written one is read back", async () => {
    expect(await readSetting(ctx, "brand", schema)).toEqual({ zone: "Asia/Tokyo" });
    await writeSetting(ctx, "brand", { zone: "Europe/Paris" });
    await writeSetting(ctx, "brand", { zone: "Asia/Seoul" });
    expect(await readSetting(ctx, "brand", schema)).toEqual({ zone: "Asia/Seoul" });
  });
  test("the audit trail gives the newest first", async () => {
    await audit(ctx, "segment.created", "segment:1", { name: "F2" });
    await audit(ctx, "segment.deleted", "segment:1");
    const trail = await auditTrail(ctx, { limit: 10 });
    expect(trail.map((entry) => entry.action)).toEqual(["segment.deleted", "segment.created"]);
    expect(trail[0]?.actor).toBe("test");
  });
});

describe("configuration", () => {
  test("says every mistake in a sentence", () => {
    const read = () =>
      readConfig({ PORT: "99999", DATABASE_URL: "mysql://x", ENGAWA_SECRET: "short", ENGAWA_ROLE: "boss" });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/^(.+\.\n){3}.+\.$/);
  });
  test("LINE needs both of its secrets", () => {
    expect(() => readConfig({ LINE_CHANNEL_SECRET: "x" })).toThrow("LINE needs both");
  });
});

describe("identity keys", () => {
  test("e-mail, phone and opaque ids are written in one way", () => {
    expect(identityKey("email", " Hana.Sato@Example.JP ")).toBe("email:hana.sato@example.jp");
    expect(identityKey("email", "a..b@docomo.ne.jp")).toBe("email:a..b@docomo.ne.jp");
    for (const phone of ["090-1234-5678", "０９０−１２３４−５６７８", "+81 90 1234 5678", "09012345678"])
      expect(identityKey("phone", phone)).toBe("phone:+819012345678");
    expect(identityKey("user", "  42 ")).toBe("user:42");
  });
  test("what can be no such handle gives none", () => {
    for (const email of ["", "x", "a@b", "a b@c.jp"]) expect(identityKey("email", email)).toBeNull();
    for (const phone of ["", "12", "000", "abc"]) expect(identityKey("phone", phone)).toBeNull();
  });
});

describe("the virtual clock", () => {
  test("runs at its rate, stands still at rate 0, and can be moved", () => {
    const start = Date.parse("2026-01-01T00:00:00Z");
    const clock = virtualClock({ at: start, real: Date.now() - 1000, rate: 60 });
    expect(clock.now().getTime() - start).toBeGreaterThanOrEqual(60_000);
    clock.set({ at: start, real: Date.now(), rate: 0 });
    expect(clock.now().getTime()).toBe(start);
    expect(clock.until(new Date(start + 1))).toBe(Number.POSITIVE_INFINITY);
    expect(clock.until(new Date(start))).toBe(0);
  });
});
