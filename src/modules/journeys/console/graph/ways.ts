import { type Definition, edgesOf } from "#journeys/model";

/** Stands before the first step. */
export const TRIGGER = "_trigger";

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Placed extends Point {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}
export interface Way {
  readonly id: string;
  readonly from: string;
  readonly path: string;
  /** A way to nowhere leads to a gap, drawn as a place for a step. */
  readonly to: string;
  readonly gap: boolean;
}
/** A way with its line and the place of its words: around this point, or beginning or ending there. */
export interface Line extends Way {
  readonly line: string;
  readonly label: Point & { readonly from: "middle" | "start" | "end" };
}
export interface Drawing {
  /** `tree`: from top to bottom, ways beside each other. `ladder`: one step below the other. */
  readonly kind: "tree" | "ladder";
  readonly nodes: readonly Placed[];
  readonly ways: readonly Line[];
  readonly width: number;
  readonly height: number;
}

export const GAP_HEIGHT = 36;

export const waysOf = (definition: Definition): Way[] => {
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

/** Ways with words of their own; the others go on without a word. */
export const speaks = (way: Pick<Way, "path">): boolean => way.path !== "next" && way.path !== "start";

const ARROW = 5;
/** The head of a line that ends here. */
export const arrow = ({ x, y }: Point, towards: "down" | "right" | "left"): string => {
  if (towards === "down") return `M${x - ARROW} ${y - ARROW - 2}L${x} ${y - 1}L${x + ARROW} ${y - ARROW - 2}`;
  const back = towards === "right" ? -ARROW - 2 : ARROW + 2;
  const tip = towards === "right" ? x - 1 : x + 1;
  return `M${x + back} ${y - ARROW}L${tip} ${y}L${x + back} ${y + ARROW}`;
};
