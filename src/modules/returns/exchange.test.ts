/** Exchanges on a real database: the new goods first, and exchanged goods that come back themselves. */
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { eventsOf } from "#events";
import { writeSetting } from "#kernel/settings";
import { startEngine } from "../../../test/engine.ts";
import { testDatabase } from "../../../test/database.ts";
import { pour } from "../../../test/pour.ts";
import { countStock } from "../catalog/actions.ts";
import { inspectReturn, receiveReturn, shipReturn } from "./actions/goods.ts";
import { actOnMoney, type MoneyAction } from "./actions/money.ts";
import { offersFor } from "./actions/portal.ts";
import { publishPolicy, saveDraft } from "./actions/policies.ts";
import { propose } from "./actions/propose.ts";
import { Wish } from "./model/wish.ts";
import { makeReturn } from "./actions/request.ts";
import { exchangedFrom, situationOf } from "./actions/situation.ts";
import { shown, taxNote } from "./actions/views.ts";
import { returnsModule } from "./index.ts";
import { Policy } from "./model/policy.ts";

const database = await testDatabase();
const engine = await startEngine(database, new Date("2026-11-01T00:00:00Z"));
let made = 0;
const day = (text: string) => new Date(`${text}T03:00:00Z`);

const draft = await saveDraft(engine.ctx(), {
  name: "返品・交換",
  definition: Policy.parse({
    instantDays: 10,
    rules: [
      { id: "gold", words: { ja: "", en: "" }, when: { tiers: ["gold"] }, gives: { instant: 20_000 } },
      { id: "tea", words: { ja: "", en: "" }, when: { categories: ["食品"] }, gives: { instant: 0 } },
    ],
  }),
});
await publishPolicy(engine.ctx(), draft.id, day("2026-10-01"));

const buy = async (
  more: { tier?: string; trait?: string; payment?: string; who?: string; delivered?: string } = {},
) => {
  const id = `X${++made}`;
  const who = { identities: [`user:${more.who ?? id}`] };
  const product = { product_id: "shirt", variant_id: "shirt-M", name: "リネンのシャツ", category: "シャツ" };
  const properties = {
    order_id: id,
    currency: "JPY",
    total: 14_300,
    payment_method: more.payment ?? "card",
    products: [{ ...product, price: 14_300, quantity: 1 }],
  };
  const delivered = more.delivered ?? "2026-11-03";
  const traits = { [more.trait ?? "tier"]: more.tier ?? "gold" };
  await pour(database, [
    { ...who, type: "identify", name: "", at: day("2026-10-30"), properties: traits },
    { ...who, name: "Order Completed", at: day("2026-11-01"), properties },
    { ...who, name: "Order Delivered", at: day(delivered), properties: { order_id: id } },
  ]);
  await engine.settle();
  return id;
};
const sized = (line: number, size: string, more: object = {}) =>
  Wish.parse({
    items: [
      {
        line,
        quantity: 1,
        reason: "size_small",
        exchange: { product: "shirt", variant: size, name: "リネンのシャツ", price: 14_300 },
      },
    ],
    resolution: "exchange_variant",
    method: "label",
    ...more,
  });
const ask = async (id: string, wish: Wish) => {
  const key = `key-${++made}-1234`;
  const done = await makeReturn(engine.ctx(), id, wish, { language: "ja", channel: "portal", key, expects: null });
  if (!done.ok) throw new Error(done.why);
  return done.id;
};
const offer = async (id: string, wish: Wish) => {
  const of = await situationOf(engine.ctx(), id);
  if (!of) throw new Error("no order");
  return propose(of, wish, engine.ctx().now);
};
const see = (id: string) => shown(engine.ctx(), id);
const states = async (id: string) => {
  const { approval, logistics, money, awaits } = await see(id);
  return `${approval} ${logistics} ${money} → ${awaits}`;
};
const act = (id: string, action: MoneyAction, reference = "") =>
  actOnMoney(engine.ctx(), id, { action, key: `act-${++made}-1234`, reference });
const look = (id: string, accepted: number) =>
  inspectReturn(engine.ctx(), id, [{ n: 1, accepted, grade: "as_new", disposition: "restock", finding: "" }]);
const facts = async (id: string) => {
  await engine.settle();
  const { order } = await see(id);
  const of = await situationOf(engine.ctx(), order);
  const found = await eventsOf(engine.ctx(), { subjects: [of?.order.subject ?? ""], limit: 100 });
  return found.filter((fact) => fact.properties["return"] === id && fact.name.startsWith("return.replacement"));
};

describe("the new goods first", () => {
  test("X6 E8 for tiers that the policy names, also where the loyalty programme told them; others are told that theirs follow once the old goods are seen", async () => {
    await engine.goTo(day("2026-11-05"));
    const [gold, plain] = [await buy(), await buy({ tier: "silver" })];
    expect(await offer(gold, sized(1, "L"))).toMatchObject({ instant: true, security: "hold", secured: 14_300 });
    expect(await offer(plain, sized(1, "L"))).toMatchObject({ instant: false, notAhead: "not_offered" });
    const loyal = await buy({ trait: "loyalty_tier" });
    expect(await offer(loyal, sized(1, "L"))).toMatchObject({ instant: true });
    expect(await offer(await buy({ payment: "cod" }), sized(1, "L"))).toMatchObject({ notAhead: "payment" });
    expect(await offer(gold, sized(1, "L", { instant: false }))).toMatchObject({ instant: false, notAhead: null });
  });

  test("X7 secured, sent, back in time: the hold falls and nothing else moves", async () => {
    const order = await buy();
    const id = await ask(order, sized(1, "L"));
    expect(await states(id)).toBe("approved awaiting held → replacement");
    expect((await see(id)).ahead).toMatchObject({ amount: 14_300, security: "hold", state: "open" });
    await act(id, "advance", "X-L-1");
    expect(await states(id)).toBe("approved awaiting ahead → shipment");
    expect((await see(id)).dueAt).toBe("2026-11-15T03:00:00.000Z");
    expect((await facts(id))[0]).toMatchObject({
      name: "return.replacement_sent",
      properties: { replacement: "X-L-1", amount: 14_300, security: "hold", returnBy: "2026-11-15T03:00:00.000Z" },
    });
    // Until then there is no second one.
    expect(await offer(await buy({ who: order }), sized(1, "S"))).toMatchObject({ instant: false, notAhead: "open" });
    await shipReturn(engine.ctx(), id, { carrier: "", tracking: "" });
    await receiveReturn(engine.ctx(), id, "倉庫");
    await expect(act(id, "capture")).rejects.toThrow("goods are here");
    await look(id, 1);
    expect(await states(id)).toBe("approved settled ahead → payment");
    expect(await act(id, "release")).toMatchObject({ paid: 0, chargeBack: 0 });
    expect(await states(id)).toBe("closed settled settled → nothing");
    expect((await see(id)).payments).toMatchObject([{ kind: "exchange", amount: 14_300 }]);
    expect((await see(id)).ahead).toMatchObject({ state: "released", charged: 0 });
  });

  test("X7 old goods that are back before the new ones went out are exchanged as any", async () => {
    const id = await ask(await buy(), sized(1, "L"));
    await receiveReturn(engine.ctx(), id, "谷中本店");
    expect(await states(id)).toBe("approved received open → inspection");
    await look(id, 1);
    expect(await states(id)).toBe("approved settled due → payment");
    expect((await see(id)).ahead).toMatchObject({ state: "released" });
  });

  test("X8 what does not come in time is owed for, once; charged, and given back if it comes after all", async () => {
    await engine.goTo(day("2026-11-06"));
    const id = await ask(await buy(), sized(1, "L"));
    await act(id, "advance", "X-L-2");
    await engine.goTo(day("2026-11-15"));
    expect(await states(id)).toBe("approved awaiting ahead → shipment");
    await engine.goTo(day("2026-11-17"));
    expect(await states(id)).toBe("approved awaiting unreturned → payment");
    await engine.goTo(day("2026-11-20"));
    expect((await facts(id)).filter((fact) => fact.name === "return.replacement_unreturned")).toHaveLength(1);
    expect(await act(id, "capture", "ch_1")).toMatchObject({ charged: 14_300 });
    expect(await states(id)).toBe("closed awaiting captured → nothing");
    await receiveReturn(engine.ctx(), id, "倉庫");
    expect(await states(id)).toBe("approved received ahead → inspection");
    await look(id, 1);
    expect(await act(id, "release", "re_1")).toMatchObject({ chargeBack: 14_300, paid: 0 });
    expect(await states(id)).toBe("closed settled settled → nothing");
  });

  test("X8 a debt may be waived, and stands in the way of the next one until it is settled", async () => {
    const id = await ask(await buy({ who: "debtor", delivered: "2026-11-19" }), sized(1, "L"));
    await act(id, "advance", "X-L-3");
    await engine.goTo(day("2026-12-02"));
    const next = await buy({ who: "debtor", delivered: "2026-12-01" });
    expect(await offer(next, sized(1, "S"))).toMatchObject({ notAhead: "open" });
    await act(id, "waive", "お客様のご事情による");
    expect(await states(id)).toBe("closed awaiting waived → nothing");
    expect(await offer(next, sized(1, "S"))).toMatchObject({ instant: true });
  });
});

describe("what is offered in exchange", () => {
  test("X9 what is known to be sold out is not offered; what nobody spoke of is, and marked so", async () => {
    const order = await buy({ delivered: "2026-12-01" });
    const shirt = { product_id: "shirt", name: "リネンのシャツ", category: "シャツ", price: 14_300 };
    await pour(database, [
      ...["S", "L", "LL"].map((size) => ({
        identities: ["anon:1"],
        name: "Product Recorded",
        at: day("2026-12-01"),
        properties: { ...shirt, variant_id: `shirt-${size}`, variant: size, ...(size !== "LL" && { stock: 2 }) },
      })),
      {
        identities: ["anon:1"],
        name: "Product Recorded",
        at: day("2026-12-01"),
        properties: { product_id: "coat", name: "コート", price: 40_000, stock: 0 },
      },
    ]);
    await countStock(engine.ctx(), [{ product: "shirt", variant: "shirt-S", quantity: 0 }]);
    await engine.settle();
    const of = await situationOf(engine.ctx(), order);
    if (!of) throw new Error("no order");
    const [offer] = await offersFor(engine.ctx(), of, sized(1, "L"), false);
    expect(offer?.variants).toEqual([
      { id: "shirt-L", name: "L", sure: true },
      { id: "shirt-LL", name: "LL", sure: false },
    ]);
    expect(offer?.products).toEqual([]);
  });
});

describe("exchanged goods that come back", () => {
  const exchange = async (order: string, wish: Wish, reference: string) => {
    const id = await ask(order, wish);
    await receiveReturn(engine.ctx(), id, "倉庫");
    await look(id, 1);
    await act(id, "settle", reference);
    return id;
  };
  const late = Wish.parse({ items: [{ line: 10_002, quantity: 1, reason: "image" }], method: "own" });

  test("X1 X5 an exchanged piece is exchanged again, then refunded at the price first paid, from its own arrival on", async () => {
    const order = await buy({ delivered: "2026-12-01" });
    await exchange(order, sized(1, "L", { instant: false }), "444413758703");
    await engine.goTo(day("2026-12-04"));
    const held = (await situationOf(engine.ctx(), order))?.lines.at(-1);
    expect(held).toMatchObject({ line: 10_001, root: 1, variant: "L", paid: 14_300, extra: 0 });
    await exchange(order, sized(10_001, "S", { instant: false }), "444413758714");
    // The window of what was bought is over; that of what came last is not.
    await engine.goTo(day("2026-12-20"));
    const of = await situationOf(engine.ctx(), order);
    if (!of) throw new Error("no order");
    expect(propose(of, late, engine.ctx().now)).toMatchObject({ eligible: true, terms: { money: 14_300, points: 0 } });
    for (const line of [1, 10_001]) {
      const again = { ...late, items: late.items.map((item) => ({ ...item, line })) };
      expect(propose(of, again, engine.ctx().now).items[0]?.answer).toMatchObject({ eligible: false, rule: "already" });
    }
    const id = await ask(order, late);
    await receiveReturn(engine.ctx(), id, "倉庫");
    await look(id, 1);
    expect(await act(id, "settle", "re_2")).toMatchObject({ paid: 14_300 });
    await engine.settle();
    expect((await situationOf(engine.ctx(), order))?.order).toMatchObject({ refunded: 14_300, status: "refunded" });
    await expect(ask(order, late)).rejects.toThrow("does not allow");
  });

  test("X5 an order that the shop made for the exchange sends its goods back under the order that was paid for; a mistyped one does not", async () => {
    const order = await buy({ who: "hana", delivered: "2026-12-19" });
    const [own, foreign] = [
      await buy({ who: "hana", delivered: "2026-12-19" }),
      await buy({ delivered: "2026-12-19" }),
    ];
    await exchange(order, sized(1, "L", { instant: false }), own);
    const situation = async (id: string) => {
      const of = await situationOf(engine.ctx(), id);
      if (!of) throw new Error("no order");
      return of;
    };
    expect(await exchangedFrom(engine.ctx(), await situation(own))).toBe(order);
    await expect(ask(own, Wish.parse({ items: [{ line: 1, quantity: 1, reason: "image" }] }))).rejects.toThrow(order);
    await exchange(await buy({ who: "hana", delivered: "2026-12-19" }), sized(1, "L", { instant: false }), foreign);
    expect(await exchangedFrom(engine.ctx(), await situation(foreign))).toBeNull();
  });
});

describe("an exchange across tax rates", () => {
  const seller = { name: "株式会社椿と麻", registration: "T1234567890123", address: "東京都台東区", rounding: "floor" };
  const app = new Hono();
  const tea = (products: number, price = 10_800) => ({
    product_id: "gift-tea",
    name: "椿茶の詰合せ",
    category: "食品",
    price,
    quantity: products,
    tax_rate: 8,
  });
  const order = async (products: object[], total: number) => {
    const id = `T${++made}`;
    const who = { identities: [`user:${id}`] };
    await pour(database, [
      {
        ...who,
        name: "Order Completed",
        at: day("2026-12-10"),
        properties: { order_id: id, currency: "JPY", total, payment_method: "card", products },
      },
      { ...who, name: "Order Delivered", at: day("2026-12-18"), properties: { order_id: id } },
      {
        ...who,
        type: "identify",
        name: "",
        at: day("2026-12-10"),
        properties: { tier: "gold" },
      },
    ]);
    await engine.settle();
    return id;
  };
  const forShirts = (quantity: number, price: number) =>
    Wish.parse({
      items: [
        {
          line: 1,
          quantity,
          reason: "image",
          exchange: { product: "shirt", variant: "shirt-M", name: "リネンのシャツ", price },
        },
      ],
      resolution: "exchange_product",
      method: "own",
      instant: false,
    });
  const back = (line: number) => Wish.parse({ items: [{ line, quantity: 1, reason: "image" }], method: "own" });
  const received = async (id: string, accepted: number) => {
    await receiveReturn(engine.ctx(), id, "倉庫");
    await look(id, accepted);
  };
  const page = async (id: string) => {
    const { page: link, number } = await see(id);
    const path = new URL(link).pathname;
    expect(path).toContain(number);
    return [await (await app.request(path)).text(), await (await app.request(`${path}/note`)).text()] as const;
  };

  test("X10 R9 the old goods are noted as given back at their rate, and what was sold anew at its own, to customer, console and API", async () => {
    const nobody = { ...engine.ctx(), actor: { kind: "public", id: "", name: "", role: null } } as const;
    returnsModule.serve?.(app, { ctx: () => Promise.resolve(nobody), publicCtx: () => nobody });
    await writeSetting(engine.ctx(), "returns.seller", seller);
    await engine.goTo(day("2026-12-21"));
    const bought = await order([tea(1)], 10_800);
    const id = await ask(bought, forShirts(1, 14_300));
    await received(id, 1);
    expect((await see(id)).taxNote).toBe(false);
    await act(id, "settle", "X-S-1");
    // 14,300 less a bonus of 540: paid with 10,800 of the tea and 2,960 on top.
    expect((await see(id)).final).toMatchObject({ toPay: 2_960, bonus: 540 });
    expect((await see(id)).taxNote).toBe(true);
    expect(await taxNote(engine.ctx(), id)).toMatchObject({
      issuer: { name: "株式会社椿と麻", registration: "T1234567890123" },
      bought: "2026-12-10T03:00:00.000Z",
      returned: "2026-12-21T03:00:00.000Z",
      items: [{ name: "椿茶の詰合せ", quantity: 1, amount: 10_800, rate: 800, reduced: true, bought: null }],
      totals: [{ rate: 800, amount: 10_800, tax: 800 }],
      total: 10_800,
      sold: {
        items: [{ name: "リネンのシャツ", amount: 13_760, rate: 1000, reduced: false }],
        totals: [{ rate: 1000, amount: 13_760, tax: 1_250 }],
      },
      required: true,
    });
    const [status, note] = await page(id);
    expect(status).toContain("/note?lang=ja");
    for (const said of [
      "椿茶の詰合せ × 1 ※",
      "T1234567890123",
      "2026年12月10日",
      "お取引日 2026年12月21日",
      "¥10,800",
      "¥13,760",
      "差額 ¥2,960",
    ])
      expect(note.replaceAll(/<[^>]+>/gu, "")).toContain(said);

    // What was sold anew comes back itself: at its own rate, with the day on which it was sold.
    await engine.goTo(day("2026-12-23"));
    const again = await ask(bought, back(10_001));
    await received(again, 1);
    expect(await act(again, "settle", "re_9")).toMatchObject({ paid: 13_760 });
    expect(await taxNote(engine.ctx(), again)).toMatchObject({
      bought: "2026-12-10T03:00:00.000Z",
      items: [{ name: "リネンのシャツ", amount: 13_760, rate: 1000, bought: "2026-12-21T03:00:00.000Z" }],
      totals: [{ rate: 1000, amount: 13_760, tax: 1_250 }],
      sold: { items: [], totals: [], total: 0 },
    });
  });

  test("X10 for cheaper goods what goes back in money is within the note; within one rate only that is noted, or nothing", async () => {
    const across = await ask(await order([tea(1)], 10_800), forShirts(1, 8_800));
    await received(across, 1);
    expect(await act(across, "settle", "X-S-2")).toMatchObject({ paid: 2_000 });
    expect(await taxNote(engine.ctx(), across)).toMatchObject({ total: 10_800, sold: { total: 8_800 } });
    const within = await ask(
      await order([{ ...tea(1, 11_000), product_id: "coat", name: "羽織", category: "羽織", tax_rate: 10 }], 11_000),
      forShirts(1, 8_800),
    );
    await received(within, 1);
    await act(within, "settle", "X-S-3");
    expect(await taxNote(engine.ctx(), within)).toMatchObject({
      items: [{ name: "羽織(交換の差額)", amount: 2_200, rate: 1000 }],
      sold: { items: [] },
    });
    const even = await ask(await buy({ delivered: "2026-12-20" }), sized(1, "L", { instant: false }));
    await received(even, 1);
    await act(even, "settle", "X-S-4");
    expect((await see(even)).taxNote).toBe(false);
  });

  test("X10 of what went out first only that is noted which came back, when it was seen", async () => {
    const id = await ask(await order([tea(2, 5_400)], 10_800), {
      ...forShirts(2, 5_500),
      instant: true,
    });
    await act(id, "advance", "X-S-5");
    expect((await see(id)).taxNote).toBe(false);
    await shipReturn(engine.ctx(), id, { carrier: "", tracking: "" });
    await received(id, 1);
    await act(id, "capture", "ch_5");
    expect(await taxNote(engine.ctx(), id)).toMatchObject({
      items: [{ name: "椿茶の詰合せ", quantity: 1, amount: 5_400, rate: 800 }],
      required: false,
      sold: { items: [{ name: "リネンのシャツ", quantity: 1 }] },
    });
    const waived = await ask(await order([tea(2, 5_400)], 10_800), { ...forShirts(2, 5_500), instant: true });
    await act(waived, "advance", "X-S-6");
    await received(waived, 1);
    await act(waived, "waive", "お客様のご事情による");
    expect(await taxNote(engine.ctx(), waived)).toMatchObject({ total: 5_400 });
    const never = await ask(await order([tea(2, 5_400)], 10_800), { ...forShirts(2, 5_500), instant: true });
    await act(never, "advance", "X-S-7");
    await act(never, "waive", "お客様のご事情による");
    expect((await see(never)).taxNote).toBe(false);
  });
});
