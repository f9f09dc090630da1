/**
 * A gift of tea that goes back for a shawl: food at 8 % for goods at 10 %, so that there is a tax note of an exchange across
 * rates to look at. Told through the API as any other shop would tell it.
 */
import type { Customer } from "../brand/customer.ts";
import { goodOf } from "../brand/goods.ts";
import { DAY } from "../brand/season.ts";
import { asProduct } from "../brand/visit.ts";
import type { Client } from "./client.ts";

const HOUR = 3_600_000;
export const FOOD = "食品";
const TEA = {
  product_id: "tea-box",
  sku: "tea-box",
  name: "椿茶と焼き菓子の詰め合わせ",
  category: FOOD,
  price: 10_800,
  quantity: 1,
  tax_rate: 0.08,
};
const SOCKS = { ...asProduct(goodOf("socks"), 1, "藍"), tax_rate: 0.1 };
const SHAWL = goodOf("stole");
const TOTAL = TEA.price + SOCKS.price;

/** What is done at each moment of the filling, by how long before the opening it is. */
export const teaForLinen = (client: Client, customers: readonly Customer[], opens: number) => {
  const buyer = customers.find(
    ({ id, shops, language, joined, email }) =>
      id !== null && email !== null && shops === "online" && language === "ja" && joined < opens - 60 * DAY,
  );
  const order = `T${buyer?.index ?? 0}-T`;
  const tell = (event: string, at: number, more: object = {}) => ({
    type: "track",
    event,
    userId: buyer?.id,
    messageId: `demo-tea-${event}`,
    timestamp: new Date(at).toISOString(),
    properties: { order_id: order, currency: "JPY", ...more },
  });
  const steps: readonly { readonly before: number; readonly work: () => Promise<unknown> }[] = [
    {
      before: 9 * DAY,
      work: () =>
        client.send([
          tell("Order Completed", opens - 10 * DAY, {
            total: TOTAL,
            revenue: TOTAL,
            shipping: 0,
            payment_method: "クレジットカード",
            affiliation: "オンラインストア",
            products: [TEA, SOCKS],
          }),
          tell("Order Delivered", opens - 9 * DAY - 2 * HOUR),
        ]),
    },
    {
      before: 6 * DAY,
      work: async () => {
        const exchange = { product: SHAWL.id, variant: "", name: SHAWL.name, price: SHAWL.price };
        const item = {
          line: 1,
          quantity: 1,
          reason: "not_needed",
          condition: "unused",
          comment: "同じ品をいただきました。",
        };
        const made = await client.call<{ id: string }>("POST", "/api/returns", {
          order,
          key: `demo-return-${order}`,
          resolution: "exchange_product",
          method: "label",
          instant: false,
          items: [{ ...item, exchange }],
        });
        const step = (what: string, body: object) => client.call("POST", `/api/returns/${made.id}/${what}`, body);
        await client.call("POST", "/api/returns/approve", { ids: [made.id] });
        await step("ship", { carrier: "yamato" });
        await step("receive", { place: "千葉倉庫" });
        await step("inspect", { items: [{ n: 1, accepted: 1, grade: "as_new", disposition: "restock" }] });
        await step("money", { action: "settle", key: `demo-settle-${order}`, reference: `${order}-X` });
      },
    },
  ];
  let next = 0;
  /** Called with each moment that has come. */
  return async (at: number): Promise<void> => {
    const step = steps[next];
    if (!buyer || !step || at < opens - step.before) return;
    next++;
    await step.work();
  };
};
