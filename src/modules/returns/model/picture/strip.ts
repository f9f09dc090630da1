/** Pictures without what they tell beside the picture: place, day, camera, names, smaller copies, anything behind the end. */
import type { PictureType } from "../upload.ts";
import { blankHeic } from "./heic.ts";
import { stripJpeg } from "./jpeg.ts";
import { stripPng } from "./png.ts";
import { stripWebp } from "./webp.ts";

const STRIPPERS: Readonly<Record<PictureType, (bytes: Uint8Array) => Uint8Array | null>> = {
  "image/jpeg": stripJpeg,
  "image/png": stripPng,
  "image/webp": stripWebp,
  "image/heic": blankHeic,
};

/** C21: null where it cannot be read to the end that it needs; such a picture is not kept. */
export const stripped = (bytes: Uint8Array, type: PictureType): Uint8Array | null => STRIPPERS[type](bytes);
