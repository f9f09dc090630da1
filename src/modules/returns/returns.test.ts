/** Returns on a real database: from the order's event to the money, and what must never happen on the way. */
import { describe, expect, test } from "vitest";
import { eventsOf } from "#events";
import { readConfig } from "#kernel/config";
import { sign } from "#kernel/links";
import { startEngine } from "../../../test/engine.ts";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { pour } from "../../../test/pour.ts";
import { askCancellation, askMove, settle as settleWish } from "./actions/changes.ts";
import { approveReturn, cancelReturn, declineReturn } from "./actions/decide.ts";
import { inspectReturn, receiveReturn, shipReturn } from "./actions/goods.ts";
import { actOnMoney, giveBankDetails } from "./actions/money.ts";
import { publishPolicy, saveDraft } from "./actions/policies.ts";
import { leftOf } from "./actions/claim/moves.ts";
import { propose } from "./actions/propose.ts";
import { Wish } from "./model/wish.ts";
import { confirm, confirmToken, makeReturn } from "./actions/request.ts";
import { startSimulation } from "./actions/simulate.ts";
import { situationOf } from "./actions/situation.ts";
import { shownSimulation } from "./actions/views.simulation.ts";
import { listed, shown, taxNote, waiting } from "./actions/views.ts";
import { returnsApi } from "./api.ts";
import { Policy } from "./model/policy.ts";
import { returnsHandlers } from "./routes.ts";
import { policyOf } from "./store/policies.ts";

const database = await testDatabase();
const engine = await startEngine(database, new Date("2026-11-01T00:00:00Z"));
let made = 0;

const day = (text: string) => new Date(`${text}T03:00:00Z`);
const publish = async (definition: object, since: Date | null = null) => {
  const draft = await saveDraft(engine.ctx(), { name: "返品", definition: Policy.parse(definition) });
  return publishPolicy(engine.ctx(), draft.id, since);
};

/** An order that was delivered on the 10th. */
const order = async (properties: object = {}, delivered: string | null = "2026-11-10") => {
  const id = `A${++made}`;
  const who = { identities: [`user:${id}`] };
  const products = [
    {
      product_id: "shirt",
      variant_id: "shirt-M",
      name: "リネンのシャツ",
      category: "シャツ",
      price: 14_300,
      quantity: 1,
    },
    { product_id: "tea", name: "椿茶", category: "食品", price: 1_080, quantity: 2, tax_rate: 8 },
  ];
  await pour(database, [
    {
      ...who,
      name: "Order Completed",
      at: day("2026-11-05"),
      properties: { order_id: id, currency: "JPY", total: 16_460, payment_method: "card", products, ...properties },
    },
    ...(delivered === null
      ? []
      : [{ ...who, name: "Order Delivered", at: day(delivered), properties: { order_id: id } }]),
  ]);
  await engine.settle();
  return id;
};
const wish = (more: object = {}) =>
  Wish.parse({ items: [{ line: 1, quantity: 1, reason: "size_small" }], method: "label", ...more });
const ask = async (id: string, asked = wish(), key = `k${++made}-12345`) => {
  const done = await makeReturn(engine.ctx(), id, asked, { language: "ja", channel: "portal", key, expects: null });
  if (!done.ok) throw new Error(done.why);
  return done.id;
};
const see = (id: string) => shown(engine.ctx(), id);
const states = async (id: string) => {
  const of = await see(id);
  return [of.approval, of.logistics, of.money].join(" ");
};
const seen = (n: number, accepted: number) =>
  ({ n, accepted, grade: "as_new", disposition: "restock", finding: "" }) as const;
const settled = (id: string, key = "settle-1234") =>
  actOnMoney(engine.ctx(), id, { action: "settle", key, reference: "re_1" });

describe("returns", () => {
  test("E1 an order keeps the policy that was valid when it was placed; before any policy it is under the law", async () => {
    await engine.goTo(day("2026-11-12"));
    const early = await order();
    expect((await situationOf(engine.ctx(), early))?.version).toBe(0);
    const first = await publish({ days: 14, label: { fee: 660, areas: { 北海道: 990 } } }, day("2026-11-01"));
    expect(first.version).toBe(1);
    expect((await situationOf(engine.ctx(), early))?.version).toBe(1);
    const now = await order();
    await engine.goTo(new Date(day("2026-11-12").getTime() + 60_000));
    await publish({ days: 3 });
    expect((await situationOf(engine.ctx(), now))?.policy.days).toBe(14);
    // Recorded a moment ago and not bound yet: what it will be bound to, and not the law.
    expect(await policyOf(engine.ctx().db, "unbound", engine.ctx().now)).toMatchObject({
      version: 2,
      policy: { days: 3 },
    });
    expect((await policyOf(engine.ctx().db, "unbound", day("2026-11-02"))).version).toBe(1);
    expect((await policyOf(engine.ctx().db, "unbound", day("2026-10-01"))).version).toBe(0);
    await expect(publish({ days: 5 }, day("2026-10-01"))).rejects.toThrow("Only the first policy");
    const changed = saveDraft(engine.ctx(), { id: first.id, name: "x", definition: first.definition });
    await expect(changed).rejects.toThrow("never changes");
  });

  test("M1 M4 a refund runs through all three machines and pays for what was accepted", async () => {
    const id = await order();
    const made = await ask(
      id,
      wish({
        items: [
          { line: 1, quantity: 1, reason: "size_small" },
          { line: 2, quantity: 2, reason: "image" },
        ],
      }),
    );
    expect(await states(made)).toBe("approved awaiting open");
    expect((await see(made)).quote).toMatchObject({ money: 15_800, postage: 660 });
    await expect(settled(made)).rejects.toThrow("not in a state");
    await shipReturn(engine.ctx(), made, { carrier: "yamato", tracking: "1234" });
    await receiveReturn(engine.ctx(), made, "倉庫");
    await inspectReturn(engine.ctx(), made, [seen(1, 1), { ...seen(2, 1), grade: "opened", disposition: "scrap" }]);
    expect(await states(made)).toBe("approved settled due");
    expect((await see(made)).final).toMatchObject({ money: 14_300 + 1_080 - 660 });
    expect(await settled(made)).toMatchObject({ paid: 14_720, again: false });
    expect(await states(made)).toBe("closed settled settled");
    const note = await taxNote(engine.ctx(), made);
    expect(note.totals).toEqual([
      { rate: 800, amount: 1_080, tax: 80 },
      { rate: 1000, amount: 14_300, tax: 1_300 },
    ]);
    expect(note.items.map((item) => item.reduced)).toEqual([false, true]);
    expect(note.required).toBe(true);
    await engine.settle();
    const facts = await eventsOf(engine.ctx(), { subjects: [`user:${id}`], limit: 50 });
    expect(
      facts
        .map((fact) => fact.name)
        .filter((name) => name.startsWith("return."))
        .toSorted(),
    ).toEqual([
      "return.approved",
      "return.closed",
      "return.inspected",
      "return.received",
      "return.refunded",
      "return.requested",
      "return.shipped",
    ]);
    const after = await situationOf(engine.ctx(), id);
    expect(after?.order).toMatchObject({ status: "partly_refunded", refunded: 14_720 });
    expect(after?.toldAmount).toBe(0);
  });

  test("M3 M6 money moves once per key, and two calls at once pay once", async () => {
    const id = await order();
    const one = await ask(id);
    await receiveReturn(engine.ctx(), one, "店");
    await inspectReturn(engine.ctx(), one, [seen(1, 1)]);
    const keys = ["same-key-1", "same-key-1", "other-key-2"];
    const both = await Promise.allSettled(keys.map((key) => settled(one, key)));
    const paid = keys.filter((_, i) => both[i]?.status === "fulfilled" && !both[i].value.again);
    expect(paid).toHaveLength(1);
    expect((await see(one)).payments.filter((each) => each.kind === "refund")).toHaveLength(1);
    await expect(settled(one, "third-key-3")).rejects.toThrow("not in a state");
    // Whichever of them came first.
    const [key = ""] = paid;
    await expect(actOnMoney(engine.ctx(), one, { action: "fail", key, reference: "" })).rejects.toThrow(
      "another action",
    );
  });

  test("M6 what the shop gave back by itself is not given back again", async () => {
    const id = await order();
    const one = await ask(id);
    await receiveReturn(engine.ctx(), one, "店");
    await inspectReturn(engine.ctx(), one, [seen(1, 1)]);
    await pour(database, [
      {
        identities: [`user:${id}`],
        name: "Order Refunded",
        at: day("2026-11-12"),
        properties: { order_id: id, refund_id: "shop-1", amount: 16_000 },
      },
    ]);
    await engine.settle();
    await expect(settled(one)).rejects.toThrow("More would be given back");
  });

  test("M6 C17 a refund that the shop tells too, under the reference of its payment, counts once for returns and claims", async () => {
    const id = await order();
    const one = await ask(id);
    await receiveReturn(engine.ctx(), one, "倉庫");
    await inspectReturn(engine.ctx(), one, [seen(1, 1)]);
    const { paid } = await settled(one);
    await engine.settle();
    const left = 16_460 - paid;
    expect((await leftOf(engine.ctx(), id)).money).toBe(left);
    await pour(database, [
      {
        identities: [`user:${id}`],
        name: "Order Refunded",
        at: day("2026-11-20"),
        properties: { order_id: id, refund_id: "re_1", total: paid },
      },
    ]);
    await engine.settle();
    expect((await leftOf(engine.ctx(), id)).money).toBe(left);
    const rest = await ask(id, wish({ items: [{ line: 2, quantity: 2, reason: "not_needed" }], method: "own" }));
    await receiveReturn(engine.ctx(), rest, "倉庫");
    await inspectReturn(engine.ctx(), rest, [seen(1, 2)]);
    expect((await settled(rest)).paid).toBeGreaterThan(0);
  });

  test("E6 the same piece cannot be returned twice, not even by two requests at once", async () => {
    const id = await order();
    const both = await Promise.all([
      makeReturn(engine.ctx(), id, wish(), { language: "ja", channel: "portal", key: "race-a-1", expects: null }).catch(
        (e: Error) => e.message,
      ),
      makeReturn(engine.ctx(), id, wish(), { language: "ja", channel: "portal", key: "race-b-2", expects: null }).catch(
        (e: Error) => e.message,
      ),
    ]);
    expect(both.filter((each) => typeof each === "string")).toEqual(["The policy does not allow this return."]);
  });

  test("E6 who takes a return for a customer cannot take what is not in the order, or is not there any more", async () => {
    const id = await order();
    const take = (items: Wish["items"], key: string) =>
      makeReturn(engine.ctx(), id, wish({ items }), { language: "ja", channel: "staff", key, expects: null });
    const [item] = wish().items;
    if (!item) throw new Error("no item");
    await expect(take([{ ...item, line: 99 }], "e6-line")).rejects.toMatchObject({
      code: "conflict",
      faults: [{ at: "items.0.line", message: "The order has no such line." }],
    });
    await expect(take([{ ...item, quantity: 50 }], "e6-many")).rejects.toMatchObject({
      faults: [{ at: "items.0.quantity" }],
    });
    expect((await listed(engine.ctx(), returnsApi.list.query.parse({ q: id }))).items).toEqual([]);
  });

  test("M3 a key of one order says nothing of another", async () => {
    const [one, other] = [await order(), await order()];
    const create = (order: string) =>
      returnsHandlers.create(engine.ctx(), {
        body: returnsApi.create.body.parse({ ...wish(), order, key: "counter-0001" }),
      } as never);
    const [first, second] = [await create(one), await create(other)];
    expect(second).toMatchObject({ again: false });
    expect(await create(one)).toEqual({ ...first, again: true });
    expect(second.number).not.toBe(first.number);
  });

  test("M5 a confirmation is good once, only for what was shown, and only for its order", async () => {
    const [id, other] = [await order(), await order()];
    const of = await situationOf(engine.ctx(), id);
    if (!of) throw new Error("no order");
    const token = confirmToken(engine.ctx(), of, wish(), propose(of, wish(), engine.ctx().now));
    const say = (order: string, asked: Wish, with_ = token) =>
      confirm(engine.ctx(), order, asked, with_, { language: "ja" });
    expect(await say(other, wish())).toEqual({ ok: false, why: "expired" });
    expect(await say(id, wish({ resolution: "credit" }))).toEqual({ ok: false, why: "changed" });
    expect(await say(id, wish(), `${token.slice(0, -2)}xx`)).toEqual({ ok: false, why: "expired" });
    const first = await say(id, wish());
    expect(first).toMatchObject({ ok: true, again: false });
    expect(await say(id, wish())).toEqual({ ...first, again: true });
    expect((await listed(engine.ctx(), returnsApi.list.query.parse({ q: id }))).items).toHaveLength(1);
    const forged = sign(testCtx(database, { config: { ...readConfig({}), secret: "another secret of somebody" } }), {
      scope: "return-confirm",
      audience: "x",
      expiresAt: day("2027-01-01"),
    });
    expect(await say(id, wish(), forged)).toEqual({ ok: false, why: "expired" });
  });

  test("M7 money that came in cash asks for bank details, keeps them out of the log and forgets them when paid", async () => {
    const id = await order({ payment_method: "代金引換" });
    const one = await ask(id);
    await receiveReturn(engine.ctx(), one, "倉庫");
    await inspectReturn(engine.ctx(), one, [seen(1, 1)]);
    expect(await states(one)).toBe("approved settled details");
    await giveBankDetails(engine.ctx(), one, {
      bank: "谷中銀行",
      branch: "本店",
      kind: "普通",
      account: "1234567",
      holder: "ヤマダ ハナコ",
    });
    expect((await see(one)).bank).toMatchObject({ account: "1234567" });
    await settled(one);
    expect((await see(one)).bank).toBeNull();
    const log = await database.pool.query(
      "select count(*)::int as n from events.event where properties::text like '%1234567%'",
    );
    expect(log.rows[0].n).toBe(0);
  });

  test("an exchange for another size moves no money; store credit bears its bonus apart", async () => {
    const id = await order();
    const exchange = { product: "shirt", variant: "shirt-L", name: "リネンのシャツ", price: 14_300 };
    const one = await ask(
      id,
      wish({ items: [{ line: 1, quantity: 1, reason: "size_small", exchange }], resolution: "exchange_variant" }),
    );
    expect((await see(one)).quote).toMatchObject({ money: 0, postage: 0, toPay: 0 });
    await receiveReturn(engine.ctx(), one, "倉庫");
    await inspectReturn(engine.ctx(), one, [seen(1, 1)]);
    await actOnMoney(engine.ctx(), one, { action: "settle", key: "sent-12345", reference: "A-REPLACED" });
    expect((await see(one)).payments).toMatchObject([{ kind: "exchange", amount: 14_300 }]);
    const two = await ask(
      id,
      wish({ items: [{ line: 2, quantity: 1, reason: "image" }], resolution: "credit", method: "own" }),
    );
    await receiveReturn(engine.ctx(), two, "倉庫");
    await inspectReturn(engine.ctx(), two, [seen(1, 1)]);
    expect((await settled(two)).credit).toMatch(/^C[2-9A-Z]{11}$/);
    expect((await see(two)).credit).toMatchObject({ base: 1_080, bonus: 54 });
  });

  test("an exchange for something dearer says what is to pay; for something cheaper the rest goes back", async () => {
    const id = await order();
    const of = await situationOf(engine.ctx(), id);
    if (!of) throw new Error("no order");
    const to = (price: number) =>
      propose(
        of,
        wish({
          items: [{ line: 1, quantity: 1, reason: "image", exchange: { product: "x", variant: "", name: "x", price } }],
          resolution: "exchange_product",
          method: "own",
        }),
        engine.ctx().now,
      ).terms;
    expect(to(19_800)).toMatchObject({ money: 0, bonus: 715, toPay: 4_785 });
    expect(to(14_500)).toMatchObject({ money: 0, bonus: 200, toPay: 0 });
    expect(to(10_000)).toMatchObject({ money: 4_300, bonus: 0, toPay: 0 });
  });

  test("keep-item: a cheap thing that failed need not be sent back", async () => {
    await publish({ keepUpTo: 2_000, photoForDefects: false });
    await engine.goTo(day("2026-11-15"));
    const id = await order();
    await pour(database, [
      {
        identities: [`user:k`],
        name: "Order Completed",
        at: day("2026-11-15"),
        properties: {
          order_id: "K1",
          currency: "JPY",
          total: 1_080,
          products: [{ product_id: "tea", price: 1_080, quantity: 1 }],
          payment_method: "card",
        },
      },
      { identities: ["user:k"], name: "Order Delivered", at: day("2026-11-15"), properties: { order_id: "K1" } },
    ]);
    await engine.settle();
    const one = await ask("K1", wish({ items: [{ line: 1, quantity: 1, reason: "defective" }] }));
    expect(await states(one)).toBe("approved kept due");
    expect((await see(one)).method).toBe("none");
    expect(id).not.toBe("");
  });

  test("M1 refusals are recorded, approvals come one by one, and a declined return may be approved after all", async () => {
    const id = await order({
      products: [{ product_id: "coat", name: "コート", price: 68_500, quantity: 1 }],
      total: 68_500,
    });
    const one = await ask(id);
    expect(await states(one)).toBe("requested awaiting open");
    expect((await waiting(engine.ctx())).items.find((each) => each.awaits === "decision")?.count).toBe(1);
    await expect(shipReturn(engine.ctx(), one, { carrier: "", tracking: "" })).rejects.toThrow("not approved");
    expect((await see(one)).transitions.at(-1)).toMatchObject({
      machine: "logistics",
      input: "ship",
      to: null,
      reason: "not_approved",
    });
    await declineReturn(engine.ctx(), one, "着用の跡があります");
    await approveReturn(engine.ctx(), one);
    expect(await states(one)).toBe("approved awaiting open");
    await cancelReturn(engine.ctx(), one, "customer");
    expect(await states(one)).toBe("cancelled void void");
  });

  test("M9 a label that was not used expires the return; a late parcel is received and paid all the same", async () => {
    const id = await order();
    const one = await ask(id);
    await engine.goTo(day("2026-12-10"));
    expect(await states(one)).toBe("expired void void");
    await receiveReturn(engine.ctx(), one, "倉庫");
    await inspectReturn(engine.ctx(), one, [seen(1, 1)]);
    expect(await states(one)).toBe("approved settled due");
  });

  test("M8 before the shipment an order may be cancelled or go elsewhere; afterwards not, and an address is forgotten", async () => {
    const id = await order({}, null);
    const part = await askCancellation(engine.ctx(), id, [2], "cancel-key");
    expect(part).toMatchObject({ ok: true });
    const moved = await askMove(
      engine.ctx(),
      id,
      { name: "山田", postalCode: "110-0001", prefecture: "東京都", city: "台東区", street: "谷中3-8", phone: "" },
      "move-key-1",
    );
    if (!moved.ok) throw new Error(moved.why);
    const kept = async () =>
      (await database.pool.query("select detail from returns.change where id = $1", [moved.id])).rows[0].detail;
    expect(await kept()).toMatchObject({ city: "台東区" });
    await settleWish(engine.ctx(), moved.id, true, "");
    expect(await kept()).toEqual({});
    await expect(settleWish(engine.ctx(), moved.id, true, "")).rejects.toThrow("not open");
    const sent = await order();
    expect(await askCancellation(engine.ctx(), sent, [], "cancel-key-2")).toEqual({ ok: false, why: "shipped" });
  });

  test("M8 what was cancelled is not cancelled or returned again, and together the parts give back what the whole order cost", async () => {
    const id = await order({ shipping: 660, total: 17_120 }, null);
    const changes = async () =>
      (
        await database.pool.query<{
          id: string;
          state: string;
          detail: { lines: number[]; whole: boolean; reckoned: { money: number } };
        }>(`select id, state, detail from returns.change where "order" = $1 order by at, state`, [id])
      ).rows;
    const cancel = async (lines: number[], key: string) => {
      const done = await askCancellation(engine.ctx(), id, lines, key);
      return done.ok ? ((await changes()).find((each) => each.id === done.id)?.detail ?? null) : done.why;
    };
    const first = await cancel([2], "m8-part-1");
    expect(first).toMatchObject({ lines: [2], whole: false, reckoned: { money: 2_160 } });
    await settleWish(engine.ctx(), (await changes())[0]?.id ?? "", true, "");
    expect(await cancel([2], "m8-part-2")).toBe("cancelled");
    const rest = await cancel([], "m8-part-3");
    expect(rest).toMatchObject({ lines: [1], whole: true, reckoned: { money: 17_120 - 2_160 } });
    // Delivered without the cancelled line: it has not come, so it cannot come back.
    await pour(database, [
      { identities: [`user:${id}`], name: "Order Delivered", at: day("2026-11-10"), properties: { order_id: id } },
    ]);
    await engine.settle();
    const of = await situationOf(engine.ctx(), id);
    if (!of) throw new Error("no order");
    const back = propose(of, wish({ items: [{ line: 2, quantity: 1, reason: "not_needed" }] }), engine.ctx().now);
    expect(back.items[0]?.answer).toMatchObject({ eligible: false, rule: "already" });
  });

  test("M8 another wish takes the place of the open one; the same is one, and none is lost", async () => {
    const id = await order({}, null);
    const home = {
      name: "山田",
      postalCode: "110-0001",
      prefecture: "東京都",
      city: "台東区",
      street: "谷中3-8",
      phone: "",
    };
    const first = await askMove(engine.ctx(), id, home, "m8-move-1");
    expect(await askMove(engine.ctx(), id, home, "m8-move-2")).toEqual(first);
    const second = await askMove(engine.ctx(), id, { ...home, street: "谷中3-9" }, "m8-move-3");
    expect(second).toMatchObject({ ok: true });
    const open = async () =>
      (
        await database.pool.query<{ kind: string; detail: Record<string, unknown> }>(
          `select kind, detail from returns.change where "order" = $1 and state = 'requested' order by kind`,
          [id],
        )
      ).rows;
    expect(await open()).toMatchObject([{ kind: "address", detail: { street: "谷中3-9" } }]);
    await askCancellation(engine.ctx(), id, [1], "m8-more-1");
    await askCancellation(engine.ctx(), id, [2], "m8-more-2");
    expect(await open()).toMatchObject([
      { kind: "address" },
      { kind: "cancel", detail: { lines: [1, 2], whole: true } },
    ]);
  });

  test("S1 S2 a simulation refuses nothing under the policy that was valid, more under a stricter one, and changes nothing", async () => {
    const rows = () =>
      database.pool.query(
        "select (select count(*) from returns.return) as a, (select count(*) from returns.transition) as b, (select count(*) from events.event) as c",
      );
    const before = (await rows()).rows;
    const run = async (definition: object) => {
      const asked = {
        name: "x",
        definition: Policy.parse(definition),
        from: day("2026-11-01"),
        until: day("2026-12-31"),
      };
      const { id } = await startSimulation(engine.ctx(), asked);
      await engine.settle();
      return shownSimulation(engine.ctx(), id);
    };
    const same = await run({ days: 14, label: { fee: 660, areas: {} } });
    expect(same).toMatchObject({ state: "done", after: { refused: 0 } });
    expect(same.requests).toBeGreaterThan(6);
    const strict = await run({ days: 1, grace: 0 });
    expect(strict.after.refused).toBeGreaterThan(3);
    expect(strict.after.given).toBeLessThan(strict.before.given);
    expect(strict.rules[0]).toMatchObject({ rule: "window_over", words: null });
    const words = { ja: "セール品は返品いただけません", en: "Sale items cannot be returned" };
    const own = await run({ rules: [{ id: "no-sale", words, when: {}, gives: { final: true } }] });
    expect(own.rules).toContainEqual({ rule: "no-sale", refused: own.after.refused, words });
    expect(strict.examples[0]?.ja).toContain("返品期間");
    expect((await rows()).rows).toEqual(before);
  });
});
