import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Properties } from "#kernel/log";
import { asTold, foldOrder, ORDER_EVENTS, type OrderEvent } from "./model.fold.ts";
import { taxRateOf, timesQuantity } from "./model.read.ts";

let n = 0;
const event = (name: string, properties: Properties, more: Partial<OrderEvent> = {}): OrderEvent => ({
  name,
  at: new Date(Date.UTC(2026, 9, 1, 0, 0, ++n)),
  messageId: `m${n}`,
  source: "shop",
  position: n,
  subject: "user:1",
  properties: { order_id: "A1", ...properties },
  ...more,
});
const shampoo = { product_id: "p1", sku: "p1-300", name: "シャンプー", quantity: 2, price: 1980, tax_rate: 0.1 };
const towel = { product_id: "p2", name: "タオル", quantity: 1, price: "2,200", tax_rate: "10%" };
const completed = event("Order Completed", { currency: "JPY", total: 6160, products: [shampoo, towel] });

describe("an order", () => {
  test("O1 is read from its completed event, amounts exactly in minor units", () => {
    const order = foldOrder([completed], "JPY");
    expect(order).toMatchObject({
      id: "A1",
      kind: "sale",
      status: "placed",
      total: 6160,
      net: 6160,
      items: 3,
      subject: "user:1",
    });
    expect(order.lines).toMatchObject([
      { line: 1, product: "p1", variant: "p1-300", quantity: 2, price: 1980, taxRate: 1000, total: 3960 },
      { line: 2, product: "p2", variant: "", quantity: 1, price: 2200, taxRate: 1000, total: 2200 },
    ]);
    const pounds = foldOrder(
      [event("Order Completed", { currency: "gbp", products: [{ sku: "x", price: 2.55, quantity: 6 }] })],
      "JPY",
    );
    expect(pounds).toMatchObject({ currency: "GBP", total: 1530 });
    expect(timesQuantity(199, 0.335)).toBe(67);
    expect(timesQuantity(-199, 0.335)).toBe(-67);
    expect([0.08, "8", "8%", 10, "x", null, 0].map(taxRateOf)).toEqual([800, 800, 800, 1000, null, null, 0]);
  });

  test("O2 takes the later word on each field, whichever event comes first", () => {
    const update = event("Order Updated", { shipping: 500, total: 6660, coupon: "HELLO" });
    for (const events of [
      [completed, update],
      [update, completed],
    ])
      expect(foldOrder(events, "JPY")).toMatchObject({
        total: 6660,
        shipping: 500,
        coupon: "HELLO",
        items: 3,
        at: completed.at,
      });
    const fewer = event("Order Updated", { products: [towel] });
    expect(foldOrder([fewer, completed], "JPY")).toMatchObject({ total: 2200, items: 1 });
  });

  test("O3 the total is the stated one, else revenue with shipping and tax, else the lines", () => {
    const base = { currency: "JPY", products: [shampoo], shipping: 500, discount: 100 };
    expect(foldOrder([event("Order Completed", base)], "JPY").total).toBe(4360);
    expect(foldOrder([event("Order Completed", { ...base, revenue: 3600, tax: 360 })], "JPY").total).toBe(4460);
    expect(foldOrder([event("Order Completed", { ...base, value: 1 })], "JPY").total).toBe(1);
  });

  test("O4 a document with negative quantities is a return of its own, with negative amounts", () => {
    const invoice = event("Order Completed", {
      order_id: "C536379",
      currency: "GBP",
      products: [{ sku: "D", quantity: -1, price: 27.5 }],
    });
    expect(foldOrder([invoice], "GBP")).toMatchObject({
      kind: "return",
      total: -2750,
      net: -2750,
      items: -1,
      refunds: [],
    });
    const positive = event("Order Completed", {
      kind: "return",
      return_of: "A1",
      total: 1980,
      products: [{ ...shampoo, quantity: 1 }],
    });
    expect(foldOrder([positive], "JPY")).toMatchObject({ kind: "return", total: -1980, items: -1, returnOf: "A1" });
    const nothing = event("Order Completed", { products: [{ sku: "x", quantity: -10, price: 0 }] });
    expect(foldOrder([nothing], "JPY")).toMatchObject({ kind: "return", total: 0, items: -10 });
  });

  test("O5 the furthest state stands: a late shipment does not undo a delivery or a cancellation", () => {
    const shipped = event("Order Shipped", {});
    const delivered = event("Order Delivered", {});
    const cancelled = event("Order Cancelled", {});
    expect(foldOrder([completed, shipped], "JPY").status).toBe("shipped");
    expect(foldOrder([delivered, shipped, completed], "JPY")).toMatchObject({
      status: "delivered",
      shippedAt: shipped.at,
    });
    expect(foldOrder([cancelled, completed, delivered], "JPY")).toMatchObject({
      status: "cancelled",
      net: 0,
      total: 6160,
    });
    expect(foldOrder([event("Order Completed", { status: "canceled", total: 5 })], "JPY").status).toBe("cancelled");
    expect(foldOrder([event("Order Completed", { status: "7決済処理中", total: 5 })], "JPY").status).toBe("placed");
    expect(foldOrder([shipped], "JPY")).toMatchObject({ at: null, status: "shipped" });
  });

  test("O6 refunds count once each, by amount, by lines or in full, never above the total", () => {
    const part = event("Order Refunded", { refund_id: "r1", total: 1000 });
    const again = event("Order Refunded", { refund_id: "r1", total: 1000 }, { source: "site" });
    expect(foldOrder([completed, part, again], "JPY")).toMatchObject({
      status: "partly_refunded",
      refunded: 1000,
      net: 5160,
    });
    const lines = event("Order Refunded", { refund_id: "r2", products: [{ product_id: "p1", quantity: 1 }] });
    const both = foldOrder([lines, part, completed], "JPY");
    expect(both).toMatchObject({ refunded: 2980, status: "partly_refunded" });
    expect(both.lines[0]).toMatchObject({ returned: 1, quantity: 2 });
    expect(foldOrder([completed, event("Order Refunded", {})], "JPY")).toMatchObject({
      status: "refunded",
      refunded: 6160,
      net: 0,
    });
    expect(foldOrder([completed, part, event("Order Refunded", { total: 6160 })], "JPY")).toMatchObject({
      refunded: 6160,
      net: 0,
    });
  });

  test("O6 a refund that was made here and that the shop tells under its reference is one", () => {
    const here = asTold(
      event("return.refunded", { order: "A1", return: "ret-1", reference: "re_1", amount: 1000, currency: "JPY" }),
    );
    const shop = event("Order Refunded", { refund_id: "re_1", total: 1000 });
    const other = event("Order Refunded", { refund_id: "re_2", total: 500 });
    for (const events of [
      [completed, here, shop, other],
      [other, shop, here, completed],
    ]) {
      const { refunded, refunds } = foldOrder(events, "JPY");
      expect([refunded, refunds.map((one) => one.refund).toSorted()]).toEqual([1500, ["re_2", "ret-1"]]);
    }
  });

  test("O11 the terms say how it was paid, with points or as a gift, and where it goes, in any sender's words", () => {
    const said = {
      payment_method: "代金引換",
      cod_fee: 330,
      points_used: "500",
      points_earned: 56,
      gift: "true",
      occasion: "出産祝い",
      discounts: [{ code: "TOWEL", amount: 100, products: ["p2"] }, { code: "none" }],
      shipping_address: { province: "北海道", zip: "060-0001", country_code: "JP" },
    };
    expect(foldOrder([completed, event("Order Updated", said)], "JPY").terms).toEqual({
      payment: "cod",
      fee: 330,
      pointsUsed: 500,
      pointsEarned: 56,
      gift: true,
      occasion: "出産祝い",
      discounts: [{ code: "TOWEL", amount: 100, products: ["p2"] }],
      prefecture: "北海道",
      postalCode: "060-0001",
      country: "JP",
    });
    expect(foldOrder([completed], "JPY").terms).toMatchObject({ payment: "", fee: 0, gift: false, discounts: [] });
  });

  test("O7 an order may name nobody; who the order itself names comes before who later news names", () => {
    expect(foldOrder([event("Order Completed", { total: 1 }, { subject: "" })], "JPY").subject).toBe("");
    const shipped = event("Order Shipped", {}, { subject: "email:a@b.jp" });
    expect(foldOrder([shipped, completed], "JPY").subject).toBe("user:1");
    expect(foldOrder([shipped, { ...completed, subject: "" }], "JPY").subject).toBe("email:a@b.jp");
  });

  test("O8 shuffled and repeated events give the same order", () => {
    const money = fc.oneof(fc.integer({ min: -9999, max: 9999 }), fc.constantFrom("12.34", "abc", "-5"));
    const products = fc.array(
      fc.record(
        { product_id: fc.constantFrom("p1", "p2"), quantity: fc.integer({ min: -3, max: 3 }), price: money },
        { requiredKeys: ["product_id"] },
      ),
      { maxLength: 3 },
    );
    const properties = fc.record(
      {
        total: money,
        revenue: money,
        shipping: money,
        products,
        currency: fc.constantFrom("JPY", "USD", ""),
        refund_id: fc.constantFrom("r1", "r2"),
        status: fc.constantFrom("shipped", "cancelled", "?"),
        kind: fc.constantFrom("return", "sale"),
      },
      { requiredKeys: [] },
    );
    const one = fc.record({
      name: fc.constantFrom(...ORDER_EVENTS),
      second: fc.integer({ min: 0, max: 3 }),
      id: fc.integer({ min: 0, max: 20 }),
      source: fc.constantFrom("a", "b"),
      subject: fc.constantFrom("", "user:1", "anon:2"),
      properties,
    });
    const streams = fc
      .uniqueArray(one, { minLength: 1, maxLength: 8, selector: (e) => `${e.id} ${e.source}` })
      .chain((list) => {
        const events = list.map(({ second, id, properties: given, ...rest }, i): OrderEvent => ({
          ...rest,
          at: new Date(second * 1000),
          messageId: `m${id}`,
          position: i,
          properties: { order_id: "A1", ...(given as Properties) },
        }));
        return fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }));
      });
    fc.assert(
      fc.property(streams, ([events, shuffled]) => {
        expect(foldOrder(shuffled, "JPY")).toEqual(foldOrder(events, "JPY"));
      }),
      { numRuns: 500 },
    );
  });
});
