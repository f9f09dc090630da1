/** The console while its server is away: it says so, keeps what was typed, and goes on by itself. */
import { expect, test } from "vitest";
import { buildConsole } from "../scripts/console-build.ts";
import { axeFaults, launchBrowser } from "./browser.ts";
import { startHere } from "./here.ts";
import { OWNER } from "./process.ts";

await buildConsole();
const { base, signIn } = await startHere();
const browser = await launchBrowser();
const PATIENCE = { timeout: 60_000 };

const window_ = async () => {
  const context = await browser.newContext({ locale: "ja-JP", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(45_000);
  await signIn(page);
  return { context, page, away: page.getByRole("status").filter({ hasText: "サーバーにつながりません" }) };
};

test(
  "a form that cannot be saved says so, keeps what was typed, and is saved by one press later",
  PATIENCE,
  async () => {
    const { context, page, away } = await window_();
    await page.goto(`${base}/settings`);
    await page.getByLabel("ブランド名").fill("椿と麻");
    await context.setOffline(true);
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByRole("alert").getByText("入力した内容はこの画面に残っています。").waitFor();
    await away.waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await context.setOffline(false);
    await away.waitFor({ state: "detached" });
    expect(await page.getByLabel("ブランド名").inputValue()).toBe("椿と麻");
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("保存しました").waitFor();
    await context.close();
  },
);

test("a page that is opened meanwhile waits and comes by itself; rows that are here stay", PATIENCE, async () => {
  const { context, page, away } = await window_();
  await page.goto(`${base}/settings/people`);
  const row = page.getByRole("row").filter({ hasText: OWNER.ENGAWA_ADMIN_EMAIL });
  await row.waitFor();
  await context.setOffline(true);
  await page.getByRole("link", { name: "ジャーニー", exact: true }).click();
  await away.waitFor();
  await page.goBack();
  await row.waitFor();
  await page.getByRole("link", { name: "ジャーニー", exact: true }).click();
  await context.setOffline(false);
  await away.waitFor({ state: "detached" });
  await page.getByRole("heading", { level: 1, name: "ジャーニー" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/journeys");
  await context.close();
});

test("a server that is slow is said to be slow", PATIENCE, async () => {
  const { context, page } = await window_();
  await page.goto(`${base}/customers`);
  await page.getByRole("heading", { level: 1, name: "顧客" }).waitFor();
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/profiles?*", async (route) => {
    await held;
    await route.continue();
  });
  await page
    .getByRole("searchbox")
    .or(page.getByPlaceholder(/検索|お名前/))
    .first()
    .fill("さとう");
  const slow = page.getByRole("status").filter({ hasText: "時間がかかっています" });
  await slow.waitFor();
  expect(await axeFaults(page)).toEqual([]);
  answer();
  await slow.waitFor({ state: "detached" });
  await context.close();
});
