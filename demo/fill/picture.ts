/** A small picture of a dented box, different for each number: what customers send when something is broken. */
import { crc32, deflateSync } from "node:zlib";
import { picture as scene } from "./scene.ts";

const chunk = (type: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
};

/** Card, wood and paper are rather warm. */
const TINT = [1, 0.9, 0.76] as const;
const WIDTH = 208;

/** From 1,000 on: the same one again, each time a little smaller, as a messenger saves them. */
const drawn = (n: number) => {
  const width = n < 1_000 ? WIDTH : WIDTH - (n - 1_000) * 4;
  return scene(n < 1_000 ? `claim-${n}` : "again", width, (width * 3) / 4);
};

/** PNG. */
export const picture = (n: number): Buffer => {
  const { width, height, light } = drawn(n);
  const rows = Buffer.alloc((width * 3 + 1) * height);
  light.forEach((shade, i) => {
    const at = Math.floor(i / width) * (width * 3 + 1) + 1 + (i % width) * 3;
    TINT.forEach((tint, channel) => {
      rows[at + channel] = Math.round(shade * tint);
    });
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};
