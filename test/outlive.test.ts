/** Tests that are ended leave nothing behind. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { newHome } from "./outlive.ts";

/** What the tests' main process does: a guarded home, a server in it. */
const MAIN = `
import { startPostgres } from "#kernel/postgres";
import { guardHome } from "./test/outlive.ts";
const home = process.argv[1];
const end = guardHome(home);
const server = await startPostgres(home, { fsync: "off" });
process.stdout.write(String(server.pid()) + "\\n");
process.stdin.once("data", async () => {
  await server.stop();
  await end();
  process.exit(0);
});
`;

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const start = async () => {
  const home = newHome("engawa-ended-");
  const child = spawn(process.execPath, ["--input-type=module", "-e", MAIN, home], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const server = await new Promise<number>((resolve, reject) => {
    child.stdout.once("data", (said: Buffer) => resolve(Number(said.toString())));
    child.once("exit", () => reject(new Error("It ended before its server was there.")));
  });
  return { home, child, server };
};

for (const signal of ["SIGTERM", "SIGKILL", "SIGHUP"] as const)
  test(
    `a run of the tests that ends by ${signal} takes its server and its folder with it`,
    { timeout: 90_000 },
    async () => {
      const { home, child, server } = await start();
      expect(lives(server)).toBe(true);
      child.kill(signal);
      await vi.waitFor(() => expect([lives(server), existsSync(home)]).toEqual([false, false]), { timeout: 60_000 });
    },
  );

test("a run that ends well has cleared its server and folder when it is over", { timeout: 90_000 }, async () => {
  const { home, child, server } = await start();
  const over = new Promise((resolve) => child.once("exit", resolve));
  child.stdin.write("end\n");
  expect(await over).toBe(0);
  expect([lives(server), existsSync(home)]).toEqual([false, false]);
});
