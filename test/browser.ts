import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll } from "vitest";
import { chromiumPath } from "./chromium.ts";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Debian's Chromium for this test file; closed when the file ends. Without one the test fails, it is never skipped. */
export const launchBrowser = async (): Promise<Browser> => {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error("Browser tests need Chromium: run them with `npm test`, which installs it.");
  const browser = await chromium.launch({ executablePath, args: QUIET });
  afterAll(() => browser.close());
  return browser;
};

/** What axe finds wrong with the page as it stands, one line each. */
export const axeFaults = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
  return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 200)}`));
};
