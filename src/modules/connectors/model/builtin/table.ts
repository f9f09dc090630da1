/** The plain tables that most systems export: customers, orders (a row for each line), products, and events as JSON lines. */
import type { Definition, Expression, Mapping } from "#connectors/model";
import { column, date, number } from "./write.ts";

/** The headers that people give to one thing. The first is what our own templates use. */
export const HEADERS = {
  user: ["customer_id", "user_id", "member_id", "会員ID", "会員番号", "顧客ID", "顧客番号", "お客様番号"],
  email: ["email", "e-mail", "mail", "email_address", "メールアドレス", "メール", "Eメール"],
  phone: ["phone", "tel", "phone_number", "telephone", "電話番号", "TEL", "携帯電話", "電話"],
  lastName: ["last_name", "family_name", "姓", "お名前(姓)", "氏名(姓)", "苗字"],
  firstName: ["first_name", "given_name", "名", "お名前(名)", "氏名(名)"],
  name: ["name", "full_name", "氏名", "お名前", "名前", "顧客名"],
  lastKana: ["last_name_kana", "セイ", "お名前(セイ)", "姓(カナ)", "フリガナ(セイ)"],
  firstKana: ["first_name_kana", "メイ", "お名前(メイ)", "名(カナ)", "フリガナ(メイ)"],
  kana: ["name_kana", "kana", "フリガナ", "氏名(カナ)", "ふりがな"],
  postalCode: ["postal_code", "zip", "zip_code", "郵便番号"],
  region: ["prefecture", "state", "region", "都道府県", "都道府県(名称)"],
  city: ["city", "市区町村"],
  street: ["address", "street", "住所", "住所1"],
  birthday: ["birthday", "birth", "date_of_birth", "誕生日", "生年月日"],
  gender: ["gender", "sex", "性別", "性別(名称)"],
  createdAt: ["created_at", "registered_at", "登録日", "登録日時", "会員登録日"],
  order: ["order_id", "order_no", "order_number", "注文番号", "受注番号", "注文ID", "受注コード"],
  orderedAt: ["ordered_at", "order_date", "受注日", "注文日", "注文日時", "受注日時"],
  total: ["total", "order_total", "合計", "支払合計", "請求合計金額", "合計金額"],
  shipping: ["shipping", "delivery_fee", "送料"],
  discount: ["discount", "値引き", "割引", "割引合計"],
  status: ["status", "order_status", "対応状況", "処理状況", "対応状況(名称)"],
  product: ["product_id", "sku", "product_code", "商品コード", "商品番号", "商品ID", "stockcode"],
  productName: ["product_name", "item_name", "商品名", "description"],
  price: ["price", "unit_price", "価格", "販売単価", "単価", "販売価格", "unitprice"],
  quantity: ["quantity", "qty", "個数", "数量", "購入数量"],
  category: ["category", "カテゴリ", "カテゴリー", "商品カテゴリ(名称)"],
  imageUrl: ["image_url", "image", "商品画像", "画像URL"],
  stock: ["stock", "在庫数", "在庫"],
} as const;
export type Meaning = keyof typeof HEADERS;

/** How a meaning is read from a header; null where the file has none. */
export type Reader = (meaning: Meaning) => Expression | null;

const kept = (fields: Record<string, Expression | null>): Record<string, Expression> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, each]) => (each ? [[name, each] as const] : [])));
const each = (expression: Expression | null, wrap: (e: Expression) => Expression) => expression && wrap(expression);

const DAY = "yyyy[-][/]M[-][/]d[[ ][T]H:mm[:ss]]";
const one = (events: Definition["steps"][number]["events"], root: string, group?: Expression): Definition => ({
  parts: [{ name: root, header: true }],
  steps: [{ root, joins: [], events, ...(group && { group }) }],
});
const people = (read: Reader) => kept({ user: read("user"), email: read("email"), phone: read("phone") });

export const customers = (read: Reader): Definition =>
  one(
    [
      {
        event: "identify",
        who: people(read),
        fields: kept({
          lastName: read("lastName"),
          firstName: read("firstName"),
          name: read("name"),
          lastNameKana: read("lastKana"),
          firstNameKana: read("firstKana"),
          nameKana: read("kana"),
          birthday: read("birthday"),
          gender: read("gender"),
          "address.postalCode": read("postalCode"),
          "address.state": read("region"),
          "address.city": read("city"),
          "address.street": read("street"),
          createdAt: each(read("createdAt"), (e) => date(e, DAY)),
        }),
        lists: [],
      },
    ],
    "customers",
  );

export const orders = (read: Reader): Definition => {
  const price = read("price") ?? { value: 0 };
  const quantity = read("quantity") ?? { value: 1 };
  const sum: Expression = { sum: price, times: quantity };
  const total = read("total");
  const order = read("order") ?? { value: "" };
  const cancelled = read("status");
  const at = each(read("orderedAt"), (e) => date(e, DAY));
  const head = { order_id: order, currency: { value: "JPY" } } satisfies Record<string, Expression>;
  return one(
    [
      {
        event: "Order Completed",
        who: people(read),
        ...(at && { at }),
        fields: kept({
          ...head,
          total: total ? { when: { test: total, empty: true }, give: sum, else: number(total) } : sum,
          shipping: each(read("shipping"), number),
          discount: each(read("discount"), number),
        }),
        lists: [
          {
            into: "products",
            fields: kept({
              product_id: read("product"),
              name: read("productName"),
              price: number(price),
              quantity: number(quantity),
            }),
          },
        ],
      },
      ...(cancelled
        ? [
            {
              event: "Order Cancelled",
              when: {
                test: cancelled,
                is: ["cancelled", "canceled", "キャンセル", "注文取消し", "取消", "注文キャンセル"],
              },
              who: people(read),
              ...(at && { at }),
              fields: head,
              lists: [],
            },
          ]
        : []),
    ],
    "orders",
    order,
  );
};

export const products = (read: Reader): Definition =>
  one(
    [
      {
        event: "Product Recorded",
        who: {},
        fields: kept({
          product_id: read("product"),
          name: read("productName"),
          price: each(read("price"), number),
          currency: { value: "JPY" },
          category: read("category"),
          image_url: read("imageUrl"),
          stock: each(read("stock"), number),
        }),
        lists: [],
      },
    ],
    "products",
  );

const NEEDED: Readonly<Partial<Record<Meaning, true>>> = { order: true, orderedAt: true, product: true };

/** Our own templates: English headers, all but the key ones optional. */
const template =
  (must: readonly Meaning[]): Reader =>
  (meaning) => ({
    ...column(HEADERS[meaning][0]),
    ...(!must.includes(meaning) && !NEEDED[meaning] && { optional: true }),
  });

const events: Definition = {
  parts: [{ name: "events", header: true }],
  steps: [{ root: "events", joins: [], events: [{ event: "*", who: {}, fields: {}, lists: [] }] }],
};

export const tableMappings: readonly Mapping[] = [
  { id: "customers", name: "Customers", builtIn: true, definition: customers(template(["user"])) },
  {
    id: "orders",
    name: "Orders, a row for each line",
    builtIn: true,
    definition: orders(template(["price", "quantity"])),
  },
  { id: "products", name: "Products", builtIn: true, definition: products(template(["productName"])) },
  { id: "events", name: "Events as JSON lines", builtIn: true, definition: events },
];
