import { z } from "zod";
import { contract } from "#kernel/contract";
import { Body, Draft, Key, TemplateClass } from "./model.ts";

const Listed = z.object({
  key: z.string(),
  name: z.string(),
  class: TemplateClass,
  language: z.string(),
  version: z.number(),
  archived: z.boolean(),
  updatedAt: z.string(),
  bodies: z.array(z.object({ channel: z.string(), language: z.string(), format: z.string() })),
});
const Opened = Draft.extend({
  key: z.string(),
  version: z.number(),
  liveVersion: z.number(),
  archived: z.boolean(),
  updatedAt: z.string(),
});
const confirmed = z
  .boolean()
  .default(false)
  .describe("A signed-in person says that words about an order promote nothing, although some sound so.");
const Saved = z.object({ key: z.string(), version: z.number() });
const ByKey = z.object({ key: Key });
const ByVersion = z.object({ key: Key, version: z.coerce.number().int().min(1) });

export const templatesApi = contract({
  list: {
    method: "GET",
    path: "/api/templates",
    summary: "List templates by key",
    query: z.object({
      search: z.string().max(100).default(""),
      archived: z.stringbool().default(false),
      cursor: z.string().max(100).default(""),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    returns: z.object({ templates: z.array(Listed), next: z.string().nullable() }),
  },
  create: {
    method: "POST",
    path: "/api/templates",
    summary: "Create a template; refused with the faults and their lines where its words would not work",
    body: Draft.extend({ key: Key, confirmed }),
    returns: Saved,
  },
  preview: {
    method: "POST",
    path: "/api/templates/preview",
    summary: "Render words that need not be saved, with the example data or a real profile's traits",
    body: z.object({
      body: Body,
      sample: z.record(z.string(), z.json()).default({}),
      profile: z.uuid().nullable().default(null),
    }),
    returns: z.object({
      rendered: z
        .discriminatedUnion("channel", [
          z.object({ channel: z.literal("line"), messages: z.array(z.record(z.string(), z.unknown())) }),
          z.object({
            channel: z.literal("email"),
            subject: z.string(),
            html: z.string().nullable(),
            text: z.string(),
          }),
        ])
        .nullable(),
      faults: z.array(z.object({ part: z.string(), line: z.number().nullable(), message: z.string() })),
    }),
  },
  get: {
    method: "GET",
    path: "/api/templates/{key}",
    summary: "One template with the words of its live version",
    params: ByKey,
    returns: Opened,
  },
  save: {
    method: "PUT",
    path: "/api/templates/{key}",
    summary: "Save a template as a new version, live at once",
    params: ByKey,
    body: Draft.extend({ confirmed }),
    returns: Saved,
  },
  archive: {
    method: "DELETE",
    path: "/api/templates/{key}",
    summary: "Take a template out of the lists; messages that name it still render",
    params: ByKey,
  },
  unarchive: {
    method: "POST",
    path: "/api/templates/{key}/unarchive",
    summary: "Put a template back into the lists",
    params: ByKey,
  },
  versions: {
    method: "GET",
    path: "/api/templates/{key}/versions",
    summary: "Every version of a template, newest first",
    params: ByKey,
    returns: z.object({
      versions: z.array(z.object({ version: z.number(), savedAt: z.string(), savedBy: z.string() })),
    }),
  },
  version: {
    method: "GET",
    path: "/api/templates/{key}/versions/{version}",
    summary: "One template with the words of an old version",
    params: ByVersion,
    returns: Opened,
  },
  restore: {
    method: "POST",
    path: "/api/templates/{key}/versions/{version}/restore",
    summary: "Make an old version's words live again, as a new version",
    params: ByVersion,
    returns: Saved,
  },
});
