import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import type { Handlers } from "#kernel/contract";
import { notFound, Problem } from "#kernel/errors";
import { readSetting, writeSetting } from "#kernel/settings";
import { identitiesOf, profilesOf, traitsOf } from "#profiles";
import { templateNames } from "#templates";
import { resolveUnknown, resume, sendTest, stopByHand } from "./actions/ledger.ts";
import { messagingApi } from "./api.ts";
import { channels } from "./channels/index.ts";
import { MessagingSettings, type Note, Sender, senderMissing, STATES, type State } from "./model.ts";
import { bodiesOf } from "./store/bodies.ts";
import { channelRows, noteQuota } from "./store/channels.ts";
import { clicksOf } from "./store/clicks.ts";
import { countStates, listSends, sendsOf, transitionsOf, verdictsOf, waiting } from "./store/reads.ts";
import type { SendRow } from "./store/sends.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const nameOf = (traits: Readonly<Record<string, unknown>> | undefined): string | null => {
  const part = (key: string) => (typeof traits?.[key] === "string" ? (traits[key] as string) : "");
  return part("name") || `${part("lastName")} ${part("firstName")}`.trim() || null;
};

/** Rows with the customer that their subject belongs to now. */
const linesOf = async (ctx: Ctx, list: readonly SendRow[]) => {
  const profiles = await profilesOf(
    ctx,
    list.map((row) => row.subject),
  );
  const traits = await traitsOf(ctx, [...new Set(profiles.values())]);
  const names = await templateNames(
    ctx,
    list.map((row) => row.template),
  );
  return list.map((row) => {
    const profile = profiles.get(row.subject) ?? null;
    return {
      id: row.id,
      requestedAt: row.requested_at.toISOString(),
      profile,
      name: nameOf(traits.get(profile ?? "")),
      subject: row.subject,
      template: row.template,
      templateName: names.get(row.template) ?? row.template,
      class: row.class,
      purpose: row.purpose,
      channel: row.channel,
      channels: row.channels,
      state: row.state as State,
      stateAt: row.state_at.toISOString(),
      why: row.why,
      reason: row.reason,
      decision: row.decision,
      dueAt: row.state === "deferred" ? iso(row.due_at) : null,
      test: row.test,
    };
  });
};

const statesOf = (given: string | undefined): State[] | undefined => {
  if (given === undefined || given === "") return undefined;
  const asked = given.split(",");
  const known = STATES.filter((state) => asked.includes(state));
  if (known.length !== asked.length)
    throw new Problem("invalid", `A state is one of ${STATES.join(", ")}.`, {
      faults: [{ at: "state", message: "There is no such state." }],
    });
  return known;
};

const cursorOf = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const [at = "", id = ""] = cursor.split("_");
  const date = new Date(at);
  if (Number.isNaN(date.getTime()) || !/^[0-9a-f-]{36}$/u.test(id))
    throw new Problem("invalid", "This cursor was not given by us.");
  return { at: date, id };
};

const shownSender = (sender: Sender) => ({
  ...sender,
  dkim: sender.dkim && { domain: sender.dkim.domain, selector: sender.dkim.selector },
  missing: senderMissing(sender),
});

/** A provider's quota is asked for at most every five minutes. */
const QUOTA_AGE_MS = 300_000;

const refreshQuotas = async (ctx: Ctx): Promise<void> => {
  const known = await channelRows(ctx);
  for (const channel of channels) {
    const checked = known.get(channel.name)?.checked_at;
    if (!channel.quota || (checked && Math.abs(ctx.now.getTime() - checked.getTime()) < QUOTA_AGE_MS)) continue;
    // Not knowing the quota is no reason not to show the rest.
    const figures = await channel.quota(ctx).catch(() => null);
    if (figures) await noteQuota(ctx, channel.name, figures);
  }
};

export const messagingHandlers: Handlers<typeof messagingApi, Ctx> = {
  messages: async (ctx, { query }) => {
    const subjects =
      query.profile === undefined
        ? undefined
        : ((await identitiesOf(ctx, [query.profile])).get(query.profile) ?? []).map((i) => i.key);
    const found = await listSends(ctx, {
      ...query,
      subjects,
      states: statesOf(query.state),
      from: query.from === undefined ? undefined : new Date(query.from),
      until: query.until === undefined ? undefined : new Date(query.until),
      after: cursorOf(query.cursor),
      limit: query.limit + 1,
    });
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: await linesOf(ctx, shown),
      next: found.length > query.limit && last ? `${last.requested_at.toISOString()}_${last.id}` : null,
    };
  },
  messageCounts: async (ctx, { query }) => {
    const counts = await countStates(ctx, new Date(ctx.now.getTime() - query.days * 86_400_000));
    return STATES.map((state) => ({ state, count: counts.get(state) ?? 0 }));
  },
  message: async (ctx, { params }) => {
    const row = (await sendsOf(ctx, [params.id])).get(params.id);
    const [line] = row ? await linesOf(ctx, [row]) : [];
    if (!row || !line) throw notFound("message");
    const verdicts = await verdictsOf(ctx, row.id);
    const transitions = await transitionsOf(ctx, row.id);
    const clicks = await clicksOf(ctx, row.id);
    return {
      ...line,
      expiresAt: row.expires_at.toISOString(),
      address: row.address,
      attempts: row.attempts,
      providerId: row.provider_id,
      verdicts: verdicts.map((v) => ({
        n: v.n,
        at: v.at.toISOString(),
        verdict: v.verdict,
        why: v.why,
        channel: v.channel,
        until: iso(v.until),
        notes: v.notes as unknown as { rule: string; why: string; detail: Record<string, never> }[] & Note[],
      })),
      transitions: transitions.map((t) => ({ ...t, at: t.at.toISOString() })),
      clicks: clicks.map((c) => ({ at: c.at.toISOString(), url: c.url, automated: c.automated, why: c.why })),
      body: (await bodiesOf(ctx, [row.id])).get(row.id) ?? null,
    };
  },
  sendTest: async (ctx, { body }) => ({ send: await sendTest(ctx, body) }),
  resolveMessage: async (ctx, { params, body }) => {
    await resolveUnknown(ctx, params.id, body.outcome, body.note);
  },
  channels: async (ctx) => {
    await refreshQuotas(ctx);
    const sender = await readSetting(ctx, "sender", Sender);
    const known = await channelRows(ctx);
    const counts = await waiting(ctx);
    return channels.map((channel) => {
      const row = known.get(channel.name);
      const count = (state: State) => counts.find((c) => c.channel === channel.name && c.state === state)?.count ?? 0;
      return {
        channel: channel.name,
        configured: channel.ready(ctx, sender),
        stopped: row?.stopped_at
          ? { why: row.stopped_why ?? "manual", since: row.stopped_at.toISOString(), until: iso(row.stopped_until) }
          : null,
        quota: row?.checked_at ? { limit: row.quota, used: row.used, checkedAt: row.checked_at.toISOString() } : null,
        claimed: count("claimed"),
        handedOff: count("handed_off"),
        deferred: count("deferred"),
      };
    });
  },
  stopChannel: async (ctx, { params }) => {
    await stopByHand(ctx, params.channel);
  },
  resumeChannel: async (ctx, { params }) => {
    await resume(ctx, params.channel);
  },
  messagingSettings: async (ctx) => ({
    settings: await readSetting(ctx, "messaging", MessagingSettings),
    sender: shownSender(await readSetting(ctx, "sender", Sender)),
  }),
  saveMessagingSettings: async (ctx, { body }) => {
    await writeSetting(ctx, "messaging", body);
    await audit(ctx, "messaging.settings_changed", "messaging");
  },
  saveSender: async (ctx, { body }) => {
    const { dkim } = await readSetting(ctx, "sender", Sender);
    await writeSetting(ctx, "sender", { ...body, dkim: body.dkim === undefined ? dkim : body.dkim });
    await audit(ctx, "messaging.sender_changed", "messaging");
  },
};
