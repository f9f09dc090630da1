/** The shape of the log, which every module shares. The events module stores and reads it. */
import type { Ctx } from "#kernel/context";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Properties = { readonly [key: string]: Json };

export const EVENT_TYPES = ["identify", "track", "page", "screen", "group", "alias", "fact"] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** One event as the log keeps it. */
export interface StoredEvent {
  /** Place in the log: unique, gapless not promised. Readers go by (xid, position), see events/README.md. */
  readonly position: number;
  /** The key of the identity that the event names first: `user:42`, `anon:…`, `email:…`. "" when it names nobody. */
  readonly subject: string;
  /** Every identity key that the event names, the subject first. */
  readonly identities: readonly string[];
  readonly type: EventType;
  /** Track and fact: the event's name. The others: their type, or for page and screen the page's name. */
  readonly name: string;
  /** When it happened, corrected for the sender's clock. */
  readonly at: Date;
  readonly receivedAt: Date;
  readonly messageId: string;
  /** Write key's label, `engawa` for facts, `import:…` for imports. */
  readonly source: string;
  /** Track and fact: properties. Identify and group: traits. */
  readonly properties: Properties;
  readonly context: Properties;
  /** True where the sender dated it more than a minute ahead and it was clamped to its arrival. */
  readonly clamped: boolean;
}

/** A fact that a module appends: a past-tense name and a payload, under a key that makes a repeat harmless. */
export interface Fact {
  readonly name: string;
  readonly subject: string;
  readonly properties: Properties;
  /** Unique per fact: `message:accepted:<send id>`. A second append under one key does nothing. */
  readonly key: string;
  /** Default: ctx.now. */
  readonly at?: Date;
}

/** What a module does on others' events: exactly once, as the cursor moves in the same transaction. */
export interface Reaction {
  /** Unique and stable: it names the cursor. `segments.membership` */
  readonly name: string;
  /** Event names that it wants; "*" for all. `identify` and `alias` are names too. */
  readonly on: readonly string[] | "*";
  /** Reactions that must have passed an event before this one sees it. */
  readonly after?: readonly string[];
  /** Events per transaction at most. Default 500. */
  readonly batch?: number;
  /** Starts at the log's end instead of its beginning when it runs for the first time. */
  readonly fromNow?: boolean;
  /** `ctx.db` is the transaction. Throwing rolls the batch back; it is then tried in halves until the culprit stands alone. */
  handle(ctx: Ctx, events: readonly StoredEvent[]): Promise<void>;
}
