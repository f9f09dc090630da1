/** A journey of many ways in a narrow room: one step below the other, a branch's ways set in, what joins again at the side. */
import type { Definition } from "#journeys/model";
import { arrow, type Drawing, GAP_HEIGHT, type Line, type Placed, speaks, TRIGGER, type Way, waysOf } from "./ways.ts";

const WIDEST = 560;
/** By what a step has to say: a branch names its conditions, an exit hardly anything. */
const HEIGHTS = { exit: 58, message: 74, trait: 74, wait: 74, branch: 90, trigger: 74 } as const;
const INDENT = 44;
/** Lines come down in the middle of the steps' icons. */
const TRUNK = 27;
const LANE = 14;
const CORNER = 8;
/** A step's room above it, with the words of its way or without, and below it, with a line that leaves to the side or without. */
const ABOVE = { words: 30, plain: 18 } as const;
const BELOW = { aside: 28, plain: 16 } as const;
/** Several ways from one step to another tell their words in lines. */
const LINE = 24;

interface Row {
  readonly id: string;
  readonly depth: number;
}

/** Every step once, after all that lead to it: its own steps set in under a branch, a step where ways meet after them all. */
const rowsOf = (steps: readonly string[], ways: readonly Way[]): Row[] => {
  const out = Map.groupBy(ways, (way) => way.from);
  const into = (id: string) => [...new Set(ways.filter((way) => way.to === id).map((way) => way.from))];
  const depths = new Map<string, number>();
  const place = (id: string, depth: number): void => {
    depths.set(id, depth);
    const own = out.get(id) ?? [];
    const meets = new Set<string>();
    for (const { to } of own) {
      if (depths.has(to)) continue;
      if (into(to).length === 1) place(to, own.length > 1 ? depth + 1 : depth);
      else meets.add(to);
    }
    for (const to of meets) {
      const before = into(to).map((from) => depths.get(from));
      if (depths.has(to) || before.includes(undefined)) continue;
      place(to, Math.min(...before.map((each) => each ?? 0)));
    }
  };
  place(TRIGGER, 0);
  // What nothing leads to, or a circle, while it is being built.
  for (const id of steps) if (!depths.has(id)) place(id, 0);
  return [...depths].map(([id, depth]) => ({ id, depth }));
};

/** Where a way can come straight down: nothing stands in its column between. */
const isFree = (rows: readonly Row[], from: number, to: number): boolean => {
  const depth = rows[from]?.depth ?? 0;
  return to > from && rows.slice(from + 1, to).every((row) => row.depth > depth);
};

export const ladder = (definition: Definition, room: number): Drawing => {
  const ways = waysOf(definition);
  const rows = rowsOf(Object.keys(definition.nodes), ways);
  const at = new Map(rows.map((row, i) => [row.id, i]));
  const indexOf = (id: string) => at.get(id) ?? 0;
  const gaps = new Set(ways.filter((way) => way.gap).map((way) => way.to));

  const howOf = (way: Way): "down" | "in" | "aside" => {
    const [from, to] = [indexOf(way.from), indexOf(way.to)];
    if (!isFree(rows, from, to)) return "aside";
    const deeper = (rows[to]?.depth ?? 0) - (rows[from]?.depth ?? 0);
    return deeper === 0 ? "down" : deeper === 1 ? "in" : "aside";
  };
  const how = new Map(ways.map((way) => [way.id, howOf(way)]));
  /** Ways beside this one from the same step to the same, in their order. */
  const twins = (way: Way) => ways.filter((each) => each.from === way.from && each.to === way.to);
  const asides = (id: string) => ways.filter((way) => way.from === id && how.get(way.id) === "aside").length;
  const told = (id: string) => ways.filter((way) => way.to === id && how.get(way.id) !== "aside" && speaks(way)).length;
  const targets = [...new Set(ways.filter((way) => how.get(way.id) === "aside").map((way) => way.to))];
  const width = Math.min(room, WIDEST);
  const right = width - 4 - (targets.length === 0 ? 0 : targets.length * LANE + 2);

  const places = new Map<string, Placed>();
  let y = 4;
  for (const [i, { id, depth }] of rows.entries()) {
    if (i > 0) y += told(id) > 0 ? ABOVE.words + (told(id) - 1) * LINE : ABOVE.plain;
    const x = 4 + depth * INDENT;
    const height = gaps.has(id) ? GAP_HEIGHT : HEIGHTS[definition.nodes[id]?.kind ?? "trigger"];
    // A place for a step stands under the line that leads to it.
    places.set(id, gaps.has(id) ? { id, x, y, width: TRUNK * 2, height } : { id, x, y, width: right - x, height });
    y += height + (asides(id) > 0 ? BELOW.aside + (asides(id) - 1) * LINE : BELOW.plain);
  }

  const lineOf = (way: Way): Line => {
    const [from, to] = [places.get(way.from), places.get(way.to)];
    if (!from || !to) return { ...way, line: "", label: { x: 0, y: 0, from: "middle" } };
    const [x, bottom] = [from.x + TRUNK, from.y + from.height];
    const words = speaks(way);
    const same = twins(way);
    const above = to.y - 15 - (same.length - 1 - same.indexOf(way)) * LINE;
    switch (how.get(way.id)) {
      case "down":
        return {
          ...way,
          line: `M${x} ${bottom}V${to.y}${arrow({ x, y: to.y }, "down")}`,
          label: words ? { x: x + 10, y: above, from: "start" } : { x, y: (bottom + to.y) / 2, from: "middle" },
        };
      case "in": {
        const level = to.y + Math.min(23, to.height / 2);
        const bend = `V${level - CORNER}q0 ${CORNER} ${CORNER} ${CORNER}H${to.x}`;
        return {
          ...way,
          line: `M${x} ${bottom}${bend}${arrow({ x: to.x, y: level }, "right")}`,
          label: { x: to.x - 4, y: above, from: "start" },
        };
      }
      default: {
        const out = right - TRUNK;
        const leaving = ways.filter((each) => each.from === way.from && how.get(each.id) === "aside");
        const level = bottom + 22 + LINE * leaving.indexOf(way);
        const lane = right + LANE * (targets.indexOf(way.to) + 1);
        const end = { x: to.x + to.width, y: to.y + to.height / 2 };
        const up = end.y < level ? -1 : 1;
        return {
          ...way,
          line:
            `M${out} ${bottom}V${level - CORNER}q0 ${CORNER} ${CORNER} ${CORNER}` +
            `H${lane - CORNER}q${CORNER} 0 ${CORNER} ${up * CORNER}V${end.y - up * CORNER}` +
            `q0 ${up * CORNER} ${-CORNER} ${up * CORNER}H${end.x}${arrow(end, "left")}`,
          label: words ? { x: right - 2, y: level - 9, from: "end" } : { x: out, y: level - 11, from: "middle" },
        };
      }
    }
  };
  return { kind: "ladder", nodes: [...places.values()], ways: ways.map(lineOf), width, height: y };
};
