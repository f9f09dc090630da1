/**
 * Who is one person. A pure function of the evidence: the same edges give the same profiles, in whatever order they came.
 * The rules are numbered in SPEC.md.
 */
import type { IdentityKind } from "#kernel/identity";

export interface Node {
  readonly key: string;
  readonly kind: IdentityKind;
  /** Order in which identities were first met. */
  readonly seq: number;
  /** The id of the profile it founds. */
  readonly born: string;
  /** Where it stands now; null where it is new. */
  readonly profile: string | null;
  readonly shared: string | null;
}

export interface Edge {
  readonly a: string;
  readonly b: string;
  readonly rule: EdgeRule;
  readonly at: Date;
  readonly messageId: string;
  readonly position: number;
  readonly source: string;
  readonly refused: string | null;
  readonly retracted: boolean;
}
/** How the two came to be named together: in one event, or by the sender's explicit word (`alias`). */
export type EdgeRule = "same_event" | "alias";

type Caps = Readonly<Partial<Record<IdentityKind, number>>>;

/** P4: a value that meets more than this many of a kind is nobody's own and joins nobody. */
export const VALUE_CAPS: Readonly<Record<IdentityKind, Caps>> = {
  user: { line: 5, card: 20, email: 20, phone: 20, anon: 1_000 },
  line: { user: 3, card: 5, email: 10, phone: 10, anon: 200 },
  card: { user: 3, line: 3, email: 10, phone: 10, anon: 200 },
  email: { user: 3, line: 3, card: 5, phone: 10, anon: 200 },
  phone: { user: 3, line: 3, card: 3, email: 5, anon: 100 },
  anon: { user: 3, line: 3, card: 3, email: 5, phone: 5, anon: 20 },
};
/** P6: what one profile holds at most. */
export const PROFILE_CAPS: Readonly<Record<IdentityKind, number>> = {
  user: 5,
  line: 3,
  card: 10,
  email: 10,
  phone: 10,
  anon: 500,
};
/** P5: a phone alone never makes one person of two who each have one of these. */
const STRONG: readonly IdentityKind[] = ["user", "line", "card"];

export const earlier = (
  x: { readonly at: Date; readonly messageId: string },
  y: { readonly at: Date; readonly messageId: string },
): boolean => {
  const [p, q] = [x.at.getTime(), y.at.getTime()];
  return p === q ? x.messageId < y.messageId : p < q;
};

// P3: the sender's explicit word first, then by time, then by a rule that knows no arrival.
const inOrder = (x: Edge, y: Edge): number => {
  if (x.rule !== y.rule) return x.rule === "alias" ? -1 : 1;
  if (x.at.getTime() !== y.at.getTime()) return x.at.getTime() - y.at.getTime();
  const [p, q] = [`${x.messageId}\u0000${x.a}\u0000${x.b}`, `${y.messageId}\u0000${y.a}\u0000${y.b}`];
  return p < q ? -1 : p > q ? 1 : 0;
};

interface Group {
  parent: Group | null;
  counts: Map<IdentityKind, number>;
}
const rootOf = (group: Group): Group => {
  let root = group;
  while (root.parent) root = root.parent;
  for (let at = group; at.parent;) {
    const next: Group = at.parent;
    at.parent = root === at ? null : root;
    at = next;
  }
  return root;
};
const count = (group: Group, kind: IdentityKind) => group.counts.get(kind) ?? 0;

const refusal = (x: Group, y: Group, edge: Edge, kindOf: (key: string) => IdentityKind): string | null => {
  if (edge.rule !== "alias" && count(x, "user") > 0 && count(y, "user") > 0) return "two_users";
  if (kindOf(edge.a) === "phone" || kindOf(edge.b) === "phone")
    for (const kind of STRONG) if (count(x, kind) > 0 && count(y, kind) > 0) return `phone_alone_two_${kind}s`;
  for (const [kind, cap] of Object.entries(PROFILE_CAPS) as [IdentityKind, number][])
    if (count(x, kind) + count(y, kind) > cap) return `too_many_${kind}s`;
  return null;
};

const overCap = (kind: IdentityKind, met: ReadonlyMap<IdentityKind, number>): string | null => {
  for (const [other, cap] of Object.entries(VALUE_CAPS[kind]) as [IdentityKind, number][])
    if ((met.get(other) ?? 0) > cap) return `on_more_than_${cap}_${other}s`;
  return null;
};

export interface Partition {
  /** key → the key that stands for its profile. */
  readonly groupOf: ReadonlyMap<string, string>;
  /** key → why it joins nobody. */
  readonly shared: ReadonlyMap<string, string>;
  /** edge → why it joins nothing; null where it does. In the order of `edges`. */
  readonly refused: readonly (string | null)[];
}

/** Nodes that `edges` name but `nodes` lacks are shared values: they join nobody, and only count. */
export const partition = (
  nodes: readonly Pick<Node, "key" | "kind" | "shared">[],
  edges: readonly Edge[],
  kindOf: (key: string) => IdentityKind,
): Partition => {
  const standing = edges.filter((edge) => !edge.retracted);
  const met = new Map<string, Map<IdentityKind, number>>(nodes.map((node) => [node.key, new Map()]));
  const meet = (key: string, other: string) => {
    const kinds = met.get(key);
    kinds?.set(kindOf(other), (kinds.get(kindOf(other)) ?? 0) + 1);
  };
  for (const edge of standing) {
    meet(edge.a, edge.b);
    meet(edge.b, edge.a);
  }
  const shared = new Map<string, string>();
  for (const node of nodes) {
    const reason = node.shared ?? overCap(node.kind, met.get(node.key) ?? new Map());
    if (reason) shared.set(node.key, reason);
  }
  const groups = new Map<string, Group>(
    nodes.map((node) => [node.key, { parent: null, counts: new Map([[node.kind, 1]]) }]),
  );
  const reasons = new Map<Edge, string | null>();
  for (const edge of standing.toSorted(inOrder)) {
    const [a, b] = [groups.get(edge.a), groups.get(edge.b)];
    if (!a || !b || shared.has(edge.a) || shared.has(edge.b)) {
      reasons.set(edge, "shared");
      continue;
    }
    const [x, y] = [rootOf(a), rootOf(b)];
    const reason = x === y ? null : refusal(x, y, edge, kindOf);
    reasons.set(edge, reason);
    if (x === y || reason !== null) continue;
    y.parent = x;
    for (const [kind, n] of y.counts) x.counts.set(kind, count(x, kind) + n);
  }
  const standsFor = new Map<Group, string>();
  const groupOf = new Map<string, string>();
  for (const node of nodes) {
    const root = rootOf(groups.get(node.key) as Group);
    if (!standsFor.has(root)) standsFor.set(root, node.key);
    groupOf.set(node.key, standsFor.get(root) as string);
  }
  return {
    groupOf,
    shared,
    refused: edges.map((edge) => (edge.retracted ? "retracted" : (reasons.get(edge) ?? null))),
  };
};
