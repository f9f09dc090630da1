import type { WordMap } from "../words.ts";

/** Shopify's own state of a fulfilment: what the merchant did, not where the parcel is. */
export const shopify: WordMap = {
  name: "shopify",
  version: 1,
  words: {
    pending: ["label_created"],
    open: ["label_created"],
    success: ["picked_up", "shop_said"],
    cancelled: ["cancelled"],
    error: ["cancelled", "fulfilment_failed"],
    failure: ["cancelled", "fulfilment_failed"],
  },
};

/** Statuses of fulfilment events, of every version of the API so far. */
export const shopifyEvent: WordMap = {
  name: "shopify_event",
  version: 1,
  words: {
    label_purchased: ["label_created"],
    label_printed: ["label_created"],
    confirmed: ["label_created"],
    carrier_picked_up: ["picked_up"],
    in_transit: ["in_transit"],
    out_for_delivery: ["out_for_delivery"],
    attempted_delivery: ["attempt_failed"],
    delayed: ["delayed"],
    ready_for_pickup: ["held_for_pickup"],
    ready_for_recipient_pickup: ["held_for_pickup"],
    picked_up: ["delivered", "collected"],
    delivered: ["delivered"],
    failure: ["investigating"],
    returning_to_sender: ["returning"],
    buyer_action_required: ["investigating", "buyer_action"],
  },
};
