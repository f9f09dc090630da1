import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileMjml } from "../actions/mjml.ts";
import { checkBody } from "../actions/check.ts";
import { htmlText, linkHtml } from "./html.ts";
import { jsonPlaces } from "./place.ts";
import { prepare, produce } from "./produce.ts";
import { Body, bodyFor, laidOver, SAMPLE } from "./shape.ts";

const WORDS = { zone: "Asia/Tokyo", language: "ja", currency: "JPY" };
const body = (more: object): Body =>
  Body.parse({ channel: "line", language: "ja", format: "text", source: "", ...more });
const make = (more: object, data: Parameters<typeof produce>[1] = SAMPLE, link = (url: string) => url) => {
  const b = body(more);
  return produce(prepare({ ...b, compiled: b.source }, WORDS), data, { link });
};
const check = (more: object, sample = {}) =>
  checkBody(WORDS, body(more), { data: laidOver(SAMPLE, sample), strict: true });
const told = async (more: object) =>
  (await check(more)).faults.map((fault) => `${fault.part} ${fault.line}: ${fault.message}`);
const mail = (inner: string) =>
  `<mjml><mj-body><mj-section><mj-column>\n${inner}\n</mj-column></mj-section></mj-body></mjml>`;
const bubble = (text: string) =>
  `{\n "type": "bubble",\n "body": {"type": "box", "layout": "vertical", "contents": [\n  {"type": "text", "text": "${text}"}\n ]}\n}`;

it("T1 takes the customer's language, then the base language, then the template's own, then any", () => {
  const bodies = ["ja", "en", "zh-TW"].map((language) => ({ channel: "line", language }));
  expect(bodyFor(bodies, "line", "en-GB", "ja")?.language).toBe("en");
  expect(bodyFor(bodies, "line", "zh-TW", "ja")?.language).toBe("zh-TW");
  expect(bodyFor(bodies, "line", "fr", "ja")?.language).toBe("ja");
  expect(bodyFor(bodies.slice(1), "line", null, "ja")?.language).toBe("en");
  expect(bodyFor(bodies, "email", "ja", "ja")).toBeNull();
});

describe("T2 Liquid escapes for what surrounds it", () => {
  const evil = { profile: { name: `"><script>"\n\\` } };
  it("in HTML", async () => {
    const b = body({
      channel: "email",
      format: "mjml",
      subject: "a",
      source: mail("<mj-text>{{ profile.name }}</mj-text>"),
    });
    const { html } = await compileMjml(b.source);
    const { rendered } = produce(prepare({ ...b, compiled: html }, WORDS), evil, { link: (url) => url });
    expect(rendered?.channel === "email" && rendered.html).not.toContain("<script>");
  });
  it("in JSON, whatever the value", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 50 }), (name) => {
        const { rendered } = make(
          { format: "flex", alternative: "a", source: bubble("x{{ profile.name }}") },
          { profile: { name } },
        );
        const message = rendered?.channel === "line" ? rendered.messages[0] : undefined;
        expect(JSON.stringify(message)).toContain(JSON.stringify(`x${name}`));
      }),
    );
  });
  it("not in text", () => {
    expect(make({ source: "{{ profile.name }}" }, { profile: { name: "A & B" } }).rendered).toMatchObject({
      messages: [{ text: "A & B" }],
    });
  });
});

describe("T3 a template that runs away ends in an error", () => {
  it.each([
    ["a very long range", "{% for i in (1..1000000000) %}x{% endfor %}"],
    [
      "loops in loops",
      "{% for i in (1..9999) %}{% for j in (1..9999) %}{% for k in (1..9999) %}x{% endfor %}{% endfor %}{% endfor %}",
    ],
    [
      "a string that doubles",
      `{% assign a = "xxxxxxxx" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}`,
    ],
  ])("%s", (_title, source) => {
    // Its own work: what else runs on the machine does not count.
    const began = process.cpuUsage();
    const { rendered, faults } = make({ source });
    expect(rendered).toBeNull();
    expect(faults[0]?.message).toMatch(/limit|error/i);
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(3_000);
  });
  it("a source that is too long", () => {
    expect(Body.safeParse(body({})).success).toBe(true);
    expect(Body.safeParse({ ...body({}), source: "x".repeat(200_001) }).success).toBe(false);
  });
});

it("T4 names every variable that the example does not hold, with its line, and leaves it empty when sending", async () => {
  const source =
    "こんにちは\n{{ profile.nickname }}さま\n{{ oder.total }}{% if profile.vip %}!{% endif %}{{ profile.x | default: '' }}";
  expect(await told({ source })).toEqual([
    "source 2: Undefined variable: profile.nickname.",
    "source 3: Undefined variable: oder.",
  ]);
  expect(make({ source }).rendered).toMatchObject({ messages: [{ text: "こんにちは\nさま" }] });
});

it("T4 takes the template's own example data", async () => {
  expect(
    (await check({ source: "{{ event.properties.plan }}" }, { event: { properties: { plan: "A" } } })).faults,
  ).toEqual([]);
});

it("tells unknown filters and open tags with their lines", async () => {
  expect(await told({ source: "a\n{{ profile.name | shout }}" })).toEqual(["source 2: Undefined filter: shout."]);
  expect(await told({ source: "a\n\n{% if profile.name %}" })).toEqual([
    "source 3: Tag {% if profile.name %} not closed.",
  ]);
});

it("T5 reaches no file", async () => {
  expect((await told({ source: "{% include '/etc/passwd' %}" })).join()).toMatch(/unknown partial/i);
  expect((await told({ source: "{% render 'package.json' %}" })).join()).toMatch(/unknown partial/i);
  const { html } = await compileMjml(mail(`<mj-include path="/etc/passwd" type="html" />`));
  expect(html).not.toContain("root:");
});

describe("T6 MJML is compiled at save", () => {
  it("with unknown elements refused by line", async () => {
    expect(await told({ channel: "email", format: "mjml", subject: "a", source: mail("<mj-foo></mj-foo>") })).toEqual([
      "source 2: <mj-foo> Element mj-foo doesn't exist or is not registered",
    ]);
  });
  it("with text that is no MJML refused", async () => {
    expect((await told({ channel: "email", format: "mjml", subject: "a", source: "hello" })).length).toBe(1);
  });
  it("with Liquid where MJML drops it refused by line", async () => {
    const source = `<mjml><mj-body>\n{% for i in order.items %}<mj-section><mj-column><mj-text>{{ i.name }}</mj-text></mj-column></mj-section>{% endfor %}</mj-body></mjml>`;
    expect((await told({ channel: "email", format: "mjml", subject: "a", source }))[0]).toMatch(
      /^source 2: .*<mj-raw>/,
    );
  });
  it("with loops in mj-raw kept", async () => {
    const source = `<mjml><mj-body><mj-raw>{% for i in order.items %}</mj-raw><mj-section><mj-column><mj-text>{{ i.name }}</mj-text></mj-column></mj-section><mj-raw>{% endfor %}</mj-raw></mj-body></mjml>`;
    const { rendered, faults } = await check({
      channel: "email",
      format: "mjml",
      subject: "{{ profile.lastName }}様",
      source,
    });
    expect(faults).toEqual([]);
    expect(rendered).toMatchObject({ subject: "山田様", text: "椿のシャンプー" });
  });
});

describe("T7 Flex faults are found with their lines", () => {
  it("broken JSON", async () => {
    const faults = await told({ format: "flex", alternative: "a", source: `{\n "type": "bubble",\n "body": \n}` });
    expect(faults).toEqual([expect.stringMatching(/^source 4: This is not valid JSON/)]);
  });
  it("LINE's limits", async () => {
    const faults = await told({ format: "flex", alternative: "a", source: bubble("") });
    expect(faults).toEqual(["source 4: body.contents[0].text: May not be empty."]);
  });
  it("a missing field, at the line of what lacks it", async () => {
    const source = `{\n "type": "bubble",\n "body": {"type": "box", "layout": "vertical", "contents": [\n  {"type": "button"}\n ]}\n}`;
    expect((await told({ format: "flex", alternative: "a", source }))[0]).toMatch(
      /^source 4: body.contents\[0\].action/,
    );
  });
  it("a Flex message without words for the chat list", async () => {
    expect(await told({ format: "flex", source: bubble("a") })).toContain(
      "alternative null: A Flex message needs a short text for the chat list.",
    );
  });
  it("and several messages are allowed", async () => {
    const source = `[{"type":"text","text":"a"},{"type":"flex","altText":"b","contents":${bubble("c")}}]`;
    expect((await check({ format: "flex", source })).rendered).toMatchObject({
      messages: [{ type: "text" }, { type: "flex" }],
    });
  });
  it("broken JSON of any kind is found where the parser would stop", () => {
    const broken = fc
      .tuple(fc.jsonValue({ maxDepth: 3 }), fc.nat(), fc.constantFrom("", ",", "{", "}", '"', "x", "]", "\n"))
      .map(([value, where, by]) => {
        const text = JSON.stringify(value, null, 1);
        const at = where % text.length;
        return text.slice(0, at) + by + text.slice(at + 1);
      });
    fc.assert(
      fc.property(broken, (text) => {
        let ok = true;
        try {
          JSON.parse(text);
        } catch {
          ok = false;
        }
        // A bad escape is the one fault that only the parser sees.
        fc.pre(ok || !text.includes("\\"));
        expect(jsonPlaces(text).fault === null).toBe(ok);
      }),
      { numRuns: 1_000 },
    );
  });
  it("paths of any JSON are found on the line they stand on", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value, null, 2);
        const { lines, fault } = jsonPlaces(text);
        expect(Math.max(...lines.values())).toBeLessThanOrEqual(text.split("\n").length);
        expect([...lines.values()][0]).toBe(1);
        expect(fault).toBeNull();
      }),
    );
  });
});

describe("T8 every link goes through the caller", () => {
  const link = (url: string) => `https://t.example/c?u=${encodeURIComponent(url)}&k="1"`;
  it("in HTML, with entities read and written, and pictures, mailto and the way out left alone", () => {
    const html = `<a href="https://a.jp/?a=1&amp;b=2">x</a><a href='https://b.jp'>y</a><a href="mailto:a@b.jp">m</a><img src="https://c.jp/i.png"><a class="q" href="#top">t</a>`;
    expect(linkHtml(html, (url) => `[${url}]&`)).toBe(
      `<a href="[https://a.jp/?a=1&amp;b=2]&amp;">x</a><a href="[https://b.jp]&amp;">y</a><a href="mailto:a@b.jp">m</a><img src="https://c.jp/i.png"><a class="q" href="#top">t</a>`,
    );
    const source = `<a href="{{ unsubscribe_url }}">やめる</a><a href="https://a.jp">x</a>`;
    const b = body({ channel: "email", format: "mjml", subject: "a", source });
    const made = produce(prepare({ ...b, compiled: source }, WORDS), SAMPLE, { link: () => "https://t.example/1" });
    expect(made.rendered).toMatchObject({
      html: `<a href="https://example.com/unsubscribe/sample">やめる</a><a href="https://t.example/1">x</a>`,
    });
  });
  it("in LINE texts and buttons", () => {
    const source = JSON.stringify([
      { type: "text", text: "こちら→https://a.jp/x?y=1。どうぞ" },
      {
        type: "template",
        altText: "a",
        template: {
          type: "confirm",
          text: "a",
          actions: [
            { type: "uri", label: "b", uri: "https://a.jp" },
            { type: "uri", label: "c", uri: "tel:0312345678" },
          ],
        },
      },
    ]);
    const made = make({ format: "flex", source }, SAMPLE, (url) => `https://t.example/?${url.length}`);
    expect(made.rendered).toMatchObject({
      messages: [
        { text: "こちら→https://t.example/?18。どうぞ" },
        { template: { actions: [{ uri: "https://t.example/?12" }, { uri: "tel:0312345678" }] } },
      ],
    });
  });
  it("in text mail", () => {
    const made = make(
      { channel: "email", subject: "a", source: "見る: https://a.jp\n{{ unsubscribe_url }}" },
      SAMPLE,
      link,
    );
    expect(made.rendered).toMatchObject({
      html: null,
      text: expect.stringContaining("https://t.example/c?u=https%3A%2F%2Fa.jp"),
    });
    expect(made.rendered).toMatchObject({ text: expect.stringContaining("https://example.com/unsubscribe/sample") });
  });
});

it("T9 makes the text part from the HTML", () => {
  const html = `<html><head><title>t</title><style>a{}</style></head><body><p>山田様&nbsp;&amp; 皆様</p><div><a href="https://a.jp/?a=1&amp;b=2">見る</a></div><!-- x --></body></html>`;
  expect(htmlText(html)).toBe("山田様 & 皆様\n見る\nhttps://a.jp/?a=1&b=2");
});

it("T12 turns line breaks in a subject into spaces", () => {
  const made = make(
    { channel: "email", subject: "{{ profile.name }}様", source: "a" },
    { profile: { name: "a\r\nBcc: x@y.jp" } },
  );
  expect(made.rendered).toMatchObject({ subject: "a Bcc: x@y.jp様" });
  expect(make({ channel: "email", subject: "{{ x }}", source: "a" }).faults[0]?.message).toBe(
    "A mail needs a subject.",
  );
});

it("T13 refuses a message that one person's data makes too long for LINE", () => {
  const made = make({ source: "{{ profile.name }}" }, { profile: { name: "あ".repeat(5_001) } });
  expect(made).toMatchObject({ rendered: null, faults: [{ message: expect.stringMatching(/5000/) }] });
});

it("writes money and days as people here read them", () => {
  const source = "{{ order.total | money }} {{ order.at | day }} {{ 250 | money: 'EUR' }}";
  expect(make({ source }).rendered).toMatchObject({ messages: [{ text: "¥5,480 11月18日(水) €2.50" }] });
});
