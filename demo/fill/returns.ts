/** Returns of the demo brand: its policy, what customers ask for, and what staff and warehouse do with it day by day. */
import { BRAND, STORES } from "../brand/goods.ts";
import type { DemoEvent } from "../brand/scribe.ts";
import type { Client } from "./client.ts";
import { FOOD } from "./tea.ts";

const DAY = 86_400_000;
const HOUSE = {
  days: 14,
  grace: 2,
  shipping: { freeFrom: 8_800, fee: 660 },
  label: { fee: 660, areas: { 北海道: 990, 沖縄県: 1_430 } },
  keepUpTo: 2_000,
  approveUpTo: 20_000,
  photoForDefects: false,
  instant: 20_000,
  instantDays: 10,
  tax: { standard: 1_000, reduced: [FOOD] },
  rules: [
    {
      id: "opened-care",
      words: {
        ja: "開封したシャンプーやトリートメントは、衛生上の理由により、お客様のご都合では返品をお受けできません。",
        en: "Opened hair care cannot come back for reasons of hygiene.",
      },
      when: {
        categories: ["シャンプー", "トリートメント", "ヘアオイル"],
        conditions: ["opened", "used"],
        reasons: ["image", "not_needed", "other"],
      },
      gives: { final: true },
    },
    {
      id: "gift-season",
      words: {
        ja: "ギフトは、お届けから30日以内に返品・交換いただけます。",
        en: "Gifts can come back within 30 days.",
      },
      when: { categories: ["ギフト"] },
      gives: { days: 30, postage: "shop" },
    },
  ],
};

export const setUpReturns = async (client: Client, since: number): Promise<void> => {
  await client.call("PUT", "/api/returns/seller", {
    name: BRAND.company,
    registration: "T1234567890123",
    address: BRAND.postalAddress,
    phone: "03-0000-0000",
    stores: STORES.map(({ id, name }) => ({ id, name, address: "" })),
  });
  const policy = await client.call<{ id: string }>("POST", "/api/returns/policies", {
    name: "返品・交換のご案内",
    definition: HOUSE,
  });
  await client.call("POST", `/api/returns/policies/${policy.id}/publish`, { since: new Date(since).toISOString() });
};

/** Customers ask for returns. What the order's own story does not allow is left. */
export const askReturns = async (client: Client, events: readonly DemoEvent[]): Promise<void> => {
  for (const { via, body } of events)
    if (via === "return") await client.call("POST", "/api/returns", body).catch(() => undefined);
};

interface Row {
  readonly id: string;
  readonly number: string;
  readonly createdAt: string;
  readonly resolution: string;
  readonly money: string;
  readonly order: string;
  readonly items: readonly { readonly n: number; readonly quantity: number; readonly reason: string }[];
}

/** A day's work: parcels leave, arrive, are inspected and paid, each some days after the request. */
export const careForReturns = async (client: Client, now: number): Promise<void> => {
  const old = async (awaits: string, days: number): Promise<Row[]> => {
    const { items } = await client.call<{ items: Row[] }>("GET", `/api/returns?awaits=${awaits}&limit=200`);
    return items.filter((row) => Date.parse(row.createdAt) < now - days * DAY);
  };
  const post = (row: Row, what: string, body: unknown) => client.call("POST", `/api/returns/${row.id}/${what}`, body);
  for (const row of await old("replacement", 1))
    await post(row, "money", { action: "advance", key: `demo-ahead-${row.number}`, reference: `${row.order}-X` });
  // What never came back is for a person to decide.
  for (const row of (await old("payment", 6)).filter((each) => each.money !== "unreturned"))
    await post(row, "money", {
      action: row.money === "ahead" ? "release" : "settle",
      key: `demo-settle-${row.number}`,
      reference: row.resolution.startsWith("exchange") ? `${row.order}-X` : `re_${row.number}`,
    });
  for (const row of await old("inspection", 5))
    await post(row, "inspect", {
      items: row.items.map(({ n, quantity, reason }) => ({
        n,
        accepted: quantity,
        grade: reason === "damaged" ? "damaged" : "as_new",
        disposition: reason === "damaged" ? "scrap" : "restock",
      })),
    });
  for (const row of await old("arrival", 4)) await post(row, "receive", { place: "千葉倉庫" });
  // One in nine forgets the parcel.
  for (const row of await old("shipment", 2))
    if (row.number.codePointAt(3) !== undefined && (row.number.codePointAt(3) ?? 0) % 9 !== 0)
      await post(row, "ship", { carrier: "yamato", tracking: "" });
  const waiting = await old("decision", 2);
  if (waiting.length > 0) await client.call("POST", "/api/returns/approve", { ids: waiting.map((row) => row.id) });
};

/** A stricter idea, tried on the past half year: the marketer looks at it and thinks again. */
export const tryStricter = async (client: Client, now: number): Promise<void> => {
  const definition = { ...HOUSE, days: 7, grace: 0, keepUpTo: 0 };
  await client.call("POST", "/api/returns/policies", { name: "7日に短縮する案", definition });
  await client.call("POST", "/api/returns/simulations", {
    name: "7日に短縮する案",
    definition,
    from: new Date(now - 180 * DAY).toISOString(),
    until: new Date(now).toISOString(),
  });
};
