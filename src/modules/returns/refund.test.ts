import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Order } from "#orders/model";
import { foldOrder } from "../orders/model.fold.ts";
import { type Captured, capturedOf, divide } from "./model/captured.ts";
import { noteOf, taxIn } from "./model/note.ts";
import { Policy } from "./model/policy.ts";
import { type GivenUp, quote, reckon, worthOf } from "./model/refund.ts";

const policy = (draft: object = {}) => Policy.parse(draft);

/** An order as the log would give it. */
const orderOf = (properties: Record<string, unknown>): Order => {
  const at = new Date("2026-11-01T00:00:00Z");
  const event = { name: "Order Completed", at, messageId: "1", source: "web", position: 1, subject: "user:1" };
  const folded = foldOrder([{ ...event, properties: { order_id: "A1", ...properties } as never }], "JPY");
  return {
    ...folded,
    order: "A1",
    at: at.toISOString(),
    products: [...folded.lines],
    lines: folded.lines.length,
    refunds: [],
    shippedAt: null,
    deliveredAt: null,
    cancelledAt: null,
    refundedAt: null,
  } as unknown as Order;
};
const product = (id: string, price: number, quantity = 1, more: object = {}) => ({
  product_id: id,
  price,
  quantity,
  ...more,
});
const all = (captured: Captured, how: "buyer" | "shop" = "buyer"): GivenUp[] =>
  captured.lines.map(({ line, quantity }) => ({ line, buyer: 0, shop: 0, exchanged: 0, [how]: quantity }));
const some = (line: number, buyer: number, shop = 0, exchanged = 0): GivenUp => ({ line, buyer, shop, exchanged });
const total = (of: Iterable<number>) => [...of].reduce((sum, each) => sum + each, 0);

/** Any order, with or without discounts, coupons, sets, points, shipping, two tax rates and a free-shipping threshold. */
const anyCase = fc
  .record({
    lines: fc.array(
      fc.record({
        price: fc.integer({ min: 0, max: 40_000 }),
        quantity: fc.integer({ min: 1, max: 5 }),
        rate: fc.constantFrom(8, 10, null),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    discount: fc.integer({ min: 0, max: 20_000 }),
    coupon: fc.constantFrom("", "SET"),
    own: fc.option(fc.integer({ min: 1, max: 3_000 }), { nil: null }),
    shipping: fc.constantFrom(0, 0, 660, 990),
    fee: fc.constantFrom(0, 330),
    points: fc.constantFrom(0, 1, 500, 5_000),
    earned: fc.integer({ min: 0, max: 500 }),
    pointsInTotal: fc.boolean(),
    odd: fc.integer({ min: -50, max: 50 }),
    least: fc.integer({ min: 2, max: 6 }),
    freeFrom: fc.constantFrom(null, 3_000, 8_800),
    freeFee: fc.constantFrom(550, 990, 5_000),
    restocking: fc.constantFrom(0, 0, 500, 1_000),
    outward: fc.constantFrom("never" as const, "shop_fault" as const, "always" as const),
    mode: fc.constantFrom("proportional" as const, "points_first" as const, "money_first" as const),
  })
  .map((c) => {
    const products = c.lines.map((line, i) =>
      product(`p${i}`, line.price, line.quantity, line.rate ? { tax_rate: line.rate } : {}),
    );
    const goods = c.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
    const owed = Math.max(0, goods - Math.min(c.discount, goods) + c.shipping + c.fee + c.odd);
    const points = Math.min(c.points, owed);
    const order = orderOf({
      products,
      discount: c.discount,
      coupon: c.coupon,
      ...(c.own !== null && {
        discounts: [{ code: "SET", amount: Math.min(c.own, c.discount), products: ["p0", "p1"] }],
      }),
      shipping: c.shipping,
      payment_fee: c.fee,
      points_used: points,
      points_earned: c.earned,
      total: c.pointsInTotal ? owed : owed - points,
    });
    const used = policy({
      sets: [{ coupon: "SET", least: c.least }],
      shipping: { freeFrom: c.freeFrom, fee: c.freeFee },
      restocking: c.restocking,
      outward: c.outward,
      points: c.mode,
    });
    return { order, captured: capturedOf(order, used), terms: used };
  });

/** A case with a sequence of returns in it, pieces at the buyer's wish, failed, or exchanged. */
const anyReturns = anyCase.chain(({ order, captured, terms }) => {
  const pieces = captured.lines.flatMap((line) => Array.from({ length: line.quantity }, () => line.line));
  return fc
    .tuple(
      fc.shuffledSubarray(pieces.map((_, i) => i)),
      fc.array(fc.constantFrom("buyer", "buyer", "shop", "exchanged"), {
        minLength: pieces.length,
        maxLength: pieces.length,
      }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: pieces.length, maxLength: pieces.length }),
    )
    .map(([chosen, hows, which]) => {
      const returns: GivenUp[][] = [[], [], [], []];
      for (const i of chosen) returns[which[i] ?? 0]?.push(some(pieces[i] ?? 0, 0, 0, 0));
      const given = [0, 1, 2, 3].map((n) =>
        chosen
          .filter((i) => which[i] === n)
          .map((i) => ({ ...some(pieces[i] ?? 0, 0), [hows[i] ?? "buyer"]: 1 }) as GivenUp),
      );
      return { order, captured, terms, returns: given.filter((each) => each.length > 0) };
    });
});

const RUNS = { numRuns: 1_000 };

describe("what was captured", () => {
  test("R1 everything paid is divided among lines, shipping and fees with nothing left over", () => {
    fc.assert(
      fc.property(anyCase, ({ order, captured }) => {
        const parts = total(captured.lines.map((line) => line.paid)) + captured.shipping + captured.fee;
        expect(parts).toBe(captured.money + captured.points);
        expect(captured.money).toBeGreaterThanOrEqual(0);
        expect([order.total, order.total - captured.points]).toContain(captured.money);
        for (const line of captured.lines) expect(line.paid).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
    expect(divide(100, [1, 1, 1])).toEqual([34, 33, 33]);
  });

  test("R1 a coupon falls on the products that it was for, the rest of the discount on all by what they cost", () => {
    const captured = capturedOf(
      orderOf({
        products: [product("a", 3_000), product("b", 2_000), product("c", 5_000)],
        discount: 1_500,
        discounts: [{ code: "B500", amount: 500, products: ["b"] }],
        total: 8_500,
      }),
      policy(),
    );
    expect(captured.lines.map((line) => line.paid)).toEqual([2_684, 1_342, 4_474]);
  });

  test("R2 tax on top of the lines is divided with them", () => {
    const order = orderOf({ products: [product("a", 1_000), product("b", 2_000)], tax: 300, total: 3_300 });
    expect(capturedOf(order, policy()).lines.map((line) => line.paid)).toEqual([1_100, 2_200]);
  });

  test("R1 points are found whether the total is stated before or after them", () => {
    const order = (stated: number) => orderOf({ products: [product("a", 5_000)], points_used: 800, total: stated });
    for (const stated of [5_000, 4_200])
      expect(capturedOf(order(stated), policy())).toMatchObject({ money: 4_200, points: 800 });
  });
});

describe("what is given back", () => {
  test("R3 the pieces of a line are worth their share of what was paid for it, and all of them exactly that", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 1, max: 30 }), (paid, quantity) => {
        const each = Array.from({ length: quantity }, (_, i) => {
          return worthOf({ paid, quantity }, i + 1) - worthOf({ paid, quantity }, i);
        });
        expect(total(each)).toBe(paid);
        expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(1);
        expect(worthOf({ paid, quantity }, quantity + 5)).toBe(paid);
        expect(worthOf({ paid, quantity }, 0)).toBe(0);
      }),
    );
  });

  test("R4 R6 over any sequence of partial returns refunds never exceed what was captured, per line, per rate, in money and points", () => {
    fc.assert(
      fc.property(anyReturns, ({ captured, terms, returns }) => {
        const lines = new Map<number, number>();
        const rates = new Map<number, number>();
        let [money, points, revoked] = [0, 0, 0];
        let before: GivenUp[] = [];
        for (const now of returns) {
          const given = quote(captured, before, now, terms, 0);
          expect(given.money + given.points).toBeGreaterThanOrEqual(0);
          money += given.money;
          points += given.points;
          revoked += given.pointsRevoked;
          for (const each of [...given.goods, ...given.exchanged])
            lines.set(each.line, (lines.get(each.line) ?? 0) + each.amount);
          for (const each of given.rates) rates.set(each.rate, (rates.get(each.rate) ?? 0) + each.amount);
          before = [...before, ...now];
          for (const line of captured.lines) expect(lines.get(line.line) ?? 0).toBeLessThanOrEqual(line.paid);
          for (const [rate, amount] of rates) {
            const services = rate === captured.serviceRate ? captured.shipping + captured.fee : 0;
            const there = total(captured.lines.filter((line) => line.rate === rate).map((line) => line.paid));
            expect(amount).toBeLessThanOrEqual(there + services);
            expect(amount).toBeGreaterThanOrEqual(0);
          }
          expect(money).toBeLessThanOrEqual(captured.money);
          expect(points).toBeLessThanOrEqual(captured.points);
          expect(revoked).toBeLessThanOrEqual(captured.pointsEarned);
        }
      }),
      RUNS,
    );
  });

  test("R7 splitting a return in two gives the same total as one, in money and in points", () => {
    fc.assert(
      fc.property(anyReturns, ({ captured, terms, returns }) => {
        const once = quote(captured, [], returns.flat(), terms, 0);
        let before: GivenUp[] = [];
        const parts = returns.map((now) => {
          const given = quote(captured, before, now, terms, 0);
          before = [...before, ...now];
          return given;
        });
        for (const key of [
          "money",
          "points",
          "setLost",
          "shipping",
          "fee",
          "clawback",
          "restocking",
          "pointsRevoked",
        ] as const)
          expect(total(parts.map((part) => part[key]))).toBe(once[key]);
      }),
      RUNS,
    );
  });

  test("R7 in whichever order the same pieces come back, the total is the same", () => {
    fc.assert(
      fc.property(anyReturns, ({ captured, terms, returns }) => {
        const there = reckon(captured, returns.flat(), terms);
        const back = reckon(captured, returns.toReversed().flat(), terms);
        expect([back.value, back.money, back.points]).toEqual([there.value, there.money, there.points]);
      }),
      RUNS,
    );
  });

  test("R8 R10 returning everything gives back exactly what was captured less the stated deductions", () => {
    fc.assert(
      fc.property(anyCase, fc.boolean(), ({ captured, terms }, failed) => {
        const given = quote(captured, [], all(captured, failed ? "shop" : "buyer"), terms, 0);
        const goods = total(given.goods.map((each) => each.amount));
        expect(goods).toBe(total(captured.lines.map((line) => line.paid)));
        expect(given.money + given.points).toBe(
          goods + given.shipping + given.fee - given.setLost - given.clawback - given.restocking,
        );
        expect(given.pointsRevoked).toBe(goods === 0 ? 0 : captured.pointsEarned);
        const taken = [given.setLost, given.clawback, given.restocking];
        expect(failed ? taken : [0, 0, 0]).toEqual([0, 0, 0]);
        const undone = failed && terms.outward !== "never";
        expect(undone ? given.money + given.points : 0).toBe(undone ? captured.money + captured.points : 0);
      }),
      RUNS,
    );
  });

  test("R4 the taxes of any number of notes never exceed the tax of the whole", () => {
    fc.assert(
      fc.property(anyReturns, ({ captured, terms, returns }) => {
        for (const rate of new Set(captured.lines.map((line) => line.rate))) {
          let before: GivenUp[] = [];
          let noted = 0;
          for (const now of returns) {
            const amount = quote(captured, before, now, terms, 0).rates.find((each) => each.rate === rate)?.amount ?? 0;
            noted += amount > 0 ? taxIn(amount, rate, "floor") : amount < 0 ? -taxIn(-amount, rate, "ceil") : 0;
            before = [...before, ...now];
          }
          const services = rate === captured.serviceRate ? captured.shipping + captured.fee : 0;
          const whole = total(captured.lines.filter((line) => line.rate === rate).map((line) => line.paid)) + services;
          expect(noted).toBeLessThanOrEqual(taxIn(whole, rate, "floor"));
        }
      }),
      RUNS,
    );
  });

  test("R5 a set of three for ¥1,200 off: one back leaves it lost, and two kept cost their full price", () => {
    const order = orderOf({
      products: [product("a", 3_000), product("b", 3_000), product("c", 3_000)],
      discount: 1_200,
      coupon: "3SET",
      total: 7_800,
    });
    const used = policy({ sets: [{ coupon: "3SET", least: 3 }] });
    const captured = capturedOf(order, used);
    expect(captured.lines.map((line) => line.paid)).toEqual([2_600, 2_600, 2_600]);
    const one = quote(captured, [], [some(1, 1)], used, 0);
    expect(one).toMatchObject({ setLost: 800, money: 1_800 });
    expect(quote(captured, [some(1, 1)], [some(2, 1)], used, 0).money).toBe(3_000);
    expect(quote(captured, [], all(captured), used, 0).money).toBe(7_800);
    // A failed piece never loses the set.
    expect(quote(captured, [], [some(1, 0, 1)], used, 0)).toMatchObject({ setLost: 0, money: 2_600 });
  });

  test("R6 free shipping from ¥8,800 is charged when less is kept, but never more than what is missing", () => {
    const order = orderOf({ products: [product("a", 6_000), product("b", 3_000), product("c", 250)], total: 9_250 });
    const used = policy({ shipping: { freeFrom: 8_800, fee: 660 } });
    const captured = capturedOf(order, used);
    expect(quote(captured, [], [some(2, 1)], used, 0)).toMatchObject({ clawback: 660, money: 2_340 });
    expect(quote(captured, [], [some(3, 1)], used, 0)).toMatchObject({ clawback: 0, money: 250 });
    const slightly = capturedOf(orderOf({ products: [product("a", 8_700), product("b", 200)], total: 8_900 }), used);
    expect(quote(slightly, [], [some(2, 1)], used, 0)).toMatchObject({ clawback: 100, money: 100 });
    // In exchange for something else it is as if it was kept.
    expect(quote(captured, [], [some(2, 0, 0, 1)], used, 0)).toMatchObject({ clawback: 0, money: 0 });
  });

  test("R11 postage is taken off what there is to give, never more", () => {
    const captured = capturedOf(
      orderOf({ products: [product("a", 400), product("b", 5_000)], total: 5_400 }),
      policy(),
    );
    expect(quote(captured, [], [some(1, 1)], policy(), 660)).toMatchObject({ postage: 400, money: 0 });
    expect(quote(captured, [], [some(2, 1)], policy(), 660)).toMatchObject({
      postage: 660,
      money: 4_340,
      charges: 660,
    });
  });

  test("R12 points come back by their share, first or last, and what was earned is revoked", () => {
    const order = orderOf({
      products: [product("a", 3_000), product("b", 1_000)],
      points_used: 1_000,
      points_earned: 30,
      total: 3_000,
    });
    const back = (mode: string) => {
      const used = policy({ points: mode });
      return quote(capturedOf(order, used), [], [some(1, 1)], used, 0);
    };
    expect(back("proportional")).toMatchObject({ money: 2_250, points: 750, pointsRevoked: 22 });
    expect(back("points_first")).toMatchObject({ money: 2_000, points: 1_000 });
    expect(back("money_first")).toMatchObject({ money: 3_000, points: 0 });
  });
});

describe("the tax note", () => {
  const seller = {
    name: "株式会社椿と麻",
    registration: "T1234567890123",
    address: "東京都",
    rounding: "floor" as const,
  };
  const note = (items: { name: string; quantity: number; amount: number; rate: number }[]) =>
    noteOf({
      seller,
      order: "A1",
      bought: new Date("2026-11-01T00:00:00Z"),
      returned: new Date("2026-11-10T00:00:00Z"),
      currency: "JPY",
      items,
      charges: { amount: 660, rate: 1000 },
    });

  test("R9 states each rate's total and its tax, rounded once per rate", () => {
    const made = note([
      { name: "麻のシャツ", quantity: 1, amount: 10_003, rate: 1000 },
      { name: "麻の帯", quantity: 1, amount: 1_006, rate: 1000 },
      { name: "椿茶", quantity: 3, amount: 1_499, rate: 800 },
    ]);
    expect(made.totals).toEqual([
      { rate: 800, amount: 1_499, tax: 111 },
      { rate: 1000, amount: 11_009, tax: 1_000 },
    ]);
    // Rounded per item it would be 909 + 91 = 1,000; per rate 11,009 × 10 ÷ 110 = 1,000.8.
    expect(made).toMatchObject({ total: 12_508, required: true, charges: { amount: 660, tax: 60 } });
  });

  test("R9 below ¥10,000 with tax none is required", () => {
    expect(note([{ name: "櫛", quantity: 1, amount: 9_999, rate: 1000 }]).required).toBe(false);
    expect(note([{ name: "櫛", quantity: 1, amount: 10_000, rate: 1000 }]).required).toBe(true);
  });
});
