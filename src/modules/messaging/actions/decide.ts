/** Loads what the arbiter looks at, for many requests at once, and lets it decide one after the other. */
import { type MessageClass, reachableMany } from "#consent";
import { Brand } from "#kernel/admin-api";
import type { Ctx } from "#kernel/context";
import { readSettings } from "#kernel/settings";
import type { Identity } from "#profiles";
import { channelsOfAll } from "#templates";
import { channelNamed } from "../channels/index.ts";
import { arbitrate, type ChannelFacts, type MessageChannel, type Verdict } from "../model/arbiter.ts";
import { isZone } from "../model/calendar.ts";
import { MessagingSettings, Sender, senderComplete } from "../model/settings.ts";
import { countedSends, zonesOf } from "../store/budget.ts";
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

/** What stands for all requests of this moment: settings, and the state of each channel. */
const loadHouse = async (ctx: Ctx) => {
  const [{ brand, messaging, sender }, rows] = await Promise.all([
    readSettings(ctx, { brand: Brand, messaging: MessagingSettings, sender: Sender }),
    channelRows(ctx),
  ]);
  const stateOf = (channel: MessageChannel) => {
    const row = rows.get(channel);
    return {
      configured: channelNamed(channel).ready(ctx, sender),
      senderComplete: senderComplete(sender),
      stopped: row?.stopped_at ? { reason: row.stopped_why ?? "manual", until: row.stopped_until } : null,
    };
  };
  return { zone: brand.zone, settings: messaging, stateOf };
};

/**
 * The persons' budgets must be locked. Verdicts stand in the order of the candidates; an earlier one counts for a later one.
 * `identities`: of all the candidates' profiles.
 */
export const decide = async (
  ctx: Ctx,
  candidates: readonly Candidate[],
  identities: ReadonlyMap<string, readonly Identity[]>,
): Promise<Verdict[]> => {
  if (candidates.length === 0) return [];
  const profiles = [...new Set(candidates.map((c) => c.profile))];
  const questions = candidates.flatMap((c) =>
    c.channels.map((channel) => ({ profile: c.profile, channel, purpose: c.purpose, class: c.class })),
  );
  const owner = new Map([...identities].flatMap(([profile, own]) => own.map((i) => [i.key, profile] as const)));
  const [reach, house, words, zones, counted] = await Promise.all([
    reachableMany(ctx, questions, identities),
    loadHouse(ctx),
    channelsOfAll(ctx, [...new Set(candidates.map((c) => c.template))]),
    zonesOf(ctx, profiles),
    countedSends(
      ctx,
      [...owner.keys()],
      new Date(ctx.now.getTime() - EIGHT_DAYS_MS),
      candidates.map((c) => c.id),
    ),
  ]);
  const answers = reach.values();
  const recent = new Map<string, { at: Date; class: MessageClass }[]>(profiles.map((profile) => [profile, []]));
  for (const send of counted) recent.get(owner.get(send.subject) ?? "")?.push(send);

  return candidates.map((candidate) => {
    const facts = candidate.channels.map((channel): ChannelFacts => ({
      channel,
      ...house.stateOf(channel),
      words: words.get(candidate.template)?.has(channel) ?? false,
      reach: answers.next().value ?? { ok: false, reason: "no_address" },
    }));
    const zone = zones.get(candidate.profile);
    const verdict = arbitrate({
      now: ctx.now,
      class: candidate.class,
      expiresAt: candidate.expiresAt,
      zone: isZone(zone) ? zone : house.zone,
      settings: house.settings,
      channels: facts,
      recent: recent.get(candidate.profile) ?? [],
    });
    if (verdict.verdict === "claimed") recent.get(candidate.profile)?.push({ at: ctx.now, class: candidate.class });
    return verdict;
  });
};
