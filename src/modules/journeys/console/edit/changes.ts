/** What the editor does to a definition. Pure: a change gives a new definition. */
import { type Definition, edgesOf, linksOf, type Node, type NodeKind } from "#journeys/model";
import { TRIGGER } from "../graph/ways.ts";

const DAY = { amount: 1, unit: "days" } as const;

/** A fresh step of a kind. Its only or first way leads to `next`. */
const fresh = (kind: NodeKind, next: string | null): Node => {
  switch (kind) {
    case "wait":
      return { kind, name: "", until: { kind: "duration", duration: DAY }, next };
    case "branch":
      return { kind, name: "", paths: [{ label: "", when: { kind: "person", predicate: null }, next }], else: null };
    case "message":
      return {
        kind,
        name: "",
        template: "",
        channels: ["line", "email"],
        class: "marketing",
        purpose: "newsletter",
        expires: { amount: 2, unit: "days" },
        next,
      };
    case "trait":
      return { kind, name: "", trait: "", value: "", next };
    case "exit":
      return { kind, name: "" };
  }
};

/** The node with one of its ways leading elsewhere. */
export const withWay = (node: Node, path: string, to: string | null): Node => {
  if (node.kind === "branch") {
    if (path === "else") return { ...node, else: to };
    const at = Number(path.slice("paths.".length));
    return { ...node, paths: node.paths.map((each, i) => (i === at ? { ...each, next: to } : each)) };
  }
  if (node.kind === "wait" && node.until.kind === "event" && path === "timeout")
    return { ...node, until: { ...node.until, onTimeout: to } };
  return node.kind === "exit" ? node : { ...node, next: to };
};

export const wayTo = (definition: Definition, from: string, path: string): string | null => {
  if (from === TRIGGER) return definition.start;
  const node = definition.nodes[from];
  return (node && edgesOf(node).find((edge) => edge.path === path)?.to) ?? null;
};

export const putNode = (definition: Definition, id: string, node: Node): Definition => ({
  ...definition,
  nodes: { ...definition.nodes, [id]: node },
});

export const pointWay = (definition: Definition, from: string, path: string, to: string | null): Definition => {
  if (from === TRIGGER) return { ...definition, start: to };
  const node = definition.nodes[from];
  return node ? putNode(definition, from, withWay(node, path, to)) : definition;
};

const freeId = (definition: Definition, kind: NodeKind): string => {
  for (let n = 1; ; n++) if (!Object.hasOwn(definition.nodes, `${kind}_${n}`)) return `${kind}_${n}`;
};

/** Puts a new step on a way; what stood behind it stands behind the new step. */
export const addNode = (
  definition: Definition,
  from: string,
  path: string,
  kind: NodeKind,
): { definition: Definition; id: string } => {
  const id = freeId(definition, kind);
  const behind = wayTo(definition, from, path);
  return { id, definition: pointWay(putNode(definition, id, fresh(kind, behind)), from, path, id) };
};

/** Steps that some way from the start reaches. */
const reached = (definition: Definition): Set<string> => {
  const found = new Set<string>();
  const links = Map.groupBy(linksOf(definition), (link) => link.from);
  const open = definition.start === null ? [] : [definition.start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const link of links.get(id) ?? []) if (link.to !== null) open.push(link.to);
  }
  return found;
};

/** Takes a step away: ways to it lead where its first way led, and what only it led to goes with it. */
export const removeNode = (definition: Definition, id: string): Definition => {
  const node = definition.nodes[id];
  if (!node) return definition;
  const to = edgesOf(node)[0]?.to ?? null;
  const before = reached(definition);
  let next: Definition = definition.start === id ? { ...definition, start: to } : definition;
  for (const link of linksOf(definition)) if (link.to === id) next = pointWay(next, link.from, link.path, to);
  const after = reached(next);
  const kept = Object.entries(next.nodes).filter(([each]) => each !== id && (after.has(each) || !before.has(each)));
  return { ...next, nodes: Object.fromEntries(kept) };
};

/** Steps that come before `id` on some way: leading back to one would close a circle. */
export const before = (definition: Definition, id: string): Set<string> => {
  const found = new Set([id]);
  const links = linksOf(definition);
  for (let grown = true; grown;) {
    grown = false;
    for (const link of links)
      if (link.to !== null && found.has(link.to) && !found.has(link.from)) {
        found.add(link.from);
        grown = true;
      }
  }
  return found;
};
