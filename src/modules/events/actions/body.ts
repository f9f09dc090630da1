/** From the bytes of a request to its JSON, within bounds. */
import { isUtf8 } from "node:buffer";
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { Problem } from "#kernel/errors";

/** Of a body, packed or unpacked. Four times what clients need: theirs end at 500 KB. */
export const LARGEST_BODY = 2_097_152;

export const tooLarge = (): Problem =>
  new Problem("too_large", `A request has ${LARGEST_BODY / 1_048_576} MiB at most, unpacked. Send smaller batches.`);

// Synchronous: 2 MiB unpack in under 10 ms and most bodies in far less, which is what a turn of the thread pool costs.
const bound = { maxOutputLength: LARGEST_BODY };
const unpackers: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, bound),
  "x-gzip": (bytes) => gunzipSync(bytes, bound),
  br: (bytes) => brotliDecompressSync(bytes, bound),
  // RFC 9110 means zlib's wrapper; some senders leave it away.
  deflate: (bytes) =>
    ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.length > 1 && bytes.readUInt16BE(0) % 31 === 0
      ? inflateSync(bytes, bound)
      : inflateRawSync(bytes, bound),
};

const unpack = (bytes: Buffer, encoding: string): Buffer => {
  const unpacker = unpackers[encoding];
  if (!unpacker) throw new Problem("invalid", "The content encoding is none of gzip, deflate, br.");
  try {
    return unpacker(bytes);
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge();
    throw new Problem("invalid", `The body is not valid ${encoding}.`);
  }
};

/** The JSON in a body, whatever its content type says. */
export const readJson = (bytes: Buffer, encoding: string | undefined): unknown => {
  const how = encoding?.trim().toLowerCase() ?? "";
  const plain = how === "" || how === "identity" ? bytes : unpack(bytes, how);
  if (!isUtf8(plain)) throw new Problem("invalid", "The body is not valid UTF-8.");
  const start = plain[0] === 0xef && plain[1] === 0xbb && plain[2] === 0xbf ? 3 : 0;
  try {
    return JSON.parse(plain.toString("utf8", start)) as unknown;
  } catch {
    throw new Problem("invalid", "The body is not valid JSON.");
  }
};
