/** Loads what the arbiter looks at, for many requests at once, and lets it decide one after the other. */
import { type MessageClass, reachableMany } from "#consent";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { readSetting } from "#kernel/settings";
import { identitiesOf, traitsOf } from "#profiles";
import { channelsOf } from "#templates";
import { channels } from "../channels/index.ts";
import { arbitrate, type ChannelFacts, type MessageChannel, type Verdict } from "../model/arbiter.ts";
import { isZone } from "../model/calendar.ts";
import { MessagingSettings, Sender, senderComplete } from "../model/settings.ts";
import { countedSends } from "../store/budget.ts";
import { channelRows } from "../store/channels.ts";

const EIGHT_DAYS_MS = 8 * 86_400_000;

export interface Candidate {
  /** The row that is decided anew, so that it does not count itself. */
  readonly id: string;
  readonly profile: string;
  readonly template: string;
  readonly channels: readonly MessageChannel[];
  readonly class: MessageClass;
  readonly purpose: string;
  readonly expiresAt: Date;
}

/** The persons' budgets must be locked. Verdicts stand in the order of the candidates; an earlier one counts for a later one. */
export const decide = async (ctx: Ctx, candidates: readonly Candidate[]): Promise<Verdict[]> => {
  const profiles = [...new Set(candidates.map((c) => c.profile))];
  const questions = candidates.flatMap((c) =>
    c.channels.map((channel) => ({ profile: c.profile, channel, purpose: c.purpose, class: c.class })),
  );
  const answers = (await reachableMany(ctx, questions)).values();
  const brand = await brandOf(ctx);
  const settings = await readSetting(ctx, "messaging", MessagingSettings);
  const complete = senderComplete(await readSetting(ctx, "sender", Sender));
  const states = await channelRows(ctx);
  const configured = new Map(await Promise.all(channels.map(async (c) => [c.name, await c.ready(ctx)] as const)));
  const templates = [...new Set(candidates.map((c) => c.template))];
  const words = new Map(await Promise.all(templates.map(async (t) => [t, await channelsOf(ctx, t)] as const)));
  const traits = await traitsOf(ctx, profiles);
  const identities = await identitiesOf(ctx, profiles);
  const owner = new Map([...identities].flatMap(([profile, own]) => own.map((i) => [i.key, profile] as const)));
  const counted = await countedSends(
    ctx,
    [...owner.keys()],
    new Date(ctx.now.getTime() - EIGHT_DAYS_MS),
    candidates.map((c) => c.id),
  );
  const recent = new Map<string, { at: Date; class: MessageClass }[]>(profiles.map((profile) => [profile, []]));
  for (const send of counted) recent.get(owner.get(send.subject) ?? "")?.push(send);

  return candidates.map((candidate) => {
    const facts = candidate.channels.map((channel): ChannelFacts => {
      const row = states.get(channel);
      return {
        channel,
        configured: configured.get(channel) ?? false,
        words: words.get(candidate.template)?.has(channel) ?? false,
        senderComplete: complete,
        reach: answers.next().value ?? { ok: false, reason: "no_address" },
        stopped: row?.stopped_at ? { reason: row.stopped_why ?? "manual", until: row.stopped_until } : null,
      };
    });
    const zone = traits.get(candidate.profile)?.["timezone"];
    const verdict = arbitrate({
      now: ctx.now,
      class: candidate.class,
      expiresAt: candidate.expiresAt,
      zone: isZone(zone) ? zone : brand.zone,
      settings,
      channels: facts,
      recent: recent.get(candidate.profile) ?? [],
    });
    if (verdict.verdict === "claimed") recent.get(candidate.profile)?.push({ at: ctx.now, class: candidate.class });
    return verdict;
  });
};
