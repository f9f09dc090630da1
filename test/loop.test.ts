/**
 * The whole loop, as its people see it: sign in, import, build a segment, start a journey; a customer becomes a friend on
 * LINE, the message arrives on her phone, she taps it, and the tap stands on her timeline with the reason of the message.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LineSimulator, startLineSimulator } from "../dev/line/index.ts";
import { phonePages } from "../dev/phone/index.ts";
import { axeFaults, launchBrowser } from "./browser.ts";
import { freePort, KEYS, openFolder, OWNER, type Product, removeFolder, startProduct } from "./process.ts";

const SECRET = "line-channel-secret";
const HANA = {
  id: "m1001",
  name: "髙橋 花",
  kana: "たかはし はな",
  lineId: `U${"a".repeat(32)}`,
  email: "hana@mail.jp",
};
const CUSTOMERS = [
  "会員番号,姓,名,セイ,メイ,メールアドレス,都道府県",
  "m1001,髙橋,花,タカハシ,ハナ,hana@mail.jp,東京都",
  "m1002,渡邊,健,ワタナベ,ケン,ken@mail.jp,大阪府",
  "m1003,佐藤,葵,サトウ,アオイ,aoi@mail.jp,東京都",
].join("\n");

const home = openFolder();
const shop = createServer((_, response) => {
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end('<!doctype html><html lang="ja"><title>椿オイル</title><h1>椿オイル</h1></html>');
});
let product: Product;
let line: LineSimulator;
let shopUrl = "";

const api = async (method: string, path: string, body: object): Promise<void> => {
  const headers = { authorization: `Bearer ${KEYS.ENGAWA_API_KEY}`, "content-type": "application/json" };
  const response = await fetch(product.url + path, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
};

beforeAll(async () => {
  const port = await freePort();
  line = await startLineSimulator({
    channelSecret: SECRET,
    webhookUrl: `http://127.0.0.1:${port}/hooks/line`,
    routes: (app, simulator) => phonePages(app, { line: simulator, mail: null, brand: "椿と布", people: () => [HANA] }),
  });
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  const LINE = { LINE_CHANNEL_ACCESS_TOKEN: "token", LINE_CHANNEL_SECRET: SECRET, LINE_API_BASE: line.url };
  product = await startProduct({ home, port, env: { ...LINE, ENGAWA_URL: `http://127.0.0.1:${port}` } });
  // Quiet hours are put where this test does not run, whatever the clock says.
  const hour = (ahead: number) => `${String((new Date().getUTCHours() + 9 + ahead) % 24).padStart(2, "0")}:00`;
  await api("PUT", "/api/messaging/settings", { quietHours: { from: hour(3), to: hour(5) } });
  const bubble = {
    type: "bubble",
    body: { type: "box", layout: "vertical", contents: [{ type: "text", text: "はじめまして。" }] },
    footer: {
      type: "box",
      layout: "vertical",
      contents: [{ type: "button", action: { type: "uri", label: "商品を見る", uri: `${shopUrl}/items/oil` } }],
    },
  };
  const flex = {
    channel: "line",
    language: "ja",
    format: "flex",
    source: JSON.stringify(bubble),
    alternative: "はじめまして",
  };
  for (const key of ["welcome", "comeback"])
    await api("POST", "/api/templates", { key, name: key, class: "marketing", bodies: [flex] });
}, 120_000);
afterAll(async () => {
  await product.stop();
  await line.stop();
  shop.close();
  removeFolder(home);
});

const browser = await launchBrowser();

const clean = async (page: Page) => expect(await axeFaults(page)).toEqual([]);

const signIn = async (page: Page) => {
  await page.goto(product.url);
  await page.getByLabel("メールアドレス").fill(OWNER.ENGAWA_ADMIN_EMAIL);
  await page.getByLabel("パスワード", { exact: true }).fill(OWNER.ENGAWA_ADMIN_PASSWORD);
  await page.getByRole("button", { name: "サインイン" }).click();
  await page.getByRole("heading", { level: 1, name: /今日/ }).waitFor();
};

const importCustomers = async (page: Page) => {
  await page.goto(`${product.url}/imports/new`);
  const file = { name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from(CUSTOMERS) };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByText("できるイベントの例").waitFor();
  await clean(page);
  await page.getByRole("button", { name: "取り込む", exact: true }).click();
  await page.getByText("完了").first().waitFor();
};

const buildSegment = async (page: Page) => {
  await page.goto(`${product.url}/segments/new`);
  await page.getByLabel(/^名前/).fill("東京のお客様");
  await page.getByLabel("条件の種類").first().click();
  await page.getByRole("option", { name: "属性", exact: true }).click();
  await page.getByLabel("属性名").first().fill("normal.prefecture");
  await page.getByLabel("値", { exact: true }).first().fill("東京都");
  await page.getByText("髙橋 花").waitFor();
  await page.getByRole("heading", { level: 1 }).click();
  await page.getByRole("option").first().waitFor({ state: "hidden" });
  await clean(page);
  await page.getByRole("button", { name: "作成", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "東京のお客様" }).waitFor();
};

const startJourney = async (page: Page) => {
  await page.goto(`${product.url}/journeys`);
  await page.getByRole("button", { name: "ジャーニーを作成" }).first().click();
  await page.getByLabel("はじめましてのご挨拶").check();
  await page.getByRole("dialog").getByRole("button", { name: "ジャーニーを作成" }).click();
  await page.getByRole("button", { name: "公開する" }).first().click();
  await clean(page);
  await page.getByRole("dialog").getByRole("button", { name: "公開する" }).click();
  await page.getByText("公開中").first().waitFor();
};

test("sign in, import, segment, journey, follow, message, tap, timeline", { timeout: 180_000 }, async () => {
  const context = await browser.newContext({
    locale: "ja-JP",
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await signIn(page);
  await clean(page);
  await importCustomers(page);
  await buildSegment(page);
  await startJourney(page);

  // Event in: she signs in on the site with the LINE id that the brand's page knows, then adds the brand as a friend.
  const basic = `Basic ${Buffer.from(`${KEYS.ENGAWA_WRITE_KEY}:`).toString("base64")}`;
  const identify = { userId: HANA.id, messageId: "linked-1", context: { lineUserId: HANA.lineId } };
  const linked = await fetch(`${product.url}/v1/identify`, {
    method: "POST",
    headers: { authorization: basic },
    body: JSON.stringify(identify),
  });
  expect(linked.status).toBe(200);
  const phone = await context.newPage();
  await phone.goto(`${line.url}/phone?person=${HANA.id}&lang=ja`);
  line.act(HANA.lineId, { do: "follow", displayName: HANA.name });
  await phone.getByText("はじめまして。").waitFor({ timeout: 30_000 });
  await clean(phone);
  await phone.getByText("商品を見る").click();
  await expect
    .poll(() => [...context.pages(), ...phone.frames()].some((each) => each.url() === `${shopUrl}/items/oil`))
    .toBe(true);

  await page.goto(`${product.url}/customers?q=${encodeURIComponent("高橋花")}`);
  await page.getByText("髙橋 花").first().click();
  await page.getByRole("heading", { level: 1, name: /髙橋 花/ }).waitFor();
  await page.getByText("メッセージのリンクをタップ").first().waitFor({ timeout: 20_000 });
  await page.getByText("東京のお客様").first().waitFor();
  await clean(page);
  const text = await page.locator("body").innerText();
  expect(text).toContain("LINEで友だち追加");
  expect(text).toContain("はじめましてのご挨拶");
  await context.close();
});
