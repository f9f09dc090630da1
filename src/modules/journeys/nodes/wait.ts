import { z } from "zod";
import { addDuration, Duration, isZone, nextLocal } from "../model/duration.ts";
import { EventMatch, type Happening, matchesEvent } from "../model/match.ts";
import type { Edge, Move, NodeFault, Stay } from "../model/run.ts";

const base = { name: z.string().max(100).default(""), next: z.string().nullable() };

export const schema = z.object({
  kind: z.literal("wait"),
  ...base,
  until: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("duration"), duration: Duration }),
    /** The next time that clocks show `time` on one of `weekdays` (1 Monday … 7 Sunday), no sooner than `after` from now. */
    z.object({
      kind: z.literal("local"),
      after: Duration.default({ amount: 0, unit: "days" }),
      time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u),
      weekdays: z.array(z.number().int().min(1).max(7)).max(7),
      /** null: the journey's zone. */
      zone: z.string().nullable().default(null),
    }),
    z.object({ kind: z.literal("event"), event: EventMatch, timeout: Duration, onTimeout: z.string().nullable() }),
  ]),
});
type Wait = z.infer<typeof schema>;

/** A local time missed by more than this (a paused journey, an outage) is not made up for: the next one is taken. */
export const MISSED_MS = 6 * 3_600_000;

export const edges = (node: Wait): Edge[] =>
  node.until.kind === "event"
    ? [
        { path: "event", at: "next", to: node.next },
        { path: "timeout", at: "until.onTimeout", to: node.until.onTimeout },
      ]
    : [{ path: "next", at: "next", to: node.next }];

export const faults = (node: Wait): NodeFault[] => {
  const { until } = node;
  const found: NodeFault[] = [];
  if (until.kind === "duration" && until.duration.amount === 0)
    found.push({ at: "until.duration", code: "no_duration", message: "Say how long to wait." });
  if (until.kind === "local" && until.weekdays.length === 0)
    found.push({ at: "until.weekdays", code: "no_weekday", message: "Choose at least one weekday." });
  if (until.kind === "local" && until.zone !== null && !isZone(until.zone))
    found.push({ at: "until.zone", code: "unknown_zone", message: `There is no time zone "${until.zone}".` });
  if (until.kind === "event" && until.event.name === "")
    found.push({ at: "until.event", code: "no_event", message: "Choose the event to wait for." });
  if (until.kind === "event" && until.timeout.amount === 0)
    found.push({ at: "until.timeout", code: "no_duration", message: "Say how long to wait for the event at most." });
  return found;
};

const deadline = ({ until }: Wait, from: Date, zone: string): Date => {
  if (until.kind === "duration") return addDuration(from, until.duration, zone);
  if (until.kind === "event") return addDuration(from, until.timeout, zone);
  const here = until.zone ?? zone;
  return nextLocal(addDuration(from, until.after, here), until, here);
};

/** Arriving: when to go on. */
export const step = (node: Wait, { zone, now }: Stay): Move => {
  const until = deadline(node, now, zone);
  const text = until.toISOString();
  return node.until.kind === "event"
    ? { kind: "wait", until, why: { code: "waiting_event", event: node.until.event.name, until: text }, looks: true }
    : { kind: "wait", until, why: { code: "waiting_until", until: text }, looks: false };
};

const awaited = (node: Wait, { run }: Stay, due: Date, events: readonly Happening[]) => {
  const { until } = node;
  if (until.kind !== "event") return undefined;
  return events
    .filter((e) => e.at <= due && !run.taken.includes(e.position) && matchesEvent(until.event, e, run.data))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.position - b.position)[0];
};

/** Woken while it waits: the earlier of its event and its deadline decides, whichever is seen first. */
export const wake = (node: Wait, stay: Stay, due: Date, events: readonly Happening[]): Move => {
  const { now, zone } = stay;
  const came = awaited(node, stay, due, events);
  if (came)
    return {
      kind: "go",
      path: "event",
      why: { code: "event_came", event: came.name, at: came.at.toISOString() },
      took: came,
    };
  if (now < due) return { kind: "stay", until: due };
  const text = due.toISOString();
  if (node.until.kind === "event")
    return { kind: "go", path: "timeout", why: { code: "no_event", event: node.until.event.name, due: text } };
  if (node.until.kind === "local" && now.getTime() - due.getTime() > MISSED_MS) {
    const until = nextLocal(now, node.until, node.until.zone ?? zone);
    return {
      kind: "wait",
      until,
      why: { code: "missed_time", missed: text, until: until.toISOString() },
      looks: false,
    };
  }
  return { kind: "go", path: "next", why: { code: "time_came", due: text } };
};
