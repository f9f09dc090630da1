/** The quarantine in the console: a faulty event is seen with its reason, corrected, replayed, and found in the log. */
import { expect, test } from "vitest";
import { buildConsole } from "../scripts/console-build.ts";
import { axeFaults, launchBrowser } from "./browser.ts";
import { startHere } from "./here.ts";

await buildConsole();
const { base, send, signIn } = await startHere();
const browser = await launchBrowser();
const shots = process.env["SCREENSHOTS"];

const order = (id: string, properties: object) => ({
  type: "track",
  event: "Order Completed",
  userId: "member-1",
  messageId: id,
  properties,
});

test("I40 a faulty order is corrected in the console and stored; others are discarded in bulk", async () => {
  await send([
    order("good", { order_id: "1001", total: 5480, currency: "JPY" }),
    order("bad", { total: "5,480円", currency: "JPY" }),
    { type: "track", userId: "member-1", messageId: "nameless-1" },
    { type: "track", userId: "member-1", messageId: "nameless-2" },
  ]);
  const context = await browser.newContext({
    locale: "ja-JP",
    reducedMotion: "reduce",
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await signIn(page);

  await page.goto(`${base}/events/quarantine`);
  await page.getByRole("button", { name: "Order Completed" }).waitFor();
  expect(await page.locator("tbody tr").count()).toBe(3);
  expect(await axeFaults(page)).toEqual([]);
  if (shots) await page.screenshot({ path: `${shots}/quarantine.png` });

  await page.getByRole("button", { name: "Order Completed" }).click();
  const editor = page.getByLabel("イベント(JSON)");
  await editor.waitFor();
  await page.getByText("properties.order_id", { exact: true }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  if (shots) await page.screenshot({ path: `${shots}/quarantine-event.png` });
  const replay = page.getByRole("button", { name: "取り込み直す", exact: true });
  await replay.click();
  await page.getByRole("alert").filter({ hasText: "properties.order_id" }).waitFor();
  await editor.fill("{ broken");
  expect(await replay.isDisabled()).toBe(true);
  await editor.fill(JSON.stringify(order("bad", { order_id: "1002", total: 5480, currency: "JPY" })));
  await replay.click();
  await page.getByText("取り込みました", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Order Completed" }).waitFor({ state: "hidden" });

  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "選択した2件を破棄" }).click();
  await page.getByRole("button", { name: "破棄する" }).click();
  await page.getByText("保留中のイベントはありません").waitFor();

  await page.goto(`${base}/events?type=track`);
  await page.getByRole("button", { name: "Order Completed" }).nth(1).waitFor();
  expect(await page.locator("tbody tr").count()).toBe(2);
  await page.getByRole("button", { name: "Order Completed" }).first().click();
  await page.getByText("1002").first().waitFor();
  expect(await axeFaults(page)).toEqual([]);
  if (shots) await page.screenshot({ path: `${shots}/events.png` });
  await page.goto(`${base}/events/reactions`);
  await page.getByText("profiles.fold").first().waitFor();
  if (shots) await page.screenshot({ path: `${shots}/reactions.png` });
  await context.close();
}, 120_000);
