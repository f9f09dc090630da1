import { describe, expect, it } from "vitest";
import { lineFaults } from "./line.ts";

const uri = { type: "uri", label: "見る", uri: "https://example.com" };
const faults = (message: unknown) => lineFaults([message]).map((fault) => `${fault.at} ${fault.message}`);
const buttons = (more: object) => ({
  type: "template",
  altText: "a",
  template: { type: "buttons", text: "a", actions: [uri], ...more },
});
const flex = (contents: unknown, altText = "a") => ({ type: "flex", altText, contents });
const body = (...contents: unknown[]) => ({ type: "bubble", body: { type: "box", layout: "vertical", contents } });
const words = (length: number) => "あ".repeat(length);

describe("limits that LINE documents and its specification leaves out", () => {
  it.each([
    ["text of 5,001 units", { type: "text", text: "a".repeat(5_001) }, "messages[0].text"],
    ["an emoji counts as two units", { type: "text", text: "😀".repeat(2_501) }, "messages[0].text"],
    ["empty text", { type: "text", text: "" }, "messages[0].text"],
    ["an unknown kind", { type: "hologram" }, "messages[0].type"],
    ["altText of 1,501", flex(body({ type: "text", text: "a" }), "a".repeat(1_501)), "messages[0].altText"],
    ["empty Flex text", flex(body({ type: "text", text: "" })), "messages[0].contents.body.contents[0].text"],
    [
      "an unknown Flex field",
      flex(body({ type: "text", text: "a", colour: "#000000" })),
      "messages[0].contents.body.contents[0]",
    ],
    [
      "an icon outside a baseline box",
      flex(body({ type: "icon", url: "https://example.com/a.png" })),
      "messages[0].contents.body.contents[0].type",
    ],
    [
      "a picture over http",
      flex(body({ type: "image", url: "http://example.com/a.png" })),
      "messages[0].contents.body.contents[0].url",
    ],
    [
      "an address of 1,001",
      flex(body({ type: "button", action: { ...uri, uri: `https://a.jp/${"a".repeat(1_000)}` } })),
      "messages[0].contents.body.contents[0].action.uri",
    ],
    [
      "a script for an address",
      flex(body({ type: "button", action: { ...uri, uri: "javascript:alert(1)" } })),
      "messages[0].contents.body.contents[0].action.uri",
    ],
    [
      "a button that says nothing",
      flex(body({ type: "button", action: { type: "uri", uri: "https://a.jp" } })),
      "messages[0].contents.body.contents[0].action.label",
    ],
    [
      "a bubble of more than 30 KB",
      flex(body(...Array.from({ length: 8 }, () => ({ type: "text", text: words(1_400) })))),
      "messages[0].contents",
    ],
    [
      "13 bubbles",
      flex({ type: "carousel", contents: Array.from({ length: 13 }, () => body({ type: "text", text: "a" })) }),
      "messages[0].contents.contents",
    ],
    [
      "a carousel of more than 50 KB",
      flex({
        type: "carousel",
        contents: Array.from({ length: 3 }, () =>
          body(...Array.from({ length: 3 }, () => ({ type: "text", text: words(2_000) }))),
        ),
      }),
      "messages[0].contents",
    ],
    ["an empty bubble", flex({ type: "bubble" }), "messages[0].contents"],
    [
      "postback data of 301",
      buttons({ actions: [{ type: "postback", label: "a", data: "a".repeat(301) }] }),
      "messages[0].template.actions[0].data",
    ],
    ["5 actions", buttons({ actions: [uri, uri, uri, uri, uri] }), "messages[0].template.actions"],
    ["61 characters beside a title", buttons({ title: "a", text: "a".repeat(61) }), "messages[0].template.text"],
    ["161 characters", buttons({ text: "a".repeat(161) }), "messages[0].template.text"],
    ["a title of 41", buttons({ title: "a".repeat(41) }), "messages[0].template.title"],
    [
      "a confirmation with one action",
      { type: "template", altText: "a", template: { type: "confirm", text: "a", actions: [uri] } },
      "messages[0].template.actions",
    ],
    [
      "11 columns",
      {
        type: "template",
        altText: "a",
        template: { type: "carousel", columns: Array.from({ length: 11 }, () => ({ text: "a", actions: [uri] })) },
      },
      "messages[0].template.columns",
    ],
    [
      "columns with unlike numbers of actions",
      {
        type: "template",
        altText: "a",
        template: {
          type: "carousel",
          columns: [
            { text: "a", actions: [uri] },
            { text: "a", actions: [uri, uri] },
          ],
        },
      },
      "messages[0].template.columns",
    ],
    [
      "14 quick replies",
      {
        type: "text",
        text: "a",
        quickReply: { items: Array.from({ length: 14 }, () => ({ type: "action", action: uri })) },
      },
      "messages[0].quickReply.items",
    ],
  ])("refuses %s", (_title, message, at) => {
    expect(lineFaults([message]).map((fault) => fault.at)).toContain(at);
  });

  it("takes 1 to 5 messages", () => {
    const text = { type: "text", text: "a" };
    expect(lineFaults([])).toHaveLength(1);
    expect(lineFaults(Array.from({ length: 5 }, () => text))).toEqual([]);
    expect(lineFaults(Array.from({ length: 6 }, () => text))).toHaveLength(1);
    expect(lineFaults("text")).toHaveLength(1);
  });

  it("takes 5,000 units exactly", () => {
    expect(faults({ type: "text", text: "a".repeat(5_000) })).toEqual([]);
  });
});
