import type { Handlers } from "#kernel/contract";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import { explain, preview, segmentsOf } from "./actions/ask.ts";
import {
  createSegment,
  getSegment,
  listSegments,
  pauseSegment,
  removeSegment,
  resumeSegment,
  updateSegment,
} from "./actions/manage.ts";
import { builderOptions, fitRfm, propertyOptions, rfmCuts } from "./actions/options.ts";
import { peopleOf } from "./actions/people.ts";
import type { segmentsApi } from "./api.ts";
import { membersPage } from "./store/membership.ts";

/** A page of members ends at an instant and a profile. */
const readCursor = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const [at = "", profile = ""] = cursor.split("_");
  const since = new Date(at);
  if (Number.isNaN(since.getTime()) || !/^[0-9a-f-]{36}$/.test(profile))
    throw new Problem("invalid", "The cursor is not one that this list gave.");
  return { since, profile };
};

export const segmentsHandlers: Handlers<typeof segmentsApi, Ctx> = {
  list: async (ctx, { query }) => {
    const items = await listSegments(ctx, { limit: query.limit, after: query.cursor ?? null });
    return { items, next: items.length === query.limit ? (items.at(-1)?.id ?? null) : null };
  },
  options: (ctx) => builderOptions(ctx),
  properties: (ctx, { query }) => propertyOptions(ctx, query.event),
  rfm: (ctx) => rfmCuts(ctx),
  fitRfm: (ctx) => fitRfm(ctx),
  preview: (ctx, { body }) => preview(ctx, body),
  create: (ctx, { body }) => createSegment(ctx, body),
  get: (ctx, { params }) => getSegment(ctx, params.id),
  update: (ctx, { params, body }) => updateSegment(ctx, params.id, body),
  remove: async (ctx, { params }) => {
    await removeSegment(ctx, params.id);
    return undefined;
  },
  pause: (ctx, { params }) => pauseSegment(ctx, params.id),
  resume: (ctx, { params }) => resumeSegment(ctx, params.id),
  members: async (ctx, { params, query }) => {
    await getSegment(ctx, params.id);
    const page = await membersPage(ctx.db, params.id, { limit: query.limit, before: readCursor(query.cursor) });
    const people = await peopleOf(
      ctx,
      page.map((each) => each.profile),
    );
    const items = page.flatMap(({ since }, i) => {
      const person = people[i];
      return person ? [{ ...person, since: since.toISOString() }] : [];
    });
    const last = items.length === query.limit ? items.at(-1) : undefined;
    return { items, next: last ? `${last.since}_${last.profile}` : null };
  },
  explain: (ctx, { params }) => explain(ctx, params),
  ofProfile: async (ctx, { params }) =>
    (await segmentsOf(ctx, params.profile)).map((each) => ({ ...each, since: each.since.toISOString() })),
};
