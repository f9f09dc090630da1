/** Reads a PNG for comparing: inflates no more than its header promises. */
import { Readable } from "node:stream";
import { createInflate } from "node:zlib";
import { ascii, be32 } from "../../model/picture/bytes.ts";
import type { Gray } from "../../model/picture/gray.ts";
import { orientationIn } from "../../model/picture/orientation.ts";
import { headOf, rowsOf } from "../../model/picture/rows.ts";

const NONE = new Uint8Array();

/** Null where it cannot be read. */
export const grayOfPng = async (bytes: Uint8Array): Promise<Gray | null> => {
  const head = headOf(bytes.subarray(16, 29));
  const data: Uint8Array[] = [];
  let palette: Uint8Array = NONE;
  let opacity: Uint8Array = NONE;
  let orientation = 1;
  for (let at = 8; at + 12 <= bytes.length;) {
    const [length, type] = [be32(bytes, at), ascii(bytes, at + 4, 4)];
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (at + 12 + length > bytes.length || type === "IEND") break;
    if (type === "PLTE") palette = body;
    if (type === "tRNS") opacity = body;
    if (type === "eXIf") orientation = orientationIn(body);
    if (type === "IDAT") data.push(body);
    at += 12 + length;
  }
  if (head === null) return null;
  const rows = rowsOf(head, palette, head.colours === 3 ? opacity : NONE);
  const inflate = Readable.from(data).pipe(createInflate({ chunkSize: 262_144 }));
  try {
    for await (const chunk of inflate) {
      const said = rows.take(chunk as Uint8Array);
      if (said === "done") return rows.gray(orientation);
      if (said === "broken") return null;
    }
  } catch {
    // What is broken in it, zlib says in its own words.
  }
  return null;
};
