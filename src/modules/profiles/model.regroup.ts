/** From who-is-one-person to what changed: which profiles came, which became one, which came apart. */
import type { IdentityKind } from "#kernel/identity";
import { type Edge, type Node, partition } from "./model.graph.ts";

export interface Regrouped {
  /** Identities whose profile or mark changed, new ones included. */
  readonly moved: readonly { key: string; profile: string; shared: string | null }[];
  readonly created: readonly { profile: string; subject: string }[];
  readonly merged: readonly { profile: string; from: string; subject: string; edge: Edge | null }[];
  readonly unmerged: readonly { profile: string; from: string; subject: string; reason: string }[];
  /** Edges whose verdict changed. */
  readonly judged: readonly { edge: Edge; refused: string | null }[];
}

interface Group {
  readonly founder: Node;
  readonly members: Node[];
}

/** Groups with their founder, the member first met, whose birth id is the profile's id (P7). */
const foundersOf = (nodes: readonly Node[], groupOf: ReadonlyMap<string, string>): Group[] => {
  const groups = new Map<string, Group>();
  for (const node of nodes.toSorted((a, b) => a.seq - b.seq)) {
    const name = groupOf.get(node.key) ?? node.key;
    const group = groups.get(name);
    if (group) group.members.push(node);
    else groups.set(name, { founder: node, members: [node] });
  }
  return [...groups.values()];
};

/** `nodes` must hold everything that the edges among unshared values connect. */
export const regroup = (
  nodes: readonly Node[],
  edges: readonly Edge[],
  kindOf: (key: string) => IdentityKind,
): Regrouped => {
  const result = partition(nodes, edges, kindOf);
  const groups = foundersOf(nodes, result.groupOf);
  const before = new Set(nodes.flatMap((node) => node.profile ?? []));
  const after = new Map(groups.map((group) => [group.founder.born, group]));
  const placeOf = new Map(groups.flatMap((g) => g.members.map((node) => [node.key, g.founder.born] as const)));
  const profileBefore = new Map(nodes.map((node) => [node.key, node.profile]));
  const founderOf = new Map(nodes.map((node) => [node.born, node]));

  const created = groups
    .filter((g) => !before.has(g.founder.born) && g.founder.profile === null)
    .map((g) => ({ profile: g.founder.born, subject: g.founder.key }));

  // The edge that tells why: one that joins, between identities that stood apart before.
  const bridges = new Map<string, Edge>();
  edges.forEach((edge, i) => {
    if (result.refused[i] !== null) return;
    const [p, q] = [profileBefore.get(edge.a) ?? null, profileBefore.get(edge.b) ?? null];
    if (p === q) return;
    for (const side of [p, q]) {
      const known = side === null ? undefined : bridges.get(side);
      if (side !== null && (!known || edge.position > known.position)) bridges.set(side, edge);
    }
  });
  const merged = [...before]
    .filter((profile) => !after.has(profile))
    .flatMap((from) => {
      const founder = founderOf.get(from);
      const profile = founder && placeOf.get(founder.key);
      return founder && profile ? [{ profile, from, subject: founder.key, edge: bridges.get(from) ?? null }] : [];
    });

  const gone = new Set(merged.map((m) => m.from));
  const apart = new Map<string, { profile: string; from: string; subject: string; reason: string }>();
  for (const node of nodes) {
    const [from, profile] = [node.profile, placeOf.get(node.key)];
    if (from === null || profile === undefined || from === profile) continue;
    // Those that follow their merged profile need no word of their own.
    if (gone.has(from) && merged.some((m) => m.from === from && m.profile === profile)) continue;
    const key = `${profile} ${from}`;
    if (!apart.has(key))
      apart.set(key, { profile, from, subject: node.key, reason: result.shared.get(node.key) ?? "evidence" });
  }

  const moved = nodes.flatMap((node) => {
    const profile = placeOf.get(node.key) ?? node.born;
    const shared = result.shared.get(node.key) ?? null;
    return node.profile === profile && node.shared === shared ? [] : [{ key: node.key, profile, shared }];
  });
  const judged = edges.flatMap((edge, i) => {
    const refused = result.refused[i] ?? null;
    return edge.refused === refused ? [] : [{ edge, refused }];
  });
  return { moved, created, merged, unmerged: [...apart.values()], judged };
};
