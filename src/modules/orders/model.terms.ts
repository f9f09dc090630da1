/** Reads how an order was paid and where it goes, in whatever words the sender has for it. */
import type { Json, Properties } from "#kernel/log";
import { scaled } from "#kernel/money";
import type { OrderTerms } from "./model.ts";
import { amountIn, first, text } from "./model.read.ts";

const object = (value: Json | undefined): Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

/** How shops write the ways of paying that a refund must know: money that came in cash cannot go back to a card. */
const PAYMENTS: readonly (readonly [RegExp, string])[] = [
  [/代金?引|cash.?on.?delivery|\bcod\b/iu, "cod"],
  [/コンビニ|konbini|convenience/iu, "konbini"],
  [/銀行|振込|bank/iu, "bank"],
  [/後払|あと払|paidy|np.?pay|deferred/iu, "deferred"],
  [/クレジット|カード|card|visa|master|jcb|amex/iu, "card"],
  [/現金|店頭|レジ|cash|till|pos/iu, "cash"],
];
const paymentOf = (said: string): string => PAYMENTS.find(([words]) => words.test(said))?.[1] ?? said.toLowerCase();

export const readTerms = (said: Properties, currency: string): OrderTerms => {
  const to = object(said["shipping_address"] ?? said["shippingAddress"]);
  const gift = said["gift"] ?? said["is_gift"];
  return {
    payment: paymentOf(first(said, ["payment_method", "paymentMethod", "payment_gateway", "payment"])),
    fee: amountIn(said, ["payment_fee", "cod_fee", "handling_fee"], currency) ?? 0,
    pointsUsed: amountIn(said, ["points_used", "points_amount"], currency) ?? 0,
    pointsEarned: scaled(said["points_earned"], 0) ?? 0,
    gift: gift === true || gift === 1 || text(gift).toLowerCase() === "true",
    occasion: first(said, ["occasion", "gift_occasion", "scene"]),
    discounts: list(said["discounts"]).flatMap((one) => {
      const each = object(one);
      const amount = amountIn(each, ["amount", "value"], currency);
      const products = list(each["products"] ?? each["product_ids"]).map(
        (id) => text(id) || first(object(id), ["product_id", "id"]),
      );
      return amount === null || amount <= 0
        ? []
        : [{ code: first(each, ["code", "coupon", "name"]), amount, products: products.filter((id) => id !== "") }];
    }),
    prefecture: first(to, ["prefecture", "province", "region", "state"]),
    postalCode: first(to, ["postal_code", "postalCode", "zip"]),
    country: first(to, ["country_code", "countryCode", "country"]),
  };
};
