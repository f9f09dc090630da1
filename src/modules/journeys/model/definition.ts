import { z } from "zod";
import { edgesOf, Node } from "../nodes/index.ts";
import { Duration } from "./duration.ts";
import { EventMatch } from "./match.ts";
import { Predicate } from "./predicate.ts";
import type { Edge } from "./run.ts";

export const Trigger = z.discriminatedUnion("kind", [
  /** One of these events, for people for whom `only` holds at that moment. */
  z.object({
    kind: z.literal("event"),
    events: z.array(EventMatch).max(10),
    only: Predicate.nullable().default(null),
  }),
  /** Coming into a segment. `present`: also those who are in it when the journey is activated or the segment is made. */
  z.object({ kind: z.literal("segment"), segment: z.string(), present: z.boolean().default(false) }),
]);
export type Trigger = z.infer<typeof Trigger>;

/** How often one person may go through. Two runs at once only under two keys. */
export const Reentry = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("never") }),
  /** Again when this long has passed since the last start, and that run has ended. */
  z.object({ kind: z.literal("after"), duration: Duration }),
  /** Once for each value of this property of the starting event, such as `order_id`. */
  z.object({ kind: z.literal("key"), property: z.string().max(200) }),
]);
export type Reentry = z.infer<typeof Reentry>;

/** What ends a run wherever it stands. */
export const ExitRule = z.object({
  events: z.array(EventMatch).max(10).default([]),
  when: Predicate.nullable().default(null),
});

const NODE_ID = /^[a-z][a-z0-9_]{0,39}$/u;

/** A journey as data. May be unfinished: `check` says what is missing before it can live. */
export const Definition = z
  .object({
    trigger: Trigger,
    reentry: Reentry.default({ kind: "never" }),
    exit: ExitRule.default({ events: [], when: null }),
    /** IANA zone in which its days and hours are counted. */
    zone: z.string().default("Asia/Tokyo"),
    start: z.string().nullable(),
    nodes: z
      .record(z.string().regex(NODE_ID), Node)
      .refine((nodes) => Object.keys(nodes).length <= 200, "A journey has 200 nodes at most."),
  })
  .meta({ id: "JourneyDefinition" });
export type Definition = z.infer<typeof Definition>;

export const nodeOf = (definition: Definition, id: string | null): Node | undefined =>
  id !== null && Object.hasOwn(definition.nodes, id) ? definition.nodes[id] : undefined;

export interface Link extends Edge {
  readonly from: string;
}

/** Every edge of the graph. */
export const linksOf = (definition: Definition): Link[] =>
  Object.entries(definition.nodes).flatMap(([from, node]) => edgesOf(node).map((edge) => ({ ...edge, from })));

/** Names of events that end runs of this version or that they wait for at `node`. */
export const wantedNames = (definition: Definition, node: string): string[] => {
  const here = nodeOf(definition, node);
  const awaited = here?.kind === "wait" && here.until.kind === "event" ? [here.until.event.name] : [];
  return [...new Set([...definition.exit.events.map((e) => e.name), ...awaited])];
};
