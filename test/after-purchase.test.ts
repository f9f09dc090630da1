/**
 * After the purchase, as a customer lives it on a phone, in Japanese: the order, the notice on LINE, the tracking page, nobody
 * at home, another delivery wished for, delivered, how it was, what is wrong, what goes back and what comes instead, and the
 * case that somebody has to put right.
 */
import type { BrowserContext, Page } from "playwright-core";
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
const ORDER = "o-2041";
const NUMBER = "444413758703";
const TOWEL = { product_id: "towel", name: "麻混タオル 2枚", category: "リネン", quantity: 1, price: 3520 };
const PATIENCE = { timeout: 30_000 };
const DAY_MS = 86_400_000;
const LARGEST_PAGE = 30 * 1024;

const home = openFolder();
const browser = await launchBrowser();
let product: Product;
let line: LineSimulator;

const api = async <T>(method: string, path: string, body?: object): Promise<T> => {
  const headers = { authorization: `Bearer ${KEYS.ENGAWA_API_KEY}`, "content-type": "application/json" };
  const response = await fetch(product.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
};
const tell = async (events: readonly object[]): Promise<void> => {
  const basic = `Basic ${Buffer.from(`${KEYS.ENGAWA_WRITE_KEY}:`).toString("base64")}`;
  const body = JSON.stringify({ batch: events });
  const sent = await fetch(`${product.url}/v1/batch`, { method: "POST", headers: { authorization: basic }, body });
  expect(sent.status).toBe(200);
};
/** What the carrier says now. */
const scan = (status: string) => api("POST", "/api/scans", { scans: [{ carrier: "yamato", number: NUMBER, status }] });

beforeAll(async () => {
  const port = await freePort();
  line = await startLineSimulator({
    channelSecret: SECRET,
    webhookUrl: `http://127.0.0.1:${port}/hooks/line`,
    routes: (app, simulator) => phonePages(app, { line: simulator, mail: null, brand: "椿と布", people: () => [HANA] }),
  });
  const LINE = { LINE_CHANNEL_ACCESS_TOKEN: "token", LINE_CHANNEL_SECRET: SECRET, LINE_API_BASE: line.url };
  product = await startProduct({ home, port, env: { ...LINE, ENGAWA_URL: `http://127.0.0.1:${port}` } });
  await api("PUT", "/api/brand", { name: "椿と布", zone: "Asia/Tokyo", currency: "JPY", language: "ja" });
  const draft = await api<{ id: string }>("POST", "/api/returns/policies", {
    name: "返品・交換",
    definition: { days: 14 },
  });
  await api("POST", `/api/returns/policies/${draft.id}/publish`, {
    since: new Date(Date.now() - DAY_MS).toISOString(),
  });
  await api("PUT", "/api/returns/seller", { name: "椿と布", address: "東京都台東区上野桜木1-2-3" });
  await api("POST", "/api/delivery/notices", { keys: ["delivery_way", "delivery_absent", "delivery_trouble"] });
}, 120_000);
afterAll(async () => {
  await product.stop();
  await line.stop();
  removeFolder(home);
});

const clean = async (page: Page) => expect(await axeFaults(page)).toEqual([]);
/** Nothing of the person whose parcel it is: the link may have been passed on. */
const namesNobody = async (page: Page) => {
  const text = await page.content();
  for (const secret of ["髙橋", "花", HANA.email, HANA.id, "谷中"]) expect(text).not.toContain(secret);
};

const signIn = async (page: Page) => {
  await page.goto(product.url);
  await page.getByLabel("メールアドレス").fill(OWNER.ENGAWA_ADMIN_EMAIL);
  await page.getByLabel("パスワード", { exact: true }).fill(OWNER.ENGAWA_ADMIN_PASSWORD);
  await page.getByRole("button", { name: "サインイン" }).click();
  await page.getByRole("heading", { level: 1, name: /今日/ }).waitFor();
};

/** Opens what a button of a message on the phone leads to. */
const followLink = async (context: BrowserContext, phone: Page, words: string, button: string): Promise<Page> => {
  const bubble = phone.getByText(words).last();
  await bubble.waitFor(PATIENCE);
  const link = phone.getByRole("link", { name: button }).last();
  const href = await link.getAttribute("href");
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(href ?? "");
  return page;
};

/** Order → notice → tracking → absent → another delivery → delivered → feeling → problem. Gives the tracking page. */
const receive = async (context: BrowserContext, phone: Page): Promise<Page> => {
  const person = { userId: HANA.id, context: { externalIds: [{ id: HANA.lineId, type: "line" }] } };
  const products = [
    { product_id: "oil", name: "生搾り椿油 40mL", category: "ヘアオイル", quantity: 1, price: 3850 },
    { ...TOWEL, sku: "towel-ai", variant: "藍" },
  ];
  await tell([
    // The colours that the shop has, as its pages show them; one is sold out, of one nothing is said.
    ...["生成り", "墨", "藍鼠"].map((variant, n) => ({
      type: "track",
      event: "Product Viewed",
      ...person,
      messageId: `towel-${n}`,
      properties: { ...TOWEL, sku: `towel-${n}`, variant, availability: ["InStock", "OutOfStock", ""][n] },
    })),
    {
      type: "identify",
      ...person,
      messageId: "hana-1",
      traits: { name: HANA.name, lastName: "髙橋", email: HANA.email },
    },
    {
      type: "track",
      event: "Order Completed",
      ...person,
      messageId: "order-1",
      properties: { order_id: ORDER, order_number: "K-2041", total: 7870, shipping: 500, currency: "JPY", products },
    },
  ]);
  line.act(HANA.lineId, { do: "follow", displayName: HANA.name });
  await expect
    .poll(
      async () => (await api<{ items: { order: string }[] }>("GET", "/api/orders")).items.map((o) => o.order),
      PATIENCE,
    )
    .toContain(ORDER);
  await api("POST", "/api/shipments", { order: ORDER, carrier: "yamato", parcels: [{ number: NUMBER }] });
  await scan("発送済み");

  const page = await followLink(context, phone, "ご注文の品を発送しました", "配送状況を見る");
  await page.getByRole("heading", { level: 1, name: /発送しました/ }).waitFor();
  await page.getByText("生搾り椿油 40mL").waitFor();
  await page.getByRole("link", { name: /ヤマト運輸のページ/ }).waitFor();
  await clean(page);
  await namesNobody(page);
  const address = page.url();

  await scan("配達中");
  await phone.getByText("本日、お届けします").last().waitFor(PATIENCE);
  await scan("ご不在");
  await phone.getByText("ご不在のため、お持ち帰りしました").last().waitFor(PATIENCE);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: /ご不在/ }).waitFor();
  await clean(page);
  await page.getByLabel("ご希望の日").selectOption({ index: 1 });
  await page.getByLabel("時間帯").selectOption("18-20");
  await page.getByLabel("受け取り方法").selectOption("doorstep");
  await page.getByRole("button", { name: "この内容で依頼する" }).click();
  await page.getByText("ご希望を承りました").waitFor();
  await page.getByText(/18時〜20時・玄関前に置き配/).waitFor();
  const wishes = await api<{ items: { order: string; spot: string }[] }>("GET", "/api/delivery/choices");
  expect(wishes.items).toMatchObject([{ order: ORDER, spot: "doorstep" }]);

  await scan("配達完了");
  const asked = await followLink(context, phone, "一度のタップで、お聞かせください", "受け取りの様子を伝える");
  await asked.getByRole("heading", { level: 1, name: "受け取って、いかがでしたか" }).waitFor();
  await clean(asked);
  await asked.getByRole("button", { name: "残念だった" }).click();
  await asked.getByText("お聞かせくださり、ありがとうございます").waitFor();
  await asked.close();

  await page.goto(address);
  await page.getByRole("heading", { level: 1, name: "お届けしました" }).waitFor();
  await clean(page);
  await namesNobody(page);
  expect(await page.getByRole("button", { name: "残念だった" }).getAttribute("aria-pressed")).toBe("true");
  return page;
};

const report = async (page: Page) => {
  await page.getByRole("link", { name: "お困りのことを伝える" }).first().click();
  await clean(page);
  await page.getByLabel("商品が壊れている、汚れている").check();
  await page.getByLabel(/くわしく/).fill("瓶が割れていました。<b>急いでいます</b>");
  await page.getByRole("button", { name: "送る" }).click();
  await page.getByText("お知らせくださり、ありがとうございます").waitFor();
  await clean(page);
};

const next = (page: Page) => page.getByRole("button", { name: "次へ" }).click();

/** From the tracking page: who it is, what, why, which colour instead, and a code for the counter. Gives its page and number. */
const askToExchange = async (page: Page): Promise<{ status: string; number: string }> => {
  await page.getByRole("link", { name: "配送状況へ戻る" }).click();
  await page.getByRole("link", { name: "返品・交換をする" }).first().click();
  // A tracking link may have been passed on: only who ordered gets further.
  await page.getByRole("heading", { level: 1, name: "返品・交換" }).waitFor();
  expect(await page.getByLabel("ご注文番号").inputValue()).toBe("K-2041");
  await clean(page);
  await page.getByLabel("メールアドレスまたは電話番号").fill(HANA.email);
  await page.getByRole("button", { name: "探す" }).click();

  await page.getByRole("heading", { level: 1, name: "どの商品ですか?" }).waitFor();
  await clean(page);
  await page.getByRole("checkbox", { name: /麻混タオル/ }).check();
  await next(page);
  await page.getByRole("heading", { level: 1, name: "理由を教えてください" }).waitFor();
  await clean(page);
  await page.getByLabel("理由").selectOption({ label: "色味が思っていたものと違った" });
  await next(page);
  await page.getByRole("heading", { level: 1, name: "ご希望を選んでください" }).waitFor();
  await page.getByText("お受けできます").waitFor();
  await clean(page);
  await page.getByRole("radio", { name: /サイズ・色を交換/ }).check();
  const colours = await page.getByLabel("麻混タオル 2枚 の交換先").locator("option").allTextContents();
  expect(colours).toEqual(["選んでください", "生成り", "藍鼠(在庫は受付後に確認)"]);
  await page.getByLabel("麻混タオル 2枚 の交換先").selectOption({ label: "生成り" });
  await next(page);
  await page.getByRole("heading", { level: 1, name: "返送の方法を選んでください" }).waitFor();
  await clean(page);
  await page.getByRole("radio", { name: /QRコード/ }).check();
  await next(page);
  await page.getByRole("heading", { level: 1, name: "内容をご確認ください" }).waitFor();
  await clean(page);
  await page.getByRole("button", { name: "確定する" }).click();
  await page.getByRole("status").getByText("承りました").waitFor();
  await page.getByRole("heading", { level: 1, name: "承認されました。商品をお送りください" }).waitFor();
  await clean(page);
  const status = page.url();
  const number = new URL(status).pathname.split("/").at(-1) ?? "";

  await page.getByRole("link", { name: "QRコードを開く" }).click();
  await page.getByRole("img", { name: number }).waitFor();
  await page.getByText("上野桜木1-2-3").waitFor();
  await clean(page);
  await page.getByRole("link", { name: `返品 ${number}` }).click();
  await page.getByLabel("送り状番号(任意)").fill("4444-1375-8714");
  await page.getByRole("button", { name: "発送しました" }).click();
  await page.getByRole("heading", { level: 1, name: "返送中です" }).waitFor();
  await clean(page);
  return { status, number };
};

/** It arrives, is looked at, and the other colour leaves: what the customer reads each time. */
const exchange = async (page: Page, { status, number }: { status: string; number: string }) => {
  const { items } = await api<{ items: { id: string }[] }>("GET", `/api/returns?q=${number}`);
  const id = items[0]?.id ?? "";
  const reads = async (heading: string) => {
    await page.goto(status);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await clean(page);
  };
  await api("POST", `/api/returns/${id}/receive`, { place: "倉庫" });
  await reads("届きました。確認しています");
  const found = { n: 1, accepted: 1, grade: "as_new", disposition: "restock" };
  await api("POST", `/api/returns/${id}/inspect`, { items: [found] });
  await reads("確認が済みました。お手続きを進めています");
  await api("POST", `/api/returns/${id}/money`, { action: "settle", key: "towel-in-ecru", reference: "K-2041-X" });
  await reads("交換品をお送りしました");
  await page.getByText("→ 麻混タオル 2枚 生成り").waitFor();
  expect(await api("GET", `/api/returns/${id}`)).toMatchObject({
    approval: "closed",
    logistics: "settled",
    money: "settled",
    refund: 0,
    payments: [{ kind: "exchange", amount: 3520, reference: "K-2041-X" }],
  });
};

const putRight = async (page: Page) => {
  await signIn(page);
  await page.goto(`${product.url}/cases`);
  await page.getByRole("button", { name: /#\d+$/ }).first().waitFor(PATIENCE);
  await page.getByText("破損・汚れ").first().waitFor();
  await page.getByText("髙橋 花").waitFor();
  await clean(page);
  await page.getByRole("button", { name: /#\d+$/ }).first().click();
  await page.getByText("瓶が割れていました。<b>急いでいます</b>").waitFor();
  expect(await page.locator("b", { hasText: /^急いでいます$/ }).count()).toBe(0);
  await clean(page);
  await page.getByLabel("メモを書く").fill("お電話でお詫びし、代わりの品を送ります。");
  await page.getByPlaceholder("結果を選ぶ").click();
  await page.getByRole("option", { name: "代わりの品を送った" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "完了にする" }).click();
  await page.getByText("対応中の案件はありません").waitFor(PATIENCE);
};

test(
  "order, notice, tracking, absent, another delivery, delivered, feeling, problem, return asked for, exchange, closed; and the case, C7 with words as they were written",
  { timeout: 240_000 },
  async () => {
    const context = await browser.newContext({
      locale: "ja-JP",
      viewport: { width: 390, height: 844 },
      reducedMotion: "reduce",
    });
    const sizes = new Map<string, number>();
    context.on("response", (response) => {
      if (response.request().resourceType() === "document" && response.url().startsWith(`${product.url}/`))
        void response
          .body()
          .then((body) => sizes.set(response.url(), body.length))
          .catch(() => {});
    });
    const phone = await context.newPage();
    phone.setDefaultTimeout(15_000);
    await phone.goto(`${line.url}/phone?person=${HANA.id}&lang=ja`);
    const page = await receive(context, phone);
    await report(page);
    await exchange(page, await askToExchange(page));
    // Answers that led on by a redirect have no body.
    expect(sizes.size).toBeGreaterThan(10);
    expect([...sizes].filter(([, size]) => size > LARGEST_PAGE)).toEqual([]);
    const desk = await browser.newContext({
      locale: "ja-JP",
      viewport: { width: 1440, height: 900 },
      reducedMotion: "reduce",
    });
    const console_ = await desk.newPage();
    console_.setDefaultTimeout(15_000);
    await putRight(console_);
    const closed = await api<{ items: { kind: string; outcome: string }[] }>("GET", "/api/cases?status=closed");
    expect(closed.items).toMatchObject([{ kind: "damaged", outcome: "reshipped" }]);
    await desk.close();
    await context.close();
  },
);

test(
  "the tracking page works without script and is read on a small phone without sideways scrolling",
  { timeout: 60_000 },
  async () => {
    const context = await browser.newContext({
      locale: "ja-JP",
      viewport: { width: 320, height: 640 },
      javaScriptEnabled: false,
    });
    const page = await context.newPage();
    await page.goto(`${product.url}/track`);
    await page.getByLabel("ご注文番号").fill("K-2041");
    await page.getByLabel("メールアドレスまたは電話番号").fill("somebody@else.jp");
    await page.getByRole("button", { name: "調べる" }).click();
    await page.getByText("見つかりませんでした").waitFor();
    await page.getByLabel("ご注文番号").fill("K-2041");
    await page.getByLabel("メールアドレスまたは電話番号").fill(HANA.email);
    await page.getByRole("button", { name: "調べる" }).click();
    await page.getByRole("heading", { level: 1, name: "お届けしました" }).waitFor();
    await page.getByRole("button", { name: "よかった" }).click();
    await page.getByText("お聞かせくださり、ありがとうございます").waitFor();
    const box = await page.locator("main").boundingBox();
    expect(box?.width).toBeLessThanOrEqual(320);
    await context.close();
  },
);
