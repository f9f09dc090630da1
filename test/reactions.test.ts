/** The chain of reactions as the product runs it. */
import { expect, test } from "vitest";
import { modules } from "../src/modules.ts";

const reactions = modules.flatMap((module) => module.reactions ?? []);
const names = reactions.map((reaction) => reaction.name);

test("L7 every reaction has a name of its own, and follows only reactions that are there, in no circle", () => {
  expect(new Set(names).size).toBe(names.length);
  for (const { name, after = [] } of reactions)
    for (const other of after)
      expect({ name, other, there: names.includes(other) }).toEqual({ name, other, there: true });
  const passed = new Set<string>();
  for (let before = -1; before < passed.size;) {
    before = passed.size;
    for (const { name, after = [] } of reactions) if (after.every((other) => passed.has(other))) passed.add(name);
    if (passed.size === before) break;
  }
  expect([...passed].sort()).toEqual([...names].sort());
});

test("I32 facts bear names that no sender may use", () => {
  const facts = modules.flatMap((module) => Object.keys(module.facts ?? {}));
  expect(facts.filter((name) => !/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/.test(name))).toEqual([]);
});
