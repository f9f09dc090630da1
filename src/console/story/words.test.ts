import { expect, test, vi } from "vitest";
import { CATALOGUE } from "../../modules/events/catalogue/index.ts";
import { modules } from "../../modules.ts";

// What the words of the console ask of a browser when they are loaded.
vi.stubGlobal("localStorage", { getItem: () => "ja", setItem: () => {} });
vi.stubGlobal("document", { documentElement: { lang: "ja" } });
const { eventWords } = await import("./event-words.ts");
const { propertyWords } = await import("./property-words.ts");
const { traitHint, traitText, traitWords } = await import("./trait-words.ts");
const { tell } = await import("./tell.ts");

test("the story has words for every event of the catalogue, every fact, and what shops and imports send beside them", () => {
  const names = [
    ...CATALOGUE.keys(),
    ...modules.flatMap((each) => Object.keys(each.facts ?? {})),
    "identify",
    "alias",
    "group",
    "Signed Up",
    "Order Shipped",
    "Order Delivered",
    "Order Reviewed",
  ];
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => !/[\u3040-\u30ff\u4e00-\u9fff]/u.test(eventWords(name)?.words[0] ?? ""))).toEqual([]);
});

test("an event or trait that nobody knows keeps its own name, whatever it is called", () => {
  for (const name of ["constructor", "toString", "__proto__", "Quiz Finished"]) {
    expect(tell({ type: "track", name, properties: {} }).title).toBe(name);
    expect(eventWords(name)).toBeUndefined();
  }
  expect(traitWords("constructor")).toEqual(["constructor", "constructor"]);
  expect(traitHint("constructor")).toBe("constructor");
  expect(tell({ type: "identify", name: "identify", properties: { gender: "constructor" } }).detail).toContain(
    "constructor",
  );
});

test("traits and properties are called as people call them, however they are spelt; unknown ones are read without underscores", () => {
  for (const name of ["loyalty_tier", "loyaltyTier", "Loyalty Tier"]) expect(traitWords(name)[0]).toBe("会員ランク");
  expect(traitWords("address.state")).toEqual(["都道府県", "Prefecture"]);
  expect(traitWords("address.postalCode")[0]).toBe("郵便番号");
  expect(traitHint("address.state")).toBeUndefined();
  expect([traitText("language", "ja"), traitText("locale", "en-GB"), traitText("language", "fr")]).toEqual([
    "日本語",
    "英語",
    "fr",
  ]);
  expect(traitWords("favourite_scent")).toEqual(["favourite scent", "favourite scent"]);
  expect(traitHint("favourite_scent")).toBe("favourite_scent");
  expect(propertyWords("products.price")).toEqual(["明細の価格", "price of a line"]);
  expect(propertyWords("event.order_id")[0]).toBe("注文番号");
});

test("news of parcels, returns and cases names the order or number that it is about", () => {
  const parcel = { type: "fact", name: "parcel.shipped", properties: { number: "400012345675", order: "K-1" } };
  expect(tell(parcel)).toMatchObject({ title: "商品を発送", detail: "400012345675 · K-1" });
  const felt = { type: "fact", name: "delivery.felt", properties: { feeling: "bad", order: "K-1" } };
  expect(tell(felt)).toMatchObject({ title: "お届けの感想", detail: "残念 · K-1" });
});
