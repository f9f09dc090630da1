/** The console in a real browser: sign-in, then every page in both languages, on a desk and on a phone. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { buildConsole } from "../scripts/console-build.ts";
import { type Bought, bought } from "./bought.ts";
import { axeFaults, launchBrowser } from "./browser.ts";
import { startHere } from "./here.ts";
import { OWNER } from "./process.ts";

await buildConsole();
const { base, call, send, signIn } = await startHere();
const browser = await launchBrowser();
let customer = "";
let after: Bought;

/** Somebody who looked around, said who she is, and bought; and an event that nobody can read. */
const oneCustomer = async (): Promise<string> => {
  const product = { product_id: "H01", name: "しっとりシャンプー", price: 2740, currency: "JPY" };
  const who = { anonymousId: "a-1", userId: "m-1" };
  const traits = { last_name: "佐藤", first_name: "美咲", last_name_kana: "さとう", first_name_kana: "みさき" };
  const batch = [
    { type: "track", event: "Product Viewed", anonymousId: "a-1", properties: product },
    { type: "identify", ...who, traits: { ...traits, email: "misaki@engawa.example.jp", phone: "09012345678" } },
    {
      type: "track",
      event: "Order Completed",
      ...who,
      properties: { order_id: "N-1", total: 2740, currency: "JPY", products: [{ ...product, quantity: 1 }] },
    },
    { type: "track", event: "Order Completed", userId: "m-1", properties: { order_id: "N-2", total: "many" } },
  ];
  await send(batch);
  const found = async () => (await call<{ items: { id: string }[] }>("GET", "/api/profiles?q=sato")).items[0]?.id;
  return vi.waitFor(async () => (await found()) ?? Promise.reject(new Error("not folded yet")), 20_000);
};

beforeAll(async () => {
  customer = await oneCustomer();
  after = await bought({ call, send });
}, 120_000);

/** A signed-in window, and whatever its pages complained about. */
const signedIn = async (options: Parameters<Browser["newContext"]>[0]) => {
  const context: BrowserContext = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (said) => {
    if (said.type() === "error") complaints.push(said.text());
  });
  await signIn(page);
  return { context, page, complaints };
};

const settled = async (page: Page) => {
  await page.locator("h1").first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: "hidden" });
};

/** Every address that the navigation and the tabs under it lead to, and one customer. */
const addresses = async (page: Page): Promise<string[]> => {
  await page.goto(base);
  await settled(page);
  const linked = () =>
    page.evaluate<string[]>(`[...document.querySelectorAll('nav a[href^="/"]')].map((a) => a.pathname)`);
  const found = new Set(await linked());
  await page.goto(`${base}/settings`);
  await settled(page);
  for (const path of await linked()) found.add(path);
  return [...found, ...["", "?tab=orders", "?tab=identity"].map((tab) => `/customers/${customer}${tab}`)];
};

test("Signing in with a wrong password says so and lets nobody in; the right one leads to the page asked for", async () => {
  const context = await browser.newContext({ locale: "ja-JP" });
  const page = await context.newPage();
  await page.goto(`${base}/settings/people`);
  await page.getByLabel("メールアドレス").fill(OWNER.ENGAWA_ADMIN_EMAIL);
  await page.getByLabel("パスワード", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "サインイン" }).click();
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").textContent()).toContain("違います");
  expect(await axeFaults(page)).toEqual([]);
  await page.getByLabel("パスワード", { exact: true }).fill(OWNER.ENGAWA_ADMIN_PASSWORD);
  await page.getByRole("button", { name: "サインイン" }).click();
  await page.getByRole("heading", { level: 1, name: "設定" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/settings/people");
  await context.close();
});

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

describe.each([
  { title: "in Japanese on a desk", locale: "ja-JP", viewport: DESK, colorScheme: "light" },
  { title: "in English on a desk, dark", locale: "en-GB", viewport: DESK, colorScheme: "dark" },
  { title: "in Japanese on a phone, dark", locale: "ja-JP", viewport: PHONE, colorScheme: "dark" },
  { title: "in English on a phone", locale: "en-GB", viewport: PHONE, colorScheme: "light" },
] as const)("$title", (options) => {
  /** What is wrong with these pages, and what they complain of. */
  const look = async (paths: readonly string[] | ((page: Page) => Promise<readonly string[]>), axe = true) => {
    const { context, page, complaints } = await signedIn(options);
    const faults: string[] = [];
    for (const path of typeof paths === "function" ? await paths(page) : paths) {
      await page.goto(base + path);
      await settled(page);
      if (axe) for (const fault of await axeFaults(page)) faults.push(`${path} ${fault}`);
      const over = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      if (over > 0) faults.push(`${path} is ${over} px wider than the screen`);
    }
    await context.close();
    return [...faults, ...complaints];
  };
  const PATIENCE = { timeout: 480_000 };

  test("every page opens without a fault, is accessible and no wider than the screen", PATIENCE, async () => {
    // The pages are the same on a phone; what may differ there is their width.
    const others = async (page: Page) => (await addresses(page)).filter((path) => !after.console.includes(path));
    expect(await look(others, options.viewport === DESK)).toEqual([]);
  });

  test("every page after the purchase does, its drawers, details and parts too", PATIENCE, async () => {
    expect(await look(after.console)).toEqual([]);
  });

  test("every page that a customer sees after the purchase does", PATIENCE, async () => {
    const language = options.locale.slice(0, 2);
    expect(await look(after.customer.map((path) => `${path}?lang=${language}`))).toEqual([]);
  });
});

test("One customer's page tells the name, the handles, the story and the order", async () => {
  const { context, page } = await signedIn({ locale: "ja-JP" });
  await page.goto(`${base}/customers/${customer}`);
  await page.getByRole("heading", { level: 1, name: "佐藤 美咲 様" }).waitFor();
  const who = page.getByRole("region", { name: "お客様の情報" });
  await who.getByText("090-1234-5678").waitFor();
  const story = page.getByRole("region", { name: "軌跡" });
  await story.getByText("ご注文").first().waitFor();
  expect(await story.getByText("しっとりシャンプー").count()).toBeGreaterThan(0);
  await page.getByRole("link", { name: "注文", exact: true }).click();
  await page.getByRole("button", { name: "N-1" }).click();
  const order = page.getByRole("dialog");
  await order.getByText("¥2,740").first().waitFor();
  expect(await order.textContent()).toContain("しっとりシャンプー");
  await context.close();
});

test(
  "A customer's page parts two identities on a person's word, tells before what will follow, and takes it back",
  { timeout: 120_000 },
  async () => {
    const { context, page } = await signedIn({ locale: "ja-JP" });
    await page.goto(`${base}/customers/${customer}?tab=identity`);
    const evidence = page.locator("li li").filter({ hasText: "misaki@engawa.example.jp" });
    await evidence.getByRole("button", { name: "同一人物ではない" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("この顧客プロフィールは 2 つに分かれます。").waitFor();
    expect(await dialog.getByText("別のプロフィールになるもの").locator("xpath=..").textContent()).toContain("misaki@");
    expect(await axeFaults(page)).toEqual([]);
    await dialog.getByRole("button", { name: "別のお客様にする" }).click();
    await evidence.getByText("別のお客様と記録").waitFor();
    const identities = async () => {
      const asked = await page.request.get(`${base}/api/profiles/${customer}`);
      return ((await asked.json()) as { identities: { key: string }[] }).identities.map((each) => each.key);
    };
    expect(await identities()).not.toContain("email:misaki@engawa.example.jp");
    await evidence.getByRole("button", { name: "取り消す" }).click();
    await dialog.getByRole("button", { name: "同じお客様に戻す" }).click();
    await vi.waitFor(async () => expect(await identities()).toContain("email:misaki@engawa.example.jp"), 20_000);
    await page.goto(`${base}/settings/audit`);
    const trail = page.getByRole("table", { name: "操作履歴" });
    await trail.getByText("別のお客様と記録").first().waitFor();
    expect(await trail.textContent()).not.toContain("misaki@");
    await context.close();
  },
);

test("⌘K finds a page by its English or Japanese name and goes there", async () => {
  const { context, page } = await signedIn({ locale: "ja-JP" });
  await page.goto(base);
  await settled(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("searchbox").or(page.getByPlaceholder("顧客、注文番号、ページを検索")).first().fill("audit");
  await page.getByRole("button", { name: "操作履歴" }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/settings/audit");
  await page.getByRole("table", { name: "操作履歴" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/settings/audit");
  await context.close();
});
