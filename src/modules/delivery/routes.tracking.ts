import { append } from "#events";
import { brandOf } from "#kernel/admin";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import type { Handlers } from "#kernel/contract";
import { transaction } from "#kernel/database";
import { readSetting, writeSetting } from "#kernel/settings";
import { listContent, removeContent, saveContent } from "./actions/content.ts";
import { noticeJourneys, startNotices } from "./actions/setup.ts";
import { trackingLink } from "./actions/tracking-link.ts";
import type { trackingApi } from "./api.tracking.ts";
import { type Cause, RemedyPolicy } from "./model/remedy.ts";
import { dayIn } from "./model/tracking/dates.ts";
import { TrackingPage } from "./model/tracking/settings.ts";
import { listRemedies, spentInMonth } from "./store/remedy.ts";
import { listChoices, settleChoices } from "./store/wishes.ts";

/** Wishes and decisions that one answer carries. */
const MOST = 500;

const shown = (items: Awaited<ReturnType<typeof noticeJourneys>>) => ({
  items: items.map(({ name, about, ...rest }) => ({
    ...rest,
    name: [...name] as [string, string],
    about: [...about] as [string, string],
  })),
});

export const trackingHandlers: Handlers<typeof trackingApi, Ctx> = {
  content: async (ctx, { query }) => ({
    items: (await listContent(ctx)).filter((one) => query.kind === undefined || one.kind === query.kind),
  }),
  addContent: (ctx, { body }) => saveContent(ctx, body),
  saveContent: (ctx, { params, body }) => saveContent(ctx, body, params.id),
  removeContent: async (ctx, { params }) => {
    await removeContent(ctx, params.id);
    return undefined;
  },
  page: (ctx) => readSetting(ctx, "delivery.page", TrackingPage),
  savePage: async (ctx, { body }) => {
    await writeSetting(ctx, "delivery.page", body);
    await audit(ctx, "delivery.page_changed", "delivery");
    return body;
  },
  notices: async (ctx) => shown(await noticeJourneys(ctx)),
  startNotices: async (ctx, { body }) => shown(await startNotices(ctx, body.keys, body.language)),
  choices: async (ctx, { query }) => ({
    items: (await listChoices(ctx.db, query.state, MOST)).map(({ hold_until, at, kind, ...row }) => ({
      ...row,
      kind: kind === "redelivery" ? ("redelivery" as const) : ("change" as const),
      at: at.toISOString(),
      holdUntil: hold_until?.toISOString() ?? null,
    })),
  }),
  settleChoices: (ctx, { body }) =>
    transaction(ctx.db, async (db) => {
      const inside = within(ctx, db);
      const settled = await settleChoices(db, body.ids, body.state, ctx.actor.name, ctx.now);
      await append(
        inside,
        settled.map((one) => ({
          name: "delivery.choice_settled",
          subject: one.subject,
          key: `delivery:choice:${one.id}:${body.state}`,
          properties: { order: one.order, parcel: one.parcel, choice: one.id, state: body.state },
        })),
      );
      for (const one of settled) await audit(inside, `choice.${body.state}`, `choice:${one.id}`);
      return { changed: settled.length };
    }),
  remedyPolicy: (ctx) => readSetting(ctx, "delivery.remedy", RemedyPolicy),
  saveRemedyPolicy: async (ctx, { body }) => {
    await writeSetting(ctx, "delivery.remedy", body);
    await audit(ctx, "delivery.remedy_policy_changed", "delivery", {
      budget: body.monthlyBudget,
      cap: body.customerCap,
    });
    return body;
  },
  remedies: async (ctx, { query }) => {
    const month = query.month ?? dayIn(ctx.now, (await brandOf(ctx)).zone).slice(0, 7);
    const items = await listRemedies(ctx.db, month, MOST);
    return {
      month,
      spent: await spentInMonth(ctx.db, month),
      items: items.map(({ id, order, cause, gives, amount, currency, reason, code, profile, at }) => ({
        id,
        order,
        cause: cause as Cause,
        gives,
        amount,
        currency,
        reason,
        code,
        profile,
        at: at.toISOString(),
      })),
    };
  },
  link: (ctx, { params }) => Promise.resolve({ url: trackingLink(ctx, decodeURIComponent(params.order)) }),
};
