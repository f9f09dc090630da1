/** Starting and stopping, as an operator meets it. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { freePort, KEYS, openFolder, removeFolder, startProduct } from "./process.ts";

const homes: string[] = [];
const newHome = () => {
  const home = openFolder();
  homes.push(home);
  return home;
};
afterAll(() => {
  for (const home of homes) removeFolder(home);
});

const postmaster = (home: string): number =>
  Number(readFileSync(join(home, "pg/postmaster.pid"), "utf8").split("\n")[0]);
const lives = (pid: number): boolean => existsSync(`/proc/${pid}`);
const bearer = { authorization: `Bearer ${KEYS.ENGAWA_API_KEY}` };

describe("a process of the product", { timeout: 90_000 }, () => {
  test("starts on nothing, answers health, readiness and metrics, and stops with its database on SIGTERM", async () => {
    const product = await startProduct({ home: newHome(), port: await freePort() });
    const status = async (path: string) => (await fetch(product.url + path)).status;
    expect([await status("/healthz"), await status("/readyz"), await status("/api/me")]).toEqual([200, 200, 401]);
    expect((await fetch(`${product.url}/api/me`, { headers: bearer })).status).toBe(200);
    expect(await (await fetch(`${product.url}/metrics`)).text()).toContain("engawa_http_request_seconds_count");
    const pid = postmaster(product.home);
    expect(await product.stop()).toBe(0);
    expect(lives(pid)).toBe(false);
  });

  test("killed, it leaves PostgreSQL behind, and the next start adopts it and keeps the keys", async () => {
    const home = newHome();
    const first = await startProduct({ home, port: await freePort() });
    const pid = postmaster(home);
    await first.kill();
    expect(lives(pid)).toBe(true);
    const second = await startProduct({ home, port: await freePort() });
    expect(postmaster(home)).toBe(pid);
    expect((await fetch(`${second.url}/api/me`, { headers: bearer })).status).toBe(200);
    await second.stop();
    expect(lives(pid)).toBe(false);
  });

  test("two processes started at once in one folder share one PostgreSQL, and the last to leave stops it", async () => {
    const home = newHome();
    const [one, two] = await Promise.all([
      startProduct({ home, port: await freePort() }),
      startProduct({ home, port: await freePort() }),
    ]);
    const pid = postmaster(home);
    await one.stop();
    expect(lives(pid)).toBe(true);
    expect((await fetch(`${two.url}/readyz`)).status).toBe(200);
    await two.stop();
    expect(lives(pid)).toBe(false);
    expect(readdirSync(join(home, "users"))).toEqual([]);
  });

  test("PostgreSQL killed under it comes back within seconds, and the process with it", async () => {
    const product = await startProduct({ home: newHome(), port: await freePort() });
    process.kill(postmaster(product.home), "SIGKILL");
    await sleep(300);
    const deadline = Date.now() + 20_000;
    let back = false;
    while (!back && Date.now() < deadline) {
      await sleep(100);
      back = (await fetch(`${product.url}/api/me`, { headers: bearer })).status === 200;
    }
    expect(back).toBe(true);
    expect(await product.stop()).toBe(0);
  });

  test("an api process takes events in, and a worker process beside it makes people of them", async () => {
    const home = newHome();
    const api = await startProduct({ home, port: await freePort(), env: { ENGAWA_ROLE: "api" } });
    const event = { userId: "m7", event: "Product Viewed", messageId: "v1", properties: { product_id: "p1" } };
    const basic = `Basic ${Buffer.from(`${KEYS.ENGAWA_WRITE_KEY}:`).toString("base64")}`;
    const people = async () => {
      const response = await fetch(`${api.url}/api/profiles`, { headers: bearer });
      return ((await response.json()) as { items: unknown[] }).items.length;
    };
    const taken = await fetch(`${api.url}/v1/track`, {
      method: "POST",
      headers: { authorization: basic },
      body: JSON.stringify(event),
    });
    expect(taken.status).toBe(200);
    await sleep(1_000);
    expect(await people()).toBe(0);
    const env = { PATH: process.env["PATH"], ENGAWA_HOME: home, ENGAWA_ROLE: "worker", LOG_LEVEL: "warn" };
    const worker = spawn(process.execPath, ["src/main.ts"], { env, stdio: "ignore" });
    const ended = new Promise<number | null>((resolve) => worker.once("exit", resolve));
    await expect.poll(people, { timeout: 30_000 }).toBe(1);
    worker.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(await api.stop()).toBe(0);
  });

  test("says every mistake in its settings in a sentence and starts nothing", () => {
    const home = join(newHome(), "never");
    const env = { PATH: process.env["PATH"], PORT: "none", SMTP_URL: "http://mail", ENGAWA_HOME: home };
    const run = spawnSync(process.execPath, ["src/main.ts"], { env, encoding: "utf8" });
    expect(run.status).toBe(1);
    expect(run.stderr.trim().split("\n")).toEqual([
      "PORT must be a number.",
      "SMTP_URL must begin with smtp:// or smtps://.",
    ]);
    expect(existsSync(home)).toBe(false);
  });

  test("says in a sentence that its database does not answer, without the password", async () => {
    const [port, home] = [await freePort(), newHome()];
    const url = `postgres://me:secret@127.0.0.1:${port}/brand`;
    const env = { PATH: process.env["PATH"], DATABASE_URL: url, ENGAWA_HOME: home, LOG_LEVEL: "warn" };
    const run = spawnSync(process.execPath, ["src/main.ts"], { env, encoding: "utf8" });
    expect(run).toMatchObject({ status: 1, stdout: "" });
    expect(run.stderr.trim()).toBe(
      `PostgreSQL does not answer at 127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}`,
    );
  });

  test("says in a sentence that its port is in use, and leaves nothing running", async () => {
    const home = newHome();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    const { port } = other.address() as AddressInfo;
    const env = { PATH: process.env["PATH"], PORT: String(port), ENGAWA_HOME: home, LOG_LEVEL: "warn" };
    const run = spawn(process.execPath, ["src/main.ts"], { env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    run.stderr.on("data", (data: Buffer) => (said += data.toString()));
    expect(await new Promise((resolve) => run.once("exit", resolve))).toBe(1);
    other.close();
    expect(said.trim()).toBe(`PORT ${port} is in use. Stop what uses it, or choose another: PORT=5000`);
    expect(existsSync(join(home, "pg/postmaster.pid"))).toBe(false);
  });

  test("a stop that is asked for while it starts waits until it can end what it began", async () => {
    const home = newHome();
    const env = { PATH: process.env["PATH"], PORT: `${await freePort()}`, ENGAWA_HOME: home, LOG_LEVEL: "warn" };
    const run = spawn(process.execPath, ["src/main.ts"], { env, stdio: "ignore" });
    const ended = new Promise((resolve) => run.once("exit", resolve));
    const file = join(home, "pg/postmaster.pid");
    const up = () => existsSync(file) && readFileSync(file, "utf8").includes("ready");
    await expect.poll(up, { timeout: 30_000, interval: 5 }).toBe(true);
    const pid = postmaster(home);
    run.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(lives(pid)).toBe(false);
  });

  test("a stop that is sent to npm reaches the product", async () => {
    const home = newHome();
    // A worker builds no console.
    const settings = { ENGAWA_ROLE: "worker", ENGAWA_HOME: home, LOG_LEVEL: "warn" };
    const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], ...settings };
    const run = spawn("npm", ["start"], { env, stdio: ["ignore", "pipe", "ignore"] });
    const ended = new Promise((resolve) => run.once("exit", resolve));
    let said = "";
    run.stdout.on("data", (data: Buffer) => (said += data.toString()));
    await expect.poll(() => said, { timeout: 60_000 }).toContain("Write key");
    const pid = postmaster(home);
    run.kill("SIGTERM");
    await ended;
    await expect.poll(() => lives(pid), { timeout: 30_000 }).toBe(false);
  });
});
