/** `npm run import`, as an engineer types it. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "./database.ts";
import { openFolder, removeFolder } from "./process.ts";

const database = await testDatabase();
const folder = openFolder();
afterAll(() => removeFolder(folder));

/** Runs it to its end, or presses Ctrl-C as soon as it has said `until`. */
const command = (args: readonly string[], until?: RegExp) =>
  new Promise<{ code: number | null; said: string }>((resolve) => {
    const env = { PATH: process.env["PATH"], DATABASE_URL: database.url, ENGAWA_HOME: folder, TZ: "UTC" };
    const child = spawn(process.execPath, ["scripts/import.ts", ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data: Buffer) => {
        const before = until?.test(said);
        said += data.toString();
        if (!before && until?.test(said)) child.kill("SIGINT");
      });
    child.once("close", (code) => resolve({ code, said }));
  });

const accepted = async (): Promise<number> =>
  (await database.pool.query("select count(*)::int as n from events.event where name = 'Order Completed'")).rows[0].n;

/** Three pieces of 5,000 rows, so that there is a half-way. */
const ORDERS = 15_000;
const file = join(folder, "orders.csv");
writeFileSync(
  file,
  "order_id,ordered_at,customer_id,product_id,product_name,price,quantity\n" +
    Array.from({ length: ORDERS }, (_, i) => `O${i},2026-01-05 10:00:00,c${i % 500},p1,Soap,100,2\n`).join(""),
);

describe("the import command", { timeout: 180_000 }, () => {
  test("says how it is used when asked, and what is wrong in a sentence", async () => {
    expect(await command(["--help"])).toMatchObject({ code: 0, said: expect.stringContaining("--mapping <id") });
    const unknown = await command([file, "--mapping", "orders", "--fast"]);
    expect(unknown).toMatchObject({
      code: 1,
      said: expect.stringMatching(/Unknown option '--fast'[^]*npm run import --/),
    });
    const nowhere = join(folder, "none.csv");
    expect(await command([nowhere, "--mapping", "orders"])).toEqual({
      code: 1,
      said: `There is no file ${nowhere}.\n`,
    });
    const broken = join(folder, "broken.json");
    writeFileSync(broken, "{");
    const unread = await command([file, "--mapping", broken]);
    expect(unread).toMatchObject({ code: 1, said: expect.stringContaining(`${broken} is no JSON`) });
    for (const { said } of [unknown, unread]) expect(said).not.toContain("    at ");
  });

  test("a dry run writes nothing; stopped half-way it goes on with --resume; again it brings duplicates only", async () => {
    const args = [file, "--mapping", "orders"];
    expect(await command([...args, "--dry-run"])).toMatchObject({
      code: 0,
      said: expect.stringContaining("15,000 events"),
    });
    expect(await accepted()).toBe(0);

    const stopped = await command(args, /running \d+ %/);
    expect(stopped).toMatchObject({ code: 1, said: expect.stringContaining("Stopped. --resume goes on.") });
    expect(await accepted()).toBeLessThan(ORDERS);

    const resumed = await command([...args, "--resume"]);
    expect(resumed).toMatchObject({ code: 0, said: expect.stringContaining("Done.") });
    expect(await accepted()).toBe(ORDERS);
    expect(await command([...args, "--resume"])).toMatchObject({
      code: 1,
      said: expect.stringContaining("There is no unfinished import of these files."),
    });

    expect(await command(args)).toMatchObject({ code: 0, said: expect.stringContaining("15,000 duplicates") });
    expect(await accepted()).toBe(ORDERS);
  });
});
