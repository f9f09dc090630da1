import { expect, test } from "vitest";
import { backAfterFirstOrder, check, Definition } from "#journeys/model";
import { TRIGGER } from "../graph/ways.ts";
import { addNode, before, removeNode } from "./changes.ts";

const empty = Definition.parse({ trigger: { kind: "event", events: [{ name: "A" }] }, start: null, nodes: {} });

test("A journey is built from nothing by adding steps to ways", () => {
  const wait = addNode(empty, TRIGGER, "start", "wait");
  const exit = addNode(wait.definition, wait.id, "next", "exit");
  expect(check(exit.definition)).toEqual([]);
  const between = addNode(exit.definition, wait.id, "next", "trait");
  expect(between.definition.nodes[between.id]).toMatchObject({ kind: "trait", next: exit.id });
  expect(between.definition.nodes[wait.id]).toMatchObject({ next: between.id });
});

test("A step taken away closes the gap, and takes with it what only it led to", () => {
  const definition = backAfterFirstOrder.definition.ja;
  const without = removeNode(definition, "how_to");
  expect(without.nodes["delivered"]).toMatchObject({ next: "saturday", until: { onTimeout: "saturday" } });
  expect(check(without)).toEqual([]);
  const unforked = removeNode(definition, "again");
  expect(Object.keys(unforked.nodes).toSorted()).toEqual(["came_back", "delivered", "how_to", "saturday"]);
  expect(check(unforked)).toEqual([]);
});

test("What comes before a step is no place to go on to", () => {
  expect([...before(backAfterFirstOrder.definition.ja, "saturday")].toSorted()).toEqual([
    "delivered",
    "how_to",
    "saturday",
  ]);
});
