import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { catalogModule, productsOf, productsToChoose, variantNames } from "#catalog";
import { reactionWorkers } from "#events";
import { settle } from "#kernel/runner";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { pour, type Poured } from "../../../test/pour.ts";
import { countStock, listed, listedCategories, shownProduct } from "./actions.ts";
import { catalogApi } from "./api.ts";

const database = await testDatabase();
const ctx = testCtx(database);
const workers = reactionWorkers(catalogModule.reactions ?? []);
const fold = async (events: readonly Poured[]) => {
  await pour(database, events);
  await settle(workers, () => ctx);
};
beforeEach(async () => {
  await database.pool.query("truncate events.event, events.cursor, catalog.product, catalog.variant");
});
const said = (name: string, at: number, properties: object): Poured => ({
  identities: ["anon:1"],
  name,
  at: new Date(Date.UTC(2026, 9, at)),
  properties,
});

describe("the catalogue", () => {
  test("a variant is called by its name, and by its stock code only where nobody named it", async () => {
    await fold([
      said("Product Viewed", 1, {
        product_id: "socks",
        name: "麻の五本指ソックス",
        sku: "socks-moss",
        variant: "苔色",
      }),
      said("Product Viewed", 2, { product_id: "socks", name: "麻の五本指ソックス", sku: "socks-2" }),
    ]);
    const called = await variantNames(ctx, ["socks-moss", "socks-2", "", "never-seen"]);
    expect(["socks-moss", "socks-2", "", "never-seen"].map(called)).toEqual(["苔色", "socks-2", "", "never-seen"]);
  });

  test("is learned from product events and order lines; the shop's own word stands above both", async () => {
    await fold([
      said("Product Recorded", 1, {
        product_id: "p1",
        name: "椿シャンプー",
        category: "ヘアケア",
        price: 1980,
        currency: "JPY",
        sku: "p1-300",
        variant: "300ml",
        image_url: "https://shop.jp/p1.jpg",
      }),
      said("Product Viewed", 2, { product_id: "p1", name: "Tsubaki", price: "1,500", brand: "縁側" }),
      said("Order Completed", 3, {
        order_id: "A",
        currency: "JPY",
        products: [
          { product_id: "p1", price: 1000 },
          { sku: "85123A", name: "T-LIGHT HOLDER", price: "2.55", currency: "GBP" },
          { name: "no id" },
        ],
      }),
      said("Product Viewed", 4, { product_id: "p3", name: "x", image_url: "javascript:alert(1)", price: -5 }),
    ]);
    expect(await shownProduct(ctx, "p1")).toMatchObject({
      name: "椿シャンプー",
      category: "ヘアケア",
      brand: "縁側",
      price: 1980,
      currency: "JPY",
      imageUrl: "https://shop.jp/p1.jpg",
      firstAt: "2026-10-01T00:00:00.000Z",
      lastAt: "2026-10-03T00:00:00.000Z",
      variants: [{ id: "p1-300", name: "300ml", price: 1980 }],
    });
    expect((await productsOf(ctx, ["85123A", "none"])).get("85123A")).toMatchObject({ price: 255, currency: "GBP" });
    expect(await shownProduct(ctx, "p3")).toMatchObject({ imageUrl: "", price: null });
    expect((await listed(ctx, catalogApi.list.query.parse({ q: "holder" }))).items.map((p) => p.id)).toEqual([
      "85123A",
    ]);
    const one = await listed(ctx, catalogApi.list.query.parse({ limit: 2 }));
    const two = await listed(ctx, catalogApi.list.query.parse({ limit: 2, cursor: one.next ?? undefined }));
    expect([...one.items, ...two.items].length).toBe(3);
    expect((await listedCategories(ctx)).items).toEqual([{ category: "ヘアケア", products: 1 }]);
  });

  test("knows what is in stock as far as somebody said so: the shop before its pages, the last word before the first", async () => {
    const stock = async () => {
      const { available, variants } = await shownProduct(ctx, "p9");
      return [available, ...variants.map((variant) => variant.available)];
    };
    await fold([
      said("Product Viewed", 1, {
        product_id: "p9",
        sku: "p9-a",
        variant: "A",
        availability: "https://schema.org/InStock",
      }),
      said("Product Viewed", 1, { product_id: "p9", sku: "p9-b", variant: "B", availability: "Sold out" }),
      said("Product Viewed", 1, { product_id: "p9", sku: "p9-c", variant: "C" }),
    ]);
    expect(await stock()).toEqual([null, true, false, null]);
    await fold([
      said("Product Recorded", 2, {
        id: "p9",
        title: "麻のシャツ",
        variants: [
          { id: "p9-a", title: "A", inventory_quantity: 0, inventory_policy: "deny" },
          { id: "p9-b", title: "B", inventory_quantity: -2, inventory_policy: "continue" },
          { id: "p9-c", title: "C", inventory_quantity: "3" },
        ],
      }),
      said("Product Viewed", 5, { product_id: "p9", sku: "p9-a", in_stock: true }),
    ]);
    expect(await stock()).toEqual([null, false, true, true]);
    const later = { ...ctx, now: new Date(Date.UTC(2026, 9, 9)) };
    await countStock(later, [
      { product: "p9", variant: "p9-b", quantity: 0 },
      { product: "p9", variant: "p9-c", available: false },
    ]);
    await settle(workers, () => later);
    expect(await stock()).toEqual([null, false, false, false]);
    await fold([said("Product Recorded", 1, { product_id: "p10", name: "x", price: 100, stock: 0 })]);
    await fold([said("Product Recorded", 1, { product_id: "p11", name: "y", price: 100 })]);
    expect((await productsToChoose(ctx, "", 50)).map((product) => product.id)).toEqual(["p11"]);
  });

  test("is the same whatever the order of events", async () => {
    const events = [
      said("Product Viewed", 2, { product_id: "p1", name: "a", price: 1, in_stock: false }),
      said("Product Viewed", 3, { product_id: "p1", in_stock: true }),
      said("Product Viewed", 2, { product_id: "p1", name: "b" }),
      said("Product Viewed", 1, { product_id: "p1", name: "c", brand: "x" }),
      said("Order Completed", 5, { products: [{ product_id: "p1", name: "d", sku: "v", price: 9 }] }),
      said("Product Recorded", 1, { product_id: "p1", price: 7, currency: "USD" }),
    ].map((event, i) => ({ ...event, messageId: `m${i}` }));
    const state = async () =>
      [
        await database.pool.query("select * from catalog.product"),
        await database.pool.query("select * from catalog.variant"),
      ].map((r) => r.rows as unknown);
    await fold(events);
    const expected = await state();
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(events, { minLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        async (shuffled, size) => {
          await database.pool.query("truncate events.event, events.cursor, catalog.product, catalog.variant");
          for (let i = 0; i < shuffled.length; i += size) await fold(shuffled.slice(i, i + size));
          expect(await state()).toEqual(expected);
        },
      ),
      { numRuns: 10 },
    );
  });
});
