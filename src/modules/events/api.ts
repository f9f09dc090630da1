import { z } from "zod";
import { contract } from "#kernel/contract";
import {
  EventName,
  EventSummary,
  Fault,
  HeldEvent,
  ReactionState,
  REASONS,
  ShownEvent,
  StuckEvent,
  WriteKey,
} from "./model.ts";

const page = (most: number, usual: number) => ({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(most).default(usual),
});
const Next = z.string().nullable();
const Uuid = z.object({ id: z.uuid() });
const Event = z.record(z.string(), z.json());

/** The log, its quarantine, its reactions and who may send. */
export const eventsApi = contract({
  events: {
    method: "GET",
    path: "/api/events",
    summary: "The log, newest first",
    query: z.object({
      name: z.string().optional(),
      type: z.string().optional(),
      source: z.string().optional(),
      subject: z.string().optional(),
      ...page(200, 50),
    }),
    returns: z.object({ events: z.array(ShownEvent), next: Next }),
  },
  event: {
    method: "GET",
    path: "/api/events/{position}",
    summary: "One event",
    params: z.object({ position: z.coerce.number().int() }),
    returns: ShownEvent,
  },
  eventNames: {
    method: "GET",
    path: "/api/event-names",
    summary: "Names of events: those in the log and those of the catalogue",
    returns: z.array(EventName),
  },
  summary: {
    method: "GET",
    path: "/api/event-summary",
    summary: "The last 24 hours by the hour, and today by name",
    returns: EventSummary,
  },
  quarantine: {
    method: "GET",
    path: "/api/quarantine",
    summary: "Events that could not be read, newest first, with the reason",
    query: z.object({
      status: z.enum(["held", "replayed", "discarded"]).default("held"),
      reason: z.enum(REASONS).optional(),
      ...page(200, 50),
    }),
    returns: z.object({
      events: z.array(HeldEvent),
      next: Next,
      counts: z.array(z.object({ reason: z.string(), count: z.number().int() })),
    }),
  },
  heldEvent: {
    method: "GET",
    path: "/api/quarantine/{id}",
    summary: "One event of the quarantine",
    params: Uuid,
    returns: HeldEvent,
  },
  replay: {
    method: "POST",
    path: "/api/quarantine/{id}/replay",
    summary: "Read an event of the quarantine again, corrected where `event` is given",
    params: Uuid,
    body: z.object({ event: Event.optional() }),
    returns: z.object({ stored: z.boolean() }),
  },
  replayMany: {
    method: "POST",
    path: "/api/quarantine/replay",
    summary: "Read many events of the quarantine again as they are: those named, or all of a reason",
    body: z.object({ ids: z.array(z.uuid()).max(1_000).optional(), reason: z.enum(REASONS).optional() }),
    returns: z.object({
      replayed: z.number().int(),
      faulty: z.array(z.object({ id: z.uuid(), faults: z.array(Fault) })),
    }),
  },
  discard: {
    method: "POST",
    path: "/api/quarantine/discard",
    summary: "Discard events of the quarantine: those named, or all of a reason",
    body: z.object({ ids: z.array(z.uuid()).max(1_000).optional(), reason: z.enum(REASONS).optional() }),
    returns: z.object({ discarded: z.number().int() }),
  },
  reactions: {
    method: "GET",
    path: "/api/reactions",
    summary: "Each reaction, how far it has read and how much lies before it",
    returns: z.array(ReactionState),
  },
  stuck: {
    method: "GET",
    path: "/api/stuck",
    summary: "Events that a reaction could not take, with the reason",
    query: z.object({ reaction: z.string().optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
    returns: z.array(StuckEvent),
  },
  retryStuck: {
    method: "POST",
    path: "/api/stuck/retry",
    summary: "Give stuck events to their reaction again: those named, or all of a reaction",
    body: z.object({ reaction: z.string(), positions: z.array(z.number().int()).max(1_000).optional() }),
    returns: z.object({ retried: z.number().int() }),
  },
  dropStuck: {
    method: "POST",
    path: "/api/stuck/drop",
    summary: "Give up on stuck events",
    body: z.object({ reaction: z.string(), positions: z.array(z.number().int()).min(1).max(1_000) }),
    returns: z.object({ dropped: z.number().int() }),
  },
  writeKeys: {
    method: "GET",
    path: "/api/write-keys",
    summary: "Keys with which events are sent",
    role: "owner",
    returns: z.array(WriteKey),
  },
  createWriteKey: {
    method: "POST",
    path: "/api/write-keys",
    summary: "Make a write key; it is shown this once",
    role: "owner",
    body: z.object({ label: z.string().trim().min(1).max(60) }),
    returns: z.object({ id: z.uuid(), key: z.string() }),
  },
  revokeWriteKey: {
    method: "POST",
    path: "/api/write-keys/{id}/revoke",
    summary: "Stop a write key; what it sent stays",
    role: "owner",
    params: Uuid,
  },
});

const Sent = z.looseObject({
  messageId: z.string().optional(),
  userId: z.union([z.string(), z.number()]).nullish(),
  anonymousId: z.string().nullish(),
  timestamp: z.union([z.iso.datetime({ offset: true }), z.number()]).optional(),
  sentAt: z.string().optional(),
  context: Event.optional(),
});
const Properties = Sent.extend({ properties: Event.optional() });
const Traits = Sent.extend({ traits: Event.optional() });
const took = z.object({ success: z.literal(true) });
const endpoint = <B>(name: string, summary: string, body: B) =>
  ({ method: "POST", path: `/v1/${name}`, summary, role: "public", body, returns: took }) as const;

/** Intake, for the OpenAPI document only: it is answered ahead of the router (routes.intake.ts) and validates by hand. */
export const intakeApi = contract({
  track: endpoint("track", "Something happened (short: /v1/t)", Properties.extend({ event: z.string() })),
  identify: endpoint("identify", "Who somebody is (short: /v1/i)", Traits),
  page: endpoint("page", "A page was seen (short: /v1/p)", Properties.extend({ name: z.string().optional() })),
  screen: endpoint(
    "screen",
    "An app's screen was seen (short: /v1/s)",
    Properties.extend({ name: z.string().optional() }),
  ),
  group: endpoint("group", "Somebody belongs to a group (short: /v1/g)", Traits.extend({ groupId: z.string() })),
  alias: endpoint("alias", "Two ids are one person (short: /v1/a)", Sent.extend({ previousId: z.string() })),
  batch: endpoint(
    "batch",
    "Many events at once, each with its type (also /v1/b and /v1/import)",
    z.looseObject({ batch: z.array(Sent.extend({ type: z.string() })), sentAt: z.string().optional() }),
  ),
});
