/** Words that the brand shows by product, occasion, state and days since delivery. Pure; runs in the console too. */
import { z } from "zod";
import { PARCEL_STATES } from "../model.ts";

export const CONTENT_KINDS = ["faq", "howto", "care", "lesson", "pick"] as const;
const words = (most: number) => z.string().trim().max(most);
const many = z.array(z.string().trim().min(1).max(120)).max(50).default([]);

export const Content = z.object({
  /** faq: a question. howto, care: shown with the product. lesson: told in days after delivery. pick: what goes with it. */
  kind: z.enum(CONTENT_KINDS),
  titleJa: words(120).min(1),
  titleEn: words(120).default(""),
  bodyJa: words(2_000).default(""),
  bodyEn: words(2_000).default(""),
  url: z
    .url({ protocol: /^https$/, error: "An address that begins with https://." })
    .or(z.literal(""))
    .default(""),
  /** Product ids, categories, occasions, states: empty is any. */
  products: many,
  categories: many,
  occasions: many,
  states: z.array(z.enum(PARCEL_STATES)).default([]),
  afterDays: z.number().int().min(0).max(730).default(0),
  place: z.number().int().min(0).max(10_000).default(0),
  active: z.boolean().default(true),
});
export type Content = z.output<typeof Content>;
export interface StoredContent extends Content {
  readonly id: string;
}

/** The occasions of an order: what its buyer said, and that it is a gift. */
export const occasionsOf = (terms: { readonly gift: boolean; readonly occasion: string }): string[] => [
  ...(terms.occasion === "" ? [] : [terms.occasion]),
  ...(terms.gift ? ["gift"] : []),
];

/** What content is chosen by. */
export interface About {
  readonly products: readonly string[];
  readonly categories: readonly string[];
  readonly occasions: readonly string[];
  readonly states: readonly string[];
  /** Whole days since delivery; null before it. */
  readonly days: number | null;
}

const meets = (wanted: readonly string[], given: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((one) => given.includes(one));

/** D5: products and categories are one condition (any of them); occasion, state and day each another. */
const fits = (content: Content, about: About): boolean => {
  const goods = content.products.length === 0 && content.categories.length === 0;
  const bought =
    goods ||
    content.products.some((id) => about.products.includes(id)) ||
    content.categories.some((name) => about.categories.includes(name));
  return content.active && bought && meets(content.occasions, about.occasions) && meets(content.states, about.states);
};

/** The more conditions, the more it was meant for this order. */
const closeness = ({ products, categories, occasions, states }: Content): number =>
  (products.length > 0 ? 8 : 0) +
  (occasions.length > 0 ? 4 : 0) +
  (categories.length > 0 ? 2 : 0) +
  (states.length > 0 ? 1 : 0);

const byCloseness = <T extends Content>(all: readonly T[]): T[] =>
  all.toSorted((a, b) => closeness(b) - closeness(a) || a.place - b.place || (a.titleJa < b.titleJa ? -1 : 1));

/** What the tracking page shows: by kind, the closest first, never more than `most` of one kind. */
export const shownContent = <T extends Content>(all: readonly T[], about: About, most = 4): T[] =>
  CONTENT_KINDS.flatMap((kind) => {
    const here = all.filter(
      (one) =>
        one.kind === kind &&
        fits(one, about) &&
        (one.afterDays === 0 || (about.days !== null && about.days >= one.afterDays)),
    );
    return kind === "faq" ? here.toSorted((a, b) => a.place - b.place).slice(0, 6) : byCloseness(here).slice(0, most);
  });

/** D6: the lessons after a delivery, in their order; of two for the same day the closer one. */
export const lessonsFor = <T extends Content>(all: readonly T[], about: About, most = 3): T[] => {
  const days = Map.groupBy(
    all.filter((one) => one.kind === "lesson" && fits(one, about)),
    (one) => one.afterDays,
  );
  return [...days]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, same]) => byCloseness(same).slice(0, 1))
    .slice(0, most);
};

/** In one language, Japanese where the other has no words. */
export const contentIn = (content: Content, language: "ja" | "en") => ({
  title: language === "en" && content.titleEn !== "" ? content.titleEn : content.titleJa,
  body: language === "en" && (content.bodyEn !== "" || content.titleEn !== "") ? content.bodyEn : content.bodyJa,
  url: content.url,
});
