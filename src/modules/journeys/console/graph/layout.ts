import { graphlib, layout } from "@dagrejs/dagre";
import type { Definition } from "#journeys/model";
import { ladder } from "./ladder.ts";
import { arrow, type Drawing, GAP_HEIGHT, type Line, type Point, speaks, TRIGGER, waysOf } from "./ways.ts";

const WIDTH = 248;
/** On a phone two cards stand beside each other without being made small. */
const NARROW = 172;
const HEIGHT = 90;
/** There names, what steps do and numbers take two lines each rather than lose their end. */
const TALL = 124;
/** A drawing made smaller than this is hard to read. */
export const SMALLEST = 0.85;

const CORNER = 10;

/** Down, across, down through these points, with round corners. */
const lineThrough = (points: readonly Point[]): string => {
  const [start] = points;
  if (!start) return "";
  let path = `M${start.x} ${start.y}`;
  for (const [i, to] of points.entries()) {
    const from = points[i - 1];
    if (!from) continue;
    const across = to.x - from.x;
    const middle = (from.y + to.y) / 2;
    const r = Math.min(CORNER, Math.abs(across) / 2, Math.abs(to.y - from.y) / 2);
    const turn = Math.sign(across) * r;
    path +=
      Math.abs(across) < 1
        ? `V${to.y}`
        : `V${middle - r}q0 ${r} ${turn} ${r}H${to.x - turn}q${turn} 0 ${turn} ${r}V${to.y}`;
  }
  return path;
};

/** How much more often a node's first ways stand left of its later ones than right of them. */
const leftness = (definition: Definition, ways: readonly Line[]): number => {
  let sum = 0;
  for (const id of Object.keys(definition.nodes)) {
    const own = ways.filter((way) => way.from === id);
    for (const [i, one] of own.entries())
      for (const other of own.slice(i + 1)) sum += Math.sign(other.label.x - one.label.x);
  }
  return sum;
};

/** From top to bottom, the ways of a node from left to right as far as lines need not cross for it. */
const tree = (definition: Definition, room: number): Drawing => {
  const narrow = room < 520;
  const card = narrow ? { width: NARROW, height: TALL } : { width: WIDTH, height: HEIGHT };
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: "TB",
    nodesep: narrow ? 10 : 40,
    ranksep: 44,
    edgesep: 24,
    marginx: narrow ? 2 : 8,
    marginy: 8,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const ways = waysOf(definition);
  const place = (id: string, height = card.height) => graph.setNode(id, { width: card.width, height });
  place(TRIGGER);
  for (const id of Object.keys(definition.nodes)) place(id);
  for (const way of ways) {
    if (way.gap) place(way.to, GAP_HEIGHT);
    const wide = !speaks(way) ? 30 : narrow ? 80 : 110;
    graph.setEdge(way.from, way.to, { width: wide, height: 24, labelpos: "c" }, way.id);
  }
  layout(graph);
  const middles = new Map(graph.nodes().map((id) => [id, graph.node(id) as Point & { height: number }]));
  const lines = (at: (x: number) => number): Line[] =>
    ways.map((way) => {
      const edge = graph.edge({ v: way.from, w: way.to, name: way.id }) as Point & { points: Point[] };
      const [from, to] = [middles.get(way.from), middles.get(way.to)];
      const ends = from && to ? { top: from.y + from.height / 2, bottom: to.y - to.height / 2 } : { top: 0, bottom: 0 };
      const points = [
        { x: at(from?.x ?? 0), y: ends.top },
        ...edge.points.slice(1, -1).map((p) => ({ x: at(p.x), y: p.y })),
        { x: at(to?.x ?? 0), y: ends.bottom },
      ];
      const tip = { x: at(to?.x ?? 0), y: ends.bottom };
      const line = lineThrough(points) + arrow(tip, "down");
      return { ...way, line, label: { x: at(edge.x), y: edge.y, from: "middle" } };
    });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const straight = lines((x) => x);
  const mirrored = leftness(definition, straight) < 0;
  const at = (x: number) => (mirrored ? width - x : x);
  const nodes = [...middles].map(([id, p]) => ({
    id,
    x: at(p.x) - card.width / 2,
    y: p.y - p.height / 2,
    width: card.width,
    height: p.height,
  }));
  return {
    kind: "tree",
    // Read and walked by keyboard from the top.
    nodes: nodes.toSorted((a, b) => a.y - b.y || a.x - b.x),
    ways: mirrored ? lines(at) : straight,
    width,
    height,
  };
};

/** A tree where it can be read in this room, else a ladder. */
export const draw = (definition: Definition, room: number): Drawing => {
  const whole = tree(definition, room);
  return room === 0 || room / whole.width >= SMALLEST ? whole : ladder(definition, room);
};
