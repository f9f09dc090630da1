/** What one event says about who is who, and about them. */
import { blockedIdentity, splitKey } from "#kernel/identity";
import type { Json, Properties, StoredEvent } from "#kernel/log";
import type { EdgeRule } from "./model.graph.ts";
import { KIND_ORDER } from "./model.ts";

const strength = (key: string): number => {
  const at = KIND_ORDER.indexOf(splitKey(key).kind);
  return at < 0 ? KIND_ORDER.length : at;
};

/** The identities that an event names and that stand for somebody (P1), strongest first, else as the event has them. */
export const named = (event: Pick<StoredEvent, "identities">): string[] =>
  [...new Set(event.identities)]
    .filter((key) => strength(key) < KIND_ORDER.length && blockedIdentity(key) === null)
    .sort((x, y) => strength(x) - strength(y));

export interface Link {
  readonly a: string;
  readonly b: string;
  readonly rule: EdgeRule;
}

/**
 * P2: an event joins each identity to its strongest one, and not the weaker among themselves: a shared phone then cannot
 * tie one member's address to another. Two of the strongest kind are one person only by `alias`.
 */
export const linksOf = (event: Pick<StoredEvent, "identities" | "type">): Link[] => {
  const [hub, ...others] = named(event);
  if (hub === undefined) return [];
  return others
    .filter((other) => event.type === "alias" || splitKey(hub).kind !== "user" || splitKey(other).kind !== "user")
    .map((other) => ({
      a: hub < other ? hub : other,
      b: hub < other ? other : hub,
      rule: event.type === "alias" ? "alias" : "same_event",
    }));
};

const MOST_TRAITS = 200;
const LONGEST_NAME = 128;
const LARGEST_VALUE = 8_192;

const object = (value: Json | undefined): Properties | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : null;

/** Traits that an event states about its subject: identify, `context.traits` of any event, and our own fact. */
export const traitsIn = (event: Pick<StoredEvent, "type" | "name" | "properties" | "context">): Properties => {
  const said =
    event.type === "identify"
      ? event.properties
      : event.name === "profile.traits_set"
        ? object(event.properties["traits"])
        : null;
  const all = { ...object(event.context["traits"]), ...said };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([name, value]) => name.length <= LONGEST_NAME && JSON.stringify(value).length <= LARGEST_VALUE)
      .slice(0, MOST_TRAITS),
  );
};

/** Whom the traits are about: the subject, or the strongest other where the subject stands for nobody. */
export const traitsAbout = (event: StoredEvent): string | null =>
  event.subject !== "" && blockedIdentity(event.subject) === null ? event.subject : (named(event)[0] ?? null);
