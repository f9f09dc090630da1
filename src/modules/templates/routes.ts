import type { Ctx } from "#kernel/context";
import { notFound } from "#kernel/errors";
import { bind } from "#kernel/module";
import { requireProfile, traitsOf } from "#profiles";
import { checkBody, wordsOf } from "./actions/check.ts";
import { archiveTemplate, openTemplate, restoreVersion, saveTemplate } from "./actions/save.ts";
import { templatesApi } from "./api.ts";
import { laidOver, type Rendered, SAMPLE } from "./model/shape.ts";
import { findHead, listHeads, versionsOf } from "./store.ts";

const opened = async (ctx: Ctx, key: string, version?: number) => {
  const { head, draft, version: shown } = await openTemplate(ctx, key, version);
  return {
    ...draft,
    key,
    version: shown,
    liveVersion: head.version,
    archived: head.archived,
    updatedAt: head.updatedAt.toISOString(),
  };
};

const shown = (rendered: Rendered) =>
  rendered.channel === "line" ? { channel: "line" as const, messages: [...rendered.messages] } : { ...rendered };

export const { contract, handlers } = bind(templatesApi, {
  list: async (ctx, { query }) => {
    const { search, archived, cursor: after, limit } = query;
    const found = await listHeads(ctx, { search, archived, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    return {
      templates: page.map((head) => ({
        ...head,
        bodies: [...head.bodies],
        updatedAt: head.updatedAt.toISOString(),
      })),
      next: found.length > limit ? (page.at(-1)?.key ?? null) : null,
    };
  },
  create: async (ctx, { body: { key, confirmed, ...draft } }) => ({
    key,
    version: await saveTemplate(ctx, key, draft, { create: true, confirmed: confirmed ? "person" : null }),
  }),
  preview: async (ctx, { body: ask }) => {
    const profile = ask.profile === null ? null : await requireProfile(ctx, ask.profile);
    const traits = profile === null ? undefined : ((await traitsOf(ctx, [profile])).get(profile) ?? {});
    const sample = laidOver(SAMPLE, ask.sample);
    // A real person is shown what they would get: what they lack is left out, as when it is sent.
    const example = traits ? { data: { ...sample, profile: traits }, strict: false } : { data: sample, strict: true };
    const { rendered, faults } = await checkBody(await wordsOf(ctx, ask.body.language), ask.body, example);
    return { rendered: rendered && shown(rendered), faults: [...faults] };
  },
  get: (ctx, { params }) => opened(ctx, params.key),
  save: async (ctx, { params, body: { confirmed, ...draft } }) => ({
    key: params.key,
    version: await saveTemplate(ctx, params.key, draft, { create: false, confirmed: confirmed ? "person" : null }),
  }),
  archive: async (ctx, { params }) => {
    await archiveTemplate(ctx, params.key, true);
    return undefined;
  },
  unarchive: async (ctx, { params }) => {
    await archiveTemplate(ctx, params.key, false);
    return undefined;
  },
  versions: async (ctx, { params }) => {
    if (!(await findHead(ctx, params.key))) throw notFound("template");
    const versions = await versionsOf(ctx, params.key);
    return {
      versions: versions.map((row) => ({
        version: row.version,
        savedAt: row.saved_at.toISOString(),
        savedBy: row.saved_by,
      })),
    };
  },
  version: (ctx, { params }) => opened(ctx, params.key, params.version),
  restore: async (ctx, { params }) => ({
    key: params.key,
    version: await restoreVersion(ctx, params.key, params.version),
  }),
});
