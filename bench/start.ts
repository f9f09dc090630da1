/** From the installed tree to the first page, and the memory of all processes when idle. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, openFolder, removeFolder } from "../test/process.ts";

interface Memory {
  readonly processes: number;
  /** Resident megabytes, each process's counted whole: a page of shared buffers counts once for each that touched it. */
  readonly rss: number;
  /** Proportional megabytes: shared pages divided among those who share them. */
  readonly pss: number;
}

const field = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0);

/** The text of a process's file, or null where it ended while we looked. */
const processFile = (pid: number, name: string): string | null => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return null;
  }
};

const familyOf = (elders: readonly number[]): number[] => {
  const parentOf = new Map<number, number>();
  for (const pid of readdirSync("/proc").map(Number).filter(Number.isInteger)) {
    const stat = processFile(pid, "stat");
    if (stat) parentOf.set(pid, Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const family = new Set(elders);
  for (let grew = true; grew;) {
    const born = [...parentOf].filter(([pid, parent]) => family.has(parent) && !family.has(pid));
    for (const [pid] of born) family.add(pid);
    grew = born.length > 0;
  }
  return [...family];
};

const memoryOf = (pids: readonly number[]): Memory => {
  const texts = pids.map((pid) => processFile(pid, "smaps_rollup")).filter((text) => text !== null);
  const sum = (name: string) => texts.reduce((total, text) => total + field(text, name), 0) / 1024;
  return { processes: texts.length, rss: sum("Rss"), pss: sum("Pss") };
};

/** Seconds that the memory is left to settle before it is read. */
const REST_MS = 12_000;

const firstPage = async (home: string): Promise<{ seconds: number; memory: Memory }> => {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, ["scripts/start.ts"], {
    env: { ...process.env, PORT: String(port), ENGAWA_HOME: home, LOG_LEVEL: "warn" },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let page = "";
  while (!page.includes("<script")) {
    if (child.exitCode !== null) throw new Error("The product ended while it started.");
    await sleep(20);
    page = await fetch(`http://127.0.0.1:${port}/`).then(
      (response) => response.text(),
      () => "",
    );
  }
  const seconds = (performance.now() - began) / 1000;
  await sleep(REST_MS);
  const postmaster = Number(readFileSync(join(home, "pg/postmaster.pid"), "utf8").split("\n")[0]);
  const memory = memoryOf(familyOf([child.pid ?? 0, postmaster]));
  child.kill("SIGTERM");
  await ended;
  return { seconds, memory };
};

/** Cold: no console built, no database. Warm: both there. */
export const start = async (): Promise<Record<string, number>> => {
  const home = openFolder();
  const [built, aside] = ["dist/console", "dist/console.aside"];
  if (existsSync(built)) renameSync(built, aside);
  try {
    const cold = await firstPage(home);
    const warm = await firstPage(home);
    return {
      first_page_s: cold.seconds,
      warm_first_page_s: warm.seconds,
      idle_rss_mb: warm.memory.rss,
      idle_pss_mb: warm.memory.pss,
      processes: warm.memory.processes,
    };
  } finally {
    removeFolder(home);
    if (existsSync(aside)) {
      rmSync(built, { recursive: true, force: true });
      renameSync(aside, built);
    }
  }
};
