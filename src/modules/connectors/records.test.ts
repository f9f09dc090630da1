import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, detect } from "./model/encoding.ts";
import { fields, records } from "./model/records.ts";

async function* chunked(bytes: Buffer, size: number): AsyncGenerator<Buffer, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = async (text: string | Buffer, delimiter: string | null = ",", size = 7) => {
  const bytes = Buffer.from(text);
  const found: { text: string; next: number; fault: string | null }[] = [];
  for await (const raw of records(chunked(bytes, size), delimiter))
    found.push({ text: raw.bytes.toString("utf8"), next: raw.next, fault: raw.fault });
  return found;
};
const cp932 = (...bytes: number[]) => Buffer.from(bytes);
/** 髙橋 ① in CP932. */
const TAKAHASHI = cp932(0xfb, 0xfc, 0x8b, 0xb4, 0x20, 0x87, 0x40);

describe("records", () => {
  test("C1 quoted line ends, delimiters and doubled quotes stay inside their field; CRLF and LF both end a row", async () => {
    const rows = await read('a,b\r\n"x\r\ny","1,""2"""\nlast,row');
    expect(rows.map((row) => fields(row.text, ","))).toEqual([
      ["a", "b"],
      ["x\r\ny", '1,"2"'],
      ["last", "row"],
    ]);
    expect(rows.every((row) => row.fault === null)).toBe(true);
  });

  test("C1 any table that a writer makes is read as csv-parse reads it, however the bytes are cut", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r\n", "髙", " ", ";", "1") });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (cells, size, crlf) => {
        const text = cells
          .map((row) => row.map((c) => (/[",\r\n]/.test(c) || c === "" ? `"${c.replaceAll('"', '""')}"` : c)).join(","))
          .join(crlf ? "\r\n" : "\n");
        const expected = parse(text, { relax_column_count: true }) as string[][];
        const found = await read(text, ",", size);
        expect(found.map((row) => fields(row.text, ","))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test("C1 reading goes on from any row's end", async () => {
    const bytes = Buffer.from('id,t\n1,"a\nb"\n2,c\n3,"d,""e"\n');
    const all = await read(bytes);
    for (const { next } of all) {
      const rest: string[] = [];
      for await (const raw of records(chunked(bytes.subarray(next), 3), ",", next)) rest.push(raw.bytes.toString());
      expect(rest).toEqual(all.filter((row) => row.next > next).map((row) => row.text));
    }
  });

  test("C3 a quote inside a field gives up its own line only", async () => {
    const rows = await read('1,"a" b,x\n2,ok\n3,"un"closed\n4,ok\n');
    expect(rows.map((row) => [row.text.slice(0, 1), row.fault !== null])).toEqual([
      ["1", true],
      ["2", false],
      ["3", true],
      ["4", false],
    ]);
  });

  test("C3 a quote that is never closed gives up its own line only, in a small file and in a large one", async () => {
    const small = await read('1,ok\n2,"open\n3,ok\n4,ok\n');
    expect(small.map((row) => row.fault !== null)).toEqual([false, true, false, false]);
    const large = `1,"open\n${"2,a plain row of some length\n".repeat(60_000)}`;
    const rows = await read(large, ",", 65_536);
    expect(rows).toHaveLength(60_001);
    expect(rows.filter((row) => row.fault !== null)).toHaveLength(1);
  });

  test("C3 a line over 1 MB is one faulty row, and its neighbours are read", async () => {
    const rows = await read(`1,ok\n2,${"x".repeat(3_500_000)}\n3,ok\n`, ",", 65_536);
    expect(rows.map((row) => [row.text[0], row.fault])).toEqual([
      ["1", null],
      ["2", "The row is longer than 1,000,000 bytes."],
      ["3", null],
    ]);
  });

  test("JSON lines are cut at line ends alone", async () => {
    expect((await read('{"a":"x,\\"y"}\n{"b":1}', null)).map((row) => row.text)).toEqual(['{"a":"x,\\"y"}', '{"b":1}']);
  });
});

describe("encodings", () => {
  test("C2 UTF-8, a BOM and CP932 are told apart", () => {
    expect(detect(Buffer.from("名前,メール\n山田,a\n")).reading.encoding).toBe("utf-8");
    expect(detect(Buffer.from("\uFEFFname\nx\n")).reading.encoding).toBe("utf-8");
    expect(detect(Buffer.concat([Buffer.from("name,x\n"), TAKAHASHI, Buffer.from(",1\n")])).reading.encoding).toBe(
      "cp932",
    );
    expect(decode(TAKAHASHI, "cp932")).toEqual({ text: "髙橋 ①", fault: null });
  });

  test("C2 a row in another encoding than its file is faulty and says so, in both directions", () => {
    expect(decode(TAKAHASHI, "utf-8").fault).toBe("This row is CP932 (Shift_JIS) in a UTF-8 file.");
    expect(decode(Buffer.from("髙橋さん"), "cp932").fault).toBe("This row is UTF-8 in a CP932 (Shift_JIS) file.");
    expect(decode(Buffer.of(0x61, 0xff, 0xfe), "utf-8").fault).toBe("This row holds bytes that are not UTF-8.");
    expect(decode(Buffer.of(0x82), "cp932").fault).toBe("This row holds bytes that are not CP932 (Shift_JIS).");
  });

  test("C2 half-width kana in CP932 that happen to be valid UTF-8 stay CP932", () => {
    expect(decode(Buffer.of(0xc3, 0xb1), "cp932")).toEqual({ text: "ﾃｱ", fault: null });
  });

  test("delimiters are found outside quotes, and JSON lines by their brace", () => {
    expect(detect(Buffer.from('"a,b";c;d\n')).reading.delimiter).toBe(";");
    expect(detect(Buffer.from("a\tb,c\td\n")).reading.delimiter).toBe("\t");
    expect(detect(Buffer.from('{"a":1}\n')).reading.format).toBe("jsonl");
  });

  test.each([
    ["nothing", Buffer.alloc(0), "The file is empty."],
    ["a workbook", Buffer.from("PK\u0003\u0004xl"), "Excel workbook"],
    ["a PDF", Buffer.from("%PDF-1.7"), "PDF"],
    ["UTF-16", Buffer.from("\uFEFFa,b", "utf16le"), "UTF-16"],
    ["binary bytes", Buffer.from([1, 2, 0, 4]), "binary"],
  ])("C4 %s is refused with a sentence", (_, bytes, sentence) => {
    expect(() => detect(bytes)).toThrow(sentence);
  });
});
