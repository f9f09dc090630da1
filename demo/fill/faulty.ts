/** A few events as real senders get them wrong: they end in quarantine, with the reason, to be corrected there. */
export const faultyEvents = (at: number): readonly Readonly<Record<string, unknown>>[] => {
  const timestamp = new Date(at).toISOString();
  const shop = { type: "track", userId: "m10042", timestamp };
  return [
    {
      ...shop,
      messageId: "pos-20881",
      event: "Order Completed",
      properties: { total: 5480, currency: "JPY", products: [{ product_id: "oil", price: 3850 }] },
    },
    {
      ...shop,
      messageId: "pos-20882",
      event: "Order Completed",
      properties: { order_id: "Y-20882", total: "5,480円", currency: "JPY" },
    },
    {
      ...shop,
      messageId: "pos-20883",
      event: "Order Completed",
      properties: { order_id: "Y-20883", total: 2980, currency: "円" },
    },
    {
      ...shop,
      messageId: "web-77120",
      timestamp: "2026年11月3日 14時05分",
      event: "Product Viewed",
      properties: { product_id: "shirt" },
    },
    {
      ...shop,
      messageId: "web-77121",
      userId: "guest",
      event: "Product Added",
      properties: { product_id: "comb", quantity: 1 },
    },
    { type: "track", messageId: "web-77122", timestamp, event: "Checkout Started", properties: { value: 7700 } },
    { ...shop, messageId: "web-77123", event: "Product Viewed", properties: { name: "椿のシャンプー", price: 2980 } },
    { ...shop, messageId: "app-00311", type: "tracking", event: "App Opened" },
    { ...shop, messageId: "app-00312", event: "", properties: { screen: "ホーム" } },
  ];
};
