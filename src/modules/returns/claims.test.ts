import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { Hono } from "hono";
import { beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "#kernel/context";
import { testDatabase } from "../../../test/database.ts";
import { emptied, startEngine } from "../../../test/engine.ts";
import { pour, type Poured } from "../../../test/pour.ts";
import { makeCarrierFile, shownCarrierFile, shownCarriers } from "./actions/claim/carrier-file.ts";
import {
  appealClaim,
  approveMany,
  askMore,
  declineClaim,
  grantClaim,
  settleClaim,
  withdrawClaim,
} from "./actions/claim/decide.ts";
import { leftOf } from "./actions/claim/moves.ts";
import { addEvidence, openClaim } from "./actions/claim/open.ts";
import { currentPolicy, previewPolicy, proposeWeights, savePolicy } from "./actions/claim/policy.ts";
import { claimCounts, listedClaims, shownClaim } from "./actions/claim/views.ts";
import { clusterOf } from "./store/claim/history.ts";
import { claimLink } from "./actions/claim/link.ts";
import { CLAIM_KINDS, type ClaimKind } from "./model/claim/kinds.ts";
import { ClaimPolicy } from "./model/claim/policy.ts";
import { reasonPair } from "./model/claim/words.ts";
import { serveClaimPages } from "./pages/claim.ts";

const database = await testDatabase();
const NOW = new Date("2026-11-21T03:00:00Z");
const DAY = 86_400_000;
const days = (n: number) => new Date(NOW.getTime() + n * DAY);
let engine = await startEngine(database, NOW);
const ctx = (more: Partial<Ctx> = {}): Ctx => ({ ...engine.ctx(), ...more });
const person = (id = "u1"): Ctx =>
  ctx({ actor: { kind: "user", id, name: id === "u1" ? "佐藤" : "鈴木", email: `${id}@shop.jp`, role: "agent" } });
const customer = (): Ctx => ctx({ actor: { kind: "public", id: "", name: "", role: null } });

const placed = (order: string, user: string, more: object = {}, at = days(-6)): Poured => ({
  identities: [`user:${user}`],
  name: "Order Completed",
  at: at.toISOString(),
  properties: {
    order_id: order,
    currency: "JPY",
    total: 4_660,
    shipping: 660,
    products: [
      { product_id: "p1", name: "椿油", quantity: 1, price: 3_000 },
      { product_id: "p2", name: "石けん", quantity: 2, price: 500 },
    ],
    ...more,
  },
});

interface ParcelGiven {
  readonly order: string;
  readonly user: string;
  readonly state?: string;
  readonly delivered?: Date | null;
  readonly signed?: boolean;
  readonly promised?: Date | null;
  readonly carrier?: string;
}
const parcel = async (given: ParcelGiven): Promise<string> => {
  const id = randomUUID();
  const delivered = given.delivered === undefined ? days(-2) : given.delivered;
  const state = given.state ?? (delivered ? "delivered" : "in_transit");
  await database.pool.query(
    `insert into delivery.shipment (id, "order", origin, source, created_at) values ($1, $2, '', 'test', $3)`,
    [id, given.order, days(-5)],
  );
  await database.pool.query(
    `insert into delivery.parcel (id, shipment, "order", subject, carrier, service, number, method, prefecture, created_at, state, state_at, shipped_at, delivered_at, promised_by)
     values ($1, $10, $2, $3, $4, '', $5, 'carrier', '東京都', $6, $7, $6, $6, $8, $9)`,
    [
      id,
      given.order,
      `user:${given.user}`,
      given.carrier ?? "yamato",
      id.slice(0, 12),
      days(-5),
      state,
      delivered,
      given.promised ?? null,
      id,
    ],
  );
  if (delivered)
    await database.pool.query(
      `insert into delivery.scan (parcel, key, occurred_at, received_at, source, vocabulary, word, code, text, place, detail, state, reason, map)
       values ($1, 'd', $2, $2, 'webhook', 'yamato', '配達完了', '', '配達完了', '東京', $3, 'delivered', '', 'yamato@1')`,
      [id, delivered, JSON.stringify(given.signed ? { signed: true } : {})],
    );
  return id;
};

const JPEG = (n = 0): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    Buffer.from("JFIF\0\x01\x01\0\0\x01\0\x01\0\0", "latin1"),
    Buffer.from([0xff, 0xda, 0, 8, n, n, n, n, n, n, 0xff, 0xd9]),
    Buffer.alloc(16),
  ]);
const facts = async (name: string) =>
  (
    await database.pool.query<{ properties: Record<string, unknown>; subject: string }>(
      "select properties, subject from events.event where name = $1 order by position",
      [name],
    )
  ).rows;
const steps = async (claim: string) =>
  (
    await database.pool.query<{ input: string; to: string | null; reason: string }>(
      `select input, "to", reason from returns.claim_step where claim = $1 order by id`,
      [claim],
    )
  ).rows;

beforeEach(async () => {
  await emptied(database);
  engine = await startEngine(database, NOW);
});

const seen = async (events: readonly Poured[]) => {
  await pour(database, events);
  await engine.settle();
};

describe("claims", () => {
  test("C13 an honest first claim is approved at once, sent again, and told", async () => {
    await seen([placed("A1", "1")]);
    await parcel({ order: "A1", user: "1" });
    const { claim, fresh } = await openClaim(customer(), {
      order: "A1",
      kind: "not_received",
      statement: "届いていません",
      source: "page",
    });
    expect(fresh).toBe(true);
    expect(claim).toMatchObject({ state: "auto_approved", decision: "reship", amount: 4_000, verdict: "approve" });
    const shown = await shownClaim(ctx(), claim.id);
    expect(shown.steps.map((step) => step.to)).toEqual(["opened", "evidence", "scored", "auto_approved"]);
    expect(shown.evidence.map((one) => one.kind).toSorted()).toEqual(["delivery_proof", "statement"]);
    expect(shown.reasons.length).toBeLessThanOrEqual(3);
    expect((await facts("claim.opened"))[0]).toMatchObject({
      subject: "user:1",
      properties: { order: "A1", kind: "not_received" },
    });
    expect((await facts("claim.decided"))[0]?.properties).toMatchObject({
      decision: "reship",
      automatic: true,
      amount: 4_000,
    });
    expect((await settleClaim(person(), claim.id, "A1-R")).state).toBe("auto_approved");
    await expect(settleClaim(person(), claim.id, "A1-R2")).rejects.toThrow(/Nothing is left/);
  });

  test("C4 one claim per order, parcel and kind: telling it again adds words and opens nothing", async () => {
    await seen([
      placed("A1", "1", { total: 90_660, products: [{ product_id: "p9", name: "着物", quantity: 1, price: 90_000 }] }),
    ]);
    const id = await parcel({ order: "A1", user: "1" });
    const tell = (statement: string) =>
      openClaim(customer(), { order: "A1", parcel: id, kind: "not_received", statement, source: "page" });
    const first = await tell("届いていません");
    const second = await tell("届いていません");
    const third = await tell("隣の家にもありませんでした");
    expect([first.fresh, second.fresh, third.fresh]).toEqual([true, false, false]);
    expect(new Set([first.claim.id, second.claim.id, third.claim.id]).size).toBe(1);
    expect(await facts("claim.opened")).toHaveLength(1);
    const shown = await shownClaim(ctx(), first.claim.id);
    expect(shown.evidence.filter((one) => one.kind === "statement")).toHaveLength(2);
    expect(shown).toMatchObject({ state: "review", why: "answered", asked: ["statement"] });
  });

  test("C4 with and without the parcel it is one claim, and the parcel is filled in", async () => {
    await seen([placed("A1", "1")]);
    const [one, two] = [await parcel({ order: "A1", user: "1" }), await parcel({ order: "A1", user: "1" })];
    const tell = (parcelId?: string) =>
      openClaim(customer(), { order: "A1", parcel: parcelId, kind: "damaged", source: "page" });
    const first = await tell();
    const [second, third] = await Promise.all([tell(one), tell()]);
    expect(first.claim.parcel).toBe("");
    expect([second.fresh, third.fresh]).toEqual([false, false]);
    expect((await shownClaim(ctx(), first.claim.id)).parcel).toBe(one);
    // The other parcel is another matter.
    expect((await tell(two)).fresh).toBe(true);
    expect((await listedClaims(ctx(), { queue: "all", limit: 10 })).items).toHaveLength(2);
  });

  test("the tracking page's report opens a claim, whatever is repeated, and what we do not know opens none", async () => {
    await seen([placed("A1", "1")]);
    const id = await parcel({ order: "A1", user: "1" });
    const report = (problem: string, order = "A1", n = 1): Poured => ({
      identities: ["user:1"],
      type: "fact",
      name: "delivery.problem_reported",
      at: NOW.toISOString(),
      messageId: `r-${problem}-${order}-${n}`,
      properties: { order, parcel: id, problem, note: "箱がつぶれています" },
    });
    await seen([
      report("damaged"),
      report("damaged", "A1", 2),
      report("other"),
      report("sdfsdf"),
      report("late", "NONE"),
    ]);
    const { items } = await listedClaims(ctx(), { queue: "all", limit: 50 });
    expect(items.map((item) => [item.kind, item.state, item.source])).toEqual([["damaged", "evidence", "tracking"]]);
    expect((await facts("claim.asked"))[0]?.properties).toMatchObject({ for: ["photo"] });
  });

  test("C5 a photo answers what was asked; no answer in time leads to a person, never to a refusal", async () => {
    await seen([placed("A1", "1"), placed("A2", "2")]);
    for (const user of ["1", "2"]) await parcel({ order: `A${user}`, user });
    const open = (order: string) => openClaim(customer(), { order, kind: "damaged", source: "page" });
    const [one, two] = [await open("A1"), await open("A2")];
    expect([one.claim.state, two.claim.state]).toEqual(["evidence", "evidence"]);
    const answered = await addEvidence(customer(), one.claim.id, { photo: JPEG(1) });
    expect(answered.state).toBe("auto_approved");
    await engine.goTo(days(4));
    const shown = await shownClaim(ctx(), two.claim.id);
    expect(shown).toMatchObject({ state: "review", decision: "" });
    expect(shown.dueAt).not.toBeNull();
    engine = await startEngine(database, NOW);
  });

  test("C2 nobody but a person declines, with a reason; what is refused stands in the history", async () => {
    await seen([placed("A1", "1")]);
    await parcel({ order: "A1", user: "1", signed: true });
    const { claim } = await openClaim(customer(), { order: "A1", kind: "damaged", source: "page" });
    const api = ctx({ actor: { kind: "api", id: "k", name: "shop", role: "owner" } });
    for (const nobody of [api, ctx(), customer()])
      await expect(declineClaim(nobody, claim.id, { reason: "署名を確認いたしました" })).rejects.toThrow(
        /Only a person/,
      );
    await expect(declineClaim(person(), claim.id, { reason: "だめ" })).rejects.toThrow(/reason/);
    const declined = await declineClaim(person(), claim.id, { reason: "お写真から破損を確認できませんでした" });
    expect(declined).toMatchObject({ state: "decided", decision: "decline", decided_by: "佐藤" });
    await expect(declineClaim(person(), claim.id, { reason: "お写真から破損を確認できませんでした" })).rejects.toThrow(
      /as it stands/,
    );
    expect((await steps(claim.id)).filter((step) => step.to === null).map((step) => step.reason)).toEqual([
      "reason_missing",
      "illegal",
    ]);
    expect((await facts("claim.decided")).at(-1)?.properties).toMatchObject({
      decision: "decline",
      amount: 0,
      reason: "お写真から破損を確認できませんでした",
    });
  });

  test("C3 an appeal goes to another person where there is one, and can be granted; too late it is refused", async () => {
    await database.pool.query(
      `insert into auth."user" (id, name, email, "emailVerified", role, disabled, "createdAt", "updatedAt") values
       ('u1', '佐藤', 'u1@shop.jp', true, 'agent', false, now(), now()), ('u2', '鈴木', 'u2@shop.jp', true, 'agent', false, now(), now())`,
    );
    await seen([placed("A1", "1")]);
    await parcel({ order: "A1", user: "1" });
    const { claim } = await openClaim(customer(), { order: "A1", kind: "wrong", source: "page" });
    await declineClaim(person(), claim.id, { reason: "ご注文の品と確認できました" });
    const again = await appealClaim(customer(), claim.id, "違う香りのものでした");
    expect(again.state).toBe("appealed");
    await expect(declineClaim(person("u1"), claim.id, { reason: "やはり同じ品でした。" })).rejects.toThrow(
      /somebody else/,
    );
    const granted = await grantClaim(person("u2"), claim.id, {
      remedy: "refund",
      reason: "ご返金いたします",
      outcome: "honest",
    });
    expect(granted).toMatchObject({ state: "decided", decision: "refund", outcome: "honest" });
    await engine.goTo(days(31));
    await expect(appealClaim({ ...customer(), now: days(31) }, claim.id, "まだ")).rejects.toThrow(/over|stands/);
    await database.pool.query(`delete from auth."user" where id in ('u1', 'u2')`);
  });

  test("C10 the carrier's word opens a claim, approves what waits, and brings back who was declined", async () => {
    await seen([placed("A1", "1"), placed("A2", "2", { total: 60_660 }), placed("A3", "3")]);
    const ids = await Promise.all(
      ["1", "2", "3"].map((user) => parcel({ order: `A${user}`, user, delivered: null, state: "lost" })),
    );
    await database.pool.query("update delivery.parcel set state = 'delivered', delivered_at = $1 where id = $2", [
      days(-1),
      ids[1],
    ]);
    const { claim } = await openClaim(customer(), { order: "A2", kind: "not_received", source: "page" });
    expect(claim.state).toBe("review");
    await declineClaim(person(), claim.id, { reason: "配達完了の記録がございます" });
    await seen(
      ids.slice(0, 2).map((id, i) => ({
        identities: [`user:${i + 1}`],
        type: "fact" as const,
        name: "parcel.lost",
        at: NOW.toISOString(),
        properties: { order: `A${i + 1}`, parcel: id, carrier: "yamato" },
      })),
    );
    const { items } = await listedClaims(ctx(), { queue: "all", limit: 50 });
    const of = (order: string) => items.find((item) => item.order === order);
    expect(of("A1")).toMatchObject({ kind: "not_received", source: "carrier", state: "auto_approved" });
    expect(of("A2")).toMatchObject({ state: "appealed" });
    expect((await shownClaim(ctx(), claim.id)).carrierFault).toBe(true);
    // A claim of a later order starts with a clean slate.
    await seen([placed("A4", "2")]);
    await parcel({ order: "A4", user: "2" });
    const later = await openClaim(customer(), { order: "A4", kind: "not_received", source: "page" });
    expect((await shownClaim(ctx(), later.claim.id)).facts?.person.claims).toBe(0);
  });

  test("C12 people behind one address are one cluster, a crowd is none, and no address is kept", async () => {
    const at = (street: string, user: string): Poured => ({
      identities: [`user:${user}`],
      type: "identify",
      properties: { address: { postal_code: "150-0001", state: "東京都", street } },
    });
    await seen([
      at("渋谷区神宮前1丁目2番3号", "1"),
      at("東京都渋谷区神宮前1-2-3", "2"),
      at("渋谷区神宮前1−2−4", "3"),
      ...Array.from({ length: 15 }, (_, i) => at("渋谷区神宮前9-9-9", `crowd${i}`)),
    ]);
    expect(await clusterOf(database.db, ["user:1"])).toEqual(["user:2"]);
    expect(await clusterOf(database.db, ["user:3"])).toEqual([]);
    expect(await clusterOf(database.db, ["user:crowd1"])).toEqual([]);
    const kept = await database.pool.query<{ text: string }>(
      "select claim_handle::text as text from returns.claim_handle",
    );
    expect(kept.rows.some((row) => /神宮前|150/.test(row.text.replace(/\d{4}-\d\d-\d\d.*/, "")))).toBe(false);
  });

  test("C12 claims of a ring weigh on the next of the ring, and not on a stranger", async () => {
    const users = ["r1", "r2", "r3", "r4", "x1"];
    await seen(
      users.flatMap((user) => [
        {
          identities: [`user:${user}`],
          type: "identify" as const,
          properties: {
            address: { postal_code: "5300001", state: "大阪府", street: user === "x1" ? "北区1-1" : "北区梅田2-2-2" },
          },
        },
        placed(`O-${user}`, user),
      ]),
    );
    const scores: Record<string, number> = {};
    for (const user of users) {
      await parcel({ order: `O-${user}`, user });
      const { claim } = await openClaim(customer(), { order: `O-${user}`, kind: "not_received", source: "page" });
      scores[user] = claim.score ?? -1;
    }
    expect(scores["r4"]).toBeGreaterThan(scores["r1"] ?? 0);
    expect(scores["x1"]).toBeLessThanOrEqual(scores["r1"] ?? 0);
    expect(await claimCounts(ctx())).toMatchObject({ review: expect.any(Number) as number });
  });

  test("C17 what claims of an order give never exceeds what it was paid, whatever is tried", async () => {
    const { policy } = await currentPolicy(ctx());
    await savePolicy(person(), { after: 0, policy: { ...policy, autoUpTo: 0 }, note: "" });
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            kind: fc.constantFrom(...CLAIM_KINDS),
            remedy: fc.constantFrom("reship" as const, "refund" as const, "credit" as const),
            amount: fc.option(fc.integer({ min: 0, max: 9_000 }), { nil: undefined }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        async (tries) => {
          const order = `M${++n}`;
          await seen([placed(order, `m${n}`)]);
          await parcel({ order, user: `m${n}` });
          for (const { kind, remedy, amount } of tries) {
            const { claim } = await openClaim(customer(), { order, kind, source: "page" });
            await grantClaim(person(), claim.id, { remedy, amount, reason: "お詫びいたします" }).catch(() => null);
          }
          const given = await database.pool.query<{ sum: number; most: number }>(
            `select coalesce(sum(amount) filter (where remedy <> 'reship'), 0)::int as sum, coalesce(max(amount), 0)::int as most
              from returns.claim_remedy where "order" = $1`,
            [order],
          );
          expect(given.rows[0]?.sum).toBeLessThanOrEqual(4_660);
          expect(given.rows[0]?.most).toBeLessThanOrEqual(4_660);
          expect((await leftOf(ctx(), order)).money).toBe(4_660 - (given.rows[0]?.sum ?? 0));
        },
      ),
      { numRuns: 12 },
    );
  });

  test("C17 what was sent again and is lost too may be given back by a person, and by nobody else", async () => {
    const { policy } = await currentPolicy(ctx());
    await savePolicy(person(), { after: 0, policy: { ...policy, approveBelow: 100, reviewFrom: 100 }, note: "" });
    await seen([placed("A1", "1")]);
    const first = await parcel({ order: "A1", user: "1" });
    const lost = await openClaim(customer(), { order: "A1", parcel: first, kind: "not_received", source: "page" });
    expect(lost.claim).toMatchObject({ state: "auto_approved", decision: "reship", amount: 4_000 });
    const again = await parcel({ order: "A1", user: "1" });
    const { claim } = await openClaim(customer(), { order: "A1", parcel: again, kind: "not_received", source: "page" });
    expect(claim).toMatchObject({ state: "review", why: "amount" });
    const granted = await grantClaim(person(), claim.id, {
      remedy: "refund",
      reason: "二度も届かず、申し訳ございません",
    });
    expect(granted.decision).toBe("refund");
    expect((await facts("claim.decided")).at(-1)?.properties).toMatchObject({ decision: "refund", amount: 4_000 });
    // What is left then is no refund of nothing.
    const late = await openClaim(customer(), { order: "A1", parcel: again, kind: "damaged", source: "page" });
    await grantClaim(person(), late.claim.id, { remedy: "refund", amount: 660, reason: "お詫びいたします" });
    const { claim: last } = await openClaim(customer(), { order: "A1", parcel: first, kind: "wrong", source: "page" });
    await expect(grantClaim(person(), last.id, { remedy: "refund", reason: "お詫びいたします" })).rejects.toThrow(
      "nothing is left",
    );
  });

  test("C17 what was paid with points is not given back in money, however the shop states its total", async () => {
    const points = { points_used: 1_000 };
    await seen([placed("A1", "1", points), placed("A2", "2", { ...points, total: 3_660 })]);
    for (const user of ["1", "2"]) {
      const at = await parcel({ order: `A${user}`, user });
      expect((await leftOf(ctx(), `A${user}`)).money).toBe(3_660);
      const { claim } = await openClaim(customer(), { order: `A${user}`, parcel: at, kind: "damaged", source: "page" });
      const grant = (amount: number) =>
        grantClaim(person(), claim.id, { remedy: "refund", amount, reason: "お詫びいたします" });
      await expect(grant(4_000)).rejects.toThrow("more than the order has left");
      expect((await grant(3_660)).decision).toBe("refund");
    }
  });

  test("C17 a refund that a return or the shop's system made counts once, whoever tells it and under which reference", async () => {
    await seen([placed("A1", "1")]);
    const at = await parcel({ order: "A1", user: "1" });
    const told = (refund: string, amount: number): Poured => ({
      identities: ["user:1"],
      name: "Order Refunded",
      at: days(-1).toISOString(),
      properties: { order_id: "A1", refund_id: refund, total: amount },
    });
    await seen([told("re_1", 1_000)]);
    expect((await leftOf(ctx(), "A1")).money).toBe(3_660);
    const { claim } = await openClaim(customer(), { order: "A1", parcel: at, kind: "damaged", source: "page" });
    await grantClaim(person(), claim.id, { remedy: "refund", amount: 2_000, reason: "お詫びいたします" });
    expect((await leftOf(ctx(), "A1")).money).toBe(1_660);
    await settleClaim(person(), claim.id, "re_2");
    await seen([told("re_2", 2_000)]);
    expect((await leftOf(ctx(), "A1")).money).toBe(1_660);
  });

  test("C18 C25 a forged, oversized or repeated picture is refused or found", async () => {
    await seen([placed("A1", "1"), placed("A2", "2")]);
    for (const user of ["1", "2"]) await parcel({ order: `A${user}`, user });
    const { claim } = await openClaim(customer(), { order: "A1", kind: "damaged", source: "page" });
    const forged = [
      Buffer.from("<script>alert(1)</script>".padEnd(64)),
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from("<html><script>alert(1)</script>".padEnd(64))]),
      Buffer.from("GIF89a".padEnd(64)),
      Buffer.from("%PDF-1.7".padEnd(64)),
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`.padEnd(64)),
      Buffer.alloc(0),
    ];
    for (const photo of forged)
      await expect(addEvidence(customer(), claim.id, { photo })).rejects.toThrow(/no picture/);
    await expect(addEvidence(customer(), claim.id, { photo: Buffer.alloc(8 * 1024 * 1024 + 1) })).rejects.toThrow(
      /8 MB/,
    );
    expect((await shownClaim(ctx(), claim.id)).state).toBe("evidence");
    await addEvidence(customer(), claim.id, { photo: JPEG(7) });
    const other = await openClaim(customer(), { order: "A2", kind: "damaged", source: "page" }, JPEG(7));
    expect((await shownClaim(ctx(), other.claim.id)).facts?.photoReused).toBe(true);
    expect(other.claim.state).not.toBe("auto_approved");
    // Sent to the same claim once more it is not kept once more.
    await addEvidence(customer(), other.claim.id, { photo: JPEG(7) });
    expect((await database.pool.query("select 1 from returns.file")).rowCount).toBe(2);
  });

  test("C11 a score is forgotten after a year", async () => {
    await seen([placed("A1", "1")]);
    await parcel({ order: "A1", user: "1" });
    const { claim } = await openClaim(customer(), { order: "A1", kind: "not_received", source: "page" });
    expect(claim.score).not.toBeNull();
    await engine.goTo(days(366));
    expect(await shownClaim(ctx(), claim.id)).toMatchObject({ score: null, reasons: [], facts: null });
    engine = await startEngine(database, NOW);
  });

  test("C15 a policy is saved as a new version, by whoever saw the last one; C16 few outcomes refit nothing", async () => {
    const { policy } = await currentPolicy(ctx());
    expect(await savePolicy(person(), { after: 0, policy: { ...policy, approveBelow: 10 }, note: "慎重に" })).toEqual({
      version: 1,
    });
    await expect(savePolicy(person(), { after: 0, policy, note: "" })).rejects.toThrow(/meanwhile/);
    await seen([placed("A1", "1")]);
    await parcel({ order: "A1", user: "1" });
    const { claim } = await openClaim(customer(), { order: "A1", kind: "not_received", source: "page" });
    expect(claim).toMatchObject({ policy: 1, state: "evidence" });
    const preview = await previewPolicy(ctx(), { policy, days: 30 });
    expect(preview).toMatchObject({
      claims: 1,
      current: { approved: 0, asked: 1 },
      proposed: { approved: 1, approvedAmount: 4_000 },
    });
    expect(await proposeWeights(ctx())).toEqual({ ok: false, why: "too_few", outcomes: 0 });
    expect(ClaimPolicy.safeParse({ approveBelow: 80, reviewFrom: 20 }).success).toBe(false);
  });

  test("C20 the carrier's file holds what its terms cover, each claim once", async () => {
    await seen([placed("A1", "1"), placed("A2", "2")]);
    for (const user of ["1", "2"]) await parcel({ order: `A${user}`, user, carrier: "sagawa" });
    await openClaim(customer(), { order: "A1", kind: "not_received", source: "page" });
    await openClaim(customer(), { order: "A2", kind: "late", source: "page" });
    const { carriers } = await shownCarriers(ctx());
    expect(carriers).toMatchObject([{ carrier: "sagawa", claims: 1, amount: 4_000, missed: 0 }]);
    const { id } = await makeCarrierFile(person(), "sagawa");
    const file = await shownCarrierFile(ctx(), id);
    expect(file.rows).toMatchObject([
      { order: "A1", kind: "not_received", amount: 4_000, goods: "椿油 × 1, 石けん × 2" },
    ]);
    await expect(makeCarrierFile(person(), "sagawa")).rejects.toThrow(/nothing to claim/);
  });

  test("many are approved at once, each for itself", async () => {
    const { policy } = await currentPolicy(ctx());
    await savePolicy(person(), { after: 0, policy: { ...policy, autoUpTo: 0 }, note: "" });
    await seen([placed("A1", "1"), placed("A2", "2")]);
    const ids: string[] = [];
    for (const user of ["1", "2"]) {
      await parcel({ order: `A${user}`, user });
      ids.push((await openClaim(customer(), { order: `A${user}`, kind: "not_received", source: "page" })).claim.id);
    }
    await withdrawClaim(customer(), ids[1] ?? "");
    const done = await approveMany(person(), [...ids, randomUUID()], "ご不便をおかけしました");
    expect(done.approved).toBe(1);
    expect(done.refused).toHaveLength(2);
    expect((await listedClaims(ctx(), { queue: "settle", limit: 10 })).items).toHaveLength(1);
    await expect(askMore(person(), ids[0] ?? "", ["photo"])).rejects.toThrow(/as it stands/);
  });

  test("C24 a reason that nobody typed is a code, read by everybody in their own language; a typed one stays as typed", async () => {
    const { policy } = await currentPolicy(ctx());
    await seen([placed("A1", "1"), placed("A2", "2"), placed("A3", "3"), placed("A4", "4")]);
    await parcel({ order: "A1", user: "1" });
    await parcel({ order: "A2", user: "2", promised: days(-4) });
    await parcel({ order: "A3", user: "3" });
    await parcel({ order: "A4", user: "4" });
    const open = async (order: string, kind: ClaimKind) =>
      (await openClaim(customer(), { order, kind, source: "page" })).claim.id;
    const auto = await open("A1", "not_received");
    const late = await open("A2", "late");
    await savePolicy(person(), { after: 0, policy: { ...policy, autoUpTo: 0 }, note: "" });
    const [many, typed] = [await open("A3", "not_received"), await open("A4", "wrong")];
    expect(await approveMany(person(), [many], "")).toMatchObject({ approved: 1 });
    await grantClaim(person(), typed, { remedy: "refund", amount: 1_000, reason: "正しい品をお送りします" });
    const nobody: Ctx = { ...ctx(), actor: { kind: "public", id: "", name: "", role: null } };
    const app = new Hono();
    serveClaimPages(app, { ctx: () => Promise.resolve(nobody), publicCtx: () => nobody });
    const page = async (order: string, language: string) =>
      (await app.request(`${new URL(claimLink(ctx(), order)).pathname}?lang=${language}`)).text();
    const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
    for (const [id, code] of [
      [auto, "reship"],
      [late, "late_credit"],
      [many, "reship"],
    ] as const) {
      const claim = await shownClaim(ctx(), id);
      expect(claim).toMatchObject({ reason: "", reasonCode: code });
      // What the console says, and then what the customer's page says.
      const [ja, en] = reasonPair({ reason: claim.reason, code: claim.reasonCode });
      expect([kana.test(ja), kana.test(en)]).toEqual([true, false]);
      const pages = [await page(claim.order, "ja"), await page(claim.order, "en")] as const;
      expect([pages[0].includes(ja), pages[0].includes(en)]).toEqual([true, false]);
      expect([pages[1].includes(ja), pages[1].includes(en)]).toEqual([false, true]);
    }
    const said = await shownClaim(ctx(), typed);
    expect(said).toMatchObject({ reason: "正しい品をお送りします", reasonCode: "" });
    expect(reasonPair({ reason: said.reason, code: said.reasonCode })).toEqual([said.reason, said.reason]);
    for (const language of ["ja", "en"]) expect(await page("A4", language)).toContain("正しい品をお送りします");
    await engine.settle();
    const told = (await facts("claim.decided")).map(({ properties }) => [
      properties["reason"],
      properties["reasonCode"],
    ]);
    expect(told).toEqual([
      ["", "reship"],
      ["", "late_credit"],
      ["", "reship"],
      ["正しい品をお送りします", ""],
    ]);
  });

  test("late: credit where a promised day has passed, a person where none has", async () => {
    await seen([placed("A1", "1"), placed("A2", "2")]);
    await parcel({ order: "A1", user: "1", promised: days(-4) });
    await parcel({ order: "A2", user: "2", promised: days(-1) });
    const open = (order: string) => openClaim(customer(), { order, kind: "late", source: "page" });
    expect((await open("A1")).claim).toMatchObject({ state: "auto_approved", decision: "credit" });
    expect((await open("A2")).claim).toMatchObject({ state: "review", why: "not_late" });
  });

  test("what is still on its way is not sent again without a person; cancelled and unknown orders have no claims", async () => {
    await seen([
      placed("A1", "1"),
      placed("A2", "2"),
      { identities: ["user:2"], name: "Order Cancelled", at: NOW.toISOString(), properties: { order_id: "A2" } },
    ]);
    await parcel({ order: "A1", user: "1", delivered: null, promised: days(2) });
    const open = (order: string, parcelId?: string) =>
      openClaim(customer(), { order, parcel: parcelId, kind: "not_received", source: "page" });
    expect((await open("A1")).claim).toMatchObject({ state: "review", why: "under_way" });
    await expect(open("A2")).rejects.toThrow(/Nothing was to be delivered/);
    await expect(open("ZZ")).rejects.toThrow(/no such order/);
    await expect(open("A1", randomUUID())).rejects.toThrow(/no such parcel/);
  });
});
