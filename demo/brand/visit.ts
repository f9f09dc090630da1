/** Visits to the shop's site. */
import type { Chance } from "./chance.ts";
import type { Customer } from "./customer.ts";
import { BRAND, type Good, GOODS } from "./goods.ts";
import type { Scribe } from "./scribe.ts";

export const SITE = `https://www.${BRAND.domain}`;

/** What the shop calls one colour and size. */
export const skuOf = (product: string, variant: string): string => `${product}-${variant.replaceAll(" / ", "-")}`;

export const asProduct = (good: Good, quantity: number, variant: string | null) => ({
  product_id: good.id,
  sku: variant === null ? good.id : skuOf(good.id, variant),
  name: good.name,
  category: good.category,
  price: good.price,
  quantity,
  ...(variant !== null && { variant }),
  url: `${SITE}/items/${good.id}`,
});

/** A visit to the site: a page, then one or two products. */
export const visit = (draw: Chance, notes: Scribe, customer: Customer, at: number, member: boolean): number => {
  const anonymous = draw.pick(customer.anonymous);
  const who = notes.who(anonymous, member);
  const page = draw.weighted([
    ["トップ", 5],
    ["ヘアケア", 4],
    ["衣服", 3],
    ["読みもの", 2],
    ["特集", 2],
  ] as const);
  notes.add(at, {
    type: "page",
    name: page,
    ...who,
    properties: { path: `/${page}`, url: SITE },
    context: { page: { referrer: draw.pick(["https://www.google.com/", "https://www.instagram.com/", "", ""]) } },
  });
  let later = at;
  for (let n = draw.between(0, 1); n >= 0; n--) {
    later += draw.between(15, 180) * 1_000;
    const good = anyGood(draw, customer);
    notes.add(later, { type: "track", event: "Product Viewed", ...who, properties: asProduct(good, 1, null) });
  }
  return later;
};

export const anyGood = (draw: Chance, customer: Customer): Good => {
  const line = draw.yes(0.8) ? customer.loves : customer.loves === "hair" ? "cloth" : "hair";
  return draw.weighted(GOODS.filter((good) => good.line === line).map((good) => [good, good.weight] as const));
};
