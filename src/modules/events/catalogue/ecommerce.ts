/** Segment's e-commerce events, version 2 of their spec. https://segment.com/docs/connections/spec/ecommerce/v2/ */
import { z } from "zod";
import { Amount, Currency, Id, oneProduct, Products, Text } from "./fields.ts";

const amounts = {
  value: Amount.nullish(),
  revenue: Amount.nullish(),
  subtotal: Amount.nullish(),
  total: Amount.nullish(),
  shipping: Amount.nullish(),
  tax: Amount.nullish(),
  discount: Amount.nullish(),
  currency: Currency.nullish(),
};
const order = {
  ...amounts,
  order_id: Id,
  checkout_id: Id.nullish(),
  affiliation: Text.nullish(),
  coupon: Text.nullish(),
  products: Products.nullish(),
};
const list = { list_id: Id.nullish(), category: Text.nullish(), products: Products.nullish() };
const step = {
  checkout_id: Id.nullish(),
  order_id: Id.nullish(),
  step: z.union([z.number(), z.string()]).nullish(),
  shipping_method: Text.nullish(),
  payment_method: Text.nullish(),
};
const promotion = {
  promotion_id: Id.nullish(),
  creative: Text.nullish(),
  name: Text.nullish(),
  position: z.union([z.string(), z.number()]).nullish(),
};
const coupon = {
  order_id: Id.nullish(),
  cart_id: Id.nullish(),
  coupon_id: Id.nullish(),
  coupon_name: Text.nullish(),
  discount: Amount.nullish(),
};
const wishlist = { wishlist_id: Id.nullish(), wishlist_name: Text.nullish() };
const share = { share_via: Text.nullish(), share_message: Text.nullish(), recipient: Text.nullish() };

/** Name → what it tells, and the schema of its properties. */
export const ecommerce = {
  "Products Searched": ["Searched for products", z.looseObject({ query: Text })],
  "Product List Viewed": ["Saw a list or category of products", z.looseObject(list)],
  "Product List Filtered": [
    "Filtered or sorted a list of products",
    z.looseObject({ ...list, filters: z.array(z.unknown()).nullish(), sorts: z.array(z.unknown()).nullish() }),
  ],
  "Promotion Viewed": ["Saw a promotion", z.looseObject(promotion)],
  "Promotion Clicked": ["Clicked a promotion", z.looseObject(promotion)],
  "Product Clicked": ["Clicked a product", oneProduct({})],
  "Product Viewed": ["Saw a product's page", oneProduct({})],
  "Product Added": ["Put a product into the cart", oneProduct({ cart_id: Id.nullish() })],
  "Product Removed": ["Took a product out of the cart", oneProduct({ cart_id: Id.nullish() })],
  "Cart Viewed": ["Looked at the cart", z.looseObject({ cart_id: Id.nullish(), products: Products.nullish() })],
  "Checkout Started": ["Began to check out", z.looseObject({ ...order, order_id: Id.nullish() })],
  "Checkout Step Viewed": ["Saw a step of the checkout", z.looseObject(step)],
  "Checkout Step Completed": ["Completed a step of the checkout", z.looseObject(step)],
  "Payment Info Entered": ["Entered how to pay", z.looseObject(step)],
  "Order Completed": ["Placed an order", z.looseObject(order)],
  "Order Updated": ["An order was changed", z.looseObject(order)],
  "Order Refunded": ["An order was refunded, wholly or in part", z.looseObject(order)],
  "Order Cancelled": ["An order was cancelled", z.looseObject(order)],
  "Coupon Entered": ["Entered a coupon", z.looseObject(coupon)],
  "Coupon Applied": ["A coupon was accepted", z.looseObject(coupon)],
  "Coupon Denied": ["A coupon was refused", z.looseObject({ ...coupon, reason: Text.nullish() })],
  "Coupon Removed": ["Took a coupon off", z.looseObject(coupon)],
  "Product Added to Wishlist": ["Put a product on a wishlist", oneProduct(wishlist)],
  "Product Removed from Wishlist": ["Took a product off a wishlist", oneProduct(wishlist)],
  "Wishlist Product Added to Cart": [
    "Put a product from a wishlist into the cart",
    oneProduct({ ...wishlist, cart_id: Id.nullish() }),
  ],
  "Product Shared": ["Shared a product", oneProduct(share)],
  "Cart Shared": ["Shared the cart", z.looseObject({ ...share, cart_id: Id.nullish(), products: Products.nullish() })],
  "Product Reviewed": [
    "Wrote a review of a product",
    z.looseObject({
      product_id: Id,
      review_id: Id.nullish(),
      review_body: Text.nullish(),
      rating: z.union([z.number(), z.string()]).nullish(),
    }),
  ],
} as const satisfies Record<string, readonly [string, z.ZodType]>;
