/** The message arbiter: the one place that lets a message go, holds or refuses it. Pure; rules M1… in SPEC.md. */
import type { MessageClass, Reach } from "#consent/model";
import type { Properties } from "#kernel/log";
import type { MessageChannel, Note, Why } from "./why.ts";
import { dayStart, nextDay, type QuietHours, quietUntil } from "./calendar.ts";

export type { MessageChannel, Note, Why } from "./why.ts";

export interface ArbiterSettings {
  readonly quietHours: QuietHours;
  readonly transactionalKeepsQuiet: boolean;
  readonly dailyBudget: number;
  readonly weeklyBudget: number;
}

export interface ChannelFacts {
  readonly channel: MessageChannel;
  readonly configured: boolean;
  /** The template has words for this channel. */
  readonly words: boolean;
  /** Formal name, postal address and contact are set, as advertising by mail needs. */
  readonly senderComplete: boolean;
  readonly reach: Reach;
  readonly stopped: { readonly reason: string; readonly until: Date | null } | null;
}

export interface ArbiterFacts {
  readonly now: Date;
  readonly class: MessageClass;
  readonly expiresAt: Date;
  /** IANA zone of the person, or of the brand. */
  readonly zone: string;
  readonly settings: ArbiterSettings;
  /** In the order wished for. */
  readonly channels: readonly ChannelFacts[];
  /** What holds a place in this person's budget, of the last eight days. */
  readonly recent: readonly { readonly at: Date; readonly class: MessageClass }[];
}

export type Verdict = { readonly why: Why; readonly notes: readonly Note[] } & (
  | { readonly verdict: "claimed"; readonly channel: MessageChannel; readonly address: string }
  | { readonly verdict: "deferred"; readonly until: Date }
  | { readonly verdict: "refused" }
);

const WEEK_MS = 7 * 86_400_000;
/** A stopped channel without a known end is looked at again every hour. */
const STOPPED_RECHECK_MS = 3_600_000;

const closed = (facts: ArbiterFacts, c: ChannelFacts): { rule: string; why: Why } | null => {
  if (!c.configured) return { rule: "M4", why: "not_configured" };
  if (!c.words) return { rule: "M4", why: "no_words" };
  if (!c.reach.ok) {
    const why = c.reach.reason;
    return { rule: why === "suppressed" || why === "blocked" ? "M3" : why === "no_address" ? "M4" : "M2", why };
  }
  if (facts.class === "marketing" && c.channel === "email" && !c.senderComplete)
    return { rule: "M5", why: "sender_incomplete" };
  return null;
};

interface Hold {
  readonly rule: string;
  readonly why: Why;
  readonly until: Date;
}

/** What holds a message of this class at `at`, were nothing else sent until then. */
const holdAt = (facts: ArbiterFacts, at: Date): Hold | null => {
  const { settings, zone } = facts;
  const exempt = facts.class === "transactional";
  if (!exempt || settings.transactionalKeepsQuiet) {
    const until = quietUntil(at, zone, settings.quietHours);
    if (until) return { rule: "M7", why: "quiet_hours", until };
  }
  if (exempt) return null;
  const sent = facts.recent.filter((r) => r.class === "marketing").map((r) => r.at.getTime());
  const today = dayStart(at, zone).getTime();
  if (sent.filter((t) => t >= today).length >= settings.dailyBudget)
    return { rule: "M8", why: "daily_budget", until: nextDay(at, zone) };
  const week = sent.filter((t) => t > at.getTime() - WEEK_MS).toSorted((a, b) => a - b);
  if (week.length >= settings.weeklyBudget) {
    // Room again when so many have left the week that one fits. With no budget at all, look again in a week.
    const leaves = settings.weeklyBudget > 0 ? week[week.length - settings.weeklyBudget] : undefined;
    return { rule: "M9", why: "weekly_budget", until: new Date((leaves ?? at.getTime()) + WEEK_MS) };
  }
  return null;
};

/** When nothing holds the message any more, and what held it first. */
const firstFree = (facts: ArbiterFacts): { cause: Hold | null; at: Date } => {
  let at = facts.now;
  let cause: Hold | null = null;
  // Each hold moves the time forward; a week of days and nights bounds it.
  for (let i = 0; i < 32 && at < facts.expiresAt; i++) {
    const held = holdAt(facts, at);
    if (!held) break;
    cause ??= held;
    at = held.until;
  }
  return { cause, at };
};

const TECHNICAL: readonly Why[] = ["no_address", "no_words", "not_configured"];

/** Of the reasons of several channels the one that says most: what the person wants before what is missing. */
const telling = (notes: readonly Note[]): Why =>
  (notes.find((n) => !TECHNICAL.includes(n.why)) ?? notes[0])?.why ?? "no_channel";

/** Decides one request from all that is known. */
export const arbitrate = (facts: ArbiterFacts): Verdict => {
  const notes: Note[] = [];
  const note = (rule: string, why: Why, detail: Properties = {}) => notes.push({ rule, why, detail });
  const refuse = (why: Why): Verdict => ({ verdict: "refused", why, notes });
  const hold = (until: Date, { rule, why }: { rule: string; why: Why }, detail: Properties): Verdict => {
    note(rule, why, { ...detail, until: until.toISOString() });
    if (until < facts.expiresAt) return { verdict: "deferred", why, until, notes };
    note("M11", "expires_first", { expires: facts.expiresAt.toISOString() });
    return refuse("expires_first");
  };

  if (facts.now >= facts.expiresAt) {
    note("M11", "expired", { expires: facts.expiresAt.toISOString() });
    return refuse("expired");
  }
  const open = facts.channels.filter((channel) => {
    const why = closed(facts, channel);
    note(why?.rule ?? "M2", why?.why ?? "open", { channel: channel.channel });
    return !why;
  });
  if (open.length === 0) return refuse(telling(notes));

  const running = open.find((channel) => channel.stopped === null);
  if (!running) {
    const again = facts.now.getTime() + STOPPED_RECHECK_MS;
    const ends = open.map((channel) => Math.min(channel.stopped?.until?.getTime() ?? again, again));
    const until = new Date(Math.max(Math.min(...ends), facts.now.getTime() + 1000));
    return hold(until, { rule: "M6", why: "channel_stopped" }, { reason: open[0]?.stopped?.reason ?? "" });
  }
  for (const channel of open.slice(0, open.indexOf(running)))
    note("M6", "channel_stopped", { channel: channel.channel, reason: channel.stopped?.reason ?? "" });

  const counted = facts.recent.filter((r) => r.class === "marketing").length;
  const { cause, at } = firstFree(facts);
  if (cause)
    return hold(at, cause, {
      zone: facts.zone,
      counted,
      daily: facts.settings.dailyBudget,
      weekly: facts.settings.weeklyBudget,
    });
  if (!running.reach.ok) return refuse("no_address");
  note("M10", "open", { channel: running.channel, counted, transactional: facts.recent.length - counted });
  return { verdict: "claimed", why: "open", channel: running.channel, address: running.reach.address, notes };
};
