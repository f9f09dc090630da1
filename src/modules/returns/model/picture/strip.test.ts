import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joined } from "./bytes.ts";
import { orientationIn } from "./orientation.ts";
import { stripped } from "./strip.ts";

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const has = (bytes: Uint8Array, words: string): boolean => Buffer.from(bytes).includes(words);
const be16 = (n: number) => [n >> 8, n & 255];
const be32 = (n: number) => [...be16(n >>> 16), ...be16(n & 65_535)];
const le32 = (n: number) => be32(n).toReversed();
const bytes = (...parts: readonly (Uint8Array | readonly number[] | string)[]): Uint8Array =>
  joined(parts.map((part) => (typeof part === "string" ? text(part) : Uint8Array.from(part))));

/** Words that stand for what must not be kept. */
const SECRET = "35.7278N 139.7670E";
/** EXIF as a phone writes it: upright or turned, and a position. */
const tiff = (orientation: number) =>
  bytes(
    "MM",
    be16(42),
    be32(8),
    be16(2),
    be16(0x0112),
    be16(3),
    be32(1),
    be16(orientation),
    be16(0),
    be16(0x8825),
    be16(4),
    be32(1),
    be32(38),
    be32(0),
    SECRET,
  );

const segment = (marker: number, body: Uint8Array) => bytes([0xff, marker], be16(body.length + 2), body);
const PIXELS = [0x12, 0xff, 0x00, 0x34, 0xff, 0xd1, 0x56, 0x78];
const jpeg = (orientation = 1) =>
  bytes(
    [0xff, 0xd8],
    segment(0xe0, bytes("JFIF\0", [1, 1, 0, 0, 1, 0, 1, 1, 1], [9, 9, 9])),
    segment(0xe1, bytes("Exif\0\0", tiff(orientation))),
    segment(0xe1, bytes("http://ns.adobe.com/xap/1.0/\0", SECRET)),
    segment(0xe2, bytes("ICC_PROFILE\0", [1, 1], "profile")),
    segment(0xe2, bytes("MPF\0", SECRET)),
    segment(0xed, bytes("Photoshop 3.0\0", SECRET)),
    segment(0xfe, text(SECRET)),
    segment(0xdb, new Uint8Array(65).fill(8)),
    segment(0xc0, bytes([8, 0, 8, 0, 8, 1, 1, 0x11, 0])),
    segment(0xda, bytes([1, 1, 0, 0, 63, 0])),
    PIXELS,
    segment(0xfe, text(SECRET)),
    segment(0xda, bytes([1, 1, 0, 0, 63, 0])),
    PIXELS,
    [0xff, 0xd9],
    "trailer of a maker: ",
    SECRET,
  );
const pngChunk = (type: string, body: Uint8Array) => bytes(be32(body.length), type, body, be32(0));
const png = (orientation = 1) =>
  bytes(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    pngChunk("IHDR", bytes(be32(1), be32(1), [8, 2, 0, 0, 0])),
    pngChunk("eXIf", tiff(orientation)),
    pngChunk("tEXt", bytes("Comment\0", SECRET)),
    pngChunk("iTXt", bytes("XML:com.adobe.xmp\0", SECRET)),
    pngChunk("tIME", bytes([7, 234, 11, 22, 6, 0, 0])),
    pngChunk("gAMA", bytes(be32(45_455))),
    pngChunk("IDAT", bytes(PIXELS)),
    pngChunk("maKr", text(SECRET)),
    pngChunk("IDAT", bytes(PIXELS)),
    pngChunk("IEND", bytes()),
    SECRET,
  );
const riff = (type: string, body: Uint8Array) => bytes(type, le32(body.length), body, body.length % 2 === 1 ? [0] : []);
const webp = (orientation = 1) => {
  const inner = bytes(
    "WEBP",
    riff("VP8X", bytes([0x0c | 0x20], [0, 0, 0], [0, 0, 0], [0, 0, 0])),
    riff("ICCP", text("profile")),
    riff("VP8 ", bytes(PIXELS, [1])),
    riff("EXIF", bytes("Exif\0\0", tiff(orientation))),
    riff("XMP ", text(SECRET)),
    riff("MAKR", text(SECRET)),
  );
  return bytes("RIFF", le32(inner.length), inner, SECRET);
};
const box = (type: string, ...body: readonly (Uint8Array | readonly number[] | string)[]) => {
  const inner = bytes(...body);
  return bytes(be32(inner.length + 8), type, inner);
};
const heic = () => {
  const item = (id: number, kind: string) => box("infe", [2, 0, 0, 0], be16(id), be16(0), kind, [0]);
  const place = (id: number, at: number, length: number) =>
    bytes(be16(id), be16(0), be16(0), be16(1), be32(at), be32(length));
  const make = (from: number) =>
    bytes(
      box("ftyp", "heic", be32(0), "mif1heic", [0, 0, 0, 0]),
      box(
        "meta",
        [0, 0, 0, 0],
        box("iinf", [0, 0, 0, 0], be16(2), item(1, "hvc1"), item(2, "Exif")),
        box("iloc", [1, 0, 0, 0], [0x44, 0x00], be16(2), place(1, from, 8), place(2, from + 8, SECRET.length)),
      ),
      box("free", SECRET),
      box("mdat", PIXELS, SECRET),
    );
  const before = make(0).length - PIXELS.length - SECRET.length;
  return make(before);
};

const KINDS = [
  ["image/jpeg", jpeg],
  ["image/png", png],
  ["image/webp", webp],
] as const;

describe("a picture's notes", () => {
  test.each(KINDS)("C21 %s: the position is gone, the picture and its colours stay", (type, make) => {
    const clean = stripped(make(), type) ?? new Uint8Array();
    expect(has(make(), SECRET)).toBe(true);
    expect(has(clean, SECRET)).toBe(false);
    expect(Buffer.from(clean).includes(Buffer.from(PIXELS))).toBe(true);
    // Once clean, always the same: a copy with other notes is the same picture.
    expect(stripped(clean, type)).toEqual(clean);
    expect(stripped(make(1), type)).toEqual(clean);
    expect(clean.length).toBeLessThan(make().length);
  });

  test("C21 JPEG: profile and scans stay, the small copy inside JFIF goes, and it ends where the picture ends", () => {
    const clean = stripped(jpeg(), "image/jpeg") ?? new Uint8Array();
    expect(has(clean, "ICC_PROFILE")).toBe(true);
    expect(has(clean, "Exif")).toBe(false);
    expect([...clean.subarray(2, 22)]).toEqual([
      0xff,
      0xe0,
      0,
      16,
      ...text("JFIF\0"),
      1,
      1,
      0,
      0,
      1,
      0,
      1,
      0,
      0,
      0xff,
      0xe2,
    ]);
    expect([...clean.subarray(-2)]).toEqual([0xff, 0xd9]);
    expect(Buffer.from(clean).toString("latin1").split("\xff\xda")).toHaveLength(3);
  });

  test.each(KINDS)("C21 %s: which side is up is kept, and nothing else of it", (type, make) => {
    for (let orientation = 2; orientation <= 8; orientation++) {
      const clean = stripped(make(orientation), type) ?? new Uint8Array();
      expect(has(clean, SECRET)).toBe(false);
      const at = Buffer.from(clean).indexOf(Buffer.from([0x4d, 0x4d, 0, 42]));
      expect(orientationIn(clean.subarray(at))).toBe(orientation);
      expect(stripped(clean, type)).toEqual(clean);
    }
  });

  test("C21 PNG and WebP tell the right lengths and sums of what they keep", () => {
    const clean = stripped(webp(6), "image/webp") ?? new Uint8Array();
    expect(Buffer.from(clean).readUInt32LE(4)).toBe(clean.length - 8);
    expect((clean[20] ?? 0) & 0x0c).toBe(0x08);
    const picture = Buffer.from(stripped(png(6), "image/png") ?? []);
    const at = picture.indexOf("eXIf");
    const length = picture.readUInt32BE(at - 4);
    expect(crc32(picture.subarray(at, at + 4 + length))).toBe(picture.readUInt32BE(at + 4 + length));
    const upright = stripped(webp(), "image/webp") ?? new Uint8Array();
    expect((upright[20] ?? 0) & 0x0c).toBe(0);
  });

  test("C21 HEIC: notes are blanked where they lie, and so is free space", () => {
    const clean = stripped(heic(), "image/heic") ?? new Uint8Array();
    expect(clean.length).toBe(heic().length);
    expect(has(heic(), SECRET)).toBe(true);
    expect(has(clean, SECRET)).toBe(false);
    expect(Buffer.from(clean).includes(Buffer.from(PIXELS))).toBe(true);
    // Whose tables cannot be read is not kept: nobody knows what is in it.
    expect(stripped(heic().subarray(0, 60), "image/heic")).toBeNull();
  });

  test("C21 whatever is cut off, changed or added, nothing of the notes is kept and it comes to an end", () => {
    const any = fc.constantFrom(...KINDS, ["image/heic", heic] as const);
    fc.assert(
      fc.property(any, fc.nat(400), ([type, make], length) => {
        const clean = stripped(make().subarray(0, length), type);
        expect(clean === null || !has(clean, SECRET)).toBe(true);
        expect((clean?.length ?? 0) <= length + 2).toBe(true);
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(any, fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 8 }), ([type, make], changes) => {
        const broken = make().slice();
        for (const [at, value] of changes) if (at < broken.length) broken[at] = value;
        const clean = stripped(broken, type);
        expect((clean?.length ?? 0) <= broken.length + 40).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(any, fc.uint8Array({ maxLength: 300 }), ([type, make], more) => {
        const clean = stripped(make(), type);
        // What is appended is not kept, but for HEIC, whose boxes are read to the end.
        const appended = stripped(joined([make(), more]), type);
        expect(
          type === "image/heic" || Buffer.from(appended ?? []).equals(Buffer.from(clean ?? [])) ? true : more,
        ).toBe(true);
      }),
    );
    fc.assert(fc.property(any, fc.uint8Array({ maxLength: 500 }), ([type], noise) => void stripped(noise, type)));
  });
});

/** The sum of PNG, written another way than in the product. */
const crc32 = (of: Uint8Array): number => {
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  let crc = 0xffffffff;
  for (const byte of of) crc = (table[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};
