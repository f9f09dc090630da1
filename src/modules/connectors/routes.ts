import { Readable } from "node:stream";
import type { Hono } from "hono";
import { brandOf } from "#kernel/admin";
import { Problem } from "#kernel/errors";
import { languageOf } from "#kernel/html";
import { bind, type Serving } from "#kernel/module";
import { problemResponse } from "#kernel/mount";
import { allows } from "#kernel/roles";
import { connectorsApi } from "#connectors/api";
import { errorFile } from "./actions/errors.ts";
import { files, upload } from "./actions/files.ts";
import {
  cancelImport,
  createImport,
  getImport,
  imports,
  preview,
  removeImport,
  resumeImport,
} from "./actions/imports.ts";
import { inspect } from "./actions/inspect.ts";
import { mapping, mappings, removeMapping, saveMapping } from "./actions/mappings.ts";

export const connectorsRoutes = bind(connectorsApi, {
  files: (ctx) => files(ctx),
  inspect: (ctx, { body }) => inspect(ctx, body),
  preview: (ctx, { body }) => preview(ctx, body),
  create: (ctx, { body }) => createImport(ctx, body),
  list: (ctx, { query }) => imports(ctx, query),
  get: (ctx, { params }) => getImport(ctx, params.id),
  cancel: (ctx, { params }) => cancelImport(ctx, params.id),
  resume: (ctx, { params }) => resumeImport(ctx, params.id),
  remove: (ctx, { params }) => removeImport(ctx, params.id).then(() => undefined),
  mappings: async (ctx) => ({ mappings: await mappings(ctx) }),
  mapping: (ctx, { params }) => mapping(ctx, params.id),
  saveMapping: (ctx, { params, body }) => saveMapping(ctx, params.id, body),
  removeMapping: (ctx, { params }) => removeMapping(ctx, params.id).then(() => undefined),
});

const asciiName = (name: string) => name.replaceAll(/[^\w.-]/g, "_");

/** Bytes in and bytes out do not fit the JSON contract. */
export const serveFiles = (app: Hono, serving: Serving): void => {
  const marketer = async (request: Request) => {
    const ctx = await serving.ctx(request);
    if (ctx.actor.role === null) throw new Problem("unauthorized", "Sign in, or send an API key as a bearer token.");
    if (!allows(ctx.actor.role, "marketer")) throw new Problem("forbidden", "This needs the role marketer.");
    return ctx;
  };
  app.post("/api/imports/files", async (c) => {
    const ctx = await marketer(c.req.raw);
    try {
      return c.json(await upload(ctx, c.req.query("name") ?? "upload", c.req.raw.body));
    } catch (error) {
      return problemResponse(error, ctx.log);
    }
  });
  app.get("/api/imports/:id/errors.csv", async (c) => {
    const ctx = await marketer(c.req.raw);
    const id = c.req.param("id");
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem("not_found", "There is no such import.");
    const language = languageOf(c.req.raw, (await brandOf(ctx)).language);
    const { rows, file } = await errorFile(ctx, id, c.req.query("part"), language);
    const kind = file.reading.format === "jsonl" ? "application/x-ndjson" : "text/csv";
    const charset = file.reading.encoding === "cp932" ? "shift_jis" : "utf-8";
    const name = `errors-${asciiName(file.name.replace(/\.gz$/, ""))}`;
    return new Response(Readable.toWeb(Readable.from(rows)) as ReadableStream, {
      headers: {
        "content-type": `${kind}; charset=${charset}`,
        "content-disposition": `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(`errors-${file.name.replace(/\.gz$/, "")}`)}`,
        "cache-control": "no-store",
      },
    });
  });
};
