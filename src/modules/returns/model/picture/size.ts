/** How large a picture says that it is, before anything of it is decoded. */
import { ascii, be16, be32, le16 } from "./bytes.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** More pixels than any telephone makes in 8 MB; a picture of plain colour may claim a thousand times as many. */
const MOST_PIXELS = 60_000_000;
/** A row of it must fit into little room. */
const LONGEST_SIDE = 30_000;

export const isTooLarge = ({ width, height }: Size): boolean =>
  width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE;

const jpegSize = (bytes: Uint8Array): Size | null => {
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker === 0xda) return null;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: be16(bytes, at + 7), height: be16(bytes, at + 5) };
    at += marker === 0xff ? 1 : 2 + be16(bytes, at + 2);
  }
  return null;
};

const webpSize = (bytes: Uint8Array): Size | null => {
  const le24 = (at: number) => le16(bytes, at) + (bytes[at + 2] ?? 0) * 65_536;
  switch (ascii(bytes, 12, 4)) {
    case "VP8X":
      return { width: le24(24) + 1, height: le24(27) + 1 };
    case "VP8 ":
      return { width: le16(bytes, 26) & 0x3fff, height: le16(bytes, 28) & 0x3fff };
    case "VP8L": {
      const packed = le16(bytes, 21) + le16(bytes, 23) * 65_536;
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    default:
      return null;
  }
};

/** Null where it does not say, or says it in a way that is not read here (HEIC). */
export const sizeOf = (bytes: Uint8Array, mime: string): Size | null => {
  if (mime === "image/jpeg") return jpegSize(bytes);
  if (mime === "image/png") return { width: be32(bytes, 16), height: be32(bytes, 20) };
  return mime === "image/webp" ? webpSize(bytes) : null;
};
