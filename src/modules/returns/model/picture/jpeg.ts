/** JPEG: segments up to the end of the picture, without those that tell of the camera, the place and the day. */
import { ascii, be16, joined, named } from "./bytes.ts";
import { orientationIn, tiffOf } from "./orientation.ts";

const EXIF = "Exif\0\0";

/** JFIF's own header, the colour profile and Adobe's note on colours are needed to show it. */
const isNeeded = (marker: number, body: Uint8Array): boolean => {
  if (marker === 0xe0) return ascii(body, 0, 5) === "JFIF\0";
  if (marker === 0xe2) return ascii(body, 0, 12) === "ICC_PROFILE\0";
  if (marker === 0xee) return ascii(body, 0, 5) === "Adobe";
  return !(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe;
};

/** JFIF may carry a small picture of its own: an older state of what was cut or painted over. */
const withoutThumbnail = (segment: Uint8Array): Uint8Array => {
  if (segment.length < 18) return segment;
  const plain = segment.slice(0, 18);
  plain.set([0, 16], 2);
  plain.set([0, 0], 16);
  return plain;
};

const exifOf = (orientation: number): Uint8Array[] => {
  const tiff = tiffOf(orientation);
  if (!tiff) return [];
  const length = 2 + EXIF.length + tiff.length;
  return [Uint8Array.from([0xff, 0xe1, length >> 8, length & 255, ...named(EXIF), ...tiff])];
};

/** The end of the picture's own data from here on: the next marker that is neither stuffing nor a restart. */
const endOfScan = (bytes: Uint8Array, from: number): number => {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
};

/** Null where it is no JPEG or ends before its picture begins. What follows the picture is left out. */
export const stripJpeg = (bytes: Uint8Array): Uint8Array | null => {
  if (be16(bytes, 0) !== 0xffd8) return null;
  const kept: Uint8Array[] = [];
  let orientation = 1;
  let scans = 0;
  let at = 2;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return scans > 0 ? whole(kept, orientation) : null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xd9) break;
    const length = be16(bytes, at + 2);
    const end = at + 2 + length;
    const standsAlone = marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8);
    if (standsAlone || length < 2 || end > bytes.length) {
      // Broken off between two scans: what there is can be shown.
      return scans > 0 ? whole(kept, orientation) : null;
    }
    const body = bytes.subarray(at + 4, end);
    if (marker === 0xe1 && ascii(body, 0, 6) === EXIF && orientation === 1)
      orientation = orientationIn(body.subarray(6));
    if (isNeeded(marker, body)) {
      const segment = bytes.subarray(at, end);
      kept.push(marker === 0xe0 ? withoutThumbnail(segment) : segment);
    }
    at = end;
    if (marker !== 0xda) continue;
    const next = endOfScan(bytes, at);
    kept.push(bytes.subarray(at, next));
    scans++;
    at = next;
  }
  return scans > 0 ? whole(kept, orientation) : null;
};

const whole = (kept: readonly Uint8Array[], orientation: number): Uint8Array =>
  joined([Uint8Array.from([0xff, 0xd8]), ...exifOf(orientation), ...kept, Uint8Array.from([0xff, 0xd9])]);
