/** A small picture of a dented box, different for each number: what customers send when something is broken. */
import { crc32, deflateSync } from "node:zlib";

const SIZE = 160;

const chunk = (type: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
};

/** Where the dent is and how dark the room was depends on the number. */
const colour = (x: number, y: number, n: number): readonly [number, number, number] => {
  const light = 0.78 + ((n * 7) % 20) / 100;
  const inBox = x > 24 && x < 136 && y > 40 && y < 134;
  const dent = Math.hypot(x - 50 - (n % 60), y - 70 - (n % 37));
  const tape = inBox && Math.abs(y - 86) < 5;
  const crack = inBox && Math.abs((x - 50 - (n % 60)) * 0.8 - (y - 70 - (n % 37))) < 1.6 && dent < 40;
  const shade = inBox ? 1 - Math.max(0, 26 - dent) / 52 : 1 - y / 700;
  const [r, g, b] = crack ? [70, 48, 30] : tape ? [222, 205, 170] : inBox ? [196, 152, 104] : [232, 228, 220];
  return [r * light * shade, g * light * shade, b * light * shade];
};

/** PNG. */
export const picture = (n: number): Buffer => {
  const rows: number[] = [];
  for (let y = 0; y < SIZE; y++) {
    rows.push(0);
    for (let x = 0; x < SIZE; x++) rows.push(...colour(x, y, n).map((value) => Math.round(Math.min(255, value))));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIZE, 0);
  head.writeUInt32BE(SIZE, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.from(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};
