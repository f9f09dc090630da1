import { expect, test, vi } from "vitest";
import { CATALOGUE, schemaFaults } from "../catalogue/index.ts";
import { readEvent } from "../model/envelope.ts";

// What the words of the console ask of a browser when they are loaded.
vi.stubGlobal("localStorage", { getItem: () => "ja", setItem: () => {} });
vi.stubGlobal("document", { documentElement: { lang: "ja" } });
const { faultWords } = await import("./fault-words.ts");

const ARRIVAL = { source: "test", receivedAt: new Date("2026-11-21T03:00:00Z") };
const event = (more: object) => ({ type: "track", event: "Seen", userId: "u", messageId: "m", ...more });
const nested = (levels: number): object => (levels === 0 ? {} : { in: nested(levels - 1) });
const BROKEN: Readonly<Record<string, unknown>> = {
  "no object": "event",
  "no type": event({ type: "tracking" }),
  "properties of another shape": event({ properties: "many" }),
  "traits of another shape": event({ type: "identify", traits: [] }),
  "a context of another shape": event({ context: 1 }),
  "no name": event({ event: "" }),
  "a fact's name": event({ event: "order.recorded" }),
  nobody: { type: "track", event: "Seen", messageId: "m" },
  "no time": event({ timestamp: "yesterday" }),
  "an old time": event({ timestamp: "1999-01-01T00:00:00Z" }),
  "a large one": event({ properties: { text: "x".repeat(600_000) } }),
  "a deep one": event({ properties: nested(80) }),
};
const japanese = (message: string) => /[\u3040-\u30ff\u4e00-\u9fff]/u.test(faultWords(message));

test("why an event is in quarantine is told in Japanese, whatever is wrong with it", () => {
  const left: string[] = [];
  for (const [what, raw] of Object.entries(BROKEN)) {
    const read = readEvent(raw, ARRIVAL);
    if (read.ok) left.push(`${what}: no fault`);
    else for (const { message } of read.faults) if (!japanese(message)) left.push(`${what}: ${message}`);
  }
  // Every event that we know, with nothing in it and with every property of a wrong kind.
  const names = ["order_id", "product_id", "sku", "price", "quantity", "total", "currency", "name", "query", "rating"];
  for (const name of CATALOGUE.keys())
    for (const wrong of [{}, true, [], "", "x", null]) {
      const properties = Object.fromEntries([...names, "products"].map((key) => [key, wrong]));
      const inside = { ...properties, products: [properties] };
      for (const each of [{}, properties, inside])
        for (const { message } of schemaFaults(name, each, {}))
          if (!japanese(message)) left.push(`${name}: ${message}`);
    }
  expect([...new Set(left)]).toEqual([]);
});
