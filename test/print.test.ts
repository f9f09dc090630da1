/** What customers print. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { bought } from "./bought.ts";
import { launchBrowser } from "./browser.ts";
import { startHere } from "./here.ts";

const here = await startHere();
const browser = await launchBrowser();

/** Whatever can be pressed and is still to be seen; and text that is hard to see on white. */
const leftOver = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const seen = (each) => each.checkVisibility() && each.getBoundingClientRect().height > 0;
    const all = (what) => [...document.querySelectorAll(what)].filter(seen);
    const folded = all("details").filter((each) => each.offsetHeight <= 56);
    const { backgroundColor, color } = getComputedStyle(document.body);
    const left = [...all("button, .button, form, input, select, textarea"), ...folded].map((each) => each.outerHTML.slice(0, 120));
    return backgroundColor === "rgb(255, 255, 255)" && color === "rgb(0, 0, 0)" ? left : [...left, color + " on " + backgroundColor];
  })()`);

const pages = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;

test(
  "T18 nothing that can only be pressed is printed, what was folded is open, dark on white from a dark screen too",
  { timeout: 120_000 },
  async () => {
    const { customer } = await bought(here);
    const context = await browser.newContext({
      locale: "ja-JP",
      viewport: { width: 720, height: 1018 },
      colorScheme: "dark",
    });
    const page = await context.newPage();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const faults: string[] = [];
    for (const path of customer) {
      await page.goto(here.base + path);
      for (const fault of await leftOver(page)) faults.push(`${path} ${fault}`);
      const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      if (over !== 0) faults.push(`${path} is ${String(over)} px wider than the sheet`);
    }
    expect(faults).toEqual([]);

    await here.call("PUT", "/api/returns/seller", { name: "椿と布", address: "東京都台東区上野桜木1-2-3" });
    const status = customer.find((path) => path.startsWith("/r/") && path.split("/").length === 4) ?? "";
    await page.goto(`${here.base}${status}/label`);
    await page.getByText("上野桜木1-2-3").waitFor();
    expect(pages(await page.pdf({ format: "A4" }))).toBe(1);
    await context.close();
  },
);
