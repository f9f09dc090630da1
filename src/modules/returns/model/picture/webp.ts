/** WebP: chunks of its RIFF container, only those that are needed to show it. */
import { ascii, joined, le32, leBytes32, named } from "./bytes.ts";
import { orientationIn, tiffOf } from "./orientation.ts";

const SHOWN = new Set(["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"]);
const PICTURES = new Set(["VP8 ", "VP8L", "ANMF"]);
/** Flags of VP8X. */
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

const chunk = (type: string, body: Uint8Array): Uint8Array =>
  joined([named(type), Uint8Array.from(leBytes32(body.length)), body, new Uint8Array(body.length % 2)]);

/** Null where it is no WebP or a chunk does not reach its end. What lies behind the container is left out. */
export const stripWebp = (bytes: Uint8Array): Uint8Array | null => {
  if (ascii(bytes, 0, 4) !== "RIFF" || ascii(bytes, 8, 4) !== "WEBP") return null;
  const end = 8 + le32(bytes, 4);
  if (end > bytes.length) return null;
  const kept: { readonly type: string; readonly bytes: Uint8Array }[] = [];
  let orientation = 1;
  let at = 12;
  while (at + 8 <= end) {
    const [type, length] = [ascii(bytes, at, 4), le32(bytes, at + 4)];
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (at + 8 + length > end) return null;
    if (type === "EXIF") orientation = orientationIn(ascii(body, 0, 6) === "Exif\0\0" ? body.subarray(6) : body);
    if (SHOWN.has(type)) kept.push({ type, bytes: chunk(type, body) });
    at += 8 + length + (length % 2);
  }
  if (!kept.some(({ type }) => PICTURES.has(type))) return null;
  const tiff = kept[0]?.type === "VP8X" ? tiffOf(orientation) : null;
  for (const one of kept) {
    if (one.type !== "VP8X") continue;
    const flags = (one.bytes[8] ?? 0) & ~(HAS_EXIF | HAS_XMP);
    one.bytes[8] = tiff ? flags | HAS_EXIF : flags;
  }
  const parts = [...kept.map((one) => one.bytes), ...(tiff ? [chunk("EXIF", tiff)] : [])];
  const size = 4 + parts.reduce((sum, part) => sum + part.length, 0);
  return joined([bytes.subarray(0, 4), Uint8Array.from(leBytes32(size)), bytes.subarray(8, 12), ...parts]);
};
