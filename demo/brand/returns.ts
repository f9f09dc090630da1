/** What came back since the brand uses Engawa goes through its returns, not through a refund that the shop tells. Pure. */
import type { DemoEvent } from "./scribe.ts";
import { goodOf } from "./goods.ts";
import { skuOf } from "./visit.ts";

interface Back {
  readonly order_id: string;
  readonly reason: string;
  readonly products: readonly {
    readonly product_id: string;
    readonly quantity: number;
    readonly variant?: string;
    readonly name: string;
    readonly price: number;
  }[];
}

/** The shop's words in ours, and what customers like to add. */
const REASONS: Readonly<Record<string, readonly [reason: string, comment: string]>> = {
  サイズが合わない: ["size_small", "肩まわりが少しきつく感じました。"],
  イメージと違う: ["image", "写真よりも生地が薄い印象でした。"],
  色味が違う: ["colour", "画面で見るより青みが強かったです。"],
  香りが合わない: ["allergy", ""],
  容器の破損: ["damaged", "ポンプの付け根が割れていました。"],
};

const digest = (text: string): number =>
  Array.from(text).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973, 7);

/** The refund as a wish on the return page; the other events as they are. */
export const asReturn = (event: DemoEvent, adopted: number): DemoEvent => {
  if (event.body["event"] !== "Order Refunded" || event.at < adopted) return event;
  const { order_id: order, reason: said, products } = event.body["properties"] as Back;
  const [first] = products;
  const [reason, comment] = REASONS[said] ?? ["other", ""];
  const chance = digest(order);
  const variants = first ? goodOf(first.product_id).variants : [];
  const other = first?.variant === undefined ? undefined : variants.find((each) => each !== first.variant);
  const exchange =
    first && other !== undefined && reason !== "image"
      ? {
          product: first.product_id,
          variant: skuOf(first.product_id, other),
          name: first.name,
          price: first.price,
        }
      : null;
  const resolution = exchange ? "exchange_variant" : chance % 3 === 0 ? "credit" : "refund";
  return {
    at: event.at,
    via: "return",
    body: {
      order,
      key: `demo-return-${order}`,
      channel: "api",
      resolution,
      // One in five would rather wait.
      instant: chance % 5 !== 0,
      method: reason === "damaged" || chance % 2 === 0 ? "label" : "qr",
      items: [
        {
          line: 1,
          quantity: 1,
          reason,
          condition: chance % 5 === 0 ? "opened" : "unused",
          comment: chance % 2 === 0 ? comment : "",
          exchange,
        },
      ],
    },
  };
};

const DAY = 86_400_000;

/** Since the brand has a return page, more comes back through it: some days after a parcel's order. */
export const moreReturns = (events: readonly DemoEvent[], adopted: number, until: number): DemoEvent[] =>
  events.flatMap((event) => {
    const { event: name, properties } = event.body as {
      event?: string;
      properties?: Back & { payment_method?: string };
    };
    if (name !== "Order Completed" || event.at < adopted || !properties || properties.payment_method === "現金")
      return [];
    const { order_id: order, products } = properties;
    const chance = digest(`more/${order}`);
    const at = event.at + (6 + (chance % 5)) * DAY;
    const other = events.some(
      (each) =>
        ["Order Refunded", "Order Cancelled"].includes(String(each.body["event"])) &&
        (each.body["properties"] as Back).order_id === order,
    );
    if (chance % 8 !== 0 || other || at >= until) return [];
    const worn = goodOf(products[0]?.product_id ?? "").line === "cloth";
    const reasons = worn
      ? ["サイズが合わない", "イメージと違う", "色味が違う"]
      : ["香りが合わない", "容器の破損", "イメージと違う"];
    const reason = reasons[chance % 3] ?? "";
    const back = { order_id: order, reason, products };
    return [asReturn({ at, body: { event: "Order Refunded", properties: back } }, adopted)];
  });
