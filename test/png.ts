/** Writes PNGs of every kind for tests: each depth and kind of colour, interlaced or not, every filter by turns. */
import { crc32, deflateSync } from "node:zlib";

const chunk = (type: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
};

const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

const guess = (kind: number, a: number, b: number, c: number): number => {
  if (kind < 4) return [0, a, b, (a + b) >> 1][kind] ?? 0;
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
};

export interface Kind {
  readonly depth: 8 | 16;
  /** 0 grey, 2 colours, 3 by palette, 4 and 6 with opacity. */
  readonly colours: 0 | 2 | 3 | 4 | 6;
  readonly interlaced: boolean;
}

/** Only a header that claims this size, with so much data behind it. */
export const pngHead = (width: number, height: number, { depth, colours, interlaced }: Kind, data: Buffer): Buffer => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, colours, 0, 0, interlaced ? 1 : 0], 8);
  const palette = Buffer.from(Array.from({ length: 768 }, (_, i) => Math.floor(i / 3)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    ...(colours === 3 ? [chunk("PLTE", palette)] : []),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};

export const asPng = (
  { width, height, light }: { readonly width: number; readonly height: number; readonly light: Float32Array },
  kind: Kind,
): Buffer => {
  const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[kind.colours];
  const bytes = (samples * kind.depth) / 8;
  const rows: number[] = [];
  for (const [x0, y0, dx, dy] of kind.interlaced ? PASSES : ([[0, 0, 1, 1]] as const)) {
    let above: number[] = [];
    if (x0 >= width) continue;
    for (let y = y0; y < height; y += dy) {
      const row: number[] = [];
      for (let x = x0; x < width; x += dx)
        for (let sample = 0; sample < samples; sample++) {
          const opacity = kind.colours > 3 && sample === samples - 1;
          const value = opacity ? 255 : Math.round(light[y * width + x] ?? 0);
          row.push(value, ...(kind.depth === 16 ? [value] : []));
        }
      const filter = y % 5;
      const at = (from: readonly number[], i: number) => from[i] ?? 0;
      rows.push(
        filter,
        ...row.map((value, i) => (value - guess(filter, at(row, i - bytes), at(above, i), at(above, i - bytes))) & 255),
      );
      above = row;
    }
  }
  return pngHead(width, height, kind, deflateSync(Buffer.from(rows)));
};
