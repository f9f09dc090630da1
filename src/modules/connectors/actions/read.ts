/** Files as streams of rows: unpacked, cut into records, decoded, bound to columns. */
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { Problem } from "#kernel/errors";
import type { Cell, Reading } from "#connectors/model";
import { decode, hasBom } from "../model/encoding.ts";
import { fields, records } from "../model/records.ts";

/** Unpacked bytes of one file, at most: a gzip bomb ends here. */
const MOST_UNPACKED = 20_000_000_000;

export interface Opened {
  /** Records from a byte of the unpacked file on. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes on disk read so far. */
  disk(): number;
  close(): void;
}

const isGzip = async (path: string): Promise<boolean> => {
  const file = await open(path, "r");
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
};

const damaged = (error: unknown): unknown => {
  const code = (error as { code?: string } | null)?.code ?? "";
  if (code.startsWith("Z_")) return new Problem("invalid", "The gzip file is damaged or was cut short.");
  if (code === "ENOENT") return new Problem("invalid", "The file is no longer there. Upload it again.");
  return error;
};

async function* limited(source: AsyncIterable<Buffer>, skip: number): AsyncGenerator<Buffer, void> {
  let left = skip;
  let seen = 0;
  try {
    for await (const chunk of source) {
      seen += chunk.length;
      if (seen > MOST_UNPACKED) throw new Problem("too_large", "The file is larger than 20 GB when unpacked.");
      if (left >= chunk.length) left -= chunk.length;
      else {
        yield left > 0 ? chunk.subarray(left) : chunk;
        left = 0;
      }
    }
  } catch (error) {
    throw damaged(error);
  }
}

export const openBytes = async (path: string, from: number): Promise<Opened> => {
  try {
    if (await isGzip(path)) {
      const raw = createReadStream(path, { highWaterMark: 262_144 });
      const unpacked = createGunzip({ chunkSize: 262_144 });
      raw.on("error", (error) => unpacked.destroy(error));
      raw.pipe(unpacked);
      const close = () => {
        raw.destroy();
        unpacked.destroy();
      };
      return { chunks: limited(unpacked, from), disk: () => raw.bytesRead, close };
    }
    const raw = createReadStream(path, { start: from, highWaterMark: 262_144 });
    return { chunks: limited(raw, 0), disk: () => from + raw.bytesRead, close: () => raw.destroy() };
  } catch (error) {
    throw damaged(error);
  }
};

/** The first unpacked bytes of a file. */
export const headOf = async (path: string, bytes = 262_144): Promise<Buffer> => {
  const opened = await openBytes(path, 0);
  const read: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of opened.chunks) {
      read.push(chunk);
      length += chunk.length;
      if (length >= bytes) break;
    }
  } finally {
    opened.close();
  }
  return Buffer.concat(read).subarray(0, bytes);
};

export const sizeOf = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw damaged(error);
  }
};

export interface Line {
  /** As a spreadsheet counts: the header is row 1. Blank rows count too. */
  readonly row: number;
  readonly bytes: Buffer;
  readonly next: number;
  /** Fields of CSV or the object of a JSON line; holes in it where there is a fault. */
  readonly record: readonly Cell[] | Readonly<Record<string, Cell>> | null;
  readonly fault: string | null;
}

const jsonLine = (text: string): Pick<Line, "record" | "fault"> => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return { record: value as Record<string, Cell>, fault: null };
    return { record: null, fault: "This line is JSON but no object." };
  } catch {
    return { record: null, fault: "This line is not valid JSON." };
  }
};

/** Rows from `at` on, blank ones left out. `at` is where a row begins: byte of the unpacked file and rows before it. */
export async function* lines(
  chunks: AsyncIterable<Buffer>,
  reading: Reading,
  at: { next: number; row: number },
): AsyncGenerator<Line, void> {
  const csv = reading.format === "csv";
  let row = at.row;
  for await (const raw of records(chunks, csv ? reading.delimiter : null, at.next)) {
    row += 1;
    const bytes = row === 1 && hasBom(raw.bytes) ? raw.bytes.subarray(3) : raw.bytes;
    if (bytes.length === 0) continue;
    const { text, fault } = decode(bytes, reading.encoding);
    if (text.trim() === "") continue;
    const wrong = raw.fault ?? fault;
    if (csv)
      yield { row, bytes, next: raw.next, record: raw.fault ? null : fields(text, reading.delimiter), fault: wrong };
    else {
      const read = jsonLine(text);
      yield { row, bytes, next: raw.next, record: read.record, fault: wrong ?? read.fault };
    }
  }
}

/** The header of a CSV file, or null for JSON lines; where there is none, as many numbers as the first row has fields. */
export const headerOf = async (path: string, reading: Reading, header: boolean): Promise<string[] | null> => {
  if (reading.format === "jsonl") return null;
  const opened = await openBytes(path, 0);
  try {
    for await (const line of lines(opened.chunks, reading, { next: 0, row: 0 })) {
      if (line.fault) throw new Problem("invalid", `The first row cannot be read. ${line.fault}`);
      const cells = line.record as readonly Cell[];
      return header ? cells.map(String) : cells.map((_, at) => String(at + 1));
    }
  } finally {
    opened.close();
  }
  throw new Problem("invalid", "The file is empty.");
};
