/** What a shop's own `Order Shipped` and `Order Delivered` say of parcels. Pure. */
import type { Json, Properties, StoredEvent } from "#kernel/log";
import type { ParcelItem } from "../model.ts";
import type { News } from "./place.ts";

const text = (value: Json | undefined): string =>
  typeof value === "string" ? value.trim().slice(0, 300) : typeof value === "number" ? String(value) : "";
export const firstText = (from: Properties, names: readonly string[]): string =>
  names.map((name) => text(from[name])).find((value) => value !== "") ?? "";
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
const object = (value: Json | undefined): Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};

/** Items as shops list them: the words of Segment's and Shopify's products. */
export const itemsIn = (value: Json | undefined): ParcelItem[] =>
  list(value)
    .map(object)
    .flatMap((one) => {
      const product = firstText(one, ["product_id", "productId", "id", "sku"]);
      const variant = firstText(one, ["variant_id", "variantId", "sku", "variant"]);
      const quantity = Number(one["quantity"] ?? 1);
      return product === "" || !(quantity > 0)
        ? []
        : [
            {
              product,
              variant: variant === product ? "" : variant,
              name: firstText(one, ["name", "title"]),
              quantity,
              line: "",
            },
          ];
    })
    .slice(0, 500);

const numbersIn = (properties: Properties): string[] => {
  const several = list(properties["tracking_numbers"]).map(text);
  const one = firstText(properties, ["tracking_number", "trackingNumber", "tracking_no", "slip_number"]);
  return [...new Set([...(one === "" ? [] : one.split(/[,、\s]+/u)), ...several])]
    .filter((number) => number !== "")
    .slice(0, 50);
};

/** One piece of news per tracking number, or one for the whole order. */
export const newsOfOrderEvent = (event: StoredEvent): News[] => {
  const { properties } = event;
  const order = firstText(properties, ["order_id", "orderId"]);
  if (order === "" || (event.name !== "Order Shipped" && event.name !== "Order Delivered")) return [];
  const numbers = numbersIn(properties);
  const items = itemsIn(properties["products"]);
  const shipment = firstText(properties, ["shipment_id", "shipmentId", "fulfillment_id"]);
  const news: News = {
    source: "order",
    order,
    subject: event.subject,
    ...(shipment !== "" && { shipment: `shop:${shipment}` }),
    carrier: firstText(properties, ["carrier", "shipping_carrier", "tracking_company", "shipping_company"]),
    service: firstText(properties, ["service", "shipping_service"]),
    origin: firstText(properties, ["warehouse", "location", "origin"]),
    // With several numbers nobody can tell which parcel holds what.
    ...(items.length > 0 && numbers.length <= 1 && { items }),
    scans: [
      {
        occurredAt: event.at,
        sayings: [{ vocabulary: "shop", word: event.name }],
        code: "",
        text: event.name,
        place: "",
        detail: {},
      },
    ],
    creates: true,
    whole: event.name === "Order Delivered",
  };
  return numbers.length === 0 ? [news] : numbers.map((number) => ({ ...news, number }));
};
