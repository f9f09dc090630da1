/** Uploads: streamed to a file in the data folder, never held in memory. */
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import { readSetting } from "#kernel/settings";
import { type FileRow, insertFile, recentFiles } from "../store/files.ts";
import { sizeOf } from "./read.ts";

const MB = 1_000_000;
/** The setting `imports`: how large an upload may be. */
const Settings = z.object({ mostUploadMb: z.number().int().min(1).max(100_000).default(2_000) });

export const shownFile = (file: FileRow) => ({
  id: file.id,
  name: file.name,
  bytes: file.bytes,
  uploadedAt: file.uploaded_at.toISOString(),
});

/** File names come from strangers: no folders, no control characters. The file on disk is named by its id alone. */
const plainName = (name: string): string =>
  basename(name.replaceAll("\\", "/"))
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, "")
    .slice(0, 200) || "upload";

async function* upTo(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array, void> {
  let seen = 0;
  for await (const chunk of bytes) {
    seen += chunk.length;
    if (seen > most)
      throw new Problem("too_large", `The file is larger than ${most / MB} MB. Pack it with gzip or split it.`);
    yield chunk;
  }
}

const register = async (ctx: Ctx, file: FileRow) => {
  await insertFile(ctx.db, { ...file, uploaded_by: ctx.actor.name });
  await audit(ctx, "file.uploaded", `file:${file.id}`, { bytes: file.bytes });
  return shownFile(file);
};

export const upload = async (ctx: Ctx, name: string, body: ReadableStream<Uint8Array> | null) => {
  if (!body) throw new Problem("invalid", "The request has no body: send the file's bytes as they are.");
  const { mostUploadMb } = await readSetting(ctx, "imports", Settings);
  const id = randomUUID();
  const folder = join(ctx.config.home, "imports");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, id);
  try {
    const bytes = upTo(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), mostUploadMb * MB);
    await pipeline(bytes, createWriteStream(path, { mode: 0o600 }));
    const size = await sizeOf(path);
    if (size === 0) throw new Problem("invalid", "The file is empty.");
    return await register(ctx, { id, name: plainName(name), path, owned: true, bytes: size, uploaded_at: ctx.now });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
};

/** A file that lies on this machine already (command line). It is read where it is and never removed. */
export const adopt = async (ctx: Ctx, path: string) => {
  const bytes = await sizeOf(path);
  if (bytes === 0) throw new Problem("invalid", `${path} is empty.`);
  return register(ctx, {
    id: randomUUID(),
    name: plainName(path),
    path,
    owned: false,
    bytes,
    uploaded_at: ctx.now,
  });
};

export const files = async (ctx: Ctx) => ({ files: (await recentFiles(ctx.db)).map((file) => shownFile(file)) });
