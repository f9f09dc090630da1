import { expect, test, vi } from "vitest";
import { checkBody } from "../actions/check.ts";
import { serviceFindings } from "../model/service.ts";
import { Body, SAMPLE } from "../model/shape.ts";

// What the words of the console ask of a browser when they are loaded.
vi.stubGlobal("localStorage", { getItem: () => "ja", setItem: () => {} });
vi.stubGlobal("document", { documentElement: { lang: "ja" } });
const { setLanguage } = await import("../../../console/words.ts");
const { faultWords } = await import("./fault-words.ts");

const WORDS = { zone: "Asia/Tokyo", currency: "JPY", language: "ja" };
const line = (format: "text" | "flex", source: string, alternative: string | null = "文") =>
  Body.parse({ channel: "line", language: "ja", format, source, alternative });
const flex = (contents: object) => line("flex", JSON.stringify(contents));
const box = (content: object, more: object = {}) =>
  flex({ type: "bubble", body: { type: "box", layout: "vertical", contents: [content], ...more } });
const mail = (source: string, format: "mjml" | "text" = "mjml", subject = "件名") =>
  Body.parse({ channel: "email", language: "ja", format, source, subject });
const part = (inside: string) =>
  mail(`<mjml><mj-body><mj-section><mj-column>${inside}</mj-column></mj-section></mj-body></mjml>`);

const BROKEN: Readonly<Record<string, Body>> = {
  "no words": line("text", " "),
  "too long": line("text", "あ".repeat(5_001)),
  "no text for the list": line("flex", '{"type":"bubble"}', null),
  "another channel's format": { ...line("text", "あ"), format: "mjml" },
  "not a mail's format": mail("{}", "text", "件名"),
  "no subject": mail("あ", "text", " "),
  "not JSON": line("flex", '{"type" "bubble"}'),
  "JSON that ends": line("flex", '{"type":'),
  "an empty bubble": flex({ type: "bubble" }),
  "another kind": flex({ type: "bubble", body: { type: "boxes" } }),
  "a kind of message": flex({ type: "letter" }),
  "an unknown field": box({ type: "text", text: "あ", colour: "red" }),
  "an empty text": box({ type: "text", text: "" }),
  "a number for a text": box({ type: "text", text: 1 }),
  "a colour": box({ type: "text", text: "あ", color: "red" }),
  "a size": box({ type: "text", text: "あ", size: "huge" }),
  "a margin": box({ type: "text", text: "あ", margin: "huge" }),
  "an offset": box({ type: "text", text: "あ", offsetTop: "huge" }),
  "a width": box({ type: "text", text: "あ" }, { width: "wide" }),
  "a flex": box({ type: "text", text: "あ", flex: -1, wrap: "yes" }),
  "a picture over http": box({ type: "image", url: "http://example.jp/a.png" }),
  "a ratio": box({ type: "image", url: "https://example.jp/a.png", aspectRatio: "wide" }),
  "an icon in the wrong box": box({ type: "icon", url: "https://example.jp/a.png" }),
  "a box in a line": box(
    { type: "button", action: { type: "uri", label: "見る", uri: "https://e.jp" } },
    { layout: "baseline" },
  ),
  "a button without a label": box({ type: "button", action: { type: "uri", uri: "https://example.jp" } }),
  "no contents": flex({ type: "bubble", body: { type: "box", layout: "vertical" } }),
  "no bubbles": flex({ type: "carousel", contents: [] }),
  "a missing variable": line("text", "{{ profile.nobody }}"),
  "a missing filter": line("text", "{{ profile.name | shout }}"),
  "a tag left open": line("text", "{% if profile.name %}あ"),
  "an output left open": line("text", "{{ profile.name"),
  "an unknown tag": line("text", "{% perhaps %}"),
  "a file": line("text", "{% render 'other' %}"),
  "an endless text": line("text", "{% for i in (1..900000) %}ああああああああ{% endfor %}"),
  "an unknown tag of MJML": part("<mj-films></mj-films>"),
  "a tag in the wrong place": part("<mj-section></mj-section>"),
  "an attribute": part('<mj-text colours="red">あ</mj-text>'),
  "two attributes": part('<mj-text colours="red" sizes="1">あ</mj-text>'),
  "a value": part('<mj-text padding="wide">あ</mj-text>'),
  "no MJML": mail("あ"),
  "Liquid that MJML drops": mail("<mjml><mj-body>{{ profile.name }}<mj-section></mj-section></mj-body></mjml>"),
};

test("every fault that the preview tells of broken words is told in Japanese", async () => {
  const left: string[] = [];
  for (const [what, body] of Object.entries(BROKEN)) {
    const { faults } = await checkBody(WORDS, body, { data: SAMPLE, strict: true });
    if (faults.length === 0 && what !== "not a mail's format") left.push(`${what}: no fault`);
    for (const { message } of faults)
      if (!/[\u3040-\u30ff]/u.test(faultWords(message))) left.push(`${what}: ${message}`);
  }
  expect(left).toEqual([]);
});

test("a fault keeps its line, its place and the words that it names; in English it stays as it is", () => {
  expect(faultWords("Line 3: Undefined variable: profile.nobody.")).toBe(
    "3行目: 例のデータに「profile.nobody」がありません。",
  );
  expect(faultWords("body.contents[0].text: May not be empty.")).toBe("body.contents[0].text: 空にはできません。");
  expect(faultWords("Something new went wrong.")).toBe("Something new went wrong.");
  const [doubt] = serviceFindings(line("text", "セールです")).doubts;
  expect(faultWords(doubt?.message ?? "")).toBe("「セール」は宣伝と読めます。宣伝でないことを確認してください。");
  setLanguage("en");
  expect(faultWords("Line 3: May not be empty.")).toBe("Line 3: May not be empty.");
});

test("what is missing is told once", async () => {
  const told = async (body: Body) =>
    (await checkBody(WORDS, body, { data: SAMPLE, strict: true })).faults.map(({ part, message }) => [part, message]);
  expect(await told(line("text", ""))).toEqual([["source", "There are no words yet."]]);
  expect(await told(mail("", "text", ""))).toEqual([
    ["source", "There are no words yet."],
    ["subject", "A mail needs a subject."],
  ]);
});
