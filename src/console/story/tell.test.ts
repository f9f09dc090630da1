import { expect, test, vi } from "vitest";

// What the words of the console ask of a browser when they are loaded.
vi.stubGlobal("localStorage", { getItem: () => "ja", setItem: () => {} });
vi.stubGlobal("document", { documentElement: { lang: "ja" } });
const { setLanguage } = await import("../words.ts");
const { tell } = await import("./tell.ts");

const received = (properties: object) =>
  tell({ type: "fact", name: "line.message_received", properties: { message: "1", type: "text", ...properties } });

test("the story shows a LINE message by its words, and one that was taken back as unsent", () => {
  expect(received({ text: "ありがとう" })).toMatchObject({ title: "LINEでメッセージ", detail: "ありがとう" });
  expect(received({ text: null, unsent: true })).toMatchObject({ title: "LINEでメッセージ", detail: "送信取消" });
  setLanguage("en");
  expect(received({ text: null, unsent: true })).toMatchObject({ title: "Wrote to us on LINE", detail: "unsent" });
});

test("a message is told by its template's name where that is known", () => {
  setLanguage("ja");
  const properties = { template: "welcome", channel: "line", verdict: "claimed", reason: "", why: "" };
  const sent = { type: "fact", name: "message.handed_off", properties };
  expect(tell(sent, (key) => (key === "welcome" ? "ご挨拶" : key)).detail).toBe("ご挨拶");
  expect(tell(sent).detail).toBe("welcome");
});
