import { bind } from "#kernel/module";
import { foreseeSeparation, sayApart } from "./actions.separate.ts";
import { counted, lately, listed, shownIdentities, shownProfile, timelineOf, traitHistory } from "./actions.views.ts";
import { profilesApi } from "./api.ts";

export const profileRoutes = bind(profilesApi, {
  list: (ctx, { query }) => listed(ctx, query),
  recent: async (ctx, { query }) => ({ items: await lately(ctx, query.limit) }),
  count: (ctx) => counted(ctx),
  get: (ctx, { params }) => shownProfile(ctx, params.id),
  identities: async (ctx, { params }) => ({ items: await shownIdentities(ctx, params.id) }),
  timeline: (ctx, { params, query }) => timelineOf(ctx, { id: params.id, ...query }),
  foreseeSeparation: (ctx, { params, body }) => foreseeSeparation(ctx, { ...params, ...body }),
  separate: (ctx, { params, body }) => sayApart(ctx, { ...params, ...body }),
  traitHistory: async (ctx, { params }) => ({ items: await traitHistory(ctx, params.id, params.name) }),
});
