/** The words of the arbiter. Pure data, small enough for the browser. */
import type { Properties } from "#kernel/log";

export const MESSAGE_CHANNELS = ["line", "email"] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

/** Why a message was let go, held or refused. */
export const WHY = [
  "open",
  "test",
  "no_address",
  "suppressed",
  "blocked",
  "withdrawn",
  "no_consent",
  "not_configured",
  "no_words",
  "sender_incomplete",
  "channel_stopped",
  "quiet_hours",
  "daily_budget",
  "weekly_budget",
  "expires_first",
  "expired",
  "no_channel",
] as const;
export type Why = (typeof WHY)[number];

/** One thing that the arbiter looked at. */
export interface Note {
  readonly rule: string;
  readonly why: Why;
  readonly detail: Properties;
}
