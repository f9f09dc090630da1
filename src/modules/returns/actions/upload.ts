/** Takes pictures from strangers, and gives them back so that they can do no harm. */
import { createHash, randomUUID } from "node:crypto";
import type { Ctx } from "#kernel/context";
import { lock } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import { AGREE, agreement } from "../model/picture/fine.ts";
import type { Looked, Taken } from "../model/picture/print.ts";
import { isTooLarge, sizeOf } from "../model/picture/size.ts";
import { stripped } from "../model/picture/strip.ts";
import { LARGEST_UPLOAD, pictureType } from "../model/upload.ts";
import { fileOf, insertFile, type KeptFile } from "../store/files.ts";
import { insertAlike, insertPrints, nearPrints } from "../store/prints.ts";
import { lookAt } from "./picture/look.ts";

/** A picture that may be kept. */
export interface Upload {
  readonly body: Uint8Array;
  readonly mime: string;
  /** Where it is compared with others. */
  readonly looked: Looked | null;
}

const NOT_A_PICTURE = { faults: [{ at: "photo", message: "Not a picture." }] };

/** A picture without what it tells of place and camera. What is no picture, or too large, is a Problem that says so. */
const readUpload = (given: Uint8Array): Upload => {
  if (given.length > LARGEST_UPLOAD) throw new Problem("too_large", "A picture may have 8 MB at most.");
  const mime = pictureType(given);
  const body = mime === null ? null : stripped(given, mime);
  if (mime === null || body === null)
    throw new Problem("invalid", "This is no picture that can be read: send JPEG, PNG, WebP or HEIC.", NOT_A_PICTURE);
  const size = sizeOf(body, mime);
  if (size !== null && isTooLarge(size))
    throw new Problem(
      "too_large",
      "A picture may have 60 million pixels and 30,000 on a side at most. Send a smaller copy.",
    );
  return { body, mime, looked: null };
};

/** The same, looked at so that its copies can be found. Takes its time, so it is done before a transaction begins. */
export const comparable = async (given: Uint8Array): Promise<Upload> => {
  const upload = readUpload(given);
  return { ...upload, looked: await lookAt(upload.body, upload.mime) };
};

/** Finds the pictures that show the same. */
const compare = async (ctx: Ctx, file: string, taken: Taken): Promise<void> => {
  // Two that come at once would not see each other.
  await lock(ctx.db, "returns.pictures");
  const near = await nearPrints(ctx.db, taken.prints);
  const looked = near.map(({ file: other, apart, fine }) => ({
    file,
    other,
    apart,
    agreement: agreement(fine, taken.fine),
  }));
  await insertAlike(
    ctx.db,
    looked.filter((pair) => pair.agreement >= AGREE),
  );
  await insertPrints(ctx.db, file, taken.prints);
};

export const hashOf = ({ body }: Upload): string => createHash("sha256").update(body).digest("hex");

/** Keeps a picture. */
export const keepUpload = async (ctx: Ctx, given: Upload | Uint8Array): Promise<KeptFile> => {
  const upload = given instanceof Uint8Array ? readUpload(given) : given;
  const { body, mime, looked } = upload;
  const file = {
    id: randomUUID(),
    sha256: hashOf(upload),
    mime,
    bytes: body.length,
  };
  await insertFile(ctx.db, {
    ...file,
    body,
    at: ctx.now,
    look: looked?.look ?? "",
    fine: looked?.look === "taken" ? looked.fine : null,
  });
  if (looked?.look === "taken") await compare(ctx, file.id, looked);
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
