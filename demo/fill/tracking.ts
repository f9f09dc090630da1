/** The tracking page of the demo brand: its words, notices and apologies, and what customers say there. */
import { BRAND } from "../brand/goods.ts";
import type { Client } from "./client.ts";

const WORDS = [
  ["howto", "生搾り椿油の使い方", "濡れた髪に2滴。手のひらで温めてから、毛先へなじませます。", ["ヘアオイル"], 0],
  [
    "howto",
    "シャンプーの泡立て方",
    "手のひらで空気を含ませてから、地肌を指の腹で洗います。",
    ["シャンプー", "お試し"],
    0,
  ],
  [
    "care",
    "麻のお手入れ",
    "最初の一度だけ、ぬるま湯で押し洗いを。くったりと柔らかくなります。",
    ["シャツ", "ワンピース", "パンツ", "リネン"],
    0,
  ],
  [
    "lesson",
    "椿油は、お風呂上がりに",
    "乾かす前のひと手間で、翌朝のまとまりが変わります。",
    ["ヘアオイル", "お試し"],
    2,
  ],
  [
    "lesson",
    "麻は、洗うほどやわらかく",
    "陰干しで、しわを軽くのばしておくと、アイロンがいりません。",
    ["シャツ", "ワンピース", "パンツ", "リネン"],
    2,
  ],
  ["lesson", "使い心地はいかがですか", "うまくいかないことがあれば、配送状況のページからお知らせください。", [], 14],
  ["pick", "つげの櫛", "椿油をなじませながら、髪を整えます。", ["ヘアオイル"], 0],
] as const;

/** Words, settings and the policy: before anything is sent. */
export const setUpTracking = async (client: Client, shop: string): Promise<void> => {
  for (const [place, [kind, titleJa, bodyJa, categories, afterDays]] of WORDS.entries())
    await client.call("POST", "/api/delivery/content", { kind, titleJa, bodyJa, categories, afterDays, place });
  await client.call("PUT", "/api/delivery/page", {
    contactEmail: `hello@${BRAND.domain}`,
    contactPhone: "03-5555-0128",
    contactHours: "平日 10:00〜17:00",
    shopUrl: shop.startsWith("https://") ? shop : "",
  });
  await client.call("PUT", "/api/delivery/remedies/policy", {
    late: { gives: "points", amount: 300 },
    lost: { gives: "coupon", amount: 1_000 },
    damaged: { gives: "coupon", amount: 500 },
    monthlyBudget: 30_000,
    customerCap: 1_000,
  });
};

/** The notices go live some days before the doors open. */
export const startNotices = async (client: Client): Promise<void> => {
  const keys = ["delivery_way", "delivery_absent", "delivery_trouble", "delivery_apology", "delivery_lessons"];
  await client.call("POST", "/api/delivery/notices", { keys });
};

interface ParcelRow {
  readonly id: string;
  readonly order: string;
}

const SAID = [
  ["damaged", "瓶のふたが割れていました。"],
  ["missing", "タオルが一枚足りませんでした。"],
  ["not_found", "配達完了とのことですが、見当たりません。"],
  ["wrong", "色が注文と違いました。"],
] as const;
const FEELINGS = ["good", "good", "ok", "good", "good", "bad", "good"] as const;
const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** Customers open their page and tell how it was; a few are in trouble. */
export const tellFeelings = async (client: Client): Promise<void> => {
  const { items } = await client.call<{ items: ParcelRow[] }>("GET", "/api/parcels?state=delivered&limit=100");
  for (const [n, { id, order }] of items.filter((parcel) => parcel.order !== "").entries()) {
    if (n % 5 > 2) continue;
    const path = `/api/delivery/orders/${encodeURIComponent(order)}/tracking`;
    const { url } = await client.call<{ url: string }>("GET", path);
    const page = new URL(url).pathname;
    const feeling = FEELINGS[n % FEELINGS.length] ?? "good";
    await client.post(`${page}/feeling`, new URLSearchParams({ parcel: id, feeling }).toString(), FORM);
    const said = n % 16 === 1 ? SAID[Math.floor(n / 16) % SAID.length] : undefined;
    if (!said) continue;
    const [problem, note] = said;
    await client.post(`${page}/problem`, new URLSearchParams({ parcel: id, problem, note }).toString(), FORM);
  }
  // Nobody at home: another evening is asked for.
  const away = await client.call<{ items: ParcelRow[] }>("GET", "/api/parcels?state=attempt_failed&limit=12");
  for (const { id, order } of away.items.filter((parcel) => parcel.order !== "")) {
    const { url } = await client.call<{ url: string }>(
      "GET",
      `/api/delivery/orders/${encodeURIComponent(order)}/tracking`,
    );
    const page = new URL(url).pathname;
    const shown = await client.page(page);
    const day = /<option value="(\d{4}-\d{2}-\d{2})"/u.exec(shown)?.[1];
    if (day === undefined) continue;
    const wish = {
      parcel: id,
      day,
      slot: day.endsWith("1") ? "" : "18-20",
      spot: day.endsWith("2") ? "doorstep" : "hand",
    };
    await client.post(`${page}/choice`, new URLSearchParams(wish).toString(), FORM);
  }
};
