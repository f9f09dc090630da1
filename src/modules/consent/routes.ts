import { liftSuppression, reachableMany, recordConsent, suppress } from "./actions.ts";
import { consentApi } from "./api.ts";
import { ADDRESS_KIND, CHANNELS, consentFor, PURPOSES, type SuppressionReason } from "./model.ts";
import { preferencePage } from "./pages.ts";
import { listSuppressions, proofsOf, statesOf } from "./store.ts";
import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import type { Handlers } from "#kernel/contract";
import { notFound, Problem } from "#kernel/errors";
import { identityKey } from "#kernel/identity";
import { identitiesOf, subjectOf } from "#profiles";

const cursorOf = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const at = cursor.indexOf("_");
  const since = new Date(cursor.slice(0, at));
  if (at < 0 || Number.isNaN(since.getTime())) throw new Problem("invalid", "This cursor was not given by us.");
  return { since, address: cursor.slice(at + 1) };
};

export const consentHandlers: Handlers<typeof consentApi, Ctx> = {
  consentOf: async (ctx, { params }) => {
    const identities = (await identitiesOf(ctx, [params.profile])).get(params.profile);
    if (!identities) throw notFound("customer");
    const keys = identities.map((i) => i.key);
    const states = await statesOf(ctx, keys);
    const proofs = await proofsOf(ctx, keys, 100);
    const reach = await reachableMany(
      ctx,
      CHANNELS.map((channel) => ({ profile: params.profile, channel, purpose: "newsletter", class: "marketing" })),
    );
    return {
      channels: CHANNELS.map((channel, i) => {
        const answer = reach[i];
        return {
          channel,
          address: identities.some((identity) => identity.kind === ADDRESS_KIND[channel]),
          reachable: answer?.ok ?? false,
          reason: answer && !answer.ok ? answer.reason : null,
        };
      }),
      purposes: CHANNELS.flatMap((channel) =>
        PURPOSES.filter((purpose) => purpose.class === "marketing").map(({ key }) => ({
          channel,
          purpose: key,
          state: consentFor(states, channel, key),
        })),
      ),
      proofs: proofs.map((p) => ({ ...p, at: p.at.toISOString() })),
      preferencePage: preferencePage(ctx, params.profile),
    };
  },
  stateConsent: async (ctx, { params, body }) => {
    const subject = (await subjectOf(ctx, [params.profile])).get(params.profile);
    if (subject === undefined) throw notFound("customer");
    const key = `stated:${params.profile}:${body.channel}:${body.purpose}:${ctx.now.toISOString()}`;
    await recordConsent(ctx, [{ ...body, subject, key }]);
    await audit(ctx, `consent.${body.state}`, `profile:${params.profile}`, {
      channel: body.channel,
      purpose: body.purpose,
    });
  },
  suppressions: async (ctx, { query }) => {
    const found = await listSuppressions(ctx, {
      search: query.search,
      after: cursorOf(query.cursor),
      limit: query.limit + 1,
    });
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items: items.map((s) => ({
        address: s.address,
        reason: s.reason as SuppressionReason,
        detail: s.detail,
        since: s.since.toISOString(),
      })),
      next: found.length > query.limit && last ? `${last.since.toISOString()}_${last.address}` : null,
    };
  },
  suppress: async (ctx, { body }) => {
    const key = identityKey(body.kind, body.value);
    if (key === null)
      throw new Problem("invalid", "This is no address that could be written to.", {
        faults: [{ at: "value", message: "Check the spelling." }],
      });
    await suppress(ctx, key, "manual", body.note ?? null);
    await audit(ctx, "suppression.added", "suppression");
  },
  liftSuppression: async (ctx, { params }) => {
    if (!(await liftSuppression(ctx, decodeURIComponent(params.address)))) throw notFound("suppressed address");
    await audit(ctx, "suppression.lifted", "suppression");
  },
};
