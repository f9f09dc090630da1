/** A PNG's rows, taken in as they are inflated, and added up into cells: of a large picture no more than two rows are held. */
import { be32 } from "./bytes.ts";
import { type Gray, upright } from "./gray.ts";

export interface Head {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** As PNG numbers them: 0 grey, 2 red-green-blue, 3 by palette, 4 and 6 with opacity. */
  readonly colours: number;
  readonly interlaced: boolean;
}

const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Null where it is no header that PNG knows. */
export const headOf = (body: Uint8Array): Head | null => {
  const [depth = 0, colours = 0, packing, filter, interlace = 0] = body.subarray(8, 13);
  const [width, height] = [be32(body, 0), be32(body, 4)];
  if (width * height === 0 || !DEPTHS[colours]?.includes(depth) || packing !== 0 || filter !== 0 || interlace > 1)
    return null;
  return { width, height, depth, colours, interlaced: interlace === 1 };
};

/** Where a pass begins, and its steps: one of all points, or Adam7's seven. */
const PLAIN = [[0, 0, 1, 1]] as const;
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

const nearest = (a: number, b: number, c: number): number => {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
};

/** Takes PNG's filter off a row, in place; false for one that there is not. */
const unfilter = (kind: number, row: Uint8Array, above: Uint8Array, step: number): boolean => {
  if (kind > 4) return false;
  if (kind === 0) return true;
  for (let i = 0; i < row.length; i++) {
    const left = i < step ? 0 : (row[i - step] ?? 0);
    const up = above[i] ?? 0;
    const corner = i < step ? 0 : (above[i - step] ?? 0);
    const guess = kind === 1 ? left : kind === 2 ? up : kind === 3 ? (left + up) >> 1 : nearest(left, up, corner);
    row[i] = (row[i] ?? 0) + guess;
  }
  return true;
};

const grey = (r: number, g: number, b: number): number => 0.299 * r + 0.587 * g + 0.114 * b;
const onWhite = (light: number, opacity: number): number => 255 + ((light - 255) * opacity) / 255;

/** How light each colour of a palette is on white. */
const lightsOf = (palette: Uint8Array, opacity: Uint8Array): Float32Array =>
  Float32Array.from({ length: 256 }, (_, i) =>
    onWhite(grey(palette[i * 3] ?? 0, palette[i * 3 + 1] ?? 0, palette[i * 3 + 2] ?? 0), opacity[i] ?? 255),
  );

/** How light the point `x` of a row is. */
const lightAt = (head: Head, lights: Float32Array): ((row: Uint8Array, x: number) => number) => {
  const { depth, colours } = head;
  const bytes = depth === 16 ? 2 : 1;
  const size = (SAMPLES[colours] ?? 1) * bytes;
  if (depth < 8) {
    const most = (1 << depth) - 1;
    return (row, x) => {
      const bit = x * depth;
      const value = ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & most;
      return colours === 3 ? (lights[value] ?? 0) : (value * 255) / most;
    };
  }
  if (colours === 3) return (row, x) => lights[row[x] ?? 0] ?? 0;
  if (colours === 0) return (row, x) => row[x * bytes] ?? 0;
  if (colours === 4) return (row, x) => onWhite(row[x * size] ?? 0, row[x * size + bytes] ?? 0);
  const plain = (row: Uint8Array, at: number) => grey(row[at] ?? 0, row[at + bytes] ?? 0, row[at + 2 * bytes] ?? 0);
  if (colours === 2) return (row, x) => plain(row, x * size);
  return (row, x) => onWhite(plain(row, x * size), row[x * size + 3 * bytes] ?? 0);
};

export interface Rows {
  /** Takes what was inflated: "more" is wanted, the picture is "done", or it is "broken". */
  readonly take: (bytes: Uint8Array) => "more" | "done" | "broken";
  readonly gray: (orientation: number) => Gray;
}

/** Cells of the longer side, as many as a photo of a telephone has blocks. */
const CELLS = 512;

export const rowsOf = (head: Head, palette: Uint8Array, opacity: Uint8Array): Rows => {
  const { width, height } = head;
  const step = Math.ceil(Math.max(width, height) / CELLS);
  const [wide, high] = [Math.ceil(width / step), Math.ceil(height / step)];
  const [sums, counts] = [new Float32Array(wide * high), new Uint32Array(wide * high)];
  const light = lightAt(head, lightsOf(palette, opacity));
  const bits = (SAMPLES[head.colours] ?? 1) * head.depth;
  const passes = (head.interlaced ? ADAM7 : PLAIN)
    .map(([x, y, dx, dy]) => ({ x, y, dx, dy, w: Math.ceil((width - x) / dx), h: Math.ceil((height - y) / dy) }))
    .filter((pass) => pass.w > 0 && pass.h > 0);
  let [pass, y, filled, kind] = [0, 0, -1, 0];
  let row = new Uint8Array(Math.ceil(((passes[0]?.w ?? 0) * bits) / 8));
  let above = new Uint8Array(row.length);

  const add = (): void => {
    const at = passes[pass];
    if (!at) return;
    const start = Math.floor((at.y + y * at.dy) / step) * wide;
    for (let i = 0; i < at.w; i++) {
      const cell = start + Math.floor((at.x + i * at.dx) / step);
      sums[cell] = (sums[cell] ?? 0) + light(row, i);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  };
  const next = (): void => {
    [row, above] = [above, row];
    filled = -1;
    y++;
    if (y < (passes[pass]?.h ?? 0)) return;
    pass++;
    y = 0;
    row = new Uint8Array(Math.ceil(((passes[pass]?.w ?? 0) * bits) / 8));
    above = new Uint8Array(row.length);
  };
  return {
    take: (bytes) => {
      for (let at = 0; at < bytes.length && pass < passes.length;) {
        if (filled < 0) {
          kind = bytes[at++] ?? 0;
          filled = 0;
          continue;
        }
        const part = bytes.subarray(at, at + row.length - filled);
        row.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < row.length) continue;
        if (!unfilter(kind, row, above, Math.max(1, bits >> 3))) return "broken";
        add();
        next();
      }
      return pass < passes.length ? "more" : "done";
    },
    gray: (orientation) =>
      upright(
        {
          wide,
          high,
          cells: sums.map((sum, i) => sum / Math.max(1, counts[i] ?? 0)),
          left: 0,
          top: 0,
          across: width / step,
          down: height / step,
        },
        orientation,
      ),
  };
};
