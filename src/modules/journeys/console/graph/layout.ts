import { graphlib, layout } from "@dagrejs/dagre";
import { type Definition, edgesOf } from "#journeys/model";

export const WIDTH = 248;
export const HEIGHT = 78;
/** Stands before the first step. */
export const TRIGGER = "_trigger";

export interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}
export interface Way {
  readonly id: string;
  readonly from: string;
  readonly path: string;
  /** A way to nowhere leads to a gap, drawn as a place for a step. */
  readonly to: string;
  readonly gap: boolean;
}
export interface Drawing {
  readonly nodes: readonly Placed[];
  readonly ways: readonly Way[];
  readonly width: number;
  readonly height: number;
}

const waysOf = (definition: Definition): Way[] => {
  const way = (from: string, path: string, to: string | null): Way => {
    const known = to !== null && Object.hasOwn(definition.nodes, to);
    const id = `${from}.${path}`;
    return { id, from, path, to: known ? to : `_gap.${id}`, gap: !known };
  };
  return [
    way(TRIGGER, "start", definition.start),
    ...Object.entries(definition.nodes).flatMap(([id, node]) =>
      edgesOf(node).map((edge) => way(id, edge.path, edge.to)),
    ),
  ];
};

/** From top to bottom; the order of ways keeps the order of paths. */
export const draw = (definition: Definition): Drawing => {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 40, ranksep: 56, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const ways = waysOf(definition);
  const place = (id: string, height = HEIGHT) => graph.setNode(id, { width: WIDTH, height });
  place(TRIGGER);
  for (const id of Object.keys(definition.nodes)) place(id);
  for (const way of ways) {
    if (way.gap) place(way.to, 36);
    graph.setEdge(way.from, way.to, { width: 90, height: 22, labelpos: "c" }, way.id);
  }
  layout(graph);
  const nodes = graph.nodes().map((id) => {
    const { x, y, height } = graph.node(id) as { x: number; y: number; height: number };
    return { id, x: x - WIDTH / 2, y: y - height / 2 };
  });
  return {
    // Read and walked by keyboard from the top.
    nodes: nodes.toSorted((a, b) => a.y - b.y || a.x - b.x),
    ways,
    width: Math.max(...nodes.map((n) => n.x + WIDTH)) + 8,
    height: Math.max(...nodes.map((n) => n.y + HEIGHT)) + 8,
  };
};
