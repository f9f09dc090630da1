import type { WordMap } from "../words.ts";

/** What the shop itself says in its order events and in files of shipped results. */
export const shop: WordMap = {
  name: "shop",
  version: 1,
  words: {
    "Order Shipped": ["picked_up", "shop_said"],
    "Order Delivered": ["delivered", "shop_said"],
    shipped: ["picked_up", "shop_said"],
    label: ["label_created"],
    "number changed": ["cancelled", "number_changed"],
  },
};
