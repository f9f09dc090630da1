import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser that tests drive: CHROME_PATH, or where Debian puts it. */
export const chromiumPath = (): string | null =>
  [process.env["CHROME_PATH"], ...PLACES].find((path) => path !== undefined && existsSync(path)) ?? null;

/** Installs Debian's Chromium as root; otherwise names the one command to run and ends. */
export const ensureChromium = (): void => {
  if (chromiumPath()) return;
  const install = "apt-get update && apt-get install -y chromium fonts-noto-cjk";
  if (process.getuid?.() === 0) {
    console.log("No Chromium found: installing Debian's.");
    spawnSync("sh", ["-c", install], { stdio: ["ignore", "ignore", "inherit"] });
    if (chromiumPath()) return;
  }
  console.error(`The browser tests need Chromium. Run:  sudo sh -c '${install}'`);
  console.log("0 passed, 1 failed");
  process.exit(1);
};
