/** Takes pictures from strangers, and gives them back so that they can do no harm. */
import { createHash, randomUUID } from "node:crypto";
import type { Ctx } from "#kernel/context";
import { notFound, Problem } from "#kernel/errors";
import { stripped } from "../model/picture/strip.ts";
import { LARGEST_UPLOAD, pictureType } from "../model/upload.ts";
import { fileOf, insertFile, type KeptFile } from "../store/files.ts";

/** Keeps a picture, without what it tells of place and camera. What is no picture, or too large, is a Problem that says so. */
export const keepUpload = async (ctx: Ctx, given: Uint8Array): Promise<KeptFile> => {
  if (given.length > LARGEST_UPLOAD) throw new Problem("too_large", "A picture may have 8 MB at most.");
  const mime = pictureType(given);
  const body = mime === null ? null : stripped(given, mime);
  if (mime === null || body === null)
    throw new Problem("invalid", "This is no picture that can be read: send JPEG, PNG, WebP or HEIC.", {
      faults: [{ at: "photo", message: "Not a picture." }],
    });
  const file = {
    id: randomUUID(),
    sha256: createHash("sha256").update(body).digest("hex"),
    mime,
    bytes: body.length,
  };
  await insertFile(ctx.db, { ...file, body, at: ctx.now });
  return file;
};

/** A picture as a response: its own type and no other, never run, never cached by others. */
export const uploadResponse = async (ctx: Ctx, id: string): Promise<Response> => {
  const file = /^[0-9a-f-]{36}$/.test(id) ? await fileOf(ctx.db, id) : null;
  if (file === null) throw notFound("picture");
  return new Response(new Uint8Array(file.body), {
    headers: {
      "content-type": file.mime,
      "content-length": String(file.bytes),
      "content-disposition": "inline",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, max-age=3600",
    },
  });
};
