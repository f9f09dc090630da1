import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { lineFaults } from "#templates/model";
import { startLineSimulator } from "../index.ts";
import { goodMessages } from "./messages.ts";
import { specIsHere, specSchema } from "./schemas.ts";

/** Every place in a JSON value, as a path. */
const places = (value: unknown, path: readonly (string | number)[] = []): (string | number)[][] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return [at, ...places(child, at)];
  });
};
const spoil = (value: unknown, path: readonly (string | number)[], by: unknown): unknown => {
  const copy = structuredClone(value) as Record<string | number, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? "";
  if (by !== undefined) at[last] = by;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
  return copy;
};

if (!specIsHere) console.warn("SKIPPED: LINE's specification is not beside this repository (../shared/specs/line).");

describe.runIf(specIsHere)("against LINE's published specification", () => {
  const request = specIsHere ? specSchema("messaging-api", "ValidateMessageRequest") : () => true;
  const callback = specIsHere ? specSchema("webhook", "CallbackRequest") : () => true;

  it("takes one good message of every kind, as the specification does", () => {
    expect(goodMessages.filter((message) => lineFaults([message]).length > 0)).toEqual([]);
    expect(goodMessages.filter((message) => !request({ messages: [message] }))).toEqual([]);
  });

  it("refuses whatever the specification refuses, however a good message is spoilt", () => {
    const spoilt = fc
      .constantFrom(...goodMessages)
      .chain((message) =>
        fc.tuple(
          fc.constant(message),
          fc.constantFrom(...places(message)),
          fc.constantFrom(undefined, null, "", 0, -1, 1.5, true, [], {}, "x".repeat(2_001), "ftp:x", "#12", "unknown"),
        ),
      )
      .map(([message, path, by]) => spoil(message, path, by));
    let refused = 0;
    fc.assert(
      fc.property(spoilt, (message) => {
        if (request({ messages: [message] })) return true;
        refused++;
        return lineFaults([message]).length > 0;
      }),
      { numRuns: 4_000 },
    );
    expect(refused).toBeGreaterThan(500);
  });

  it("sends webhooks that the specification allows", async () => {
    const line = await startLineSimulator({
      channelSecret: "s",
      webhookUrl: "http://127.0.0.1:9/none",
      redelivery: false,
    });
    afterAll(() => line.stop());
    const id = `U${"a".repeat(32)}`;
    line.act(id, { do: "follow" });
    line.act(id, { do: "write", text: "はい" });
    line.act(id, { do: "postback", data: "a", params: { date: "2026-11-22" } });
    line.act(id, { do: "accountLink", nonce: "0123456789" });
    line.act(id, { do: "block" });
    const ok = callback({ destination: line.state.botId, events: line.webhooks.sent });
    expect("errors" in callback ? (callback.errors ?? []) : []).toEqual([]);
    expect(ok).toBe(true);
  });
});
