/** EC-CUBE 4's order and member CSV. Merchants choose the columns, so all but the keys may be absent; CP932 or UTF-8. */
import type { Expression, Mapping } from "#connectors/model";
import { column, date, number, optional } from "./write.ts";

const WALL = "yyyy[-][/]M[-][/]d[ H:mm[:ss]]";
const when = (name: string) => date(optional(name), WALL);
const status = (...is: string[]) => ({ test: column("対応状況(ID)"), is });
const order = column("注文番号");
const user = optional("会員ID");
const who = { user, email: optional("メールアドレス"), phone: optional("TEL") };
const document = { order_id: order, currency: { value: "JPY" } } satisfies Record<string, Expression>;
/** 7 (payment under way) and 8 (purchase under way) are carts, not orders. */
const isOrder = { ...status("7", "8"), not: true };
const ordered = date(column("受注日"), WALL);
const shipped = when("発送日");

const address = {
  "address.postalCode": optional("郵便番号"),
  "address.state": optional("都道府県(名称)"),
  "address.city": optional("住所1"),
  "address.street": optional("住所2"),
} satisfies Record<string, Expression>;
const person = {
  lastName: optional("お名前(姓)"),
  firstName: optional("お名前(名)"),
  lastNameKana: optional("お名前(セイ)"),
  firstNameKana: optional("お名前(メイ)"),
  company: optional("会社名"),
} satisfies Record<string, Expression>;

export const eccubeMappings: readonly Mapping[] = [
  {
    id: "eccube4-orders",
    name: "EC-CUBE 4 受注CSV",
    builtIn: true,
    definition: {
      parts: [{ name: "orders", file: "order", header: true }],
      steps: [
        {
          root: "orders",
          group: order,
          joins: [],
          events: [
            {
              event: "Order Completed",
              when: isOrder,
              who,
              at: ordered,
              fields: {
                ...document,
                total: number(column("支払合計")),
                subtotal: number(optional("小計")),
                // The first 送料 is the order's, the second that of each shipment.
                shipping: number(optional("送料")),
                discount: number(optional("値引き")),
                tax: number(optional("税金")),
                payment_method: optional("支払方法(名称)"),
              },
              lists: [
                {
                  into: "products",
                  // 明細区分: 1 goods; 2 postage, 3 fee, 4 discount, 5 tax, 6 points are no goods.
                  when: { test: optional("明細区分(ID)"), is: ["2", "3", "4", "5", "6"], not: true },
                  fields: {
                    line_id: optional("注文詳細ID"),
                    product_id: optional("商品コード"),
                    name: column("商品名"),
                    variant: { join: [optional("規格分類名1"), optional("規格分類名2")], with: " / " },
                    price: number(column("価格")),
                    quantity: number(column("個数")),
                    tax_rate: number(optional("税率")),
                  },
                },
              ],
            },
            {
              event: "Order Shipped",
              when: { test: optional("発送日"), empty: false },
              who,
              at: shipped,
              fields: {
                ...document,
                tracking_number: optional("出荷伝票番号"),
                carrier: optional("配送業者(名称)"),
                shipping_fee: number(optional("送料", 2)),
              },
              lists: [],
            },
            // The file gives no time for these, so they count from the import on.
            { event: "Order Cancelled", when: status("3"), who, fields: document, lists: [] },
            {
              event: "Order Refunded",
              when: status("9"),
              who,
              fields: { ...document, total: number(column("支払合計")) },
              lists: [],
            },
          ],
        },
      ],
    },
  },
  {
    id: "eccube4-customers",
    name: "EC-CUBE 4 会員CSV",
    builtIn: true,
    definition: {
      parts: [{ name: "customers", file: "customer", header: true }],
      steps: [
        {
          root: "customers",
          joins: [],
          events: [
            {
              event: "identify",
              who: { ...who, user: column("会員ID") },
              fields: {
                ...person,
                ...address,
                birthday: optional("誕生日"),
                gender: optional("性別(名称)"),
                createdAt: when("登録日"),
              },
              at: when("更新日"),
              lists: [],
            },
          ],
        },
      ],
    },
  },
];
