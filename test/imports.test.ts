/** Two real exports in one run each, through the whole engine. They lie beside the repository and do not belong to it. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { adopt, createImport, getImport, mapping } from "#connectors";
import { startEngine } from "./engine.ts";
import { testDatabase } from "./database.ts";

const DATA = join(process.env["ENGAWA_SHARED"] ?? fileURLToPath(new URL("../../shared", import.meta.url)), "data");
const OLIST = join(DATA, "olist/export");
const RETAIL = join(DATA, "online-retail/online_retail.csv.gz");
/** 541,909 lines take a minute and more: `ENGAWA_SLOW=1` (.ci/run) runs it, and a plain `npm test` says that it does not. */
const SLOW = process.env["ENGAWA_SLOW"] === "1";

if (!existsSync(DATA)) console.info(`The import of real data is not tested: ${DATA} is not there.`);
else if (!SLOW) console.info("Online Retail is not tested: it runs with ENGAWA_SLOW=1.");

const one = async <T>(pool: { query(text: string): Promise<{ rows: unknown[] }> }, text: string): Promise<T> =>
  (await pool.query(text)).rows[0] as T;

const importAll = async (id: string, paths: readonly string[]) => {
  const database = await testDatabase();
  const engine = await startEngine(database, new Date("2026-11-21T03:00:00Z"));
  const { definition } = await mapping(engine.ctx(), id);
  const start = async () => {
    const files = [];
    for (const path of paths) {
      const part = definition.parts.find((each) => basename(path).includes(each.file ?? ""));
      files.push({ part: part?.name ?? "", file: (await adopt(engine.ctx(), path)).id });
    }
    return createImport(engine.ctx(), { mapping: id, dryRun: false, files });
  };
  const began = performance.now();
  const first = await start();
  await engine.settle();
  const seconds = (performance.now() - began) / 1_000;
  return { database, engine, start, seconds, done: await getImport(engine.ctx(), first.id) };
};

describe("Olist", () => {
  test.skipIf(!existsSync(OLIST))(
    "eight tables in one run: 8,135 orders with items, payments, reviews, customers and deliveries; again: duplicates only",
    async () => {
      const paths = readdirSync(OLIST).map((name) => join(OLIST, name));
      const { database, engine, start, seconds, done } = await importAll("olist", paths);
      console.info(`Olist: ${done.counts.rows} rows in ${seconds.toFixed(1)} s with all folds`);
      expect(done).toMatchObject({ state: "done", faults: [] });
      expect(done.counts).toMatchObject({ rows: 48_925, faults: 0, quarantined: 0, duplicates: 0 });

      const orders = await one(
        database.pool,
        `select count(*)::int as orders, count(distinct subject)::int as customers, sum(lines)::int as items,
           count(*) filter (where delivered_at is not null)::int as delivered,
           count(*) filter (where status = 'cancelled')::int as cancelled,
           count(*) filter (where currency = 'BRL' and kind = 'sale')::int as sales, sum(total)::bigint as paid
         from orders.order where at is not null`,
      );
      expect(orders).toEqual({
        orders: 8_135,
        customers: 8_016,
        items: 8_365,
        delivered: 5_170,
        cancelled: 625 + 609,
        sales: 8_135,
        paid: 142_860_281,
      });
      const names = await database.pool.query<{ name: string; n: number }>(
        "select name, count(*)::int as n from events.event where source = 'import:olist' group by name",
      );
      expect(Object.fromEntries(names.rows.map(({ name, n }) => [name, n]))).toEqual({
        identify: 8_016,
        "Product Recorded": 5_460,
        "Order Completed": 8_135,
        "Order Shipped": 6_353,
        "Order Delivered": 5_170,
        "Order Cancelled": 1_234,
        "Order Reviewed": 8_225,
      });
      expect(await one(database.pool, "select count(*)::int as n from catalog.product")).toEqual({ n: 5_460 });
      expect(await one(database.pool, "select count(*)::int as n from profiles.profile")).toMatchObject({ n: 8_016 });

      const again = await start();
      await engine.settle();
      const second = (await getImport(engine.ctx(), again.id)).counts;
      expect(second).toMatchObject({ accepted: 0, duplicates: done.counts.events, quarantined: 0 });
    },
    480_000,
  );
});

describe("UCI Online Retail", () => {
  test.skipIf(!existsSync(RETAIL) || !SLOW)(
    "C23 541,909 lines in one run: 25,900 invoices, 4,372 customers, 135,080 lines without one, 3,836 returns",
    async () => {
      const { database, seconds, done } = await importAll("uci-online-retail", [RETAIL]);
      const peak = Math.round(process.resourceUsage().maxRSS / 1_000);
      console.info(
        `Online Retail: ${done.counts.rows} rows in ${seconds.toFixed(1)} s with all folds, ` +
          `${Math.round(done.counts.rows / seconds)} rows/s, import alone ${done.progress.rate} rows/s, peak ${peak} MB`,
      );
      expect(done.state).toBe("done");
      expect(done.counts).toEqual({
        rows: 541_909,
        faults: 0,
        groups: 25_900,
        events: 25_900,
        accepted: 25_900,
        duplicates: 0,
        quarantined: 0,
      });
      const orders = await one(
        database.pool,
        `select count(*)::int as invoices, sum(lines)::int as lines, count(distinct nullif(subject, ''))::int as customers,
           sum(lines) filter (where subject = '')::int as nobody,
           count(*) filter (where id like 'C%' and kind = 'return')::int as returns,
           count(*) filter (where id like 'C%' and kind <> 'return')::int as "other C",
           min(at) as first, max(at) as last
         from orders.order where currency = 'GBP'`,
      );
      expect(orders).toEqual({
        invoices: 25_900,
        lines: 541_909,
        customers: 4_372,
        nobody: 135_080,
        returns: 3_836,
        "other C": 0,
        first: new Date("2010-12-01T08:26:00Z"),
        last: new Date("2011-12-09T12:50:00Z"),
      });
      const value = await one<{ sales: number; returns: number }>(
        database.pool,
        `select sum(total) filter (where id ~ '^[0-9]')::bigint as sales,
           sum(total) filter (where id like 'C%')::bigint as returns from orders.order`,
      );
      expect(value.sales / 100).toBeCloseTo(10_655_622.48, 0);
      expect(value.returns).toBe(-89_681_249);
      const adjusted = await database.pool.query(
        `select properties ->> 'adjustment' as kind, count(*)::int as n from events.event
         where properties ? 'adjustment' group by 1 order by 1`,
      );
      expect(adjusted.rows).toEqual([
        { kind: "bad debt", n: 3 },
        { kind: "stock", n: 1_336 },
      ]);
    },
    900_000,
  );
});
