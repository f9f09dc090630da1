/** The desk of returns in the console: seller and stores, the conditions of a rule, and new goods that go out first. */
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";
import { buildConsole } from "../scripts/console-build.ts";
import { axeFaults, launchBrowser } from "./browser.ts";
import { startHere } from "./here.ts";

const DAY = 86_400_000;
/** Pages are looked at on a desk and on a phone, which takes its time on a small machine. */
const SLOW = { timeout: 180_000 };
await buildConsole();
const { base, call, send, signIn } = await startHere();
const browser = await launchBrowser();
let page: Page;

const draft = (definition: object) =>
  call<{ id: string }>("POST", "/api/returns/policies", { name: "返品・交換", definition });
/** Axe finds nothing, on a desk and on a phone, where nothing stands out sideways. */
const good = async (where: Page) => {
  expect(await axeFaults(where)).toEqual([]);
  await where.setViewportSize({ width: 390, height: 844 });
  expect(await axeFaults(where)).toEqual([]);
  expect(await where.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  await where.setViewportSize({ width: 1440, height: 900 });
};

beforeAll(async () => {
  const context = await browser.newContext({
    locale: "ja-JP",
    reducedMotion: "reduce",
    viewport: { width: 1440, height: 900 },
  });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await signIn(page);
});

test(
  "the seller's registration number and stores are edited where policies are, and a wrong number is not saved",
  SLOW,
  async () => {
    await page.goto(`${base}/returns/policy`);
    await page.getByRole("button", { name: "販売者と店舗" }).click();
    await page.getByRole("heading", { level: 1, name: "販売者と店舗" }).waitFor();
    await page.getByText("店舗はまだありません").waitFor();
    await page.getByLabel("名称").fill("株式会社椿と麻");
    await page.getByLabel("登録番号").fill("Ｔ１２３４");
    await page.getByText("T に続けて13桁の数字で入力してください").waitFor();
    expect(await page.getByRole("button", { name: "保存" }).isDisabled()).toBe(true);
    // As it is written on paper, with full-width digits and hyphens.
    await page.getByLabel("登録番号").fill("Ｔ1-2345-6789-0123");
    await page.getByLabel("返送先の住所").fill("東京都台東区上野桜木1-2-3");
    await page.getByRole("button", { name: "店舗を追加" }).click();
    await page.getByLabel("店舗名").fill("谷中本店");
    await page.getByLabel("店舗の住所").fill("東京都台東区谷中1-1");
    await good(page);
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("保存しました").waitFor();
    expect(await call("GET", "/api/returns/seller")).toMatchObject({
      name: "株式会社椿と麻",
      registration: "T1234567890123",
      stores: [{ name: "谷中本店", address: "東京都台東区谷中1-1" }],
    });
  },
);

test(
  "E3 a rule's conditions of state, gift and amount, and what it gives, have fields and are kept",
  SLOW,
  async () => {
    const { id } = await draft({});
    await page.goto(`${base}/returns/policy/${id}`);
    await page.getByRole("button", { name: "ルールを追加" }).click();
    const card = page.locator(".panel", { has: page.getByLabel("記号") });
    const choose = async (label: string, option: string) => {
      // The field itself lies under what shows its choices.
      await card.getByRole("combobox", { name: label, exact: true }).click({ force: true });
      await page.getByRole("option", { name: option, exact: true }).click();
      await page.keyboard.press("Escape");
    };
    await choose("商品の状態", "開封・試着");
    await choose("贈り物", "あてはまる");
    await card.getByLabel("お支払い額がこれ以上(円)").fill("5000");
    await choose("選べる対応", "ストアクレジット");
    await card.getByLabel("交換品を先に送る上限(円)").fill("30000");
    await card.getByLabel("写真を求める").check();
    await good(page);
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("保存しました").first().waitFor();
    const { items } = await call<{ items: { id: string; definition: { rules: object[] } }[] }>(
      "GET",
      "/api/returns/policies",
    );
    expect(items.find((each) => each.id === id)?.definition.rules).toMatchObject([
      {
        when: { conditions: ["opened"], gift: true, from: 5000 },
        gives: { resolutions: ["credit"], instant: 30_000, photo: true },
      },
    ]);
  },
);

test(
  "X7 X8 staff send the new goods first, see what secures them, and charge for what does not come",
  SLOW,
  async () => {
    const policy = await draft({ instant: 20_000, instantDays: 0 });
    const since = new Date(Date.now() - 30 * DAY).toISOString();
    await call("POST", `/api/returns/policies/${policy.id}/publish`, { since });
    const shirt = { product_id: "shirt", name: "リネンのシャツ", variant: "M", price: 14_300, quantity: 1 };
    const at = (days: number) => new Date(Date.now() - days * DAY).toISOString();
    const properties = { order_id: "N-1", currency: "JPY", total: 14_300, payment_method: "card", products: [shirt] };
    const batch = [
      { type: "identify", userId: "m-1", timestamp: at(4), traits: { name: "佐藤 美咲" } },
      { type: "track", event: "Order Completed", userId: "m-1", timestamp: at(3), properties },
      { type: "track", event: "Order Delivered", userId: "m-1", timestamp: at(1), properties: { order_id: "N-1" } },
    ];
    await send(batch);
    const exchange = { product: "shirt", variant: "L", name: "リネンのシャツ", price: 14_300 };
    await vi.waitFor(async () => {
      const { status } = await call<{ status: string }>("GET", "/api/orders/N-1");
      if (status !== "delivered") throw new Error("not folded yet");
    }, 20_000);
    const made = await call<{ id: string; number: string }>("POST", "/api/returns", {
      order: "N-1",
      key: "exchange-for-L",
      resolution: "exchange_variant",
      items: [{ line: 1, quantity: 1, reason: "size_small", exchange }],
    });
    await page.goto(`${base}/returns/${made.id}`);
    await page.getByRole("heading", { level: 1, name: `返品 ${made.number}` }).waitFor();
    await page.getByText("交換品の先出し").first().waitFor();
    await page.getByText("カードの与信").waitFor();
    await good(page);
    await page.getByRole("button", { name: "交換品を先に送った" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByText("¥14,300").waitFor();
    await drawer.getByLabel("返金番号・交換品の注文番号").fill("N-1-L");
    await good(page);
    await drawer.getByRole("button", { name: "交換品を先に送った" }).click();
    // The policy of this test waits no day for the old ones.
    await page.getByRole("button", { name: "代金を請求した" }).click({ timeout: 30_000 });
    await page.getByRole("dialog").getByRole("button", { name: "代金を請求した" }).click();
    await vi.waitFor(async () => {
      const now = await call<object>("GET", `/api/returns/${made.id}`);
      expect(now).toMatchObject({
        approval: "closed",
        money: "captured",
        ahead: { charged: 14_300, state: "captured" },
      });
    }, 10_000);
    await page.reload();
    await page.getByText("代金を請求").first().waitFor();
    await good(page);
  },
);

test(
  "R13 the tax note of a gift that came back opens in the console by the agent's own session, and by no link of the recipient",
  SLOW,
  async () => {
    const cap = { product_id: "cap", name: "帽子", price: 14_300, quantity: 1 };
    const properties = { order_id: "N-2", currency: "JPY", total: 14_300, payment_method: "card", products: [cap] };
    const at = (days: number) => new Date(Date.now() - days * DAY).toISOString();
    await send([
      { type: "track", event: "Order Completed", userId: "m-2", timestamp: at(3), properties },
      { type: "track", event: "Order Delivered", userId: "m-2", timestamp: at(1), properties: { order_id: "N-2" } },
    ]);
    await vi.waitFor(async () => {
      const { status } = await call<{ status: string }>("GET", "/api/orders/N-2");
      if (status !== "delivered") throw new Error("not folded yet");
    }, 20_000);
    const items = [{ line: 1, quantity: 1, reason: "gift_unwanted" }];
    const made = await call<{ id: string; number: string }>("POST", "/api/returns", {
      order: "N-2",
      key: "gift-comes-back",
      gift: true,
      items,
    });
    const step = (name: string, body: object) => call("POST", `/api/returns/${made.id}/${name}`, body);
    // Under the law, before any policy, a person decides.
    await call("POST", "/api/returns/approve", { ids: [made.id] });
    await step("receive", { place: "倉庫" });
    await step("inspect", {
      items: [{ n: 1, accepted: 1, grade: "as_new", disposition: "restock", finding: "" }],
    });
    await step("money", { action: "settle", key: "settle-gift", reference: "re_gift" });

    await page.goto(`${base}/returns/${made.id}`);
    const opened = page.waitForEvent("popup");
    await page.getByRole("link", { name: "適格返還請求書" }).click();
    const sheet = await opened;
    await sheet.getByRole("heading", { level: 1, name: "適格返還請求書" }).waitFor();
    await sheet.getByText("返還額合計").waitFor();
    await sheet.getByText("帽子 × 1").waitFor();
    await sheet.getByText("¥14,300").first().waitFor();
    await good(sheet);
    await sheet.emulateMedia({ media: "print" });
    expect(await sheet.getByRole("link").filter({ visible: true }).count()).toBe(0);
    await sheet.close();

    const note = `/api/returns/${made.id}/note/print`;
    expect((await fetch(base + note)).status).toBe(401);
    expect((await page.request.get(`${base}/api/returns/${randomUUID()}/note/print`)).status()).toBe(404);
    expect((await page.request.get(`${base}/api/returns/nothing/note/print`)).status()).toBe(404);
    const link = async (gift: boolean) => {
      const { url } = await call<{ url: string }>("GET", `/api/returns/link?order=N-2${gift ? "&gift=true" : ""}`);
      const there = new URL(url).pathname;
      const status = await fetch(`${base}${there}/${made.number}`);
      return { status: await status.text(), note: (await fetch(`${base}${there}/${made.number}/note`)).status };
    };
    const [recipient, buyer] = [await link(true), await link(false)];
    expect([recipient.note, buyer.note]).toEqual([410, 200]);
    expect(recipient.status).not.toMatch(/\/note|14,300/u);
    expect(buyer.status).toContain("/note");
  },
);
