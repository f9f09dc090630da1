import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import type { Handlers } from "#kernel/contract";
import { readSetting, writeSetting } from "#kernel/settings";
import { assignCases, closeCases, noteOnCase, reopenCase } from "./actions/handling.ts";
import { caseShown, casesInShort, casesListed, people, team } from "./actions/reading.ts";
import type { feedbackApi } from "./api.ts";
import { CaseSettings } from "./model.ts";

export const feedbackHandlers: Handlers<typeof feedbackApi, Ctx> = {
  cases: (ctx, { query }) => casesListed(ctx, query),
  inShort: (ctx) => casesInShort(ctx),
  team: (ctx) => team(ctx),
  people: (ctx) => people(ctx),
  settings: (ctx) => readSetting(ctx, "feedback.cases", CaseSettings),
  saveSettings: async (ctx, { body }) => {
    await writeSetting(ctx, "feedback.cases", body);
    await audit(ctx, "cases.settings_changed", "cases");
    return body;
  },
  assign: async (ctx, { body }) => ({ changed: await assignCases(ctx, body.ids, body.owner) }),
  close: async (ctx, { body }) => ({ changed: await closeCases(ctx, body.ids, body) }),
  one: (ctx, { params }) => caseShown(ctx, params.id),
  note: async (ctx, { params, body }) => {
    await noteOnCase(ctx, params.id, body.text);
    return undefined;
  },
  reopen: async (ctx, { params }) => {
    await reopenCase(ctx, params.id);
    return undefined;
  },
};
