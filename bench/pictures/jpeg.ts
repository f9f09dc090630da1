/** Saves shades of grey as a baseline JPEG (ITU-T T.81), at a quality as cameras and messengers count it. */
import type { Shades } from "../../demo/fill/scene.ts";

/** The standard's steps for light, at quality 50. */
const STEPS = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
];

/** From the corner of slow waves to that of fast ones, to and fro. */
const ORDER = Array.from({ length: 64 }, (_, i) => i).toSorted((a, b) => {
  const [sa, sb] = [(a % 8) + (a >> 3), (b % 8) + (b >> 3)];
  return sa - sb || (sa % 2 === 0 ? b - a : a - b);
});

const COSINES = Array.from({ length: 64 }, (_, i) => {
  const [wave, x] = [i >> 3, i % 8];
  return (wave === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * wave * Math.PI) / 16);
});

const wavesOf = (block: Float64Array): Float64Array => {
  const along = new Float64Array(64);
  const both = new Float64Array(64);
  for (let y = 0; y < 8; y++)
    for (let u = 0; u < 8; u++)
      for (let x = 0; x < 8; x++)
        along[y * 8 + u] = (along[y * 8 + u] ?? 0) + (COSINES[u * 8 + x] ?? 0) * (block[y * 8 + x] ?? 0);
  for (let v = 0; v < 8; v++)
    for (let u = 0; u < 8; u++)
      for (let y = 0; y < 8; y++)
        both[v * 8 + u] = (both[v * 8 + u] ?? 0) + (COSINES[v * 8 + y] ?? 0) * (along[y * 8 + u] ?? 0);
  return both;
};

/** Codes all of one length: larger files than need be, and the same picture. */
const DIFFERENCES = Array.from({ length: 12 }, (_, size) => size);
const DETAILS = [0, 0xf0, ...Array.from({ length: 160 }, (_, i) => (Math.floor(i / 10) << 4) | ((i % 10) + 1))];
const table = (kind: number, length: number, symbols: readonly number[]): number[] => [
  0xff,
  0xc4,
  0,
  19 + symbols.length,
  kind,
  ...Array.from({ length: 16 }, (_, i) => (i === length - 1 ? symbols.length : 0)),
  ...symbols,
];

const sizeOf = (value: number): number => (value === 0 ? 0 : 32 - Math.clz32(Math.abs(value)));

export const asJpeg = ({ width, height, light }: Shades, quality: number): Uint8Array => {
  const scale = quality < 50 ? 5_000 / quality : 200 - quality * 2;
  const steps = STEPS.map((step) => Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))));
  const bytes = [0xff, 0xd8, 0xff, 0xdb, 0, 67, 0, ...ORDER.map((i) => steps[i] ?? 1)];
  bytes.push(0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0);
  bytes.push(...table(0x00, 4, DIFFERENCES), ...table(0x10, 8, DETAILS), 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0);
  let [buffer, have, last] = [0, 0, 0];
  const put = (value: number, length: number): void => {
    buffer = (buffer << length) | (value & ((1 << length) - 1));
    for (have += length; have >= 8; have -= 8) {
      const byte = (buffer >> (have - 8)) & 255;
      bytes.push(byte);
      if (byte === 0xff) bytes.push(0);
    }
  };
  const number = (value: number): void => put(value < 0 ? value - 1 : value, sizeOf(value));
  const block = new Float64Array(64);
  for (let y = 0; y < height; y += 8)
    for (let x = 0; x < width; x += 8) {
      for (let i = 0; i < 64; i++) {
        const [column, row] = [Math.min(width - 1, x + (i % 8)), Math.min(height - 1, y + (i >> 3))];
        block[i] = Math.round(light[row * width + column] ?? 0) - 128;
      }
      const waves = wavesOf(block);
      const [mean = 0, ...details] = ORDER.map((i) => Math.round((waves[i] ?? 0) / (steps[i] ?? 1)));
      put(DIFFERENCES.indexOf(sizeOf(mean - last)), 4);
      number(mean - last);
      last = mean;
      let run = 0;
      for (const detail of details) {
        if (detail === 0) {
          run++;
          continue;
        }
        for (; run > 15; run -= 16) put(1, 8);
        put(DETAILS.indexOf((run << 4) | sizeOf(detail)), 8);
        number(detail);
        run = 0;
      }
      if (run > 0) put(0, 8);
    }
  put(127, 7);
  bytes.push(0xff, 0xd9);
  return Uint8Array.from(bytes);
};
