/** What the bytes of a file are: text or not, which encoding, which delimiter. Each row is then held to it. */
import { isAscii, isUtf8 } from "node:buffer";
import { Problem } from "#kernel/errors";
import { DELIMITERS, type Encoding, type Reading } from "#connectors/model";

const cp932 = new TextDecoder("shift_jis", { fatal: true });
const cp932Loose = new TextDecoder("shift_jis");

const isCp932 = (bytes: Buffer): boolean => {
  try {
    cp932.decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/** Japanese in UTF-8 is three bytes from E3 to E9 or EF; a whole row of CP932 that reads so by chance does not occur. */
const JAPANESE = /[\u3000-\u9FFF\uFF00-\uFFEF]/;

export type Decoded =
  | { readonly text: string; readonly fault: null }
  | { readonly text: string; readonly fault: string };

/** One row as text. Where it is not in the file's encoding, a fault and the text with holes. */
export const decode = (bytes: Buffer, encoding: Encoding): Decoded => {
  if (isAscii(bytes)) return { text: bytes.toString("latin1"), fault: null };
  const utf8 = isUtf8(bytes);
  if (encoding === "utf-8") {
    if (utf8) return { text: bytes.toString("utf8"), fault: null };
    const fault = isCp932(bytes)
      ? "This row is CP932 (Shift_JIS) in a UTF-8 file."
      : "This row holds bytes that are not UTF-8.";
    return { text: bytes.toString("utf8"), fault };
  }
  if (utf8 && JAPANESE.test(bytes.toString("utf8")))
    return { text: bytes.toString("utf8"), fault: "This row is UTF-8 in a CP932 (Shift_JIS) file." };
  try {
    return { text: cp932.decode(bytes), fault: null };
  } catch {
    return { text: cp932Loose.decode(bytes), fault: "This row holds bytes that are not CP932 (Shift_JIS)." };
  }
};

const startsWith = (bytes: Buffer, ...head: number[]) => head.every((byte, i) => bytes[i] === byte);
export const hasBom = (bytes: Buffer): boolean => startsWith(bytes, 0xef, 0xbb, 0xbf);

const refuse = (sentence: string) => new Problem("invalid", sentence);

/** Says what a file is that is no text, so that the sentence tells what to do. */
const refuseBinary = (head: Buffer): void => {
  if (head.length === 0) throw refuse("The file is empty.");
  if (startsWith(head, 0x50, 0x4b, 3, 4))
    throw refuse("This is an Excel workbook or a zip archive. Save the sheet as CSV and upload that.");
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) throw refuse("This is an old Excel workbook. Save the sheet as CSV.");
  if (startsWith(head, 0x25, 0x50, 0x44, 0x46)) throw refuse("This is a PDF, not a table.");
  if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff))
    throw refuse("This file is UTF-16. Save it as CSV in UTF-8 or Shift_JIS.");
  if (head.includes(0)) throw refuse("This is a binary file, not CSV or JSON lines.");
};

const lines = (head: Buffer): Buffer[] => {
  const found: Buffer[] = [];
  let at = 0;
  for (let lf = head.indexOf(10); lf >= 0 && found.length < 2_000; lf = head.indexOf(10, at)) {
    found.push(head.subarray(at, lf));
    at = lf + 1;
  }
  if (found.length === 0) found.push(head);
  return found;
};

const delimiterOf = (line: string): Reading["delimiter"] => {
  const outside = line.replaceAll(/"(?:[^"]|"")*"/g, "");
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, n: outside.split(delimiter).length - 1 }));
  return counted.reduce((best, each) => (each.n > best.n ? each : best)).delimiter;
};

/** How to read a file, from its first bytes. Throws a Problem where it can be no table. */
export const detect = (head: Buffer): { reading: Reading; warnings: string[] } => {
  refuseBinary(head);
  const warnings: string[] = [];
  const text = lines(hasBom(head) ? head.subarray(3) : head);
  const foreign = text.filter((line) => !isAscii(line));
  const utf8 = foreign.filter((line) => isUtf8(line)).length;
  const sjis = foreign.filter((line) => isCp932(line) && !isUtf8(line)).length;
  const encoding: Encoding = hasBom(head) || utf8 >= foreign.length - utf8 ? "utf-8" : "cp932";
  const odd = encoding === "utf-8" ? foreign.length - utf8 : foreign.length - sjis;
  if (odd > 0)
    warnings.push(
      `${odd} of the first ${text.length} rows are in another encoding than the rest; they become faulty rows.`,
    );
  const first = decode(text[0] ?? head, encoding).text.trim();
  const format = first.startsWith("{") ? "jsonl" : "csv";
  if (format === "csv" && !head.includes(10) && head.includes(13))
    throw refuse("The lines of this file end in CR alone. Save it with the line ends of Windows or Unix.");
  return { reading: { format, encoding, delimiter: format === "csv" ? delimiterOf(first) : "," }, warnings };
};
