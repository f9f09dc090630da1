/** Goods that were exchanged and come back themselves: what the whole chain gives never exceeds what was paid. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Order } from "#orders/model";
import { sentFor } from "./actions/exchange.ts";
import { linesOf } from "./actions/lines.ts";
import { pairsOf } from "./actions/note.ts";
import { termsOf } from "./actions/propose.ts";
import { type Return, returnedPieces, type Situation, type Terms } from "./actions/situation.ts";
import type { Captured } from "./model/captured.ts";
import { aheadOf } from "./model/instant.ts";
import { Policy, type Resolution } from "./model/policy.ts";
import { type Pair, swapOf } from "./model/swap.ts";
import type { Sent } from "./store/exchanges.ts";

const AT = new Date("2026-11-01T00:00:00Z");
const total = (amounts: Iterable<number>) => [...amounts].reduce((sum, each) => sum + each, 0);

interface Bought {
  readonly paid: number;
  readonly quantity: number;
  readonly rate: number;
}
interface Money {
  readonly shipping: number;
  readonly points: number;
}

const capturedIn = (lines: readonly Bought[], { shipping, points }: Money): Captured => {
  const all = total(lines.map((line) => line.paid)) + shipping;
  const used = Math.min(points, all);
  return {
    lines: lines.map((line, i) => ({
      ...line,
      line: i + 1,
      product: `p${i}`,
      variant: "a",
      category: "",
      setShare: 0,
      set: -1,
    })),
    shipping,
    fee: 0,
    serviceRate: 1000,
    money: all - used,
    points: used,
    pointsEarned: 0,
    freeFrom: null,
    freeFee: 0,
    sets: [],
  };
};

interface Step {
  readonly pick: number;
  readonly pieces: number;
  readonly resolution: Resolution;
  readonly fault: "buyer" | "shop";
  readonly price: number;
  /** What is asked for bears the reduced rate. */
  readonly food: boolean;
}
const back = (more: Partial<Step> = {}): Step => {
  return { pick: 0, pieces: 99, resolution: "refund", fault: "buyer", price: 0, food: false, ...more };
};

/** Under which some goods that are asked for in exchange are food. */
const WITH_FOOD = { tax: { reduced: ["food"] } };

/** An order and what its customer sends back of it, one return after the other; of what is held at that moment. */
const walk = (lines: readonly Bought[], money: Money, policy: Policy, steps: readonly Step[]) => {
  const captured = capturedIn(lines, money);
  const order = { order: "A", products: [] } as unknown as Order;
  let sent: Sent[] = [];
  let returns: Return[] = [];
  const made: { readonly of: Situation; readonly terms: Terms; readonly mine: Return }[] = [];
  for (const step of steps) {
    const collected = total(
      returns.filter((each) => sent.some((one) => one.return === each.id)).map((each) => each.quote.toPay),
    );
    const of = {
      order,
      policy,
      captured,
      lines: linesOf(order, captured, sent),
      returns,
      collected,
      told: [],
      toldAmount: 0,
    };
    const whole = of as unknown as Situation;
    const held = whole.lines.flatMap((line) => {
      const left = line.quantity - returnedPieces(whole, line.line);
      return left > 0 ? [{ line, left }] : [];
    });
    const chosen = held[step.pick % Math.max(1, held.length)];
    if (!chosen) break;
    const { line, left } = chosen;
    const quantity = Math.min(left, step.pieces);
    const exchange =
      step.resolution === "exchange_product"
        ? { product: step.food ? "food" : "x", variant: "", name: "x", price: step.price }
        : null;
    const { product, variant, category } = line;
    const item = {
      n: 1,
      line: line.line,
      root: line.root === line.line ? null : line.root,
      product,
      variant,
      category,
    };
    const mine = {
      id: `R${made.length}`,
      order: "A",
      approval: "approved",
      logistics: "settled",
      instant: false,
      resolution: step.resolution,
      items: [
        { ...item, name: "", quantity, fault: step.fault, resolution: step.resolution, exchange, accepted: quantity },
      ],
    } as unknown as Return;
    const terms = termsOf(whole, mine, returns, { postage: 0, bonus: 0 });
    const settled: Return = { ...mine, quote: terms, final: terms };
    if (step.resolution.startsWith("exchange"))
      sent = [...sent, ...sentFor(whole, settled, new Map(), { reference: "", at: AT })];
    returns = [...returns, settled];
    made.push({ of: whole, terms, mine: settled });
  }
  return { captured, made, sent };
};

const anySteps = fc.array(
  fc.record({
    pick: fc.nat(20),
    pieces: fc.integer({ min: 1, max: 3 }),
    resolution: fc.constantFrom<Resolution>(
      "exchange_variant",
      "exchange_product",
      "exchange_variant",
      "refund",
      "credit",
    ),
    fault: fc.constantFrom("buyer" as const, "shop" as const),
    price: fc.integer({ min: 0, max: 30_000 }),
    food: fc.boolean(),
  }),
  { maxLength: 12 },
);
const anyOrder = fc.record({
  lines: fc.array(
    fc.record({
      paid: fc.integer({ min: 0, max: 20_000 }),
      quantity: fc.integer({ min: 1, max: 3 }),
      rate: fc.constantFrom(800, 1000),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  money: fc.record({ shipping: fc.constantFrom(0, 660), points: fc.constantFrom(0, 100, 5_000, 100_000) }),
  restocking: fc.constantFrom(0, 500),
  points: fc.constantFrom("proportional" as const, "points_first" as const, "money_first" as const),
});

describe("exchanges of exchanges", () => {
  test("X1 X2 over any chain of exchanges and returns, refunds never exceed what was captured, in money and in points", () => {
    fc.assert(
      fc.property(anyOrder, anySteps, ({ lines, money, restocking, points }, steps) => {
        const { captured, made } = walk(lines, money, Policy.parse({ restocking, points }), steps);
        let [paidOut, pointsOut, collected] = [0, 0, 0];
        for (const { terms } of made) {
          expect(terms.money).toBeGreaterThanOrEqual(0);
          expect(terms.points).toBeGreaterThanOrEqual(0);
          paidOut += terms.money;
          pointsOut += terms.points;
          collected += terms.toPay;
          expect(paidOut).toBeLessThanOrEqual(captured.money + collected);
          expect(pointsOut).toBeLessThanOrEqual(captured.points);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("X1 X2 once everything that is held comes back, everything that was paid for goods has been given back, to the yen", () => {
    fc.assert(
      fc.property(anyOrder, anySteps, ({ lines, money, points }, steps) => {
        const rest = Array.from({ length: steps.length + lines.length }, () => back());
        const policy = Policy.parse({ points, outward: "never" });
        const { captured, made } = walk(lines, { ...money, shipping: 0 }, policy, [...steps, ...rest]);
        const given = total(made.map(({ terms }) => terms.money + terms.points));
        expect(given).toBe(captured.money + captured.points + total(made.map(({ terms }) => terms.toPay)));
      }),
      { numRuns: 1_000 },
    );
  });

  test("X1 what an exchanged piece gives back is what was paid for the piece it stands for, however often it was exchanged", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50_000 }),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom(0, 3_000),
        (paid, times, points) => {
          const even = back({ pieces: 1, resolution: "exchange_variant" });
          const steps: Step[] = [...Array.from({ length: times }, () => even), { ...even, resolution: "refund" }];
          const { made } = walk([{ paid, quantity: 1, rate: 1000 }], { shipping: 0, points }, Policy.parse({}), steps);
          const last = made.at(-1)?.terms;
          expect((last?.money ?? 0) + (last?.points ?? 0)).toBe(paid);
          expect(last?.points).toBe(Math.min(points, paid));
          for (const { terms } of made.slice(0, -1))
            expect([terms.money, terms.points, terms.toPay]).toEqual([0, 0, 0]);
        },
      ),
    );
  });

  test("X3 what was paid on top comes back with the dearer goods, and what was given back does not come twice", () => {
    const to = (price: number): Step => back({ pieces: 1, resolution: "exchange_product", price });
    const chain = (steps: readonly Step[]) =>
      walk([{ paid: 10_000, quantity: 1, rate: 1000 }], { shipping: 0, points: 0 }, Policy.parse({}), steps).made.map(
        ({ terms }) => [terms.toPay, terms.money],
      );
    expect(chain([to(13_000), back()])).toEqual([
      [3_000, 0],
      [0, 13_000],
    ]);
    expect(chain([to(4_000), back()])).toEqual([
      [0, 6_000],
      [0, 4_000],
    ]);
    expect(chain([to(13_000), to(4_000), to(5_000), back()])).toEqual([
      [3_000, 0],
      [0, 9_000],
      [1_000, 0],
      [0, 5_000],
    ]);
  });

  test("X3 all that was paid for the old goods is paid for the new ones, divided by what those cost", () => {
    fc.assert(
      fc.property(anyOrder, anySteps, ({ lines, money }, steps) => {
        const { made, sent } = walk(lines, money, Policy.parse({}), steps);
        for (const { mine, terms } of made.filter((each) => each.mine.resolution.startsWith("exchange"))) {
          const old = total(terms.exchanged.map((each) => each.amount));
          const over = mine.resolution === "exchange_product" ? Math.max(0, old - terms.replacement) : 0;
          const worth = total(sent.filter((each) => each.return === mine.id).map((each) => each.paid));
          expect(worth).toBe(old - over + terms.toPay);
        }
        for (const each of sent) expect(each.paid).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("X4 goods that were exchanged for goods at another tax rate come back at the rate of the new ones", () => {
    const swap = back({ pieces: 1, resolution: "exchange_product", price: 1_080 });
    const { made } = walk([{ paid: 1_080, quantity: 1, rate: 800 }], { shipping: 0, points: 0 }, Policy.parse({}), [
      swap,
      { ...swap, resolution: "refund" },
    ]);
    expect(made[1]?.terms.rates).toEqual([{ rate: 1000, amount: 1_080 }]);
    expect(made[1]?.terms.goods).toEqual([{ line: 10_001, rate: 1000, amount: 1_080 }]);
  });

  const atRate = (rate: number, items: readonly { readonly rate: number; readonly amount: number }[]) =>
    total(items.filter((each) => each.rate === rate).map((each) => each.amount));
  const isExchange = ({ mine }: { mine: Return }) => mine.resolution.startsWith("exchange");

  test("X10 per rate, what an exchange sells anew less what it gives back is what moved, to the yen", () => {
    fc.assert(
      fc.property(anyOrder, anySteps, ({ lines, money }, steps) => {
        const { made, sent } = walk(lines, money, Policy.parse(WITH_FOOD), steps);
        for (const { mine, terms } of made.filter(isExchange)) {
          const { returned, sold } = swapOf(pairsOf(mine, sent));
          const went = sent.filter((each) => each.return === mine.id);
          for (const rate of [800, 1000]) {
            const now = total(went.filter((each) => each.taxRate === rate).map((each) => each.paid));
            expect(atRate(rate, sold) - atRate(rate, returned)).toBe(now - atRate(rate, terms.exchanged));
          }
          const over = total(terms.exchanged.map((each) => each.amount)) - total(went.map((each) => each.paid));
          expect(total(returned.map((each) => each.amount)) - total(sold.map((each) => each.amount))).toBe(over);
          for (const each of [...returned, ...sold]) expect(each.amount).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("X10 over any chain no more is noted at a rate than was captured and sold at it; once all is back, exactly that", () => {
    fc.assert(
      fc.property(anyOrder, anySteps, ({ lines, money, points }, steps) => {
        const rest = Array.from({ length: steps.length + lines.length }, () => back());
        const policy = Policy.parse({ ...WITH_FOOD, points, outward: "never" });
        const { captured, made, sent } = walk(lines, { ...money, shipping: 0 }, policy, [...steps, ...rest]);
        for (const rate of [800, 1000]) {
          let left = total(captured.lines.filter((each) => each.rate === rate).map((each) => each.paid));
          for (const each of made) {
            const { returned, sold } = isExchange(each)
              ? swapOf(pairsOf(each.mine, sent))
              : { returned: each.terms.rates, sold: [] };
            left += atRate(rate, sold) - atRate(rate, returned);
            expect(left).toBeGreaterThanOrEqual(0);
          }
          expect(left).toBe(0);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("X10 goods that go for goods of their own rate stay sold; only a difference given back is noted", () => {
    const at = (rate: number, amount: number) => ({ name: `${rate}`, quantity: 1, rate, amount });
    const of = (old: [number, number], anew: [number, number]): Pair => ({ old: at(...old), anew: at(...anew) });
    expect(swapOf([of([1000, 5_000], [1000, 5_000])])).toEqual({ returned: [], sold: [] });
    expect(swapOf([of([1000, 5_000], [1000, 7_000])])).toMatchObject({ returned: [], sold: [{ amount: 2_000 }] });
    expect(swapOf([of([1000, 5_000], [1000, 4_000]), of([800, 2_160], [1000, 3_160])])).toMatchObject({
      returned: [
        { rate: 800, amount: 2_160 },
        { rate: 1000, amount: 1_000 },
      ],
      sold: [{ rate: 1000, amount: 3_160 }],
    });
  });
});

describe("the new goods first", () => {
  const policy = Policy.parse({ instant: 20_000 });
  const asked = {
    resolution: "exchange_variant",
    value: 10_000,
    limits: [20_000],
    payment: "card",
    gift: false,
    open: 0,
    waits: false,
    keep: false,
  } as const;

  test("X6 they go out first where the policy says so and something secures them; else it says why not", () => {
    expect(aheadOf(policy, asked)).toEqual({ ok: true, security: "hold" });
    expect(aheadOf(policy, { ...asked, payment: "cod" })).toEqual({ ok: false, why: "payment" });
    expect(aheadOf({ ...policy, instantDebt: true }, { ...asked, payment: "cod" })).toEqual({
      ok: true,
      security: "debt",
    });
    expect(aheadOf(policy, { ...asked, value: 20_001 })).toEqual({ ok: false, why: "value" });
    expect(aheadOf(policy, { ...asked, open: 1 })).toEqual({ ok: false, why: "open" });
    expect(aheadOf(policy, { ...asked, limits: [20_000, null] })).toEqual({ ok: false, why: "not_offered" });
    // Nobody is told of what this brand does not do, or of what they do not want.
    expect(aheadOf(Policy.parse({}), { ...asked, limits: [null] })).toEqual({ ok: false, why: null });
    expect(aheadOf(policy, { ...asked, waits: true })).toEqual({ ok: false, why: null });
    expect(aheadOf(policy, { ...asked, gift: true })).toEqual({ ok: false, why: null });
    expect(aheadOf(policy, { ...asked, resolution: "refund" })).toEqual({ ok: false, why: null });
  });
});
