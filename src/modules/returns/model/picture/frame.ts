/** What a JPEG says of itself before its picture begins. */
import { be16 } from "./bytes.ts";

export interface Part {
  readonly id: number;
  /** How many blocks of it lie beside and below each other in one unit. */
  readonly h: number;
  readonly v: number;
  /** The table that its steps are in. */
  readonly steps: number;
  /** Blocks in a row and rows of them, up to whole units. */
  readonly wide: number;
  readonly high: number;
  /** The mean of each block, as it is stored. */
  readonly means: Int32Array;
}

export interface Frame {
  readonly progressive: boolean;
  readonly bits: number;
  readonly width: number;
  readonly height: number;
  readonly h: number;
  readonly v: number;
  readonly parts: readonly Part[];
}

/** A frame's header; null for kinds that nobody sends (lossless, arithmetic) and for what makes no sense. */
export const frameOf = (marker: number, body: Uint8Array): Frame | null => {
  if (marker > 0xc2) return null;
  const [bits = 0, count = 0] = [body[0], body[5]];
  const [height, width] = [be16(body, 1), be16(body, 3)];
  if ((bits !== 8 && bits !== 12) || ![1, 3, 4].includes(count) || width * height === 0) return null;
  if (body.length < 6 + count * 3) return null;
  const said = Array.from({ length: count }, (_, i) => {
    const at = 6 + i * 3;
    return { id: body[at] ?? 0, h: (body[at + 1] ?? 0) >> 4, v: (body[at + 1] ?? 0) & 15, steps: body[at + 2] ?? 0 };
  });
  if (said.some((part) => part.h < 1 || part.h > 4 || part.v < 1 || part.v > 4 || part.steps > 3)) return null;
  const [h, v] = [Math.max(...said.map((part) => part.h)), Math.max(...said.map((part) => part.v))];
  const [across, down] = [Math.ceil(width / (8 * h)), Math.ceil(height / (8 * v))];
  return {
    progressive: marker === 0xc2,
    bits,
    width,
    height,
    h,
    v,
    parts: said.map((part) => {
      const [wide, high] = [across * part.h, down * part.v];
      return { ...part, wide, high, means: new Int32Array(wide * high) };
    }),
  };
};

export interface Scan {
  readonly parts: readonly { readonly part: Part; readonly dc: number; readonly ac: number }[];
  readonly first: number;
  /** Of a progressive picture: bits that came before, and bits that are still to come. */
  readonly high: number;
  readonly low: number;
}

export const scanOf = (frame: Frame, body: Uint8Array): Scan | null => {
  const count = body[0] ?? 0;
  if (count < 1 || count > 4 || body.length < 4 + count * 2) return null;
  const parts = Array.from({ length: count }, (_, i) => {
    const tables = body[2 + i * 2] ?? 0;
    const part = frame.parts.find((one) => one.id === body[1 + i * 2]);
    return part ? [{ part, dc: (tables >> 4) & 3, ac: tables & 3 }] : [];
  }).flat();
  const [first = 0, , bits = 0] = body.subarray(1 + count * 2);
  return parts.length === count ? { parts, first, high: bits >> 4, low: bits & 15 } : null;
};
