/** Rules of the log that need no database; they run in the browser too. */
import { z } from "zod";
import type { Fault } from "#kernel/errors";
import { EVENT_TYPES, type EventType, type Json, type Properties } from "#kernel/log";

export type { Fault };

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
});
export type ShownEvent = z.infer<typeof ShownEvent>;

/** The source of every fact. */
export const FACT_SOURCE = "engawa";

/** PostgreSQL keeps neither NUL nor half a surrogate pair; both become U+FFFD, in keys and values, however deep. */
export const storable = <T extends Json>(value: T): T => {
  if (typeof value === "string") return value.toWellFormed().replaceAll("\0", "\uFFFD") as T;
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
  return UNSTORABLE.test(text) ? JSON.stringify(storable(value as Properties)) : text;
};
