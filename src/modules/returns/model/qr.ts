/** A QR code (ISO/IEC 18004) of a short text: byte mode, error correction M, versions 1 to 6 (106 bytes). */

/** By version: data codewords per block, blocks, check codewords per block. */
const VERSIONS: readonly (readonly [data: number, blocks: number, check: number])[] = [
  [16, 1, 10],
  [28, 1, 16],
  [44, 1, 26],
  [32, 2, 18],
  [43, 2, 24],
  [27, 4, 16],
];

const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
{
  let x = 1;
  for (let i = 0; i < 255; i++) {
    EXP[i] = x;
    LOG[x] = i;
    x = (x << 1) ^ (x & 128 ? 0x11d : 0);
  }
  for (let i = 255; i < 512; i++) EXP[i] = EXP[i - 255] ?? 0;
}
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : (EXP[(LOG[a] ?? 0) + (LOG[b] ?? 0)] ?? 0));

/** Reed–Solomon check codewords of a block. */
export const checkOf = (data: readonly number[], length: number): number[] => {
  let generator = [1];
  for (let i = 0; i < length; i++) {
    const next = Array.from({ length: generator.length + 1 }, () => 0);
    for (const [j, g] of generator.entries()) {
      next[j] = (next[j] ?? 0) ^ g;
      next[j + 1] = (next[j + 1] ?? 0) ^ times(g, EXP[i] ?? 0);
    }
    generator = next;
  }
  const rest = [...data, ...Array.from({ length }, () => 0)];
  for (let i = 0; i < data.length; i++) {
    const factor = rest[i] ?? 0;
    if (factor !== 0) for (const [j, g] of generator.entries()) rest[i + j] = (rest[i + j] ?? 0) ^ times(g, factor);
  }
  return rest.slice(data.length);
};

const codewords = (bytes: Uint8Array, version: number): number[] => {
  const [each, blocks, check] = VERSIONS[version - 1] ?? [0, 0, 0];
  const room = each * blocks;
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  put(4, 4);
  put(bytes.length, 8);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, room * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const data: number[] = [];
  for (let i = 0; i < bits.length; i += 8) data.push(Number.parseInt(bits.slice(i, i + 8).join(""), 2));
  for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad);
  const parts = Array.from({ length: blocks }, (_, i) => data.slice(i * each, (i + 1) * each));
  const checks = parts.map((part) => checkOf(part, check));
  const woven: number[] = [];
  for (let i = 0; i < each; i++) for (const part of parts) woven.push(part[i] ?? 0);
  for (let i = 0; i < check; i++) for (const part of checks) woven.push(part[i] ?? 0);
  return woven;
};

type Grid = (boolean | null)[][];

const drawFixed = (size: number, version: number): Grid => {
  const grid: Grid = Array.from({ length: size }, () => Array.from({ length: size }, () => null));
  const set = (x: number, y: number, dark: boolean) => {
    const row = grid[y];
    if (row && x >= 0 && x < size) row[x] = dark;
  };
  const finder = (cx: number, cy: number) => {
    for (let dy = -4; dy <= 4; dy++)
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        set(cx + dx, cy + dy, ring !== 2 && ring !== 4);
      }
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  finder(3, 3);
  finder(size - 4, 3);
  finder(3, size - 4);
  if (version > 1)
    for (let dy = -2; dy <= 2; dy++)
      for (let dx = -2; dx <= 2; dx++) set(size - 7 + dx, size - 7 + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  return grid;
};

/** Error correction M is 00; fifteen bits with their BCH code, masked. */
const formatBits = (mask: number): number => {
  let rest = mask;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  return ((mask << 10) | rest) ^ 0x5412;
};

const drawFormat = (grid: Grid, mask: number): void => {
  const size = grid.length;
  const bits = formatBits(mask);
  const bit = (i: number) => ((bits >> i) & 1) === 1;
  const set = (x: number, y: number, dark: boolean) => {
    const row = grid[y];
    if (row) row[x] = dark;
  };
  for (let i = 0; i <= 5; i++) set(8, i, bit(i));
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let i = 9; i < 15; i++) set(14 - i, 8, bit(i));
  for (let i = 0; i < 8; i++) set(size - 1 - i, 8, bit(i));
  for (let i = 8; i < 15; i++) set(8, size - 15 + i, bit(i));
  set(8, size - 8, true);
};

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Long runs, blocks and an uneven share of dark modules are hard to read. */
const penalty = (grid: readonly (readonly boolean[])[]): number => {
  const size = grid.length;
  const at = (x: number, y: number) => grid[y]?.[x] === true;
  let bad = 0;
  for (const across of [true, false])
    for (let a = 0; a < size; a++) {
      let run = 0;
      let history = "";
      for (let b = 0; b < size; b++) {
        const dark = across ? at(b, a) : at(a, b);
        const before = b > 0 && (across ? at(b - 1, a) : at(a, b - 1));
        run = b > 0 && dark === before ? run + 1 : 1;
        if (run === 5) bad += 3;
        else if (run > 5) bad++;
        history += dark ? "1" : "0";
      }
      bad += 40 * (history.split(/(?=10111010000)|(?=00001011101)/u).length - 1);
    }
  let dark = 0;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const here = at(x, y);
      if (here) dark++;
      const square = x + 1 < size && y + 1 < size;
      if (square && here === at(x + 1, y) && here === at(x, y + 1) && here === at(x + 1, y + 1)) bad += 3;
    }
  return bad + 10 * Math.floor(Math.abs((dark * 100) / (size * size) - 50) / 5);
};

/** Rows of modules, true is dark. null where the text is too long. */
export const qrOf = (text: string): boolean[][] | null => {
  const bytes = new TextEncoder().encode(text);
  const version = VERSIONS.findIndex(([data, blocks]) => data * blocks >= bytes.length + 2) + 1;
  if (version === 0) return null;
  const size = 17 + 4 * version;
  const words = codewords(bytes, version);
  const bits = words.flatMap((word) => Array.from({ length: 8 }, (_, i) => ((word >> (7 - i)) & 1) === 1));
  const drawn = MASKS.map((masked, mask) => {
    const grid = drawFixed(size, version);
    drawFormat(grid, mask);
    let next = 0;
    for (let right = size - 1; right >= 1; right -= 2) {
      const column = right <= 6 ? right - 1 : right;
      for (let step = 0; step < size; step++)
        for (const x of [column, column - 1]) {
          const upward = ((column + 1) & 2) === 0;
          const y = upward ? size - 1 - step : step;
          const row = grid[y];
          if (row?.[x] === null) row[x] = (bits[next++] ?? false) !== masked(x, y);
        }
    }
    return grid.map((row) => row.map((dark) => dark === true));
  });
  return drawn.toSorted((a, b) => penalty(a) - penalty(b))[0] ?? null;
};

/** As one SVG path, with the quiet zone of four modules that readers need. */
export const qrPath = (text: string): { readonly size: number; readonly path: string } | null => {
  const grid = qrOf(text);
  if (!grid) return null;
  const path = grid
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + 4} ${y + 4}h1v1h-1z`] : [])))
    .join("");
  return { size: grid.length + 8, path };
};
