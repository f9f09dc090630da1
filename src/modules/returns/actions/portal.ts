/** What the portal's forms say, checked from scratch at every step: nothing that comes from a browser is believed. */
import { productsToChoose, variantsFor } from "#catalog";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import type { Answer } from "../model/eligible.ts";
import { worthOf } from "../model/refund.ts";
import { Wish } from "../model/wish.ts";
import { insertPhoto, photosSince } from "../store/photos.ts";
import { propose } from "./propose.ts";
import { ownPhotos } from "./request.ts";
import { returnedPieces, type Situation } from "./situation.ts";
import { keepUpload } from "./upload.ts";

type Form = Readonly<Record<string, unknown>>;
const text = (form: Form, name: string): string => {
  const value = form[name];
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === "string" ? one : "";
};

/** What of each line can come back, by the mildest reason. */
export const choicesOf = (of: Situation, now: Date, gift: boolean): { line: number; left: number; answer: Answer }[] =>
  of.lines.flatMap(({ line, quantity }) => {
    const ask = (reason: "not_needed" | "defective") =>
      propose(of, Wish.parse({ items: [{ line, quantity: 1, reason }], gift }), now).items[0]?.answer;
    const answer = ask("not_needed");
    // What the policy refuses may still have failed: it can be chosen, and the reason decides.
    const failed = ask("defective");
    if (!answer || !failed) return [];
    const left = Math.max(0, quantity - returnedPieces(of, line));
    return [{ line, left: failed.eligible ? left : 0, answer }];
  });

export const chosenLines = (
  of: Situation,
  form: Form,
  now: Date,
  gift: boolean,
): { line: number; quantity: number }[] => {
  const ticked = new Set([form["line"]].flat().map(Number));
  return choicesOf(of, now, gift).flatMap(({ line, left }) => {
    if (!ticked.has(line) || left <= 0) return [];
    const asked = Math.trunc(Number(text(form, `quantity-${line}`)) || 1);
    return [{ line, quantity: Math.max(1, Math.min(left, asked)) }];
  });
};

const carried = (form: Form): unknown => {
  try {
    return JSON.parse(text(form, "wish").slice(0, 100_000));
  } catch {
    return null;
  }
};

/** Step 2 as it was filled in, complete or not: a reason and a condition for each chosen line. */
export const draftReasons = (of: Situation, form: Form) => {
  const before = carried(form) as { items?: unknown } | null;
  if (!before || !Array.isArray(before.items)) return [];
  return (before.items as ({ line?: unknown; quantity?: unknown } | null)[]).flatMap((each) => {
    const line = Number(each?.line);
    if (!of.lines.some((own) => own.line === line)) return [];
    return {
      line,
      quantity: Number(each?.quantity),
      reason: text(form, `reason-${line}`),
      condition: text(form, `condition-${line}`) || "unused",
      comment: text(form, `comment-${line}`).slice(0, 1000),
    };
  });
};

/** Step 2 once every line has its reason. */
export const readReasons = (items: ReturnType<typeof draftReasons>, gift: boolean): Wish | null => {
  const read = Wish.safeParse({ items, gift });
  return read.success ? read.data : null;
};

const PHOTOS_A_DAY = 20;
const DAY = 86_400_000;
type Kept =
  | { readonly ok: true; readonly wish: Wish }
  | { readonly ok: false; readonly word: "notPicture" | "tooLarge" | "enough" };

/** Keeps the pictures of a form: what they are is told by their bytes, not by their names. */
export const savePhotos = async (ctx: Ctx, order: string, form: Form, wish: Wish): Promise<Kept> => {
  const items: Wish["items"] = [];
  for (const item of wish.items) {
    const file = [form[`photo-${item.line}`]]
      .flat()
      .find((each) => each instanceof File && (each.size > 0 || each.name !== ""));
    if (!(file instanceof File)) {
      items.push(item);
      continue;
    }
    if ((await photosSince(ctx.db, order, new Date(ctx.now.getTime() - DAY))) >= PHOTOS_A_DAY)
      return { ok: false, word: "enough" };
    try {
      const kept = await keepUpload(ctx, new Uint8Array(await file.arrayBuffer()));
      await insertPhoto(ctx.db, { file: kept.id, line: item.line, order, at: ctx.now });
      items.push({ ...item, photos: [kept.id] });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { ok: false, word: error.code === "too_large" ? "tooLarge" : "notPicture" };
    }
  }
  return { ok: true, wish: { ...wish, items } };
};

/**
 * The wish that travelled in the form, with what this step adds. `chosen`: what it is exchanged for is chosen already, and is
 * worth what our catalogue says, whatever the browser says.
 */
export const readWish = async (
  ctx: Ctx,
  of: Situation,
  form: Form,
  gift: boolean,
  chosen: boolean,
): Promise<Wish | null> => {
  const before = carried(form);
  if (typeof before !== "object" || before === null) return null;
  const said = (name: string) => (text(form, name) === "" ? {} : { [name]: text(form, name) });
  const when = { first: { instant: true }, later: { instant: false } }[text(form, "when")] ?? {};
  const read = Wish.safeParse({ ...before, ...said("resolution"), ...said("method"), ...said("store"), ...when, gift });
  if (!read.success) return null;
  const own = new Set(
    await ownPhotos(
      ctx,
      of.order.order,
      read.data.items.flatMap((item) => item.photos),
    ),
  );
  const wish = {
    ...read.data,
    items: read.data.items.map((item) => ({ ...item, photos: item.photos.filter((file) => own.has(file)) })),
  };
  if (!chosen || !wish.resolution.startsWith("exchange")) return wish;
  return wish.items.every((item) => item.exchange !== null) ? pricedAnew(ctx, of, wish, gift) : null;
};

const MOST_OFFERED = 60;

/** What each line may be exchanged for. A gift's price must not show: only what costs no more is offered. */
export const offersFor = async (ctx: Ctx, of: Situation, wish: Wish, gift: boolean) =>
  Promise.all(
    wish.items.map(async ({ line }) => {
      const sold = of.lines.find((each) => each.line === line);
      if (!sold) return { line, variants: [], products: [] };
      const most = worthOf(sold, 1);
      // What the customer holds, or is known to be sold out, is not offered (X9).
      const variants = (await variantsFor(ctx, sold.product)).filter(
        ({ id, name, available }) =>
          id !== sold.variant && (name === "" || name !== sold.variant) && available !== false,
      );
      const products = (await productsToChoose(ctx, sold.category, MOST_OFFERED)).filter(
        (product) =>
          product.id !== sold.product &&
          (product.currency === null || product.currency === of.order.currency) &&
          (!gift || (product.price ?? 0) <= most),
      );
      return {
        line,
        variants: variants.map(({ id, name, available }) => ({ id, name, sure: available === true })),
        products: products.map(({ id, name, price, available }) => {
          return { id, name, price: price ?? 0, sure: available === true };
        }),
      };
    }),
  );

/** The wish with what was chosen in exchange, at our prices, never at the browser's. null: something is not chosen. */
export const withExchanges = async (
  ctx: Ctx,
  of: Situation,
  wish: Wish,
  form: Form,
  gift: boolean,
): Promise<Wish | null> => {
  if (!wish.resolution.startsWith("exchange"))
    return { ...wish, items: wish.items.map((item) => ({ ...item, exchange: null })) };
  const offers = await offersFor(ctx, of, wish, gift);
  const items: Wish["items"] = [];
  for (const item of wish.items) {
    const offer = offers.find((each) => each.line === item.line);
    const sold = of.lines.find((each) => each.line === item.line);
    if (!offer || !sold) return null;
    if (wish.resolution === "exchange_variant") {
      const variant = offer.variants.find((each) => each.id === text(form, `variant-${item.line}`));
      if (!variant) return null;
      const { product, name } = sold;
      const exchange = { product, variant: variant.name || variant.id, name, price: worthOf(sold, 1) };
      items.push({ ...item, exchange });
    } else {
      const product = offer.products.find((each) => each.id === text(form, `product-${item.line}`));
      if (!product) return null;
      items.push({ ...item, exchange: { product: product.id, variant: "", name: product.name, price: product.price } });
    }
  }
  return { ...wish, items };
};

/** What came through a browser is offered still, and worth what our catalogue says; null where it is not. */
const pricedAnew = async (ctx: Ctx, of: Situation, wish: Wish, gift: boolean): Promise<Wish | null> => {
  const offers = await offersFor(ctx, of, wish, gift);
  const items = wish.items.map((item) => {
    const { exchange } = item;
    const offer = offers.find((each) => each.line === item.line);
    const sold = of.lines.find((each) => each.line === item.line);
    if (wish.resolution === "exchange_variant") {
      const variant = offer?.variants.find((each) => (each.name || each.id) === exchange?.variant);
      return variant && sold && exchange?.product === sold.product
        ? { ...item, exchange: { ...exchange, name: sold.name, price: worthOf(sold, 1) } }
        : null;
    }
    const product = offer?.products.find((each) => each.id === exchange?.product);
    return product
      ? { ...item, exchange: { product: product.id, variant: "", name: product.name, price: product.price } }
      : null;
  });
  return items.every((item) => item !== null) ? { ...wish, items } : null;
};
