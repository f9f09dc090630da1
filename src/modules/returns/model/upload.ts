/** What an uploaded picture really is: its first bytes say, never its name or what the browser calls it. */

export const LARGEST_UPLOAD = 8 * 1024 * 1024;
export const PICTURE_TYPES = ["image/jpeg", "image/png", "image/webp", "image/heic"] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

const starts = (bytes: Uint8Array, at: number, ...wanted: readonly number[]): boolean =>
  wanted.every((byte, i) => bytes[at + i] === byte);
const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

const HEIC_BRANDS = new Set(["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"]);

/** JPEG, PNG, WebP or HEIC with a beginning, and an end where the format has one; null for anything else. */
export const pictureType = (bytes: Uint8Array): PictureType | null => {
  if (bytes.length < 32) return null;
  if (starts(bytes, 0, 0xff, 0xd8, 0xff)) return jpegWhole(bytes) ? "image/jpeg" : null;
  if (starts(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))
    return ascii(bytes, 12, 4) === "IHDR" ? "image/png" : null;
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 4) === "WEBP")
    return ascii(bytes, 12, 3) === "VP8" ? "image/webp" : null;
  if (ascii(bytes, 4, 4) === "ftyp" && HEIC_BRANDS.has(ascii(bytes, 8, 4))) return "image/heic";
  return null;
};

/** Segment by segment to the first scan: three magic bytes before a script are no picture. */
const jpegWhole = (bytes: Uint8Array): boolean => {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda) return true;
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)) return false;
    const length = ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
    if (length < 2) return false;
    at += 2 + length;
  }
  return false;
};
