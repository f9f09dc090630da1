/** UCI Online Retail: one row for each line of an invoice; a British shop, times in London, pounds and pence. */
import type { Expression, Mapping } from "#connectors/model";
import { column, date, number } from "./write.ts";

const invoice = column("InvoiceNo");
const quantity = column("Quantity");
const price = column("UnitPrice");
// Customers come as 17850.0.
const user: Expression = number(column("CustomerID"));
const at = date(column("InvoiceDate"), "yyyy-MM-dd HH:mm:ss", "Europe/London");
const total: Expression = { sum: price, times: quantity };

const lines = {
  into: "products",
  fields: {
    product_id: column("StockCode"),
    name: column("Description"),
    price: number(price),
    quantity: number(quantity),
  },
};

/** `C536379` is a return: a document of its own that names no invoice, with quantities below nought. */
const kind: Expression = { when: { test: invoice, starts: "C" }, give: { value: "return" } };
/** `A563185` corrects a bad debt; invoices below nought without a C write stock off at price 0. Neither is a sale to anybody. */
const adjustment: Expression = {
  when: { test: invoice, starts: "A" },
  give: { value: "bad debt" },
  else: {
    when: { test: quantity, below: 0, and: [{ test: invoice, starts: "C", not: true }] },
    give: { value: "stock" },
  },
};

export const retailMappings: readonly Mapping[] = [
  {
    id: "uci-online-retail",
    name: "UCI Online Retail",
    builtIn: true,
    definition: {
      parts: [{ name: "lines", file: "online_retail", header: true }],
      steps: [
        {
          root: "lines",
          group: invoice,
          joins: [],
          events: [
            {
              event: "Order Completed",
              who: { user },
              at,
              fields: {
                order_id: invoice,
                currency: { value: "GBP" },
                kind,
                adjustment,
                total,
                country: column("Country"),
              },
              lists: [lines],
            },
          ],
        },
      ],
    },
  },
];
