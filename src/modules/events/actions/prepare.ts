/** From what a client sent to rows for the log and for the quarantine. */
import { createHash, randomUUID } from "node:crypto";
import { type Arrival, readEvent, type Reading } from "../model/envelope.ts";
import { isFields } from "../model/identities.ts";
import { jsonText, type NewEvent } from "../model.ts";
import type { NewHeld } from "../store/quarantine.ts";

export interface Prepared {
  readonly rows: readonly NewEvent[];
  readonly held: readonly NewHeld[];
}

/** A version 8 UUID (RFC 9562) made of what is named; the same for the same, whoever computes it. */
const uuidOf = (...parts: readonly string[]): string => {
  const hash = createHash("sha256").update(parts.join("\0")).digest("hex");
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
};

/** JSON with sorted keys, without what changes when a client sends the same event again. */
const canonical = (value: unknown, top: boolean): unknown => {
  if (Array.isArray(value)) return value.map((each) => canonical(each, false));
  if (!isFields(value)) return value;
  const keys = Object.keys(value).filter((k) => !top || !["sentAt", "_metadata", "writeKey"].includes(k));
  return Object.fromEntries(keys.sort().map((k) => [k, canonical(value[k], false)]));
};

/**
 * The id of an event that brings none. With a time of its own it is its content, so a repeat is known; without one
 * a repeat cannot be told from a second occurrence, and losing an event is worse than counting it twice.
 */
const derivedId = (raw: unknown): string => {
  if (!isFields(raw) || (raw["timestamp"] ?? raw["originalTimestamp"] ?? null) === null) return randomUUID();
  return uuidOf("event", JSON.stringify(canonical(raw, true)));
};

const heldBody = (raw: unknown, arrival: Arrival): string | null => {
  try {
    const more = {
      ...(arrival.sentAt !== undefined && { sentAt: arrival.sentAt }),
      ...(arrival.type && { type: arrival.type }),
    };
    const body = isFields(raw) ? { ...more, ...raw, ...(arrival.type && { type: arrival.type }) } : raw;
    // The write key of a browser is no secret, but nobody needs it here.
    if (isFields(body) && "writeKey" in body) delete (body as Record<string, unknown>)["writeKey"];
    return jsonText({ body: body ?? null }).slice(8, -1);
  } catch {
    return null;
  }
};

const hold = (raw: unknown, arrival: Arrival, read: Extract<Reading, { ok: false }>): NewHeld => {
  const deep = read.reason === "too_deep";
  const body = deep ? null : heldBody(raw, arrival);
  const same = read.messageId ?? (body === null ? randomUUID() : JSON.stringify(canonical(raw, true)));
  return {
    id: uuidOf("held", arrival.source, same),
    source: arrival.source,
    receivedAt: arrival.receivedAt,
    messageId: read.messageId,
    reason: read.reason,
    faults: read.faults,
    body,
    raw: body === null ? "Nested too deeply to be kept." : null,
  };
};

/** Holds back an event that the database refused, for a reason that our own reading did not foresee. */
export const holdRow = (row: NewEvent, message: string): NewHeld => ({
  id: uuidOf("held", row.source, row.messageId),
  source: row.source,
  receivedAt: row.receivedAt,
  messageId: row.messageId,
  reason: "unstorable",
  faults: [{ at: "", message }],
  body: null,
  raw: JSON.stringify(row).replaceAll("\0", "\uFFFD"),
});

/** Reads every event for itself: a faulty one goes to the quarantine and never takes its neighbours along. */
export const prepare = (events: readonly unknown[], arrival: Arrival): Prepared => {
  const rows: NewEvent[] = [];
  const held: NewHeld[] = [];
  for (const raw of events) {
    const read = readEvent(raw, arrival);
    if (read.ok) rows.push({ ...read.event, messageId: read.messageId ?? derivedId(raw) });
    else held.push(hold(raw, arrival, read));
  }
  return { rows, held };
};
