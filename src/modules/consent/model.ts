import { z } from "zod";
import type { Properties } from "#kernel/log";

export const CHANNELS = ["line", "email", "sms", "push"] as const;
/** A way to reach a person from afar. */
export const Channel = z.enum(CHANNELS);
export type Channel = z.infer<typeof Channel>;

/** Advertising needs a grant; what a contract or an order makes necessary does not. */
export const MessageClass = z.enum(["transactional", "marketing"]);
export type MessageClass = z.infer<typeof MessageClass>;

/** What a message is for. `*` stands for every marketing purpose. */
export const Purpose = z.string().regex(/^(\*|[a-z][a-z0-9_]{0,39})$/);

/** What the preference page offers until the brand defines its own. */
export const PURPOSES = [
  { key: "newsletter", class: "marketing", ja: "お知らせ・特集", en: "News and features" },
  { key: "service", class: "transactional", ja: "ご注文・お届けのご連絡", en: "Orders and deliveries" },
] as const;

export const SUPPRESSION_REASONS = ["hard_bounce", "complaint", "manual"] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** One grant or withdrawal as somebody stated it, with its proof. */
export interface ConsentChange {
  readonly subject: string;
  readonly channel: Channel | "*";
  readonly purpose: string;
  readonly state: "granted" | "withdrawn";
  readonly at: Date;
  readonly source: string;
  readonly messageId: string;
  /** Where it was stated: a page, a form, `identify`, `line.followed`, `one-click`. */
  readonly place: string;
  /** The words that the person agreed to, or their version. */
  readonly wording: string | null;
}

/** Whether a platform lets us through: LINE follow and block. */
export interface ReachChange {
  readonly subject: string;
  readonly state: "open" | "blocked";
  readonly at: Date;
  readonly messageId: string;
}

/** What the folds below need of an event. */
export interface ConsentEvent {
  readonly subject: string;
  readonly name: string;
  readonly at: Date;
  readonly source: string;
  readonly messageId: string;
  readonly properties: Properties;
}

/** Events that say something about consent or reach. */
export const CONSENT_EVENTS = [
  "identify",
  "Consent Granted",
  "Consent Withdrawn",
  "Unsubscribed",
  "consent.granted",
  "consent.withdrawn",
  "line.followed",
  "line.unfollowed",
] as const;

const OPT_IN: Readonly<Record<string, Channel>> = Object.fromEntries(
  CHANNELS.flatMap((channel) => [
    [`${channel}_opt_in`, channel],
    [`${channel}OptIn`, channel],
  ]),
);
const text = (value: unknown): string | null => (typeof value === "string" && value.trim() !== "" ? value : null);
const channelOf = (value: unknown): Channel | "*" => Channel.safeParse(value).data ?? "*";
const purposeOf = (value: unknown): string => Purpose.safeParse(value).data ?? "*";

/** What an event says about consent. A first follow on LINE grants; a follow after a block restores reach only. */
export const changesOf = (event: ConsentEvent): ConsentChange[] => {
  if (event.subject === "") return [];
  const said = event.properties;
  const change = (
    state: "granted" | "withdrawn",
    channel: Channel | "*",
    purpose: string,
    place: string,
  ): ConsentChange => ({
    subject: event.subject,
    channel,
    purpose,
    state,
    at: event.at,
    source: event.source,
    messageId: event.messageId,
    place,
    wording: text(said["wording"]),
  });
  switch (event.name) {
    case "identify":
      return Object.entries(said).flatMap(([trait, value]) => {
        const channel = OPT_IN[trait];
        return channel && typeof value === "boolean"
          ? [change(value ? "granted" : "withdrawn", channel, "*", "identify")]
          : [];
      });
    case "Consent Granted":
    case "consent.granted":
      // Without a channel nobody can say what was agreed to; a withdrawal without one means all of them.
      return Channel.safeParse(said["channel"]).success
        ? [change("granted", channelOf(said["channel"]), purposeOf(said["purpose"]), text(said["place"]) ?? event.name)]
        : [];
    case "Consent Withdrawn":
    case "consent.withdrawn":
      return [
        change("withdrawn", channelOf(said["channel"]), purposeOf(said["purpose"]), text(said["place"]) ?? event.name),
      ];
    case "Unsubscribed":
      return [change("withdrawn", "email", "*", "Unsubscribed")];
    case "line.followed":
      return said["unblocked"] === true ? [] : [change("granted", "line", "*", "line.followed")];
    default:
      return [];
  }
};

/** What an event says about reach. */
export const reachOf = (event: ConsentEvent): ReachChange[] =>
  event.subject !== "" && (event.name === "line.followed" || event.name === "line.unfollowed")
    ? [
        {
          subject: event.subject,
          state: event.name === "line.followed" ? "open" : "blocked",
          at: event.at,
          messageId: event.messageId,
        },
      ]
    : [];

/** The later of two statements: by time, then by message id, so that every order of arrival gives the same. */
export const later = <T extends { readonly at: Date; readonly messageId: string }>(a: T, b: T): T =>
  a.at.getTime() === b.at.getTime() ? (a.messageId >= b.messageId ? a : b) : a.at > b.at ? a : b;

/** The last statement per key. */
export const lastOf = <T extends { readonly at: Date; readonly messageId: string }>(
  changes: readonly T[],
  key: (change: T) => string,
): T[] => {
  const last = new Map<string, T>();
  for (const change of changes) {
    const known = last.get(key(change));
    last.set(key(change), known ? later(known, change) : change);
  }
  return [...last.values()];
};

export interface ConsentState {
  readonly subject: string;
  readonly channel: string;
  readonly purpose: string;
  readonly state: string;
  readonly at: Date;
  readonly messageId: string;
}

/** Granted, withdrawn or never said, for one purpose on one channel, from all that a person's identities said. */
export const consentFor = (
  states: readonly ConsentState[],
  channel: Channel,
  purpose: string,
): "granted" | "withdrawn" | "none" => {
  const said = states.filter(
    (s) => (s.channel === channel || s.channel === "*") && (s.purpose === purpose || s.purpose === "*"),
  );
  const last = lastOf(said, () => "")[0];
  return last ? (last.state as "granted" | "withdrawn") : "none";
};

export const UNREACHABLE = ["no_address", "suppressed", "blocked", "withdrawn", "no_consent"] as const;
/** Why somebody cannot be written to. */
export type Unreachable = (typeof UNREACHABLE)[number];
export type Reach =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly reason: Unreachable };

export interface ReachQuestion {
  readonly profile: string;
  readonly channel: Channel;
  readonly purpose: string;
  readonly class: MessageClass;
}

export interface Address {
  readonly key: string;
  readonly since: Date;
  readonly suppressed: boolean;
  readonly blocked: boolean;
}

/** Whether one channel is open for one purpose, and at which address: the newest that is neither suppressed nor blocked. */
export const judgeReach = (
  question: Pick<ReachQuestion, "channel" | "purpose" | "class">,
  addresses: readonly Address[],
  states: readonly ConsentState[],
): Reach => {
  const no = (reason: Unreachable): Reach => ({ ok: false, reason });
  if (addresses.length === 0) return no("no_address");
  const usable = addresses.filter((a) => !a.suppressed && !a.blocked);
  const best = usable.toSorted((a, b) => b.since.getTime() - a.since.getTime() || (a.key < b.key ? -1 : 1))[0];
  if (!best) return no(addresses.every((a) => a.suppressed) ? "suppressed" : "blocked");
  if (question.class === "marketing") {
    const state = consentFor(states, question.channel, question.purpose);
    if (state !== "granted") return no(state === "withdrawn" ? "withdrawn" : "no_consent");
  } else {
    // Leaving all advertising does not stop order mails; leaving exactly this purpose does.
    const exact = states.filter((s) => s.purpose === question.purpose && s.purpose !== "*");
    if (consentFor(exact, question.channel, question.purpose) === "withdrawn") return no("withdrawn");
  }
  return { ok: true, address: best.key };
};

/** The kind of identity that a channel writes to. */
export const ADDRESS_KIND: Readonly<Record<Channel, string>> = {
  line: "line",
  email: "email",
  sms: "phone",
  push: "push",
};
