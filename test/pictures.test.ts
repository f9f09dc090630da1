/** Pictures as a browser makes them: without their notes they still show, the right way up and in the same colours. */
import { expect, test } from "vitest";
import { stripped } from "../src/modules/returns/model/picture/strip.ts";
import type { PictureType } from "../src/modules/returns/model/upload.ts";
import { launchBrowser } from "./browser.ts";

const browser = await launchBrowser();
const PLACE = "35.7278N 139.7670E";

/** As a phone that was held sideways writes it: turn it by a quarter to the right (6), and where it was. */
const exif = Buffer.concat([
  Buffer.from("4d4d002a00000008", "hex"),
  Buffer.from("000201120003000000010006000088250004000000010000002600000000", "hex"),
  Buffer.from(PLACE),
]);
const inJpeg = (picture: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from("Exif\0\0"), exif]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([picture.subarray(0, 2), head, body, picture.subarray(2), Buffer.from(PLACE)]);
};

test("C21 what is kept of a JPEG, PNG and WebP shows as before, a turned photo the right way up", async () => {
  const page = await browser.newPage();
  // Wider than high; red on the left, blue on the right.
  const made = await page.evaluate<Record<string, string>>(`(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [64, 32];
    const paint = canvas.getContext("2d");
    paint.fillStyle = "#c00"; paint.fillRect(0, 0, 32, 32);
    paint.fillStyle = "#00c"; paint.fillRect(32, 0, 32, 32);
    return Object.fromEntries(["jpeg", "png", "webp"].map((kind) => [kind, canvas.toDataURL("image/" + kind).split(",")[1]]));
  })()`);
  const shows = (type: PictureType, picture: Uint8Array) =>
    page.evaluate<{ size: number[]; first: number[]; last: number[] }>(`(async () => {
      const image = new Image();
      image.src = "data:${type};base64,${Buffer.from(picture).toString("base64")}";
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
      const paint = canvas.getContext("2d");
      paint.drawImage(image, 0, 0);
      const at = (x, y) => [...paint.getImageData(x, y, 1, 1).data].slice(0, 3).map((value) => Math.round(value / 64));
      return { size: [canvas.width, canvas.height], first: at(4, 4), last: at(canvas.width - 5, canvas.height - 5) };
    })()`);
  const [red, blue] = [
    [3, 0, 0],
    [0, 0, 3],
  ];
  for (const kind of ["jpeg", "png", "webp"] as const) {
    const type = `image/${kind}` as const;
    const given = Buffer.from(made[kind] ?? "", "base64");
    const clean = stripped(given, type) ?? new Uint8Array();
    expect(await shows(type, clean)).toEqual({ size: [64, 32], first: red, last: blue });
  }
  const turned = inJpeg(Buffer.from(made["jpeg"] ?? "", "base64"));
  const clean = stripped(turned, "image/jpeg") ?? new Uint8Array();
  expect([turned, Buffer.from(clean)].map((picture) => picture.includes(PLACE))).toEqual([true, false]);
  expect(await shows("image/jpeg", turned)).toEqual({ size: [32, 64], first: red, last: blue });
  expect(await shows("image/jpeg", clean)).toEqual({ size: [32, 64], first: red, last: blue });
  await page.close();
});
