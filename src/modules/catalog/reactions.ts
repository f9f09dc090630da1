import { Brand } from "#kernel/admin-api";
import type { Db } from "#kernel/database";
import type { Reaction } from "#kernel/log";
import { readSetting } from "#kernel/settings";
import { join, learn, type Learned, PRODUCT_EVENTS } from "./model.learn.ts";
import { known, putProducts, putVariants } from "./store/learn.ts";

const gather = (said: readonly Learned[]): Map<string, Learned> => {
  const all = new Map<string, Learned>();
  for (const one of said) {
    const other = all.get(one.id);
    all.set(one.id, other ? join(other, one) : one);
  }
  return all;
};

/** Joins what was said to what is known. Returns only what changed. */
const withKnown = async (db: Db, table: "product" | "variant", said: readonly Learned[]): Promise<Learned[]> => {
  const all = gather(said);
  if (all.size === 0) return [];
  const before = new Map((await known(db, table, [...all.keys()])).map((one) => [one.id, one]));
  return [...all.values()].flatMap((one) => {
    const old = before.get(one.id);
    if (!old) return [one];
    const joined = join(old, one);
    return JSON.stringify(joined) === JSON.stringify(old) ? [] : [joined];
  });
};

export const catalogFold: Reaction = {
  name: "catalog.fold",
  on: PRODUCT_EVENTS,
  after: ["profiles.fold"],
  handle: async (ctx, events) => {
    const { currency } = await readSetting(ctx, "brand", Brand);
    const said = events.map((event) => learn(event, currency));
    const products = said.flatMap((one) => one.products);
    const variants = said.flatMap((one) => one.variants);
    const [newProducts, newVariants] = await Promise.all([
      withKnown(ctx.db, "product", products),
      withKnown(ctx.db, "variant", variants),
    ]);
    await Promise.all([putProducts(ctx.db, newProducts), putVariants(ctx.db, newVariants)]);
  },
};
