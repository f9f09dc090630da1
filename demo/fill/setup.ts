/** The brand's settings, words, segments and journeys, made through the API as a marketer would make them. */
import { backAfterFirstOrder, welcome } from "#journeys/model";
import { BRAND } from "../brand/goods.ts";
import type { Client } from "./client.ts";
import { templates } from "./templates.ts";

const ever = { kind: "ever" };
const atLeast = (n: number) => ({ op: "at_least", n });
const orders = (op: string, n: number) => ({ kind: "order_count", count: { op, n }, within: ever });

const SEGMENTS = [
  {
    name: "2回目を待っているお客様",
    description: "初回のご注文から60日以内で、まだ一度だけの方",
    predicate: { kind: "and", of: [orders("exactly", 1), { kind: "order_recency", op: "within", days: 60 }] },
  },
  {
    name: "いつものお客様",
    description: "3回以上のご注文で、累計3万円以上の方",
    predicate: {
      kind: "and",
      of: [
        orders("at_least", 3),
        { kind: "order_value", measure: "sum", op: "at_least", amount: 30_000, currency: "JPY", within: ever },
      ],
    },
  },
  {
    name: "しばらくお見えにならないお客様",
    description: "2回以上ご注文のあと、120日を過ぎた方",
    predicate: { kind: "and", of: [orders("at_least", 2), { kind: "order_recency", op: "over", days: 120 }] },
  },
  {
    name: "LINEでつながっているお客様",
    description: "LINEの友だちで、会員の方",
    predicate: {
      kind: "and",
      of: [
        { kind: "identity", has: "line" },
        { kind: "identity", has: "user" },
      ],
    },
  },
  {
    name: "見ているけれど、まだの方",
    description: "この14日に商品を2回以上見て、ご注文のない方",
    predicate: {
      kind: "and",
      of: [
        {
          kind: "event",
          name: "Product Viewed",
          type: "track",
          count: atLeast(2),
          within: { kind: "last", n: 14, unit: "days" },
        },
        orders("at_most", 0),
      ],
    },
  },
  {
    name: "くせ毛・うねりにお悩みの方",
    description: "髪質の属性から",
    predicate: { kind: "trait", name: "hairType", test: { op: "equals", value: "うねり・くせ" } },
  },
] as const;

/** Settings and words: before anybody can be written to. */
export const setUpBrand = async (client: Client, shop: string): Promise<void> => {
  await client.call("PUT", "/api/brand", { name: BRAND.name, zone: "Asia/Tokyo", currency: "JPY", language: "ja" });
  await client.call("PUT", "/api/messaging/sender", {
    name: BRAND.name,
    address: `hello@${BRAND.domain}`,
    formalName: BRAND.company,
    postalAddress: BRAND.postalAddress,
    contact: `hello@${BRAND.domain}`,
  });
  await client.call("PUT", "/api/messaging/settings", { dailyBudget: 1, weeklyBudget: 3 });
  for (const template of templates(shop)) await client.call("POST", "/api/templates", template);
};

export const setUpSegments = async (client: Client): Promise<number> => {
  for (const segment of SEGMENTS) await client.call("POST", "/api/segments", segment);
  return SEGMENTS.length;
};

/** The two journeys that every brand begins with, live from now on. */
export const setUpJourneys = async (client: Client): Promise<string[]> => {
  const names: string[] = [];
  for (const starter of [welcome, backAfterFirstOrder]) {
    const [name] = starter.name;
    const body = { name, definition: starter.definition.ja };
    const made = await client.call<{ id: string }>("POST", "/api/journeys", body);
    await client.call("POST", `/api/journeys/${made.id}/activate`);
    names.push(name);
  }
  return names;
};
