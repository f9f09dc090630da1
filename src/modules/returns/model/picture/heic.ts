/**
 * HEIC: notes lie among the picture's data, at places that a table names. They are blanked where they are, so that nothing
 * else has to move; which side is up is said elsewhere (irot).
 */
import { ascii, be16, be32 } from "./bytes.ts";

interface Box {
  readonly type: string;
  /** Of its contents. */
  readonly from: number;
  readonly to: number;
}

const boxesIn = (bytes: Uint8Array, from: number, to: number): Box[] | null => {
  const found: Box[] = [];
  let at = from;
  while (at + 8 <= to) {
    const said = be32(bytes, at);
    const long = said === 1;
    const size = said === 0 ? to - at : long ? be32(bytes, at + 8) * 2 ** 32 + be32(bytes, at + 12) : said;
    const head = long ? 16 : 8;
    if (size < head || at + size > to) return null;
    found.push({ type: ascii(bytes, at + 4, 4), from: at + head, to: at + size });
    at += size;
  }
  return found;
};

/** Items that are notes: Exif, and XMP as a document of its own. */
const notesIn = (bytes: Uint8Array, iinf: Box): Set<number> | null => {
  const wide = (bytes[iinf.from] ?? 0) > 0;
  const entries = boxesIn(bytes, iinf.from + (wide ? 8 : 6), iinf.to);
  if (!entries) return null;
  const notes = new Set<number>();
  for (const { type, from } of entries) {
    const version = bytes[from] ?? 0;
    if (type !== "infe" || version < 2) continue;
    const id = version === 2 ? be16(bytes, from + 4) : be32(bytes, from + 4);
    const kind = ascii(bytes, from + (version === 2 ? 8 : 10), 4);
    if (kind === "Exif" || kind === "mime" || kind === "uri ") notes.add(id);
  }
  return notes;
};

interface Place {
  readonly item: number;
  readonly at: number;
  readonly length: number;
  /** 0: in the file; 1: in the table's own data. */
  readonly how: number;
}

const placesIn = (bytes: Uint8Array, iloc: Box): Place[] | null => {
  const version = bytes[iloc.from] ?? 0;
  const [sizes, more] = [bytes[iloc.from + 4] ?? 0, bytes[iloc.from + 5] ?? 0];
  const [offsetSize, lengthSize, baseSize] = [sizes >> 4, sizes & 15, more >> 4];
  const indexSize = version > 0 ? more & 15 : 0;
  let at = iloc.from + 6;
  const read = (size: number): number => {
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + (bytes[at + i] ?? 0);
    at += size;
    return value;
  };
  const places: Place[] = [];
  const items = read(version < 2 ? 2 : 4);
  for (let i = 0; i < items && at < iloc.to; i++) {
    const item = read(version < 2 ? 2 : 4);
    const how = version > 0 ? read(2) & 15 : 0;
    at += 2;
    const base = read(baseSize);
    const extents = read(2);
    for (let k = 0; k < extents && at < iloc.to; k++) {
      at += indexSize;
      const offset = read(offsetSize);
      places.push({ item, at: base + offset, length: read(lengthSize), how });
    }
  }
  return at <= iloc.to ? places : null;
};

/** Null where its tables cannot be read: then nobody knows what is in it. */
export const blankHeic = (bytes: Uint8Array): Uint8Array | null => {
  const top = boxesIn(bytes, 0, bytes.length);
  const meta = top?.find(({ type }) => type === "meta");
  const inner = meta && boxesIn(bytes, meta.from + 4, meta.to);
  const [iinf, iloc] = ["iinf", "iloc"].map((type) => inner?.find((box) => box.type === type));
  const data = inner?.find(({ type }) => type === "idat");
  const notes = iinf ? notesIn(bytes, iinf) : null;
  const places = iloc ? placesIn(bytes, iloc) : null;
  if (!top || !notes || !places) return null;
  const clean = bytes.slice();
  for (const { item, at, length, how } of places) {
    if (!notes.has(item)) continue;
    const start = how === 1 ? (data?.from ?? -1) + at : at;
    if (how > 1 || length <= 0 || start < 0 || start + length > clean.length) return null;
    clean.fill(0, start, start + length);
  }
  // Boxes beside the picture may hold anything: free space, makers' own.
  for (const { type, from, to } of top) if (!["ftyp", "meta", "mdat", "moov"].includes(type)) clean.fill(0, from, to);
  return clean;
};
