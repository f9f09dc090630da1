import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { asJpeg } from "../../../../../bench/pictures/jpeg.ts";
import { picture } from "../../../../../demo/fill/scene.ts";
import { asPng, type Kind, pngHead } from "../../../../../test/png.ts";
import { distance, type Looked } from "../../model/picture/print.ts";
import { lookAt } from "./look.ts";
import { grayOfPng } from "./png.ts";

const photo = picture("look", 240, 180);
const prints = (looked: Looked) => (looked.look === "taken" ? looked.prints : []);
const GREY: Kind = { depth: 8, colours: 0, interlaced: false };

describe("looking at a picture", () => {
  test("C22 the same picture as JPEG and as PNG of every kind is alike, 16 bits and interlaced too", async () => {
    const jpeg = prints(await lookAt(asJpeg(photo, 80), "image/jpeg"));
    expect(jpeg).toHaveLength(6);
    const kinds: Kind[] = ([0, 2, 3, 4, 6] as const).flatMap((colours) =>
      ([8, 16] as const)
        .filter((depth) => colours !== 3 || depth === 8)
        .flatMap((depth) => [true, false].map((interlaced) => ({ depth, colours, interlaced }))),
    );
    const whole = prints(await lookAt(asPng(photo, GREY), "image/png"));
    expect(distance(jpeg, whole)).toBeLessThanOrEqual(10);
    for (const kind of kinds) {
      const gray = await grayOfPng(asPng(photo, kind));
      expect({ kind, cells: gray?.cells.map((cell) => Math.round(cell)) }).toEqual({
        kind,
        cells: photo.light.map((light) => Math.round(light)),
      });
    }
  });

  test("C23 WebP and HEIC are not compared, and it is said", async () => {
    for (const mime of ["image/webp", "image/heic"])
      expect(await lookAt(new Uint8Array(64), mime)).toEqual({ look: "format" });
  });

  test("C23 what is broken off, empty or says what it cannot be is not compared; nothing is thrown", async () => {
    const [png, jpeg] = [asPng(photo, GREY), Buffer.from(asJpeg(photo, 50))];
    const broken: [Buffer, string][] = [
      [png.subarray(0, png.length >> 1), "image/png"],
      [jpeg.subarray(0, jpeg.length >> 1), "image/jpeg"],
      [pngHead(200, 200, GREY, Buffer.from("this was never deflated")), "image/png"],
      [pngHead(200, 200, GREY, deflateSync(Buffer.alloc(2_000))), "image/png"],
      [pngHead(200, 200, GREY, deflateSync(Buffer.alloc(201 * 200, 9))), "image/png"],
      [jpeg, "image/png"],
      [Buffer.alloc(64), "image/jpeg"],
    ];
    for (const [bytes, mime] of broken) expect(await lookAt(bytes, mime)).toEqual({ look: "broken" });
    expect(await lookAt(asPng(picture("dot", 1, 1), GREY), "image/png")).toEqual({ look: "small" });
  });

  test("C23 a header of 60,000 × 60,000 is not decoded, and no more is inflated than a header promises", async () => {
    const zeros = deflateSync(Buffer.alloc(6_000_000));
    expect(await lookAt(pngHead(60_000, 60_000, GREY, zeros), "image/png")).toEqual({ look: "broken" });
    // 6 MB behind a picture of 40,200 bytes: the first rows are all that is looked at, and they are flat.
    expect(await lookAt(pngHead(200, 200, GREY, zeros), "image/png")).toEqual({ look: "plain" });
  });
});
