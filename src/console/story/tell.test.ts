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
