/** Olist's export: eight tables joined by their ids; times in São Paulo, reais and centavos. */
import type { Expression, Mapping } from "#connectors/model";
import { column, date, number } from "./write.ts";

const WALL = "yyyy-MM-dd HH:mm:ss";
const time = (name: string, of?: string) => date(column(name, { ...(of && { of }) }), WALL, "America/Sao_Paulo");
/** The last moment of which the order says anything; a cancellation carries none of its own. */
const lastKnown: Expression = {
  when: { test: column("order_delivered_carrier_date"), empty: false },
  give: time("order_delivered_carrier_date"),
  else: {
    when: { test: column("order_approved_at"), empty: false },
    give: time("order_approved_at"),
    else: time("order_purchase_timestamp"),
  },
};
const user = column("customer_unique_id", { of: "customers" });
const order = { order_id: column("order_id"), currency: { value: "BRL" } } satisfies Record<string, Expression>;
const english = (of?: string): Expression => {
  const own = column("product_category_name", { ...(of && { of }) });
  const translated = column("product_category_name_english", { of: "categories" });
  return { when: { test: translated, empty: false }, give: translated, else: own };
};
const categories = {
  part: "categories",
  from: "products",
  key: column("product_category_name"),
  on: column("product_category_name"),
};
const status = (...is: string[]) => ({ test: column("order_status"), is });

export const olistMappings: readonly Mapping[] = [
  {
    id: "olist",
    name: "Olist",
    builtIn: true,
    definition: {
      parts: [
        { name: "orders", file: "olist_orders", header: true },
        { name: "items", file: "olist_order_items", header: true },
        { name: "payments", file: "olist_order_payments", header: true },
        { name: "reviews", file: "olist_order_reviews", header: true },
        { name: "customers", file: "olist_customers", header: true },
        { name: "products", file: "olist_products", header: true },
        { name: "sellers", file: "olist_sellers", header: true },
        { name: "categories", file: "product_category", header: true },
      ],
      steps: [
        {
          root: "products",
          group: column("product_id"),
          joins: [categories],
          events: [
            {
              event: "Product Recorded",
              who: {},
              fields: {
                product_id: column("product_id"),
                category: english(),
                weight_g: number(column("product_weight_g")),
                length_cm: number(column("product_length_cm")),
                height_cm: number(column("product_height_cm")),
                width_cm: number(column("product_width_cm")),
              },
              lists: [],
            },
          ],
        },
        {
          root: "customers",
          group: column("customer_unique_id"),
          joins: [],
          events: [
            {
              event: "identify",
              who: { user: column("customer_unique_id") },
              fields: {
                "address.postalCode": column("customer_zip_code_prefix"),
                "address.city": column("customer_city"),
                "address.state": column("customer_state"),
                "address.country": { value: "BR" },
              },
              lists: [],
            },
          ],
        },
        {
          root: "orders",
          group: column("order_id"),
          joins: [
            { part: "customers", key: column("customer_id"), on: column("customer_id") },
            { part: "items", key: column("order_id"), on: column("order_id") },
            { part: "payments", key: column("order_id"), on: column("order_id") },
            { part: "reviews", key: column("order_id"), on: column("order_id") },
            { part: "products", from: "items", key: column("product_id"), on: column("product_id") },
            { part: "sellers", from: "items", key: column("seller_id"), on: column("seller_id") },
            categories,
          ],
          events: [
            {
              event: "Order Completed",
              who: { user },
              at: time("order_purchase_timestamp"),
              fields: {
                ...order,
                total: { sum: column("payment_value"), over: "payments" },
                shipping: { sum: column("freight_value"), over: "items" },
                estimated_delivery: time("order_estimated_delivery_date"),
              },
              lists: [
                {
                  into: "products",
                  over: "items",
                  fields: {
                    product_id: column("product_id"),
                    category: english("products"),
                    price: number(column("price")),
                    quantity: { value: 1 },
                    seller_id: column("seller_id"),
                    seller_city: column("seller_city", { of: "sellers" }),
                    seller_state: column("seller_state", { of: "sellers" }),
                  },
                },
                {
                  into: "payments",
                  over: "payments",
                  fields: {
                    method: column("payment_type"),
                    installments: number(column("payment_installments")),
                    value: number(column("payment_value")),
                  },
                },
              ],
            },
            {
              event: "Order Shipped",
              when: { test: column("order_delivered_carrier_date"), empty: false },
              who: { user },
              at: time("order_delivered_carrier_date"),
              fields: order,
              lists: [],
            },
            {
              event: "Order Delivered",
              when: { test: column("order_delivered_customer_date"), empty: false },
              who: { user },
              at: time("order_delivered_customer_date"),
              fields: { ...order, promised: time("order_estimated_delivery_date") },
              lists: [],
            },
            {
              event: "Order Cancelled",
              when: status("canceled", "unavailable"),
              who: { user },
              at: lastKnown,
              fields: { ...order, reason: column("order_status") },
              lists: [],
            },
            {
              // Olist asks once for the whole order; which of its products is meant nobody knows.
              event: "Order Reviewed",
              each: "reviews",
              who: { user },
              at: time("review_answer_timestamp"),
              fields: {
                review_id: column("review_id"),
                order_id: column("order_id"),
                rating: number(column("review_score")),
                title: column("review_comment_title"),
                review_body: column("review_comment_message"),
                invited_at: time("review_creation_date"),
              },
              lists: [],
            },
          ],
        },
      ],
    },
  },
];
