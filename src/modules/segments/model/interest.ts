import type { StoredEvent } from "#kernel/log";
import type { Predicate } from "./predicate.ts";
import { decidingLeaves, holdsForNobody, type Lookup } from "./walk.ts";

/** What can change the answer of a predicate, besides time. */
export interface Interest {
  /** Event names, and `type:page` for every page. */
  readonly events: ReadonlySet<string>;
  readonly traits: boolean;
  readonly orders: boolean;
  /** Identity prefixes such as `email:`. */
  readonly identities: readonly string[];
  /** A new profile is a member before it has done anything. */
  readonly newProfiles: boolean;
}

export const interestOf = (predicate: Predicate, lookup: Lookup): Interest => {
  const leaves = decidingLeaves(predicate, lookup);
  return {
    events: new Set(leaves.flatMap((leaf) => (leaf.kind === "event" ? [leaf.name ?? `type:${leaf.type}`] : []))),
    traits: leaves.some((leaf) => leaf.kind === "trait"),
    orders: leaves.some((leaf) => leaf.kind.startsWith("order_") || leaf.kind === "rfm"),
    identities: [...new Set(leaves.flatMap((leaf) => (leaf.kind === "identity" ? [`${leaf.has}:`] : [])))],
    newProfiles: holdsForNobody(predicate, lookup),
  };
};

const setsTraits = (event: StoredEvent) =>
  event.type === "identify" || event.name.startsWith("profile.") || event.context["traits"] !== undefined;

/** Whether this event can change the answer for the profile of its subject. */
export const touches = (interest: Interest, event: StoredEvent): boolean =>
  interest.events.has(event.name) ||
  interest.events.has(`type:${event.type}`) ||
  (interest.traits && setsTraits(event)) ||
  (interest.orders && event.name === "order.recorded") ||
  (interest.newProfiles && event.name === "profile.created") ||
  (interest.identities.length > 0 &&
    event.identities.some((key) => interest.identities.some((prefix) => key.startsWith(prefix))));
