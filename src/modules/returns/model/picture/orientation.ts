/** The one thing that a picture's notes must keep: which side is up. */
import { ascii, be16, be32, le16, le32 } from "./bytes.ts";

const ORIENTATION = 0x0112;

/** 2 to 8 where a TIFF block says that the picture is turned or mirrored; else 1. */
export const orientationIn = (tiff: Uint8Array): number => {
  const order = ascii(tiff, 0, 2);
  if (order !== "II" && order !== "MM") return 1;
  const [two, four] = order === "II" ? [le16, le32] : [be16, be32];
  const first = four(tiff, 4);
  if (two(tiff, 2) !== 42 || first < 8 || first + 2 > tiff.length) return 1;
  for (let i = 0; i < two(tiff, first); i++) {
    const at = first + 2 + i * 12;
    if (at + 12 > tiff.length) return 1;
    if (two(tiff, at) !== ORIENTATION) continue;
    const value = two(tiff, at + 8);
    return value >= 2 && value <= 8 ? value : 1;
  }
  return 1;
};

/** A TIFF block that says nothing but that; null for a picture that stands upright. */
export const tiffOf = (orientation: number): Uint8Array | null =>
  orientation === 1
    ? null
    : // Big-endian; one entry: 0x0112, a short, once; and no further block.
      Uint8Array.from([
        0x4d,
        0x4d,
        0,
        42,
        0,
        0,
        0,
        8,
        0,
        1,
        0x01,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        orientation,
        0,
        0,
        0,
        0,
        0,
        0,
      ]);
