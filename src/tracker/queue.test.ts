import { expect, test } from "vitest";
import { openQueue, type Store } from "./queue.ts";

const newStore = (): Store => {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
};
const event = (id: number, padding = "") => ({ messageId: `m${id}`, padding });

test("events stay until they are acknowledged, across pages", () => {
  const store = newStore();
  const first = openQueue(store);
  first.add(event(1));
  first.add(event(2));
  const second = openQueue(store);
  expect(second.head().map((each) => each.messageId)).toEqual(["m1", "m2"]);
  second.remove(new Set(["m1"]));
  expect(first.head().map((each) => each.messageId)).toEqual(["m2"]);
});

test("a head stays below what a leaving page may send, but one large event goes alone", () => {
  const queue = openQueue(newStore());
  for (let id = 0; id < 10; id++) queue.add(event(id, "x".repeat(8_000)));
  expect(queue.head().length).toBe(3);
  const large = openQueue(newStore());
  large.add(event(1, "x".repeat(40_000)));
  expect(large.head().length).toBe(1);
});

test("the oldest go first where a browser stays offline, and broken storage is survived", () => {
  const queue = openQueue(newStore());
  for (let id = 0; id < 520; id++) queue.add(event(id));
  expect(queue.head()[0]?.messageId).toBe("m20");
  const refusing: Store = {
    getItem: () => "not json",
    setItem: () => {
      throw new Error("QuotaExceededError");
    },
  };
  const inMemory = openQueue(refusing);
  inMemory.add(event(1));
  inMemory.add(event(2));
  expect(inMemory.head().map((each) => each.messageId)).toEqual(["m1", "m2"]);
});
