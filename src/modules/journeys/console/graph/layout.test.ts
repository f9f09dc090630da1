import { describe, expect, test } from "vitest";
import { type Definition, starters } from "#journeys/model";
import { draw, SMALLEST } from "./layout.ts";
import { type Drawing, waysOf } from "./ways.ts";

const PHONE = 358;
const DESK = 588;
const drawings = starters.flatMap(({ key, definition }) =>
  [PHONE, DESK, 1_000].map((room) => ({ key, room, definition: definition.ja, drawing: draw(definition.ja, room) })),
);

/** Steps that lie on each other. */
const overlaps = ({ nodes }: Drawing): string[] =>
  nodes.flatMap((a, i) =>
    nodes
      .slice(i + 1)
      .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
      .map((b) => `${a.id} on ${b.id}`),
  );

describe("the graph of a journey", () => {
  test("J27 fits its room without being made so small that nobody can read it, for every journey that comes with the product", () => {
    const stray = drawings.flatMap(({ key, room, drawing: { nodes, width, height } }) =>
      nodes
        .filter((node) => node.x < 0 || node.x + node.width > width || node.y + node.height > height)
        .map((node) => `${key} in ${room}: ${node.id}`),
    );
    expect(stray).toEqual([]);
    expect(drawings.filter(({ room, drawing }) => drawing.width * SMALLEST > room).map(({ key }) => key)).toEqual([]);
    expect(drawings.filter(({ drawing }) => drawing.kind === "ladder").length).toBeGreaterThan(4);
  });

  test("J27 shows every step once and every way with a line, none on another", () => {
    for (const { definition, drawing } of drawings) {
      const steps = ["_trigger", ...Object.keys(definition.nodes)];
      expect(drawing.nodes.map((node) => node.id).toSorted()).toEqual(steps.toSorted());
      expect(drawing.ways.map((way) => way.id)).toEqual(waysOf(definition).map((way) => way.id));
      expect(drawing.ways.filter((way) => way.line === "")).toEqual([]);
      expect(overlaps(drawing)).toEqual([]);
    }
  });

  test("J27 the words of two ways never stand at one place, nor on a step of a ladder", () => {
    const ladders = drawings.map((each) => each.drawing).filter(({ kind }) => kind === "ladder");
    for (const { nodes, ways } of ladders) {
      const places = ways.map(({ label }) => `${label.x} ${label.y}`);
      expect(new Set(places).size).toBe(places.length);
      const covered = ways.filter(({ label }) =>
        nodes.some(({ y, height }) => label.y - 9 < y + height && label.y + 9 > y),
      );
      expect(covered.map((way) => way.id)).toEqual([]);
    }
  });

  test("J27 a ladder holds together while a journey is being built: loose steps, ways to nowhere, a circle", () => {
    const exit = { kind: "exit" as const, name: "" };
    const paths = ["a", "b", "gone", null, "a"].map((next) => ({
      label: "",
      when: { kind: "person" as const, predicate: null },
      next,
    }));
    const definition = {
      ...starters[0]!.definition.en,
      start: "which",
      nodes: {
        which: { kind: "branch", name: "", paths, else: null },
        a: { kind: "trait", name: "", trait: "x", value: "1", next: "b" },
        b: { kind: "trait", name: "", trait: "x", value: "1", next: "a" },
        loose: exit,
      },
    } as Definition;
    const drawing = draw(definition, PHONE);
    expect(drawing.kind).toBe("ladder");
    expect(overlaps(drawing)).toEqual([]);
    expect(drawing.nodes.filter((node) => !node.id.startsWith("_"))).toHaveLength(4);
    expect(drawing.ways.filter((way) => way.line === "" || way.line.includes("NaN"))).toEqual([]);
  });
});
