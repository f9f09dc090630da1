/** What becomes of a profile when a person says that two of its identities are not one person, or takes that back. Pure. */
import type { IdentityKind } from "#kernel/identity";
import type { StoredEvent } from "#kernel/log";
import { type Edge, type Node, partition } from "./model.graph.ts";
import { regroup } from "./model.regroup.ts";

export const RETRACTED = "profile.evidence_retracted";
export const RESTORED = "profile.evidence_restored";

export interface Pair {
  readonly a: string;
  readonly b: string;
}
export const samePair = (x: Pair, y: Pair): boolean => x.a === y.a && x.b === y.b;
export const asPair = (one: string, other: string): Pair => (one < other ? { a: one, b: other } : { a: other, b: one });

/** What somebody said of an edge. */
export interface Word extends Pair {
  readonly retracted: boolean;
  readonly at: Date;
  readonly by: string;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The last word on each edge, in the order of the log. */
export const wordsIn = (events: readonly StoredEvent[]): Word[] => {
  const last = new Map<string, Word>();
  for (const { name, properties, at } of events) {
    if (name !== RETRACTED && name !== RESTORED) continue;
    const { a, b } = asPair(text(properties["a"]), text(properties["b"]));
    last.set(`${a}\u0000${b}`, { a, b, retracted: name === RETRACTED, at, by: text(properties["by"]) });
  }
  return [...last.values()];
};

export interface Part {
  readonly profile: string;
  readonly identities: readonly string[];
}
export interface Separation {
  /** Who was one person before, as it will be: the part that keeps the profile first. */
  readonly parts: readonly Part[];
  /** Where the two stay one person all the same: the evidence that leads from the one to the other. */
  readonly via: readonly Edge[];
}

/** The fewest joining edges that lead from one identity to another. */
const wayBetween = (edges: readonly Edge[], from: string, to: string): Edge[] => {
  const ways = new Map<string, Edge[]>([[from, []]]);
  for (let reached = [from]; reached.length > 0 && !ways.has(to);) {
    const next: string[] = [];
    for (const key of reached)
      for (const edge of edges) {
        const other = edge.a === key ? edge.b : edge.b === key ? edge.a : null;
        if (other === null || ways.has(other)) continue;
        ways.set(other, [...(ways.get(key) ?? []), edge]);
        next.push(other);
      }
    reached = next;
  }
  return ways.get(to) ?? [];
};

/** What a word about one edge would do. `nodes` and `edges` are everything in the clusters of both ends. */
export const separation = (
  nodes: readonly Node[],
  edges: readonly Edge[],
  word: Pair & { readonly retracted: boolean },
  kindOf: (key: string) => IdentityKind,
): Separation => {
  const told = edges.map((edge) => (samePair(edge, word) ? { ...edge, retracted: word.retracted } : edge));
  const place = new Map(regroup(nodes, told, kindOf).moved.map((moved) => [moved.key, moved.profile]));
  const ends = nodes.filter((node) => node.key === word.a || node.key === word.b);
  const before = new Set(ends.map((node) => node.profile));
  const after = Map.groupBy(
    nodes.filter((node) => before.has(node.profile)),
    (node) => place.get(node.key) ?? node.profile ?? node.born,
  );
  const parts = [...after].map(([profile, members]) => ({ profile, identities: members.map((node) => node.key) }));
  const { refused } = partition(nodes, told, kindOf);
  const joining = told.filter((_, i) => refused[i] === null);
  return {
    parts: parts.toSorted((x, y) => Number(before.has(y.profile)) - Number(before.has(x.profile))),
    via: word.retracted ? wayBetween(joining, word.a, word.b) : [],
  };
};
