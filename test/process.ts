/** A real process of the product for tests that kill, load or browse it. */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { guardHome, newHome } from "./outlive.ts";

export const KEYS = { ENGAWA_WRITE_KEY: "wk_test_process", ENGAWA_API_KEY: "ek_test_process_key" } as const;
export const OWNER = { ENGAWA_ADMIN_EMAIL: "owner@example.com", ENGAWA_ADMIN_PASSWORD: "veranda-and-light" } as const;

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
const FIRST_PORT = 20_000;
const PORTS = 12_000;

/**
 * A port that was free a moment ago, below those that systems hand out by themselves (32768 and up): so no connection of another
 * test takes it before the product does, nor while the product is killed and starts again.
 */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    if (await isFree(port)) return port;
  }
};

/** A home for a product of its own; neither it nor its server outlives the tests. */
export const openFolder = (): string => {
  const home = newHome("engawa-home-");
  guardHome(home);
  return home;
};

export interface Product {
  readonly url: string;
  readonly home: string;
  readonly child: ChildProcess;
  /** Everything the process wrote. */
  readonly said: () => string;
  /** SIGKILL: no farewell. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the end. Returns the exit code. */
  stop(): Promise<number | null>;
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once("exit", (code) => resolve(code));
  });

/** Starts `src/main.ts` as its own process and waits until it is ready. */
export const startProduct = async (options: {
  home: string;
  port: number;
  env?: Readonly<Record<string, string>>;
  readyWithinMs?: number;
}): Promise<Product> => {
  const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env["PATH"],
      LOG_LEVEL: "warn",
      TZ: "UTC",
      ...KEYS,
      ...OWNER,
      PORT: String(options.port),
      ENGAWA_HOME: options.home,
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (said += data.toString()));
  const url = `http://127.0.0.1:${options.port}`;
  const product: Product = {
    url,
    home: options.home,
    child,
    said: () => said,
    kill: async () => {
      child.kill("SIGKILL");
      await ended(child);
    },
    stop: async () => {
      child.kill("SIGTERM");
      return ended(child);
    },
  };
  const deadline = Date.now() + (options.readyWithinMs ?? 60_000);
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The process ended while it started: ${said}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return product;
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`The process was not ready in time: ${said}`);
    }
    await sleep(30);
  }
};

/** Removes a home and everything in it. */
export const removeFolder = (home: string): void => rmSync(home, { recursive: true, force: true });
