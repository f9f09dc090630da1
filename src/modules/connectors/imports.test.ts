import { randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import Encoding from "encoding-japanese";
import fc from "fast-check";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import {
  adopt,
  cancelImport,
  connectorsModule,
  createImport,
  getImport,
  importWorker,
  resumeImport,
} from "#connectors";
import type { Ctx } from "#kernel/context";
import type { Definition } from "#connectors/model";
import { problemResponse } from "#kernel/mount";
import { settle } from "#kernel/runner";
import type { Worker } from "#kernel/worker";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { errorFile } from "./actions/errors.ts";
import { upload } from "./actions/files.ts";
import { removeImport } from "./actions/imports.ts";
import { inspect } from "./actions/inspect.ts";
import { claim } from "./store/imports.ts";

const database = await testDatabase();
const home = mkdtempSync(join(tmpdir(), "engawa-imports-"));
const base = testCtx(database);
const ctx: Ctx = { ...base, config: { ...base.config, home } };
const context = () => ctx;

const written = (text: string | Buffer, name = "orders.csv") => {
  const path = join(home, `${randomUUID()}-${name}`);
  writeFileSync(path, text);
  return adopt(ctx, path);
};
const run = (worker: Worker = importWorker()) => settle([worker], context);
const start = async (
  text: string | Buffer,
  more: { mapping?: string; definition?: Definition; part?: string; dryRun?: boolean } = {},
) => {
  const file = await written(text);
  const { part = "orders", dryRun = false, ...how } = more;
  const named = how.definition ? {} : { mapping: how.mapping ?? "orders" };
  return createImport(ctx, { ...named, ...how, dryRun, files: [{ part, file: file.id }] });
};
const imported = async (...how: Parameters<typeof start>) => {
  const { id } = await start(...how);
  await run();
  return getImport(ctx, id);
};
/** What the log holds from imports, without what differs from run to run. */
const logged = async () => {
  const { rows } = await database.pool.query<{ name: string; at: Date; subject: string; properties: object }>(
    "select name, at, subject, properties from events.event where source like 'import:%' order by name, properties::text, subject",
  );
  return rows;
};
const clear = () => database.pool.query("truncate events.event, events.quarantine; delete from connectors.import");
const errorsOf = async (id: string, part?: string) => {
  const { rows } = await errorFile(ctx, id, part, "en");
  const read: Buffer[] = [];
  for await (const row of rows) read.push(row);
  return Buffer.concat(read);
};

/** The built-in table mapping reads `ordered_at`; this one has our own headers. */
const ORDERS = "order_id,ordered_at,customer_id,product_id,product_name,price,quantity\n";
const line = (order: string, product: string, price = "100", at = "2026-01-05 10:00:00", user = "42") =>
  `${order},${at},${user},${product},Name of ${product},${price},2\n`;

describe("import", () => {
  test("rows of one order that stand apart become one order; a second run brings duplicates only (C8, C12)", async () => {
    await clear();
    const text = ORDERS + line("A", "p1") + line("B", "p3") + line("A", "p2", "50");
    const first = await imported(text);
    expect(first.state).toBe("done");
    expect(first.counts).toEqual({
      rows: 3,
      faults: 0,
      groups: 2,
      events: 2,
      accepted: 2,
      duplicates: 0,
      quarantined: 0,
    });
    const second = await imported(text);
    expect(second.counts).toMatchObject({ events: 2, accepted: 0, duplicates: 2 });
    const [, a] = await logged();
    expect(a).toMatchObject({
      name: "Order Completed",
      subject: "user:42",
      at: new Date("2026-01-05T01:00:00Z"),
      properties: { order_id: "A", total: 300, currency: "JPY" },
    });
    expect((await database.pool.query("select 1 from connectors.shelf")).rowCount).toBe(0);
  });

  test("C9 C17 ten per cent bad rows: the others go in, whole orders stay out, and the bad ones download with a reason", async () => {
    await clear();
    const rows = Array.from({ length: 200 }, (_, n) => line(`O${n}`, "p", n % 10 === 0 ? "dear" : "100"));
    rows.push(line("O10", "second line"), "short,row\n");
    const done = await imported(ORDERS + rows.join(""));
    expect(done.state).toBe("done");
    expect(done.counts).toMatchObject({ rows: 202, accepted: 180, faults: 22 });
    const text = (await errorsOf(done.id)).toString();
    const lines = text.trimEnd().split("\r\n");
    expect(lines).toHaveLength(23);
    expect(lines[0]).toBe(`${ORDERS.trim()},"reason"`);
    expect(lines[1]).toBe(`${rows[0]?.trim() ?? ""},"“dear” is no number."`);
    expect(text).toContain('second line,100,2,"Left out with row 12, which belongs to the same record."');
    expect(text).toContain('short,row,"This row has 2 fields where the header has 7."');
    // Mended, the file goes in as it is.
    const again = await imported(text.replaceAll("dear", "100"));
    expect(again.counts).toMatchObject({ accepted: 20, faults: 1 });
  });

  test("C2 C17 mixed encodings: rows of the other encoding are faulty, and come back in their own bytes", async () => {
    await clear();
    const sjis = Buffer.from([0x8e, 0x52, 0x93, 0x63]); // 山田
    const head = Buffer.from("customer_id,email,name\n");
    const row = (id: number, name: Buffer) =>
      Buffer.concat([Buffer.from(`${id},a${id}@b.jp,`), name, Buffer.from("\r\n")]);
    const utf8 = Buffer.concat([head, row(1, Buffer.from("山田")), row(2, sjis), row(3, Buffer.from("佐藤"))]);
    const one = await imported(utf8, { mapping: "customers", part: "customers" });
    expect(one.counts).toMatchObject({ accepted: 2, faults: 1 });
    expect(one.faults).toEqual([
      { part: "customers", row: 3, reason: "This row is CP932 (Shift_JIS) in a UTF-8 file." },
    ]);
    expect((await errorsOf(one.id)).includes(sjis)).toBe(true);
    const cp932 = Buffer.concat([head, row(1, sjis), row(2, sjis), row(3, Buffer.from("佐藤"))]);
    const other = await imported(cp932, { mapping: "customers", part: "customers" });
    expect(other.counts).toMatchObject({ events: 2, faults: 1 });
    expect((await logged()).filter((e) => (e.properties as { name?: string }).name === "山田").length).toBeGreaterThan(
      0,
    );
  });

  test("C5 missing columns are all named and nothing starts", async () => {
    const before = (await database.pool.query("select 1 from connectors.import")).rowCount;
    await expect(start("order_id,price\n1,2\n")).rejects.toThrow("Missing columns: ordered_at, quantity, product_id.");
    await expect(start("order_id;ordered_at\n1;2\n")).rejects.toThrow("Missing columns");
    expect((await database.pool.query("select 1 from connectors.import")).rowCount).toBe(before);
  });

  test.each([
    ["an empty file", "", "is empty"],
    ["a binary file", Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), "Excel workbook"],
    ["a broken gzip file", Buffer.concat([gzipSync(ORDERS.repeat(50)).subarray(0, 40)]), "damaged"],
  ])("C4 %s is refused with a sentence", async (_, bytes, sentence) => {
    await expect(start(bytes)).rejects.toThrow(sentence);
  });

  test("a header alone is an import of nothing, and a wrong delimiter is noticed on inspection", async () => {
    expect((await imported(ORDERS)).counts).toMatchObject({ rows: 0, events: 0 });
    const file = await written("a;b;c\n1;2;3\n");
    expect((await inspect(ctx, { file: file.id })).header).toEqual(["a", "b", "c"]);
    const wrong = await inspect(ctx, { file: file.id, reading: { delimiter: "," } });
    expect(wrong.warnings.join()).toContain("Only one column");
  });

  test("C16 a dry run counts and shows and leaves the log alone", async () => {
    await clear();
    const tried = await imported(ORDERS + line("A", "p1") + line("B", "p1", "x"), { dryRun: true });
    expect(tried).toMatchObject({ state: "done", counts: { rows: 2, events: 1, accepted: 0, faults: 1 } });
    expect(tried.sample).toHaveLength(1);
    expect(tried.sample[0]).toMatchObject({ type: "track", event: "Order Completed", userId: "42" });
    expect(await logged()).toEqual([]);
  });

  test("C7 huge fields are faulty rows", async () => {
    await clear();
    const done = await imported(ORDERS + line("A", "p".repeat(70_000)) + line("B", "p"));
    expect(done.counts).toMatchObject({ accepted: 1, faults: 1 });
    expect(done.faults[0]?.reason).toContain("64,000");
  });

  test("gzip, JSON lines of rows and JSON lines of whole events", async () => {
    await clear();
    expect((await imported(gzipSync(ORDERS + line("A", "p")))).counts.accepted).toBe(1);
    const rows = '{"customer_id":7,"email":"x@y.jp","address":{"city":"京都"}}\n{"customer_id":8}\nnot json\n[1]\n';
    const people = await imported(rows, { mapping: "customers", part: "customers" });
    expect(people.counts).toMatchObject({ accepted: 2, faults: 2 });
    const events =
      '{"type":"track","event":"Store Visited","userId":"7","messageId":"m1"}\n{"type":"what","userId":"7"}\n';
    const whole = await imported(events, { mapping: "events", part: "events" });
    expect(whole.counts).toMatchObject({ accepted: 1, quarantined: 1 });
    expect((await errorsOf(people.id)).toString()).toBe(
      '{"_row":"not json","_reason":"This line is not valid JSON."}\n{"_row":"[1]","_reason":"This line is JSON but no object."}\n',
    );
  });

  test("orders without a customer name nobody", async () => {
    await clear();
    await imported(ORDERS + line("A", "p", "1", "2026-01-05", ""));
    expect((await logged())[0]?.subject).toBe("");
  });
});

describe("EC-CUBE 4", () => {
  const HEADER =
    "注文ID,注文番号,会員ID,お名前(姓),お名前(名),メールアドレス,TEL,小計,値引き,送料,税金,合計,支払合計,対応状況(ID),受注日," +
    "注文詳細ID,商品名,商品コード,規格分類名1,価格,個数,税率,明細区分(ID),配送業者(名称),送料,発送日,出荷伝票番号";
  const row = (order: string, status: string, item: string, kind: string, shipped = "") =>
    `1,${order},42,髙橋,花子,hana@example.jp,090-1234-5678,3000,0,550,322,3550,3550,${status},2026-04-01 10:20:30,` +
    `${item},シャンプー${item},SH-${item},大,1500,1,10,${kind},ヤマト運輸,660,${shipped},1234-5678-9012`;

  test("orders in CP932: lines grouped, postage is no product, the second 送料 is the shipment's, carts are no orders", async () => {
    await clear();
    const rows = [
      HEADER,
      row("N1", "5", "1", "1", "2026-04-02 09:00:00"),
      row("N2", "3", "2", "1"),
      row("N1", "5", "3", "1", "2026-04-02 09:00:00"),
      row("N1", "5", "4", "2", "2026-04-02 09:00:00"),
      row("N3", "8", "5", "1"),
    ].join("\r\n");
    const cp932 = Buffer.from(Encoding.convert(Encoding.stringToCode(rows), { from: "UNICODE", to: "SJIS" }));
    const done = await imported(cp932, { mapping: "eccube4-orders" });
    expect(done).toMatchObject({ state: "done", counts: { rows: 5, faults: 0, accepted: 4, quarantined: 0 } });
    const all = await logged();
    expect(all.map((e) => [e.name, (e.properties as { order_id: string }).order_id])).toEqual([
      ["Order Cancelled", "N2"],
      ["Order Completed", "N1"],
      ["Order Completed", "N2"],
      ["Order Shipped", "N1"],
    ]);
    expect(all[1]).toMatchObject({
      at: new Date("2026-04-01T01:20:30Z"),
      subject: "user:42",
      properties: { total: 3550, shipping: 550, currency: "JPY", products: [{ line_id: "1" }, { line_id: "3" }] },
    });
    expect(all[3]).toMatchObject({
      at: new Date("2026-04-02T00:00:00Z"),
      properties: { shipping_fee: 660, carrier: "ヤマト運輸", tracking_number: "1234-5678-9012" },
    });
  });
});

describe("stopping and going on", () => {
  const many = (n: number) =>
    ORDERS + Array.from({ length: n }, (_, at) => line(`O${at % Math.ceil(n / 3)}`, `p${at}`)).join("");

  test("C15 cancel stops, resume goes on, and the finished import can do neither", async () => {
    await clear();
    const { id } = await start(many(12_000));
    const worker = importWorker();
    await worker.run(ctx);
    const stopped = await cancelImport(ctx, id);
    expect(stopped.state).toBe("cancelled");
    await run(worker);
    expect((await getImport(ctx, id)).counts.rows).toBe(5_000);
    await resumeImport(ctx, id);
    await run(worker);
    const done = await getImport(ctx, id);
    expect(done).toMatchObject({ state: "done", counts: { rows: 12_000, accepted: 4_000, duplicates: 0 } });
    await expect(cancelImport(ctx, id)).rejects.toThrow("This import is done and cannot be cancelled.");
    await expect(resumeImport(ctx, id)).rejects.toThrow("cannot be resumed");
  });

  test("C13 an import whose process died is taken up by another when the lease ends, and not before", async () => {
    await clear();
    const { id } = await start(many(9_000));
    const dead = importWorker({ leaseSeconds: 600 });
    await dead.run(ctx);
    await run(importWorker());
    expect((await getImport(ctx, id)).counts).toMatchObject({ rows: 5_000, accepted: 0 });
    await database.pool.query("update connectors.import set lease_until = clock_timestamp()");
    await run(importWorker());
    expect(await getImport(ctx, id)).toMatchObject({ state: "done", counts: { accepted: 3_000, duplicates: 0 } });
  });

  test("C13 a process that lost its lease commits nothing more", async () => {
    await clear();
    const { id } = await start(many(9_000));
    const slow = importWorker({ leaseSeconds: 0 });
    await slow.run(ctx);
    expect((await claim(ctx.db, "somebody else", 60))?.id).toBe(id);
    await slow.run(ctx);
    expect((await getImport(ctx, id)).counts.rows).toBe(5_000);
  });

  test("C14 when a crash empties the shelves, the files are read again and nothing goes in twice", async () => {
    await clear();
    const { id } = await start(many(9_000));
    const worker = importWorker();
    while ((await getImport(ctx, id)).counts.accepted === 0) await worker.run(ctx);
    await database.pool.query("truncate connectors.shelf");
    await run(worker);
    const done = await getImport(ctx, id);
    expect(done).toMatchObject({
      state: "done",
      counts: { rows: 9_000, events: 3_000, accepted: 3_000, duplicates: 0 },
    });
  });

  test("C20 a file that changed since ends the import with a sentence", async () => {
    await clear();
    const path = join(home, "moving.csv");
    writeFileSync(path, ORDERS + line("A", "p"));
    const file = await adopt(ctx, path);
    const { id } = await createImport(ctx, {
      mapping: "orders",
      dryRun: false,
      files: [{ part: "orders", file: file.id }],
    });
    writeFileSync(path, ORDERS);
    await run();
    expect(await getImport(ctx, id)).toMatchObject({ state: "failed", reason: expect.stringContaining("has changed") });
  });

  test("C8 C12 C13 rows in any order, two runs, kills anywhere: the same orders, each once", async () => {
    const rows = Array.from({ length: 24 }, (_, at) =>
      line(`O${at % 7}`, `p${at}`, String(at * 3), "2026-02-01", `${at % 7}`),
    );
    await clear();
    await imported(ORDERS + rows.join(""));
    const truth = await logged();
    expect(truth).toHaveLength(7);
    const shuffled = fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length });
    await fc.assert(
      fc.asyncProperty(shuffled, fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 4 }), async (order, kills) => {
        await clear();
        const text = ORDERS + order.join("");
        const { id } = await start(text);
        for (const pieces of kills) {
          // A worker that does some pieces and is never heard of again.
          const killed = importWorker({ leaseSeconds: 0 });
          for (let n = 0; n < pieces; n++) await killed.run(ctx);
        }
        await run();
        await imported(text);
        expect(await logged()).toEqual(truth);
        expect(await getImport(ctx, id)).toMatchObject({ state: "done", counts: { rows: 24, accepted: 7 } });
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  test("C19 an import holds back while the log's readers are behind, and goes on when they moved", async () => {
    await clear();
    await database.pool.query(
      "insert into events.cursor (reaction, xid, position, updated_at) values ('slow', '0', 0, now()) on conflict do nothing",
    );
    const { id } = await start(many(9_000));
    const worker = importWorker({ mostBehind: 100 });
    await run(worker);
    const held = await getImport(ctx, id);
    expect(held.progress.waiting).toBe(true);
    expect(held.counts.accepted).toBeGreaterThan(0);
    expect(held.counts.accepted).toBeLessThan(1_000);
    await database.pool.query("delete from events.cursor where reaction = 'slow'");
    await run(worker);
    expect((await getImport(ctx, id)).state).toBe("done");
  });
});

describe("over HTTP", () => {
  const app = new Hono();
  const as = (role: "viewer" | "marketer") => ({
    ...ctx,
    actor: { kind: "user", id: "u", name: "U", email: "u@example.jp", role } as const,
  });
  let role: "viewer" | "marketer" = "marketer";
  app.onError((error) => problemResponse(error, ctx.log));
  connectorsModule.serve?.(app, { ctx: () => Promise.resolve(as(role)), publicCtx: () => ctx });

  const post = (body: string, name = "a.csv") =>
    app.request(`/api/imports/files?name=${encodeURIComponent(name)}`, { method: "POST", body });

  test("C22 a marketer uploads a file as it is; a viewer may not; names cannot leave the folder", async () => {
    role = "marketer";
    const sent = await post(ORDERS, "../../注文.csv");
    expect(sent.status).toBe(200);
    expect(await sent.json()).toMatchObject({ name: "注文.csv", bytes: Buffer.byteLength(ORDERS) });
    expect((await post("")).status).toBe(400);
    role = "viewer";
    expect((await post(ORDERS)).status).toBe(403);
    role = "marketer";
    const { rows } = await database.pool.query("select 1 from kernel.audit where action = 'file.uploaded'");
    expect(rows.length).toBeGreaterThan(0);
  });

  test("C21 an upload is removed 14 days after its last import, and not before", async () => {
    await clear();
    const later = (days: number): Ctx => ({ ...ctx, now: new Date(ctx.now.getTime() + days * 86_400_000) });
    const file = await upload(ctx, "a.csv", new Response(ORDERS + line("A", "p")).body);
    await createImport(later(10), { mapping: "orders", dryRun: false, files: [{ part: "orders", file: file.id }] });
    await settle([importWorker()], () => later(10));
    const kept = async () =>
      (await database.pool.query("select 1 from connectors.file where id = $1 and removed_at is null", [file.id]))
        .rowCount;
    await settle([importWorker()], () => later(23));
    expect(await kept()).toBe(1);
    await settle([importWorker()], () => later(25));
    expect(await kept()).toBe(0);
  });

  test("C22 a viewer sees that an import ran, and none of what its rows hold", async () => {
    await clear();
    const { id } = await start(ORDERS + line("A", "p", "x") + line("B", "p"), { dryRun: true });
    await run();
    expect((await getImport(as("marketer"), id)).faults).toHaveLength(1);
    expect(await getImport(as("viewer"), id)).toMatchObject({
      counts: { rows: 2 },
      faults: [],
      sample: [],
      faultyParts: [],
    });
    const { rows } = await database.pool.query<{ action: string }>(
      "select action from kernel.audit where target = $1",
      [`import:${id}`],
    );
    expect(rows.map((each) => each.action)).toEqual(["import.tried"]);
  });

  test("an upload over the size in the settings is refused and leaves no file", async () => {
    await database.pool.query(
      `insert into kernel.setting (key, value, updated_at) values ('imports', '{"mostUploadMb":1}', now())`,
    );
    const big = await post("x".repeat(1_200_000));
    expect(big.status).toBe(413);
    expect(await big.text()).toContain("larger than 1 MB");
    await database.pool.query("delete from kernel.setting");
  });

  test("C17 C21 errors.csv comes as a file, and removing an import removes what it kept", async () => {
    await clear();
    const file = await upload(ctx, "注文.csv", new Response(ORDERS + line("A", "p", "x")).body);
    const { id } = await createImport(ctx, {
      mapping: "orders",
      dryRun: false,
      files: [{ part: "orders", file: file.id }],
    });
    await expect(removeImport(ctx, id)).rejects.toThrow("Cancel this import first.");
    await run();
    const at = `/api/imports/${id}/errors.csv`;
    const inEnglish = await app.request(at, { headers: { "accept-language": "en-GB" } });
    expect(await inEnglish.text()).toMatch(/^order_id,.*,"reason"\r\n.*“x” is no number\./);
    // Asked for by the console in the language on screen; else as the reader's programme or the brand speaks.
    const got = await app.request(`${at}?lang=ja`, { headers: { "accept-language": "en-GB" } });
    expect(got.headers.get("content-disposition")).toContain("filename*=UTF-8''errors-%E6%B3%A8%E6%96%87.csv");
    const told = await got.text();
    expect(told).toMatch(/^order_id,.*,"理由"\r\n.*「x」は数値ではありません。/);
    expect(await (await app.request(at)).text()).toBe(told);
    await removeImport(ctx, id);
    await expect(getImport(ctx, id)).rejects.toThrow("no such import");
    expect((await app.request(`/api/imports/${id}/errors.csv`)).status).toBe(404);
    expect(
      (await database.pool.query("select 1 from connectors.file where id = $1 and removed_at is null", [file.id]))
        .rowCount,
    ).toBe(0);
  });
});
