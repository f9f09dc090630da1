/** Faulty rows as a file: the bytes of the original, with a column that says why, ready to be mended and sent again. */
import Encoding from "encoding-japanese";
import type { Ctx } from "#kernel/context";
import { notFound } from "#kernel/errors";
import type { Language } from "#kernel/html";
import type { Encoding as Charset, Reading } from "#connectors/model";
import { reasonIn } from "../model/reasons.ts";
import { filesById } from "../store/files.ts";
import { findImport, type ImportFile } from "../store/imports.ts";
import { faultsOf } from "../store/shelf.ts";
import { type Line, lines, openBytes } from "./read.ts";

const LF = Buffer.from("\r\n");
const PAGE = 2_000;

const encode = (text: string, encoding: Charset): Buffer =>
  encoding === "utf-8"
    ? Buffer.from(text)
    : Buffer.from(Encoding.convert(Encoding.stringToCode(text), { from: "UNICODE", to: "SJIS", fallback: "ignore" }));

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

const written = (line: Line, reason: string, reading: Reading): Buffer => {
  if (reading.format === "csv")
    return Buffer.concat([line.bytes, encode(reading.delimiter + quoted(reason), reading.encoding), LF]);
  const record: object = line.record ?? { _row: line.bytes.toString("utf8") };
  return Buffer.from(`${JSON.stringify({ ...record, _reason: reason })}\n`);
};

async function* faulty(ctx: Ctx, id: string, file: ImportFile & { path: string; header: boolean }, language: Language) {
  const next = (after: number) => faultsOf(ctx.db, id, { part: file.part, after, limit: PAGE });
  let page = await next(0);
  let at = 0;
  const opened = await openBytes(file.path, 0);
  try {
    for await (const line of lines(opened.chunks, file.reading, { next: 0, row: 0 })) {
      if (line.row === 1 && file.header && file.reading.format === "csv") {
        yield written(line, language === "ja" ? "理由" : "reason", file.reading);
        continue;
      }
      // Rows that another reading noted and this one passes over (blank ones) are stepped past.
      while (page[at] && (page[at]?.row ?? 0) < line.row) at += 1;
      if (at >= page.length) {
        if (page.length < PAGE) return;
        page = await next(page.at(-1)?.row ?? 0);
        at = 0;
      }
      const fault = page[at];
      if (fault && fault.row === line.row) yield written(line, reasonIn(language, fault.reason), file.reading);
    }
  } finally {
    opened.close();
  }
}

/** A stream of the faulty rows of one part (the first that has any), in the encoding they came in; reasons in this language. */
export const errorFile = async (ctx: Ctx, id: string, part: string | undefined, language: Language) => {
  const row = await findImport(ctx.db, id);
  if (!row) throw notFound("import");
  const first = part ?? (await faultsOf(ctx.db, id, { limit: 1 }))[0]?.part;
  const file = row.files.find((each) => each.part === first);
  const stored = file && (await filesById(ctx.db, [file.file])).get(file.file);
  if (!file || !stored) throw notFound("file with faulty rows");
  const header = row.definition.parts.find((each) => each.name === file.part)?.header ?? true;
  return { rows: faulty(ctx, id, { ...file, path: stored.path, header }, language), file };
};
