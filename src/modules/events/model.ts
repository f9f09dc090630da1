/** Rules of the log that need no database; they run in the browser too. */
import { z } from "zod";
import { EVENT_TYPES, type EventType, type Json, type Properties } from "#kernel/log";

/** An event as the API shows it. */
export const ShownEvent = z.object({
  position: z.number().int(),
  subject: z.string(),
  identities: z.array(z.string()),
  type: z.enum(EVENT_TYPES),
  name: z.string(),
  at: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  messageId: z.string(),
  source: z.string(),
  properties: z.record(z.string(), z.json()),
  context: z.record(z.string(), z.json()),
  clamped: z.boolean(),
  /** False where the catalogue has no such event. */
  known: z.boolean(),
});
export type ShownEvent = z.infer<typeof ShownEvent>;

/** What is wrong, and where in the event. */
export const Fault = z.object({ at: z.string(), message: z.string() });
export type Fault = z.infer<typeof Fault>;

/** An event that could not be read. */
export const HeldEvent = z.object({
  id: z.uuid(),
  source: z.string(),
  receivedAt: z.iso.datetime(),
  messageId: z.string().nullable(),
  reason: z.string(),
  faults: z.array(Fault),
  /** As it was sent. Null where it could not be kept; then `raw` says what is known. */
  body: z.json(),
  raw: z.string().nullable(),
  status: z.enum(["held", "replayed", "discarded"]),
  resolvedAt: z.iso.datetime().nullable(),
  resolvedBy: z.string().nullable(),
});
export type HeldEvent = z.infer<typeof HeldEvent>;

export const EventName = z.object({
  name: z.string(),
  kind: z.enum(["event", "page", "fact"]),
  known: z.boolean(),
  /** Whether the log has one. */
  seen: z.boolean(),
});
export type EventName = z.infer<typeof EventName>;

export const ReactionState = z.object({
  name: z.string(),
  position: z.number().int(),
  /** Positions between its cursor and the log's end; about as many events. */
  lag: z.number().int(),
  stuck: z.number().int(),
  movedAt: z.iso.datetime(),
  waitingSince: z.iso.datetime().nullable().describe("When the first event that it has not read came in."),
});
export type ReactionState = z.infer<typeof ReactionState>;

/** The log lately, for an overview. */
export const EventSummary = z.object({
  /** The last 24 hours, the one under way last. */
  hours: z.array(z.object({ at: z.iso.datetime(), count: z.number().int() })),
  /** Since midnight in the brand's zone, by name; pages and screens as one each. */
  today: z.array(z.object({ name: z.string(), fact: z.boolean(), count: z.number().int() })),
  newest: z.iso.datetime().nullable(),
});
export type EventSummary = z.infer<typeof EventSummary>;

export const StuckEvent = z.object({
  reaction: z.string(),
  position: z.number().int(),
  name: z.string(),
  subject: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
  /** Somebody asked for another try, which has not been made yet. */
  retry: z.boolean(),
});
export type StuckEvent = z.infer<typeof StuckEvent>;

export const WriteKey = z.object({
  id: z.uuid(),
  label: z.string(),
  /** The key's last four letters. */
  hint: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  revokedAt: z.iso.datetime().nullable(),
});
export type WriteKey = z.infer<typeof WriteKey>;

/** The source of every fact. */
export const FACT_SOURCE = "engawa";

/** PostgreSQL keeps neither NUL nor half a surrogate pair; both become U+FFFD, in keys and values, however deep. */
export const storable = <T extends Json>(value: T): T => {
  if (typeof value === "string")
    return (
      value.isWellFormed() && !value.includes("\0") ? value : value.toWellFormed().replaceAll("\0", "\uFFFD")
    ) as T;
  if (Array.isArray(value)) return value.map(storable) as unknown as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [storable(k), storable(v as Json)])) as T;
};

/** Why an event stands in quarantine. */
export const REASONS = [
  "not_an_object",
  "unknown_type",
  "wrong_shape",
  "no_name",
  "reserved_name",
  "no_identity",
  "bad_timestamp",
  "too_old",
  "schema",
  "too_large",
  "too_deep",
  "unstorable",
] as const;
export type Reason = (typeof REASONS)[number];

/** An event to be written, its documents already as JSON text that PostgreSQL takes. */
export interface NewEvent {
  readonly source: string;
  readonly messageId: string;
  readonly type: EventType;
  readonly name: string;
  /** The subject first. */
  readonly identities: readonly string[];
  readonly at: Date;
  readonly receivedAt: Date;
  readonly clamped: boolean;
  readonly properties: string;
  readonly context: string;
}

// Escapes of NUL and of surrogates in JSON text: the only way in which it can hold what PostgreSQL refuses.
const UNSTORABLE = /\\u(0000|d[89a-f][0-9a-f]{2})/i;

/** JSON text of a value that PostgreSQL will take. The check is on the text, as offenders are rare and a walk is not. */
export const jsonText = (value: { readonly [key: string]: unknown }): string => {
  const text = JSON.stringify(value);
  return text.includes("\\u") && UNSTORABLE.test(text) ? JSON.stringify(storable(value as Properties)) : text;
};
