/** The element that tells shops' visitors when it would arrive: on a page of another origin, in a real browser. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { buildConsole } from "../scripts/console-build.ts";
import { axeFaults, launchBrowser } from "./browser.ts";
import { startHere } from "./here.ts";
import { KEYS } from "./process.ts";

await buildConsole();
const { base, database, call } = await startHere({ ENGAWA_URL: "http://localhost" });
const browser = await launchBrowser();
let shop = "";

/** Without a history every answer is of low confidence: whether that is shown is the brand's choice. */
const least = (level: "low" | "medium") =>
  call("PUT", "/api/promises/settings", {
    warehouses: [{ id: "w1", name: "東京倉庫", prefecture: "東京都" }],
    carriers: [{ id: "yamato" }],
    least: level,
  });
const shown = async () =>
  (await database.pool.query<{ n: number }>("select count(*)::int as n from delivery.promise")).rows[0]?.n ?? 0;

/** A shop's page knows nothing of us but two lines. */
const pages = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://shop.jp");
  const lang = url.searchParams.get("lang") ?? "ja";
  const code = url.searchParams.get("code");
  const key = url.searchParams.get("key") ?? KEYS.ENGAWA_WRITE_KEY;
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(`<!doctype html><html lang="${lang}"><title>椿油</title><main><h1>椿油</h1><p>¥3,850</p>
    <engawa-promise place="product"${code === null ? "" : ` postal-code="${code}"`}></engawa-promise></main>
    <script src="${base}/promise.js" data-write-key="${key}" async></script></html>`);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
  // Another origin than ours.
  shop = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  afterAll(() => void pages.close());
  await least("low");
  await call("POST", "/api/promises/refit");
  await vi.waitFor(async () => {
    const asks = [{ destination: { postalCode: "530-0001" } }];
    const answer = JSON.stringify(await call("POST", "/api/promises/predict", { asks }));
    if (!answer.includes("earliest")) throw new Error("There is no model yet.");
  }, 30_000);
}, 120_000);
beforeEach(async () => {
  await least("low");
  await database.pool.query("truncate delivery.attempt, delivery.promise cascade");
});

/** A visit to the shop; `complaints` is what the browser's console said. */
const visit = async (query: string, locale = "ja-JP"): Promise<{ page: Page; complaints: string[] }> => {
  const context = await browser.newContext({ locale, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (said) => void (said.type() === "error" && complaints.push(said.text())));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${shop}/?${query}`);
  return { page, complaints };
};
const element = (page: Page) => page.locator("engawa-promise");

describe("the promise on a shop's page", () => {
  test("PR6 PR12 shows range and last day in Japanese and in English, and keeps what it showed", async () => {
    const { page, complaints } = await visit("code=530-0001");
    await element(page).getByText("お届け予定").waitFor();
    expect(await element(page).textContent()).toMatch(
      /^\d+月\d+日\([月火水木金土日]\)~?.*にお届け予定 遅くとも\d+月\d+日\([月火水木金土日]\)までに/u,
    );
    expect(await axeFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await shown()).toBe(1);
    await page.context().close();
    const english = await visit("code=530-0001&lang=en", "en-GB");
    await element(english.page).getByText("Arrives").waitFor();
    expect(await element(english.page).textContent()).toMatch(
      /^Arrives \w{3} \d+ \w{3}.* by \w{3} \d+ \w{3} at the latest/u,
    );
    expect(await axeFaults(english.page)).toEqual([]);
    await english.page.context().close();
  });

  test("PR12 shows nothing where the answer is too weak, the key is wrong, or the place is unknown", async () => {
    await least("medium");
    for (const query of ["code=530-0001", "code=530-0001&key=guess", "code=xyz"]) {
      const { page } = await visit("about=nothing");
      const answered = page.waitForResponse((response) => response.url().endsWith("/promise"));
      await page.goto(`${shop}/?${query}`);
      await answered;
      await page.waitForFunction("customElements.get('engawa-promise') !== undefined");
      expect(await element(page).innerHTML()).toBe("");
      expect((await element(page).boundingBox())?.height ?? 0).toBeLessThan(40);
      await page.context().close();
    }
    expect(await shown()).toBe(0);
  });

  test("by keyboard: a postal code is asked for, answered, remembered and can be changed; full-width digits are understood", async () => {
    const { page, complaints } = await visit("lang=ja");
    await page.getByLabel("郵便番号でお届け予定を見る").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press("Tab");
    await page.keyboard.type("530");
    await page.keyboard.press("Enter");
    // Too short: the browser says so, and nothing is asked.
    expect(
      await page
        .getByLabel("郵便番号でお届け予定を見る")
        .evaluate("document.querySelector('input').validity.patternMismatch"),
    ).toBe(true);
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText("５３０－０００１");
    await page.keyboard.press("Enter");
    await element(page).getByText("お届け予定").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await element(page).getAttribute("aria-live")).toBe("polite");
    // The keyboard is where it was: on the way to another postal code.
    expect(await page.evaluate("document.activeElement.textContent")).toBe("郵便番号を変える");
    await page.reload();
    await element(page).getByText("お届け予定").waitFor();
    await page.getByRole("button", { name: "郵便番号を変える" }).press("Enter");
    await page.keyboard.type("9800021");
    await page.keyboard.press("Enter");
    await element(page).getByText("お届け予定").waitFor();
    expect(complaints).toEqual([]);
    // Who asks is answered, also where nothing can be promised.
    await least("medium");
    await page.getByRole("button", { name: "郵便番号を変える" }).press("Enter");
    await page.keyboard.type("5300001");
    await page.keyboard.press("Enter");
    await element(page).getByText("お届け予定日は、まだお知らせできません").waitFor();
    await page.reload();
    await page.waitForFunction("customElements.get('engawa-promise') !== undefined");
    await page.context().close();
  });
});

describe("the element where something is in the way", () => {
  test("EL1 who asks by hand and gets no answer is told so, and may try again; who did not ask sees nothing", async () => {
    const { page } = await visit("lang=ja");
    await page.getByLabel("郵便番号でお届け予定を見る").fill("530-0001");
    await page.context().setOffline(true);
    await page.keyboard.press("Enter");
    await element(page).getByText("いまは確認できませんでした").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate("document.activeElement.textContent")).toBe("もう一度試す");
    expect(await element(page).getAttribute("aria-busy")).toBeNull();
    await page.context().setOffline(false);
    await page.keyboard.press("Enter");
    await element(page).getByText("お届け予定").waitFor();
    expect(await element(page).getByRole("button", { name: "もう一度試す" }).count()).toBe(0);
    // Remembered, asked by nobody, and the server is out of reach.
    await page.route("**/promise", (route) => route.abort());
    const tried = page.waitForEvent("requestfailed");
    await page.reload();
    await tried;
    await page.waitForFunction("customElements.get('engawa-promise') !== undefined");
    expect(await element(page).innerHTML()).toBe("");
    await page.context().close();
  });

  test("EL2 it is easy to press and breaks no day, on a small phone too, and every rule of the shop counts more", async () => {
    const { page, complaints } = await visit("lang=ja");
    await page.setViewportSize({ width: 280, height: 600 });
    const heights = () =>
      element(page)
        .locator("input, button")
        .evaluateAll((all) => all.map((each) => (each as unknown as { offsetHeight: number }).offsetHeight));
    for (const height of await heights()) expect(height).toBeGreaterThanOrEqual(44);
    await page.keyboard.press("Tab");
    await page.keyboard.type("5300001");
    await page.keyboard.press("Enter");
    await element(page).getByText("お届け予定").waitFor();
    for (const height of await heights()) expect(height).toBeGreaterThanOrEqual(44);
    // Each day stands in one line: its letters share one box.
    const broken = await page.evaluate<string[]>(`(() => {
      const found = [];
      for (const each of document.querySelectorAll("engawa-promise b, engawa-promise small"))
        for (const text of each.childNodes)
          for (const day of text.textContent.matchAll(/\\d+月\\d+日\\(.\\)/g)) {
            const range = document.createRange();
            range.setStart(text, day.index);
            range.setEnd(text, day.index + day[0].length);
            if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) found.push(day[0]);
          }
      return found;
    })()`);
    expect(broken).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    await page.addStyleTag({ content: "b{display:inline}" });
    expect(
      await element(page).locator("b").evaluate("getComputedStyle(document.querySelector('engawa-promise b')).display"),
    ).toBe("inline");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("how often it may be asked", () => {
  const ask = (more: object = {}, headers: Record<string, string> = {}) =>
    fetch(`${base}/promise`, {
      method: "POST",
      headers: { origin: shop, "content-type": "text/plain", ...headers },
      body: JSON.stringify({ writeKey: KEYS.ENGAWA_WRITE_KEY, destination: { postalCode: "530-0001" }, ...more }),
    });
  const attempts = async () =>
    (await database.pool.query<{ tries: number }>("select tries from delivery.attempt order by tries")).rows;

  test("PR11 too many questions of one key are refused with the time to wait, and cost one counter and no answer", async () => {
    expect((await ask()).status).toBe(200);
    // This minute and the next are spent.
    await database.pool.query("update delivery.attempt set tries = 6000");
    await database.pool.query(
      "insert into delivery.attempt (who, since, tries) select who, since + interval '1 minute', 6000 from delivery.attempt",
    );
    const rows = (await attempts()).length;
    const before = await shown();
    const refused = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        ask({ anonymousId: `visitor-${i}`, destination: { postalCode: `53000${10 + i}` } }),
      ),
    );
    expect(new Set(refused.map((answer) => answer.status))).toEqual(new Set([429]));
    for (const answer of refused) {
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
      expect(Number(answer.headers.get("retry-after"))).toBeLessThanOrEqual(60);
      // The shop's own page may read why.
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    }
    expect(await shown()).toBe(before);
    expect((await attempts()).length).toBe(rows);
    const { page } = await visit("code=530-0001");
    await page.waitForFunction("customElements.get('engawa-promise') !== undefined");
    await page.waitForTimeout(300);
    expect(await element(page).innerHTML()).toBe("");
    await page.context().close();
  });

  test("PR11 one address cannot spend the shop's share, and is not to be read from the table", async () => {
    const of = (address: string) => ask({}, { "x-forwarded-for": address });
    expect((await of("203.0.113.7")).status).toBe(200);
    await database.pool.query("update delivery.attempt set tries = 240");
    await database.pool.query(
      "insert into delivery.attempt (who, since, tries) select who, since + interval '1 minute', 240 from delivery.attempt",
    );
    expect((await of("203.0.113.7")).status).toBe(429);
    expect((await of("203.0.113.8")).status).toBe(200);
    const stored = await database.pool.query<{ who: string }>("select who from delivery.attempt");
    expect(stored.rows.filter((row) => row.who.includes("203.0.113"))).toEqual([]);
  });
});
