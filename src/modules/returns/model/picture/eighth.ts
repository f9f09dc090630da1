/**
 * A JPEG at an eighth of its size. Each block of 8 × 8 points begins with its mean (the DC coefficient of ITU-T T.81), so the
 * means alone are the picture made small: nothing is transformed, and a 64th of the picture's room is enough.
 */
import { type Bits, bitsOf, type Codes, codesOf } from "./bits.ts";
import { ascii, be16 } from "./bytes.ts";
import { type Frame, frameOf, type Part, type Scan, scanOf } from "./frame.ts";
import { type Gray, upright } from "./gray.ts";
import { orientationIn } from "./orientation.ts";

/** Passes over the 63 details of a block; false where no code is. */
const skipDetails = (bits: Bits, codes: Codes): boolean => {
  for (let k = 1; k < 64; k++) {
    const symbol = bits.symbol(codes);
    if (symbol < 0) return false;
    const size = symbol & 15;
    if (size === 0 && symbol !== 0xf0) return true;
    k += symbol >> 4;
    bits.pass(size);
  }
  return true;
};

/** Reads the mean at `at`; false where the data is broken. `begin` forgets the mean before. */
interface Reading {
  readonly part: Part;
  readonly block: (at: number) => boolean;
  readonly begin: () => void;
}

const readingOf = (
  { part, dc, ac }: Scan["parts"][number],
  scan: Scan,
  frame: Frame,
  tables: Tables,
  bits: Bits,
): Reading | null => {
  const { means } = part;
  if (scan.high > 0)
    return {
      part,
      begin: () => undefined,
      block: (at) => {
        means[at] = (means[at] ?? 0) | (bits.bit() << scan.low);
        return true;
      },
    };
  const [differences, details] = [tables.dc[dc], frame.progressive ? null : tables.ac[ac]];
  if (!differences || details === undefined) return null;
  let last = 0;
  return {
    part,
    begin: () => {
      last = 0;
    },
    block: (at) => {
      const size = bits.symbol(differences);
      if (size < 0 || size > 15) return false;
      last += bits.signed(size);
      means[at] = last << scan.low;
      return details === null || skipDetails(bits, details);
    },
  };
};

/** Reads a scan's means; false where it ends too soon or makes no sense. */
const readScan = (frame: Frame, scan: Scan, tables: Tables, bits: Bits): boolean => {
  const readings = scan.parts.flatMap((one) => readingOf(one, scan, frame, tables, bits) ?? []);
  const alone = readings.length === 1 ? readings[0] : undefined;
  if (readings.length !== scan.parts.length) return false;
  // A part by itself comes block by block, without those that only fill up a unit.
  const [h, v] = alone ? [alone.part.h, alone.part.v] : [1, 1];
  const [across, down] = [Math.ceil((frame.width * h) / (8 * frame.h)), Math.ceil((frame.height * v) / (8 * frame.v))];
  for (let unit = 0; unit < across * down; unit++) {
    const [x, y] = [unit % across, Math.floor(unit / across)];
    if (tables.every > 0 && unit > 0 && unit % tables.every === 0) {
      if (!bits.restart()) return false;
      for (const reading of readings) reading.begin();
    }
    if (alone) {
      if (!alone.block(y * alone.part.wide + x)) return false;
    } else
      for (const { part, block } of readings)
        for (let i = 0; i < part.h * part.v; i++) {
          const [column, row] = [x * part.h + (i % part.h), y * part.v + Math.floor(i / part.h)];
          if (!block(row * part.wide + column)) return false;
        }
    if (bits.isShort()) return false;
  }
  return true;
};

interface Tables {
  readonly dc: Codes[];
  readonly ac: Codes[];
  /** What a step of the mean is worth. */
  readonly steps: number[];
  /** Units between restarts; 0: none. */
  every: number;
  orientation: number;
  /** Adobe's word on colours: 0 as they are, 1 YCbCr, 2 YCCK; null where it says nothing. */
  colours: number | null;
}

const readSteps = (tables: Tables, body: Uint8Array): void => {
  for (let at = 0; at < body.length;) {
    const wide = (body[at] ?? 0) >> 4 > 0;
    tables.steps[(body[at] ?? 0) & 3] = wide ? be16(body, at + 1) : (body[at + 1] ?? 0);
    at += wide ? 129 : 65;
  }
};

const readCodes = (tables: Tables, body: Uint8Array): boolean => {
  for (let at = 0; at + 17 <= body.length;) {
    const counts = body.subarray(at + 1, at + 17);
    const used = counts.reduce((sum, count) => sum + count, 0);
    const codes = codesOf(counts, body.subarray(at + 17, at + 17 + used));
    if (codes === null || at + 17 + used > body.length) return false;
    const kind = body[at] ?? 0;
    (kind >> 4 === 0 ? tables.dc : tables.ac)[kind & 3] = codes;
    at += 17 + used;
  }
  return true;
};

/** How light each block is, 0 to 255. */
const lightOf = (frame: Frame, tables: Tables): Float32Array => {
  const [first] = frame.parts;
  const wide = first?.wide ?? 0;
  const scale = frame.bits === 12 ? 16 : 1;
  const value = (part: Part | undefined, at: number): number => {
    if (!part || !first) return 0;
    const [x, y] = [at % wide, Math.floor(at / wide)];
    const own = Math.floor((y * part.v) / first.v) * part.wide + Math.floor((x * part.h) / first.h);
    const middle = frame.bits === 12 ? 2048 : 128;
    return (middle + ((part.means[own] ?? 0) * (tables.steps[part.steps] ?? 1)) / 8) / scale;
  };
  const [a, b, c, k] = frame.parts;
  const asTheyAre = tables.colours === 0 || (tables.colours === null && frame.parts.length === 4);
  const mixed = asTheyAre && frame.parts.length > 1;
  return Float32Array.from({ length: wide * (first?.high ?? 0) }, (_, at) => {
    const plain = mixed ? 0.299 * value(a, at) + 0.587 * value(b, at) + 0.114 * value(c, at) : value(a, at);
    // Four inks are stored as what they leave of the light; with YCCK the first is turned over.
    return k ? ((mixed ? plain : 255 - plain) * value(k, at)) / 255 : plain;
  });
};

const grayOf = (frame: Frame, tables: Tables): Gray => {
  const [first] = frame.parts;
  const gray = {
    wide: first?.wide ?? 0,
    high: first?.high ?? 0,
    cells: lightOf(frame, tables),
    left: 0,
    top: 0,
    across: (frame.width * (first?.h ?? 1)) / (8 * frame.h),
    down: (frame.height * (first?.v ?? 1)) / (8 * frame.v),
  };
  return upright(gray, tables.orientation);
};

const endOfScan = (bytes: Uint8Array, from: number): number => {
  for (let at = Math.max(2, from); at + 1 < bytes.length; at++) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
};

/** Null where it cannot be read: broken, ended too soon, or of a kind that nobody sends. */
export const eighthOfJpeg = (bytes: Uint8Array): Gray | null => {
  const tables: Tables = { dc: [], ac: [], steps: [], every: 0, orientation: 1, colours: null };
  let frame: Frame | null = null;
  let read = 0;
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return null;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xd9) break;
    const end = at + 2 + be16(bytes, at + 2);
    const body = bytes.subarray(at + 4, end);
    if (end > bytes.length || end < at + 4) return null;
    at = end;
    if (marker === 0xdb) readSteps(tables, body);
    else if (marker === 0xdd) tables.every = be16(body, 0);
    else if (marker === 0xee && ascii(body, 0, 5) === "Adobe") tables.colours = body[11] ?? null;
    else if (marker === 0xe1 && ascii(body, 0, 4) === "Exif") tables.orientation = orientationIn(body.subarray(6));
    else if (marker === 0xc4) {
      if (!readCodes(tables, body)) return null;
    } else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) {
      frame = frame === null ? frameOf(marker, body) : null;
      if (frame === null) return null;
    } else if (marker === 0xda) {
      const scan = frame && scanOf(frame, body);
      if (!frame || !scan) return null;
      // Scans of details say nothing about means.
      if (scan.first === 0) {
        if (!readScan(frame, scan, tables, bitsOf(bytes, at))) return null;
        if (scan.high === 0) read += scan.parts.length;
      }
      at = endOfScan(bytes, at);
    }
  }
  return frame !== null && read >= frame.parts.length ? grayOf(frame, tables) : null;
};
