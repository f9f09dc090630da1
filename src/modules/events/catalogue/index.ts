/** The events whose meaning we know, each with the schemas of its properties by version. */
import type { z } from "zod";
import { EVENT_TYPES } from "#kernel/log";
import type { Fault } from "../model.ts";
import { ecommerce } from "./ecommerce.ts";
import { messaging } from "./messaging.ts";

export interface Known {
  readonly name: string;
  readonly group: string;
  readonly summary: string;
  /** Schemas by version. A schema that was published is never changed: a stricter one is a new version. */
  readonly versions: Readonly<Record<number, z.ZodType>>;
  readonly newest: number;
}

const first = (group: string, events: Readonly<Record<string, readonly [string, z.ZodType]>>): Known[] =>
  Object.entries(events).map(([name, [summary, schema]]) => ({
    name,
    group,
    summary,
    versions: { 1: schema },
    newest: 1,
  }));

export const CATALOGUE: ReadonlyMap<string, Known> = new Map(
  [...first("E-commerce", ecommerce), ...first("Messaging", messaging)].map((known) => [known.name, known]),
);

export const isKnown = (name: string): boolean => CATALOGUE.has(name);

const FACT_LIKE = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/;
/** Names that no sender may use: reactions go by names, and a public write key must not be able to forge a fact. */
export const reservedName = (name: string): boolean =>
  FACT_LIKE.test(name) || (EVENT_TYPES as readonly string[]).includes(name);

type Fields = { readonly [key: string]: unknown };

/** What is wrong with a known event's properties; nothing for an unknown event. A version may be named as Segment does. */
export const schemaFaults = (name: string, properties: Fields, context: Fields): Fault[] => {
  const known = CATALOGUE.get(name);
  if (!known) return [];
  const asked = (context["protocols"] as Fields | null | undefined)?.["event_version"];
  const schema = known.versions[Number(asked ?? known.newest)] ?? known.versions[known.newest];
  const result = schema?.safeParse(properties);
  if (!result || result.success) return [];
  return result.error.issues
    .slice(0, 20)
    .map((issue) => ({ at: ["properties", ...issue.path.map(String)].join("."), message: issue.message }));
};
