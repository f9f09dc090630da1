/** Somebody bought twice: one parcel came and goes back, nobody was in for the other and it is said to be lost. */
import { vi } from "vitest";
import type { Here } from "./here.ts";

/** The addresses of every page that has to do with it: the brand's own, and what the customer sees. */
export interface Bought {
  readonly console: readonly string[];
  readonly customer: readonly string[];
}

const PRODUCT = { product_id: "T01", name: "麻混タオル 2枚", category: "リネン", price: 3_520, quantity: 1 };

const placeOrders = ({ send }: Pick<Here, "send">): Promise<void> => {
  const who = { userId: "m-7", traits: { last_name: "高橋", first_name: "花", email: "hana@engawa.example.jp" } };
  const order = (id: string) => ({
    type: "track",
    event: "Order Completed",
    userId: "m-7",
    messageId: `order-${id}`,
    properties: { order_id: id, total: 3_520, currency: "JPY", products: [PRODUCT] },
  });
  return send([{ type: "identify", messageId: "who-7", ...who }, order("B-1"), order("B-2")]);
};

export const bought = async (here: Pick<Here, "call" | "send">): Promise<Bought> => {
  const { call } = here;
  /** Tried again until the events that it rests on were read. */
  const soon = <T>(work: () => Promise<T>): Promise<T> => vi.waitFor(work, { timeout: 30_000, interval: 300 });
  const first = async (path: string): Promise<string> => {
    const { items } = await call<{ items: { id: string }[] }>("GET", path);
    return items[0]?.id ?? Promise.reject(new Error(`nothing at ${path}`));
  };
  await placeOrders(here);
  await call("PUT", "/api/promises/settings", {
    warehouses: [{ id: "w", name: "東京倉庫", prefecture: "東京都", closedDays: ["2027-08-10"] }],
    carriers: [
      { id: "yamato", service: "宅急便", backlogs: [{ prefectures: ["北海道"], days: 1, until: "2030-01-31" }] },
      { id: "sagawa" },
    ],
  });
  const ship = (order: string, number: string) =>
    soon(() => call("POST", "/api/shipments", { order, carrier: "yamato", parcels: [{ number }] }));
  await soon(() => first("/api/orders?limit=1").catch(() => call<{ items: unknown[] }>("GET", "/api/orders")));
  await ship("B-1", "444413758703");
  await ship("B-2", "444413758714");
  const scan = (number: string, status: string) =>
    call("POST", "/api/scans", { scans: [{ carrier: "yamato", number, status }] });
  for (const status of ["発送済み", "配達完了"]) await scan("444413758703", status);
  for (const status of ["発送済み", "ご不在"]) await scan("444413758714", status);
  const parcel = await soon(() => first("/api/parcels?state=delivered"));
  const absent = await soon(() => first("/api/parcels?state=attempt_failed"));
  const back = await soon(() =>
    call<{ id: string }>("POST", "/api/returns", {
      order: "B-1",
      key: "back-000001",
      items: [{ line: 1, quantity: 1, reason: "image", condition: "unused" }],
    }),
  );
  const claim = await soon(() =>
    call<{ id: string }>("POST", "/api/claims", { order: "B-2", kind: "not_received", statement: "届きません。" }),
  );
  const open = await soon(() => first("/api/cases"));
  const draft = await call<{ id: string }>("POST", "/api/returns/policies", { name: "30日", definition: { days: 30 } });
  const span = { from: "2020-01-01T00:00:00Z", until: "2035-01-01T00:00:00Z" };
  const tried = await call<{ id: string }>("POST", "/api/returns/simulations", {
    name: "30日に延ばす",
    definition: { days: 30 },
    ...span,
  });
  await call("POST", "/api/delivery/notices", { keys: ["delivery_way"] });
  const page = async (path: string, name: "url" | "page"): Promise<string> =>
    new URL((await call<Record<string, string>>("GET", path))[name] ?? "").pathname;
  const delivered = await page("/api/delivery/orders/B-1/tracking", "url");
  const missed = await page("/api/delivery/orders/B-2/tracking", "url");
  return {
    console: [
      "/",
      "/parcels",
      "/parcels/scores",
      "/promises",
      "/cases",
      "/returns",
      "/claims",
      "/operations",
      "/settings/promises",
      "/settings/cases",
      "/settings/carriers",
      "/parcels?queue=absent",
      "/parcels?queue=silent",
      `/parcels/${parcel}`,
      `/parcels/${absent}`,
      "/promises/ledger",
      ...["wishes", "words", "notices", "remedies", "page"].map((tab) => `/tracking?tab=${tab}`),
      `/cases?case=${open}`,
      "/cases?status=closed",
      "/returns?awaits=decision",
      `/returns/${back.id}`,
      "/returns/inspection",
      "/returns/policy",
      `/returns/policy/${draft.id}`,
      "/returns/simulation",
      `/returns/simulation/${tried.id}`,
      "/claims?queue=all",
      `/claims/${claim.id}`,
      "/claims/carriers",
      "/claims/terms",
      "/claims/policy",
      "/templates/delivery_shipped",
    ],
    customer: [
      delivered,
      missed,
      `${delivered}/feeling`,
      `${missed}/problem`,
      `${missed}/notices`,
      "/track",
      "/r",
      await page("/api/returns/link?order=B-1", "url"),
      await page(`/api/returns/${back.id}`, "page"),
      await page(`/api/claims/${claim.id}`, "page"),
    ],
  };
};
