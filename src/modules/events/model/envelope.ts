/** Reads one event as a client sent it. By hand and not by zod: this runs for every event, at about 3 µs. */
import type { EventType } from "#kernel/log";
import { isKnown, reservedName, schemaFaults } from "../catalogue/index.ts";
import { type Fault, jsonText, type NewEvent, type Reason, storable } from "../model.ts";
import { identitiesIn, isFields } from "./identities.ts";
import { whenIt } from "./time.ts";

const TYPES: ReadonlySet<unknown> = new Set(["identify", "track", "page", "screen", "group", "alias"]);
const LONGEST_NAME = 255;
const LONGEST_ID = 255;
/** An event as JSON text, properties and context together. Clients promise 32 KB. */
const LARGEST_EVENT = 131_072;
/** PostgreSQL's JSON parser and ours recurse; real events are 4 to 6 levels deep. */
const DEEPEST = 64;

type Fields = { readonly [key: string]: unknown };

export interface Arrival {
  readonly source: string;
  readonly receivedAt: Date;
  /** The request's, for events that bring none of their own. */
  readonly sentAt?: unknown;
  /** What the path said: /v1/track. */
  readonly type?: EventType | undefined;
  /** The request's, under the event's own. */
  readonly context?: unknown;
  /** Track events may name nobody: a sale at the till without a card, a product in a catalogue. */
  readonly nameless?: boolean | undefined;
}

export type Reading =
  | { readonly ok: true; readonly event: Omit<NewEvent, "messageId">; readonly messageId: string | null }
  | {
      readonly ok: false;
      readonly reason: Reason;
      readonly faults: readonly Fault[];
      readonly messageId: string | null;
    };

const depthOver = (text: string): boolean => {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 0x5c) i++;
      else if (c === 0x22) quoted = false;
    } else if (c === 0x22) quoted = true;
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > DEEPEST) return true;
    } else if (c === 0x7d || c === 0x5d) depth--;
  }
  return false;
};

const messageIdOf = (value: unknown): string | null => {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value !== "" && value.length <= LONGEST_ID ? storable(value) : null;
};

const nameOf = (type: EventType, event: Fields, payload: Fields): string | null => {
  if (type === "track") {
    const name = typeof event["event"] === "string" ? event["event"].trim() : "";
    return name !== "" && name.length <= LONGEST_NAME ? storable(name) : null;
  }
  if (type !== "page" && type !== "screen") return type;
  const name = event["name"] ?? payload["name"];
  // A page called "Order Completed" is still a page: reactions go by names.
  if (typeof name !== "string" || name.trim() === "" || isKnown(name) || reservedName(name)) return type;
  return storable(name.trim().slice(0, LONGEST_NAME));
};

const fields = (value: unknown): Fields | null =>
  value === undefined || value === null ? {} : isFields(value) ? value : null;

/** The event as the log will keep it, or why it cannot be. Never throws, whatever the input. */
export const readEvent = (raw: unknown, arrival: Arrival): Reading => {
  if (!isFields(raw)) return refused(null, "not_an_object", "", "An event is a JSON object.");
  const messageId = messageIdOf(raw["messageId"]);
  const given = arrival.type ?? raw["type"];
  if (!TYPES.has(given))
    return refused(
      messageId,
      "unknown_type",
      "type",
      "The type is one of identify, track, page, screen, group, alias.",
    );
  const type = given as EventType;
  const where = type === "identify" || type === "group" ? "traits" : "properties";
  const payload = fields(raw[where]);
  if (!payload) return refused(messageId, "wrong_shape", where, `The ${where} are an object.`);
  const own = fields(raw["context"]);
  if (!own) return refused(messageId, "wrong_shape", "context", "The context is an object.");
  const name = nameOf(type, raw, payload);
  if (name === null) return refused(messageId, "no_name", "event", "A track event has a name of 1 to 255 characters.");
  if (type === "track" && reservedName(name))
    return refused(messageId, "reserved_name", "event", "Names like order.recorded are kept for Engawa's own facts.");
  const when = whenIt(
    raw["timestamp"] ?? raw["originalTimestamp"],
    raw["sentAt"] ?? arrival.sentAt,
    arrival.receivedAt.getTime(),
  );
  if ("reason" in when) return refused(messageId, when.reason, "timestamp", when.message);
  const identities = identitiesIn(type, raw, own, payload);
  if (identities.length === 0 && !(arrival.nameless && type === "track"))
    return refused(messageId, "no_identity", "userId", "The event names nobody: it needs a userId or an anonymousId.");
  if (type === "track") {
    const faults = schemaFaults(name, payload, own);
    if (faults.length > 0) return { ok: false, reason: "schema", faults, messageId };
  }
  const context = contextOf(raw, own, arrival.context, when.clamped);
  try {
    const properties = jsonText(type === "page" || type === "screen" ? pageOf(raw, payload) : payload);
    const contextText = jsonText(context);
    if (properties.length + contextText.length > LARGEST_EVENT)
      return refused(messageId, "too_large", "", `An event has ${LARGEST_EVENT / 1024} KiB of JSON at most.`);
    if (depthOver(properties) || depthOver(contextText))
      return refused(messageId, "too_deep", "", `An event is nested ${DEEPEST} levels deep at most.`);
    return {
      ok: true,
      messageId,
      event: {
        source: arrival.source,
        type,
        name,
        identities,
        at: new Date(when.at),
        receivedAt: arrival.receivedAt,
        clamped: when.clamped,
        properties,
        context: contextText,
      },
    };
  } catch {
    // JSON.stringify ran out of stack.
    return refused(messageId, "too_deep", "", `An event is nested ${DEEPEST} levels deep at most.`);
  }
};

const refused = (messageId: string | null, reason: Reason, at: string, message: string): Reading => ({
  ok: false,
  reason,
  faults: [{ at, message }],
  messageId,
});

/** The event's context over the request's, and the ids that are no person's. */
const contextOf = (raw: Fields, own: Fields, shared: unknown, clamped: boolean): Fields => {
  const { groupId, previousId } = raw;
  const more = isFields(shared);
  if (!more && groupId === undefined && previousId === undefined && !clamped) return own;
  return {
    ...(more && shared),
    ...own,
    ...(groupId !== undefined && { groupId }),
    ...(previousId !== undefined && { previousId }),
    ...(clamped && { originalTimestamp: raw["timestamp"] ?? raw["originalTimestamp"] }),
  };
};

const pageOf = (raw: Fields, payload: Fields): Fields => {
  const { name, category } = raw;
  const missing = (value: unknown, key: string) => typeof value === "string" && payload[key] === undefined;
  if (!missing(name, "name") && !missing(category, "category")) return payload;
  return {
    ...payload,
    ...(missing(name, "name") && { name }),
    ...(missing(category, "category") && { category }),
  };
};
