/** Runs every test; sees first that a Chromium is there, so that browser tests never pass unrun. Closes with `N passed, N failed`. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "../test/chromium.ts";
import { buildConsole } from "./console-build.ts";

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numFailedTestSuites: number;
}

ensureChromium();
await buildConsole();
const folder = mkdtempSync(join(tmpdir(), "engawa-report-"));
const file = join(folder, "report.json");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
const run = spawnSync("vitest", ["run", ...reporters, ...process.argv.slice(2)], { stdio: "inherit" });
const report = JSON.parse(readFileSync(file, "utf8")) as Report;
rmSync(folder, { recursive: true });
// A file that breaks while it loads fails no test of its own, and must count all the same.
const failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 || run.status !== 0 ? 1 : 0);
const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : "";
console.log(`${report.numPassedTests} passed, ${failed} failed${skipped}`);
process.exitCode = run.status ?? 1;
