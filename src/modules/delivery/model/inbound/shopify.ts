/** Shopify's fulfilments and fulfilment events, as its webhooks send them. Pure. */
import { carrierOf } from "../carriers.ts";
import { itemsIn } from "../order-news.ts";
import type { News, RawScan } from "../place.ts";
import { clean, firstOf, instant, list, obj, type Obj } from "./read.ts";

const scan = (vocabulary: string, word: string, at: Date | null, more: Partial<RawScan> = {}): RawScan[] =>
  word === "" || at === null
    ? []
    : [{ occurredAt: at, sayings: [{ vocabulary, word }], code: word, text: word, place: "", detail: {}, ...more }];

const fulfilment = (said: Obj, zone: string): News[] => {
  const id = firstOf(said, ["id"]);
  if (id === "") return [];
  const numbers = (Array.isArray(said["tracking_numbers"]) ? said["tracking_numbers"].map(clean) : []).filter(
    (n) => n !== "",
  );
  const one = firstOf(said, ["tracking_number"]);
  const all = [...new Set(numbers.length > 0 ? numbers : one === "" ? [] : [one])];
  const [status, at] = [clean(said["status"]), instant(firstOf(said, ["created_at"]), zone)];
  const updated = instant(firstOf(said, ["updated_at"]), zone) ?? at;
  // A cancelled fulfilment was cancelled when it was last touched, not when it was made.
  const when = status === "cancelled" || status === "failure" || status === "error" ? updated : at;
  // Each snapshot says which numbers stand at its time, so that an older one that comes late takes nothing back.
  const again = updated !== null && at !== null && updated > at && status === "success" && all.length > 0;
  const items = itemsIn(said["line_items"]);
  const destination = obj(said["destination"]);
  const news: News = {
    source: "shopify",
    shipment: `shopify:${id}`,
    order: firstOf(said, ["order_id"]),
    carrier: firstOf(said, ["tracking_company"]),
    origin: firstOf(said, ["location_id"]),
    ...(items.length > 0 && all.length <= 1 && { items }),
    ...(all.length > 0 && { numbers: all }),
    ...(firstOf(destination, ["zip", "province"]) !== "" && {
      destination: {
        prefecture: firstOf(destination, ["province"]),
        postalCode: firstOf(destination, ["zip"]),
        country: firstOf(destination, ["country_code"]),
      },
    }),
    scans: [
      ...scan("shopify", status, when),
      ...(again ? scan("shopify", status, updated) : []),
      ...scan("shopify_event", clean(said["shipment_status"]), updated),
    ],
    creates: true,
  };
  return all.length === 0 ? [news] : all.map((number) => ({ ...news, number }));
};

const event = (said: Obj, zone: string): News[] => {
  const id = firstOf(said, ["fulfillment_id"]);
  const at = instant(firstOf(said, ["happened_at", "created_at"]), zone);
  if (id === "" || at === null) return [];
  const [status, text] = [clean(said["status"]), firstOf(said, ["message"])];
  const by = instant(firstOf(said, ["estimated_delivery_at"]), zone);
  const place = ["city", "province", "country"].map((name) => clean(said[name])).filter((part) => part !== "");
  return [
    {
      source: "shopify",
      shipment: `shopify:${id}`,
      order: firstOf(said, ["order_id"]),
      carrier: carrierOf(firstOf(said, ["tracking_company"])),
      scans: scan("shopify_event", status, at, {
        text: text || status,
        place: place.join(" "),
        detail: by === null ? {} : { by: by.toISOString() },
      }),
      creates: true,
    },
  ];
};

/** The news of one webhook body, wrapped or bare, one or several. */
export const readShopify = (body: Obj, zone: string): News[] => [
  ...[...list(body["fulfillments"]), obj(body["fulfillment"])].flatMap((one) => fulfilment(one, zone)),
  ...[...list(body["fulfillment_events"]), obj(body["fulfillment_event"])].flatMap((one) => event(one, zone)),
  ...(body["fulfillment_id"] === undefined
    ? body["order_id"] === undefined
      ? []
      : fulfilment(body, zone)
    : event(body, zone)),
];
