/** PNG: chunks up to its end, only those that are needed to show it. */
import { ascii, be32, beBytes32, joined, named } from "./bytes.ts";
import { orientationIn, tiffOf } from "./orientation.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const SHOWN = new Set("IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT".split(" "));

const crc32 = (bytes: Uint8Array): number => {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
};

const chunk = (type: string, body: Uint8Array): Uint8Array => {
  const content = joined([named(type), body]);
  return Uint8Array.from([...beBytes32(body.length), ...content, ...beBytes32(crc32(content))]);
};

/** Null where it is no PNG or does not reach its end. What follows that is left out. */
export const stripPng = (bytes: Uint8Array): Uint8Array | null => {
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte) || ascii(bytes, 12, 4) !== "IHDR") return null;
  const kept: Uint8Array[] = [];
  let orientation = 1;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const [length, type] = [be32(bytes, at), ascii(bytes, at + 4, 4)];
    const end = at + 12 + length;
    if (end > bytes.length || !/^[A-Za-z]{4}$/.test(type)) return null;
    if (type === "eXIf") orientation = orientationIn(bytes.subarray(at + 8, end - 4));
    if (type === "IEND") {
      const tiff = tiffOf(orientation);
      const turned = tiff ? [chunk("eXIf", tiff)] : [];
      // After IHDR, where readers look for it.
      return kept.length < 2
        ? null
        : joined([bytes.subarray(0, 8), ...kept.slice(0, 1), ...turned, ...kept.slice(1), bytes.subarray(at, end)]);
    }
    if (SHOWN.has(type)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
};
