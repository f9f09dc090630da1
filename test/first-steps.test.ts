/** The first day: nothing is known yet, and the console says what to do first. */
import { expect, test } from "vitest";
import { buildConsole } from "../scripts/console-build.ts";
import { axeFaults, launchBrowser } from "./browser.ts";
import { startHere } from "./here.ts";

await buildConsole();
const { base, send, signIn } = await startHere();
const browser = await launchBrowser();

test("Today leads a new brand to its first data, and stops when there is some", { timeout: 90_000 }, async () => {
  const context = await browser.newContext({ locale: "ja-JP", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(45_000);
  await signIn(page);
  await page.goto(base);
  const steps = page.getByRole("region", { name: "はじめに" });
  await steps.getByRole("link", { name: "LINEとメールをつなぐ" }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await steps.getByRole("link", { name: "CSVを取り込む" }).click();
  await page.getByRole("heading", { level: 1, name: "新しい取り込み" }).waitFor();
  await page.goto(`${base}/customers`);
  await page.getByRole("main").getByRole("link", { name: "イベントを送るキーを見る" }).click();
  await page.getByRole("heading", { level: 2, name: "書き込みキー" }).waitFor();

  await send([{ type: "identify", userId: "m-1", traits: { last_name: "佐藤", first_name: "美咲" } }]);
  await page.goto(base);
  await page
    .getByRole("link", { name: /佐藤/ })
    .first()
    .waitFor();
  await steps.waitFor({ state: "detached" });
  expect(await page.getByRole("heading", { level: 2, name: "いま対応が必要なこと" }).count()).toBe(1);
  await context.close();
});
