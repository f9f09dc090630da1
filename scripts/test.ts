/** Runs every test; sees first that a Chromium is there, so that browser tests never pass unrun. Closes with `N passed, N failed`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
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
const run = spawn("vitest", ["run", ...reporters, ...process.argv.slice(2)], { stdio: "inherit" });
// Whoever ends us ends the tests. From a keyboard they hear it themselves.
let ended: NodeJS.Signals | null = null;
const end = (signal: NodeJS.Signals) => {
  ended = signal;
  if (signal !== "SIGINT") run.kill(signal);
};
for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"] as const) process.on(signal, end);
const [status, killed] = (await once(run, "exit")) as [number | null, NodeJS.Signals | null];
ended ??= killed;
if (ended !== null || !existsSync(file)) {
  rmSync(folder, { recursive: true });
  console.error(`The tests were ended${ended === null ? "" : ` by ${ended}`} before they were through.`);
  process.exit(1);
}
const report = JSON.parse(readFileSync(file, "utf8")) as Report;
rmSync(folder, { recursive: true });
// A file that breaks while it loads fails no test of its own, and must count all the same.
const failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 || status !== 0 ? 1 : 0);
const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : "";
console.log(`${report.numPassedTests} passed, ${failed} failed${skipped}`);
process.exitCode = status ?? 1;
