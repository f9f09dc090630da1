/** Customers' pages as they are used: by keyboard alone, with a screen reader, by a thumb, in the dark, in English. */
import type { Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";
import { type Bought, bought } from "./bought.ts";
import { axeFaults, launchBrowser } from "./browser.ts";
import { startHere } from "./here.ts";

const here = await startHere();
const browser = await launchBrowser();
const PHONE = { width: 390, height: 844 };
let pages: Bought;

/** The pages of an order that has not left yet. */
const waiting: string[] = [];
const preferences = async (): Promise<string> => {
  const { items } = await here.call<{ items: { buyer: { profile: string } }[] }>("GET", "/api/orders");
  const { preferencePage } = await here.call<{ preferencePage: string }>(
    "GET",
    `/api/consent/${items[0]?.buyer.profile ?? ""}`,
  );
  return new URL(preferencePage).pathname;
};
/** Once what was sent is read. */
const arrived = (look: () => Promise<unknown>) => vi.waitFor(look, { timeout: 30_000, interval: 100 });
beforeAll(async () => {
  pages = await bought(here);
  const draft = await here.call<{ id: string }>("POST", "/api/returns/policies", {
    name: "返品",
    definition: { days: 14, label: { fee: 660, areas: {} } },
  });
  await here.call("POST", `/api/returns/policies/${draft.id}/publish`, {
    since: new Date(Date.now() - 86_400_000).toISOString(),
  });
  const products = [
    { product_id: "T01", name: "麻混タオル 2枚", variant: "生成り", category: "リネン", price: 3_520, quantity: 1 },
    { product_id: "T02", name: "麻のストール", variant: "藍", category: "雑貨", price: 7_150, quantity: 1 },
  ];
  const properties = { order_id: "B-3", total: 10_670, currency: "JPY", payment_method: "card", products };
  await here.send([{ type: "track", event: "Order Completed", userId: "m-7", messageId: "order-B-3", properties }]);
  await arrived(() => here.call("GET", "/api/orders/B-3"));
  const { url } = await here.call<{ url: string }>("GET", "/api/returns/link?order=B-3");
  const { pathname } = new URL(url);
  waiting.push(pathname, `${pathname}/cancel`, `${pathname}/address`);
}, 120_000);

const PILLOW = { product_id: "T09", name: "麻のまくらカバー", category: "リネン", quantity: 1, price: 4_400 };
/** Where an order that has arrived is returned; of its goods there is another colour. */
const received = async (id: string): Promise<string> => {
  const track = (event: string, properties: object) => ({
    type: "track",
    event,
    userId: "m-7",
    messageId: `${event}-${id}`,
    properties,
  });
  await here.send([
    track("Product Viewed", { ...PILLOW, sku: "T09-ai", variant: "藍", in_stock: true }),
    track("Order Completed", {
      order_id: id,
      total: 4_400,
      currency: "JPY",
      payment_method: "card",
      products: [{ ...PILLOW, sku: "T09-sumi", variant: "墨" }],
    }),
    track("Order Delivered", { order_id: id }),
  ]);
  await arrived(async () => {
    const { status } = await here.call<{ status: string }>("GET", `/api/orders/${id}`);
    if (status !== "delivered") throw new Error(status);
  });
  const { url } = await here.call<{ url: string }>("GET", `/api/returns/link?order=${id}`);
  return new URL(url).pathname;
};

/** What a screen reader or a thumb would stumble over. */
const stumbles = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const seen = (each) => each.checkVisibility() && each.getBoundingClientRect().height > 1;
    const all = (what) => [...document.querySelectorAll(what)].filter(seen);
    const found = [];
    const levels = all("h1, h2, h3, h4").map((each) => Number(each.tagName[1]));
    if (levels.filter((level) => level === 1).length !== 1) found.push("not one first heading: " + levels);
    levels.forEach((level, i) => { if (level > (levels[i - 1] ?? 0) + 1) found.push("a heading is skipped: " + levels); });
    for (const what of ["header", "main", "footer"]) if (document.querySelectorAll(what).length !== 1) found.push("no " + what);
    for (const each of all("button, select, textarea, summary, a, input:not([type=hidden])")) {
      const box = (each.closest("label") ?? each).getBoundingClientRect();
      const height = Math.max(box.height, each.getBoundingClientRect().height);
      if (height < 44) found.push(Math.round(height) + " px: " + each.outerHTML.slice(0, 120));
    }
    const over = document.documentElement.scrollWidth - innerWidth;
    if (over > 0) found.push(over + " px too wide");
    return found;
  })()`);

test(
  "W1 every page has its headings in order, its landmarks and targets of 44 px, and axe finds nothing in English in the dark",
  { timeout: 240_000 },
  async () => {
    const tracking = pages.customer[0] ?? "";
    const paths = [
      ...pages.customer,
      ...waiting,
      `${tracking}/notices`,
      `${tracking}/problem?done=problem`,
      await preferences(),
      "/t/x",
      "/r/x",
      "/c/x",
      "/p/x",
      "/u/x",
    ];
    const complaints: string[] = [];
    for (const [locale, colorScheme] of [
      ["ja-JP", "light"],
      ["en-GB", "dark"],
    ] as const) {
      const context = await browser.newContext({ locale, colorScheme, viewport: PHONE });
      const page = await context.newPage();
      for (const path of paths) {
        await page.goto(here.base + path);
        // In Japanese by day axe looks at each step of the whole way, in tests of its own.
        const found = [...(await stumbles(page)), ...(locale === "ja-JP" ? [] : await axeFaults(page))];
        complaints.push(...found.map((each) => `${locale} ${path.replace(/[\w.=-]{30,}/u, "…")}: ${each}`));
      }
      await context.close();
    }
    expect(complaints).toEqual([]);
  },
);

/** Presses Tab until that has the focus. */
const tabTo = async (page: Page, what: string) => {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    const there = await page.evaluate<boolean>(
      `(() => { const e = document.activeElement; const label = e?.labels?.[0]?.textContent ?? e?.textContent ?? ""; return label.includes(${JSON.stringify(what)}); })()`,
    );
    if (there) return;
  }
  throw new Error(`The keyboard does not get to ${what}.`);
};

test("W1 by keyboard alone: from the order to the exchange that is asked for", { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ locale: "ja-JP", viewport: PHONE });
  const page = await context.newPage();
  await page.goto(here.base + (await received("B-4")));

  // Nothing chosen: it is said, and the keyboard begins at what is said.
  await tabTo(page, "次へ");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("商品を1つ以上選んでください").waitFor();
  expect(await page.evaluate("document.activeElement.getAttribute('role')")).toBe("alert");

  await tabTo(page, "麻のまくらカバー");
  await page.keyboard.press("Space");
  await tabTo(page, "次へ");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "理由を教えてください" }).waitFor();
  await tabTo(page, "理由");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "詳しく");
  await page.keyboard.type("もう少し明るい色に");
  await tabTo(page, "次へ");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "ご希望を選んでください" }).waitFor();
  await tabTo(page, "サイズ・色を交換");
  await page.keyboard.press("Space");
  await tabTo(page, "交換先");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "次へ");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "返送の方法を選んでください" }).waitFor();
  await tabTo(page, "次へ");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "内容をご確認ください" }).waitFor();
  expect(await page.locator("main").textContent()).toMatch(/→ 麻のまくらカバー 藍.*差額\s*¥0/su);
  await tabTo(page, "確定する");
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("承りました").waitFor();
  const [made] = (await here.call<{ items: { resolution: string }[] }>("GET", "/api/returns?q=B-4")).items;
  expect(made?.resolution).toBe("exchange_variant");
  await context.close();
});

test("W2 what was written stays where something else must be put right", { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ locale: "ja-JP", viewport: PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(here.base + (await received("B-5")));
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "次へ" }).click();
  await page.getByLabel("理由").selectOption("damaged");
  await page.getByLabel("商品の状態").selectOption("opened");
  await page.getByLabel("詳しく(任意)").fill("端がほつれています。");
  await page
    .getByLabel(/写真/)
    .setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") });
  await page.getByRole("button", { name: "次へ" }).click();
  await page.getByRole("alert").getByText("写真として読み取れない").waitFor();
  expect(await page.getByLabel("理由").inputValue()).toBe("damaged");
  expect(await page.getByLabel("商品の状態").inputValue()).toBe("opened");
  expect(await page.getByLabel("詳しく(任意)").inputValue()).toBe("端がほつれています。");

  await page.goto(`${here.base}/track`);
  await page.getByLabel("ご注文番号").fill("B-99");
  await page.getByLabel("メールアドレスまたは電話番号").fill("hana@engawa.example.jp");
  await page.getByRole("button", { name: "調べる" }).click();
  await page.getByRole("alert").getByText("見つかりませんでした").waitFor();
  expect(await page.getByLabel("ご注文番号").inputValue()).toBe("B-99");
  await context.close();
});

test("W3 M8 a new address before the shipment: prefectures to choose from, fields that the browser fills, and what is asked for already", async () => {
  const context = await browser.newContext({ locale: "ja-JP", viewport: PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  const [portal = ""] = waiting;
  const fill = async (street: string) => {
    await page.getByLabel("お名前").fill("髙橋 花");
    await page.getByLabel("郵便番号").fill("１１０－０００１");
    await page.getByLabel("都道府県").selectOption("東京都");
    await page.getByLabel("市区町村").fill("台東区");
    await page.getByLabel("番地・建物名").fill(street);
  };
  await page.goto(`${here.base}${portal}/address`);
  expect(
    await page
      .locator("form [autocomplete]")
      .evaluateAll((fields) =>
        fields.map((field) =>
          (field as unknown as { getAttribute(name: string): string }).getAttribute("autocomplete"),
        ),
      ),
  ).toEqual(["name", "postal-code", "address-level1", "address-level2", "street-address", "tel"]);
  await fill("谷中3-8-12");
  await page.getByRole("button", { name: "送信する" }).click();
  await page.getByRole("heading", { level: 1, name: "お届け先を変更する" }).waitFor();
  await page.getByRole("status").getByText("お届け先の変更を承りました").waitFor();
  await page.goto(`${here.base}${portal}/address`);
  await page.getByRole("status").getByText("もう一度送信すると、新しい内容に替わります").waitFor();
  await fill("根津1-1");
  await page.getByRole("button", { name: "送信する" }).click();
  await page.getByRole("status").getByText("お届け先の変更を承りました").waitFor();
  const open = await here.call<{ items: { orderNumber: string; detail: object }[] }>("GET", "/api/returns/changes");
  expect(open.items.filter((each) => each.orderNumber === "B-3")).toMatchObject([{ detail: { street: "根津1-1" } }]);

  // None of the goods: said, instead of the same page again.
  await page.goto(`${here.base}${portal}/cancel`);
  for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
  await page.getByRole("button", { name: "次へ" }).click();
  await page.getByRole("alert").getByText("商品を1つ以上選んでください").waitFor();
  await context.close();
});

test("T19 the language that was chosen stays through links and forms", async () => {
  const context = await browser.newContext({ locale: "ja-JP", viewport: PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(here.base + (pages.customer[0] ?? ""));
  await page.getByRole("link", { name: "English" }).click();
  await page.getByRole("button", { name: "Good", exact: true }).click();
  await page.getByText("Thank you for telling us.").waitFor();
  await page.getByRole("link", { name: "Something is wrong" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Something is wrong" }).waitFor();
  await page.getByRole("radio").first().check();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { level: 1, name: "Thank you for telling us" }).waitFor();
  // And the same page, not another, in the other language.
  await page.getByRole("link", { name: "日本語" }).click();
  await page.getByRole("heading", { level: 1, name: "お知らせくださり、ありがとうございます" }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("ja");
  await context.close();
});

test("R9 X10 the tax note of food that went for linen is one sheet of paper, and fits a phone, in both languages", async () => {
  const tea = {
    product_id: "tea",
    name: "椿茶と焼き菓子の詰め合わせ",
    category: "食品",
    price: 10_800,
    quantity: 1,
    tax_rate: 0.08,
  };
  const track = (event: string, properties: object) => ({
    type: "track",
    event,
    userId: "m-7",
    messageId: `${event}-B-6`,
    properties,
  });
  await here.send([
    track("Order Completed", {
      order_id: "B-6",
      total: 10_800,
      currency: "JPY",
      payment_method: "card",
      products: [tea],
    }),
    track("Order Delivered", { order_id: "B-6" }),
  ]);
  await here.call("PUT", "/api/returns/seller", {
    name: "株式会社椿と布",
    registration: "T1234567890123",
    address: "東京都台東区上野桜木1-2-3",
  });
  const exchange = { product: "T02", variant: "", name: "麻のストール", price: 7_150 };
  const asked = {
    order: "B-6",
    key: "tea-for-linen",
    resolution: "exchange_product",
    method: "label",
    instant: false,
    items: [{ line: 1, quantity: 1, reason: "not_needed", condition: "unused", exchange }],
  };
  const { id } = await vi.waitFor(() => here.call<{ id: string }>("POST", "/api/returns", asked), { timeout: 30_000 });
  const step = (what: string, body: object) => here.call("POST", `/api/returns/${id}/${what}`, body);
  await step("receive", { place: "倉庫" });
  await step("inspect", { items: [{ n: 1, accepted: 1, grade: "as_new", disposition: "restock" }] });
  await step("money", { action: "settle", key: "tea-settled", reference: "B-6-X" });
  const { page: address } = await here.call<{ page: string }>("GET", `/api/returns/${id}`);
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  for (const [language, words] of [
    ["ja", ["8%対象", "(うち消費税 ¥800)", "10%対象", "(うち消費税 ¥650)", "差額 ¥3,650", "軽減税率"]],
    ["en", ["Total at 8%, of which tax ¥800", "Total at 10%, of which tax ¥650", "difference of ¥3,650"]],
  ] as const) {
    await page.goto(`${here.base}${new URL(address).pathname}/note?lang=${language}`);
    const text = (await page.locator(".sheet").textContent()) ?? "";
    expect(words.filter((each) => !text.includes(each))).toEqual([]);
    expect(
      await page
        .locator(".sheet")
        .evaluate("document.querySelector('.sheet').scrollWidth - document.querySelector('.sheet').clientWidth"),
    ).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    const sheets = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type \/Page\b/gu);
    expect(sheets).toHaveLength(1);
  }
  await context.close();
});

test("R11 the way back says what is really taken off: the postage of a refund, nothing where dearer goods are paid for", async () => {
  const context = await browser.newContext({ locale: "ja-JP", viewport: PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  const portal = await received("B-7");
  const next = () => page.getByRole("button", { name: "次へ" }).click();
  const wayBack = async (choose: () => Promise<unknown>): Promise<string> => {
    await page.goto(here.base + portal);
    await page.getByRole("checkbox").first().check();
    await next();
    await page.getByLabel("理由").selectOption("image");
    await next();
    await page.getByRole("heading", { name: "ご希望を選んでください" }).waitFor();
    await choose();
    await next();
    await page.getByRole("heading", { name: "返送の方法を選んでください" }).waitFor();
    return (
      (await page
        .getByRole("radio", { name: /ラベルを印刷して貼る/ })
        .locator("..")
        .textContent()) ?? ""
    );
  };
  expect(await wayBack(() => page.locator("input[value=refund]").check())).toContain("返送料 ¥660 を差し引きます");
  const dearer = async () => {
    await page.getByRole("radio", { name: /別の商品に交換/ }).check();
    await page.getByLabel(/の代わりに/).selectOption("T02");
  };
  expect(await wayBack(dearer)).toContain("送料無料");
  await context.close();
});
