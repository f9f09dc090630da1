/** Cuts a stream of bytes into records, each with its place, so that a reading can go on from any of them. */
import { MOST_ROW_BYTES } from "#connectors/model";

export interface Raw {
  /** Bytes of the record without its line end. */
  readonly bytes: Buffer;
  /** Where the next record begins, in bytes of the (unpacked) file. */
  readonly next: number;
  readonly fault: string | null;
}

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const NEVER_CLOSED = "A quotation mark opens a field on this row and is never closed.";
const TOO_LONG = `The row is longer than ${MOST_ROW_BYTES.toLocaleString("en")} bytes.`;

const trimmed = (bytes: Buffer): Buffer => (bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes);

/**
 * The end of the CSV record that starts at `from`: the index of its LF, -1 where the bytes end before that, -2 where
 * quotation marks break the rules. No trail byte of CP932 or UTF-8 equals a quote, LF, comma, tab or semicolon, so bytes
 * can be scanned before they are decoded.
 */
const csvEnd = (bytes: Buffer, from: number, delimiter: number): number => {
  let start = from;
  for (;;) {
    // At the start of a field.
    if (bytes[start] !== QUOTE) {
      const lf = bytes.indexOf(LF, start);
      const end = lf < 0 ? bytes.length : lf;
      const line = bytes.subarray(start, end);
      if (!line.includes(QUOTE)) return lf;
      const separator = line.indexOf(delimiter);
      if (separator < 0) return lf;
      start += separator + 1;
      continue;
    }
    let close = start + 1;
    for (;;) {
      close = bytes.indexOf(QUOTE, close);
      if (close < 0) return -1;
      if (bytes[close + 1] !== QUOTE) break;
      close += 2;
    }
    const after = bytes[close + 1];
    if (after === undefined) return -1;
    if (after === LF) return close + 1;
    if (after === CR) {
      if (bytes[close + 2] === LF) return close + 2;
      return bytes[close + 2] === undefined ? -1 : -2;
    }
    if (after !== delimiter) return -2;
    start = close + 2;
  }
};

/** Records of CSV (with a delimiter) or of lines (null), from chunks that begin at byte `from` of the file. */
export async function* records(
  chunks: AsyncIterable<Buffer>,
  delimiter: string | null,
  from = 0,
): AsyncGenerator<Raw, void> {
  const separator = delimiter === null ? -1 : delimiter.charCodeAt(0);
  let held: Buffer = Buffer.alloc(0);
  let base = from;
  /** Inside a line that is too long: bytes are dropped up to the next LF. */
  let skipping = false;

  /** The record at `at`, or null where more bytes are needed. */
  const cut = (at: number, last: boolean): Raw | null => {
    const lf = held.indexOf(LF, at);
    const lineEnd = lf < 0 ? held.length : lf;
    let end = separator < 0 ? lf : csvEnd(held, at, separator);
    let fault: string | null = null;
    if (end === -1 && held.length - at > MOST_ROW_BYTES) {
      // One line is too long, or a quote runs on and on: only the line it stands on is given up.
      fault = lineEnd - at > MOST_ROW_BYTES ? TOO_LONG : NEVER_CLOSED;
      if (lf < 0) skipping = !last;
      end = lineEnd;
    } else if (end === -2) {
      if (lf < 0 && !last) return null;
      fault = "A quotation mark stands where none may: inside a field they must be doubled.";
      end = lineEnd;
    } else if (end === -1) {
      if (!last) return null;
      // The file ends here. An open quote gives up its line; a plain last line without LF is a record.
      const quoted = separator >= 0 && csvEnd(Buffer.concat([held, Buffer.of(LF)]), at, separator);
      if (quoted === -1 || quoted === -2) {
        fault = NEVER_CLOSED;
        end = lineEnd;
      } else end = held.length;
    } else if (end - at > MOST_ROW_BYTES) fault = TOO_LONG;
    const bytes = held.subarray(at, Math.min(end, at + MOST_ROW_BYTES));
    return { bytes: trimmed(bytes), next: base + Math.min(end + 1, held.length), fault };
  };

  const drain = function* (last: boolean): Generator<Raw, void> {
    let at = 0;
    while (at < held.length) {
      if (skipping) {
        const lf = held.indexOf(LF, at);
        if (lf < 0) {
          at = held.length;
          break;
        }
        skipping = false;
        at = lf + 1;
        continue;
      }
      const record = cut(at, last);
      if (!record) break;
      yield record;
      at = record.next - base;
    }
    base += at;
    held = held.subarray(at);
  };

  for await (const chunk of chunks) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    yield* drain(false);
  }
  yield* drain(true);
}

/** The fields of one decoded CSV record. */
export const fields = (text: string, delimiter: string): string[] => {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      let close = at + 1;
      for (;;) {
        close = text.indexOf('"', close);
        if (close < 0) close = text.length;
        if (text[close + 1] !== '"') break;
        close += 2;
      }
      cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
      at = close + 1;
    } else {
      const end = text.indexOf(delimiter, at);
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end));
      at = end < 0 ? text.length : end;
    }
    if (at >= text.length) return cells;
    at += 1;
    if (at === text.length) {
      cells.push("");
      return cells;
    }
  }
};
