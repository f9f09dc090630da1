/** The browser tracker on a shop's page of another origin, against a real process. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { freePort, KEYS, openFolder, type Product, removeFolder, startProduct } from "./process.ts";

const home = openFolder();
let product: Product;
let shop: string;
const pages = createServer((request, response) => {
  const consent = request.url === "/wait" ? ' data-consent="wait"' : "";
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(`<!doctype html><html lang="ja"><title>秋の新作</title>
    <script src="${product.url}/engawa.js" data-write-key="${KEYS.ENGAWA_WRITE_KEY}"${consent}></script><h1>秋の新作</h1></html>`);
});

beforeAll(async () => {
  product = await startProduct({ home, port: await freePort() });
  await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
  shop = `http://localhost:${(pages.address() as AddressInfo).port}`;
}, 90_000);
afterAll(async () => {
  pages.close();
  await product.stop();
  removeFolder(home);
});

interface Listed {
  events: { name: string; type: string; subject: string; identities: string[] }[];
}
const logged = async (): Promise<Listed["events"]> => {
  const headers = { authorization: `Bearer ${KEYS.ENGAWA_API_KEY}` };
  const response = await fetch(`${product.url}/api/events?limit=100`, { headers });
  return ((await response.json()) as Listed).events;
};
const until = async (wanted: (events: Listed["events"]) => boolean): Promise<Listed["events"]> => {
  for (let tries = 0; tries < 100; tries++) {
    const events = await logged();
    if (wanted(events)) return events;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The events did not arrive within ten seconds.");
};

interface Tracker {
  track(event: string, properties?: object): void;
  identify(user: string, traits?: object): void;
  start(): void;
}
declare global {
  var engawa: Tracker;
}

const browser = await launchBrowser();

test("a visit, what is looked at and who it is arrive under one anonymous id", async () => {
  const page = await browser.newPage();
  await page.goto(shop);
  await page.evaluate(() => {
    globalThis.engawa.track("Product Viewed", { product_id: "p1", name: "椿オイル", price: 2740, currency: "JPY" });
    globalThis.engawa.identify("member-7", { first_name: "花" });
  });
  const events = await until((all) => all.some((event) => event.type === "identify"));
  const cookie = (await page.context().cookies()).find((each) => each.name === "ajs_anonymous_id");
  expect(cookie?.value).toMatch(/^[\da-f-]{36}$/);
  for (const event of events.filter((each) => each.type !== "fact"))
    expect(event.identities).toContain(`anon:${cookie?.value}`);
  expect(events.find((event) => event.type === "identify")?.identities).toContain("user:member-7");
  expect(events.some((event) => event.name === "Product Viewed")).toBe(true);
  await page.close();
});

test("events of a page that is left at once, and of one that was offline, are not lost", async () => {
  const page = await browser.newPage();
  await page.goto(shop);
  await page.evaluate(() => globalThis.engawa.track("Left At Once"));
  await page.goto("about:blank");
  await until((all) => all.some((event) => event.name === "Left At Once"));
  await page.goto(shop);
  await page.context().setOffline(true);
  await page.evaluate(() => globalThis.engawa.track("Tunnel Entered"));
  await page.waitForTimeout(600);
  await page.context().setOffline(false);
  await until((all) => all.some((event) => event.name === "Tunnel Entered"));
  const times = (await logged()).filter((event) => event.name === "Tunnel Entered").length;
  expect(times).toBe(1);
  await page.close();
});

test("a page that waits for consent sends nothing until it is given", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const sent: string[] = [];
  page.on("request", (request) => void (request.url().includes("/v1/") && sent.push(request.url())));
  await page.goto(`${shop}/wait`);
  await page.evaluate(() => globalThis.engawa.track("Before Consent"));
  await page.waitForTimeout(800);
  expect(sent).toEqual([]);
  await page.evaluate(() => globalThis.engawa.start());
  await until((all) => all.some((event) => event.name === "Before Consent"));
  await context.close();
});
