import { expect, it } from "vitest";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { channelsOf, render } from "#templates";
import { archiveTemplate, openTemplate, restoreVersion, saveTemplate } from "./actions/save.ts";
import { READY } from "./model/ready.ts";
import { serviceFindings } from "./model/service.ts";
import { Draft, SAMPLE } from "./model/shape.ts";
import { handlers } from "./routes.ts";
import { versionsOf } from "./store.ts";

const database = await testDatabase();
const ctx = testCtx(database);
const draft = (source: string, more: object = {}) =>
  Draft.parse({
    name: "ようこそ",
    bodies: [
      { channel: "line", language: "ja", format: "text", source },
      { channel: "line", language: "en", format: "text", source: "Hello {{ profile.firstName }}" },
    ],
    ...more,
  });
const ask = { template: "welcome", channel: "line", language: "ja", data: SAMPLE, link: (url: string) => url } as const;
const faults = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (e: unknown) => e,
  );
  if (!(error instanceof Problem)) throw new Error("no Problem");
  return [error.code, ...error.faults.map((fault) => `${fault.at} ${fault.message}`)];
};

it("T11 makes every save a new live version, and restores an old one as a new one", async () => {
  expect(await saveTemplate(ctx, "welcome", draft("一 {{ profile.firstName }}"), { create: true })).toBe(1);
  expect(await render(ctx, ask)).toMatchObject({ messages: [{ text: "一 花子" }] });
  expect(await saveTemplate(ctx, "welcome", draft("二"), { create: false })).toBe(2);
  expect(await render(ctx, ask)).toMatchObject({ messages: [{ text: "二" }] });
  expect(await restoreVersion(ctx, "welcome", 1)).toBe(3);
  expect(await render(ctx, ask)).toMatchObject({ messages: [{ text: "一 花子" }] });
  expect((await openTemplate(ctx, "welcome", 2)).draft.bodies.map((body) => body.source)).toContain("二");
});

it("T11 makes two versions of two saves at one moment", async () => {
  await saveTemplate(ctx, "race", draft("a"), { create: true });
  const made = await Promise.all(
    ["b", "c", "d"].map((text) => saveTemplate(ctx, "race", draft(text), { create: false })),
  );
  expect(made.toSorted((a, b) => a - b)).toEqual([2, 3, 4]);
  expect((await versionsOf(ctx, "race")).map((row) => row.version)).toEqual([4, 3, 2, 1]);
});

it("T1 renders in the customer's language and says which channels there are", async () => {
  expect(await render(ctx, { ...ask, language: "en-US" })).toMatchObject({ messages: [{ text: "Hello 花子" }] });
  expect(await channelsOf(ctx, "welcome")).toEqual(new Set(["line"]));
  expect(await faults(render(ctx, { ...ask, channel: "email" }))).toEqual(["not_found"]);
  expect(await faults(render(ctx, { ...ask, template: "nothing" }))).toEqual(["not_found"]);
});

it("does not save what would not work, and tells where", async () => {
  expect(await faults(saveTemplate(ctx, "bad", draft("あ\n{{ profile.nam }}"), { create: true }))).toEqual([
    "invalid",
    "bodies.0.source Line 2: Undefined variable: profile.nam.",
  ]);
  expect(await faults(saveTemplate(ctx, "welcome", draft("x"), { create: true }))).toEqual(["conflict"]);
  expect(await faults(saveTemplate(ctx, "bad", draft("x"), { create: false }))).toEqual(["not_found"]);
  const twice = draft("x");
  const same = { ...twice, bodies: [twice.bodies[0], twice.bodies[0]] } as Draft;
  expect((await faults(saveTemplate(ctx, "bad", same, { create: true }))).at(1)).toMatch(/two bodies/);
});

it("keeps rendering what was archived, and leaves it out of the list", async () => {
  await archiveTemplate(ctx, "race", true);
  const list = handlers["list"] as (c: typeof ctx, input: object) => Promise<{ templates: { key: string }[] }>;
  const query = { search: "", archived: false, cursor: "", limit: 50 };
  expect((await list(ctx, { query })).templates.map((each) => each.key)).toEqual(["welcome"]);
  expect((await list(ctx, { query: { ...query, archived: true } })).templates.map((each) => each.key)).toEqual([
    "race",
  ]);
  expect((await list(ctx, { query: { ...query, search: "ようこ" } })).templates).toHaveLength(1);
  expect((await list(ctx, { query: { ...query, search: "%" } })).templates).toHaveLength(0);
  expect(await render(ctx, { ...ask, template: "race" })).toMatchObject({ channel: "line" });
});

it("T14 previews without saving", async () => {
  const preview = handlers["preview"] as (
    c: typeof ctx,
    input: object,
  ) => Promise<{ rendered: unknown; faults: unknown[] }>;
  const body = {
    channel: "line",
    language: "ja",
    format: "text",
    subject: null,
    source: "{{ profile.name }}様",
    alternative: null,
  };
  const ask_ = { body, sample: { profile: { name: "佐藤" } }, profile: null };
  expect(await preview(ctx, { body: ask_ })).toEqual({
    rendered: { channel: "line", messages: [{ type: "text", text: "佐藤様" }] },
    faults: [],
  });
  const unknown = preview(ctx, { body: { ...ask_, profile: "00000000-0000-4000-8000-000000000000" } });
  expect((await faults(unknown)).at(0)).toBe("not_found");
});

const notice = (source: string) =>
  Draft.parse({
    name: "発送のお知らせ",
    class: "transactional",
    bodies: [{ channel: "line", language: "ja", format: "text", source }],
  });
const person: Ctx = {
  ...ctx,
  actor: { kind: "user", id: "u", name: "店長", email: "u@brand.jp", role: "marketer" },
};
const audited = async (key: string): Promise<unknown> => {
  const found = await database.pool.query(
    "select detail from kernel.audit where target = $1 order by id desc limit 1",
    [`template:${key}`],
  );
  return (found.rows as { detail: unknown }[])[0]?.detail;
};

it("T15 words that sell are saved in a message about an order only when a person says that they promote nothing", async () => {
  const selling = notice("発送しました。\n今だけ20%OFFのクーポンをどうぞ https://example.com/sale/spring");
  const key = "shipped_note";
  expect(await saveTemplate(ctx, key, notice("{{ profile.firstName }}様、発送しました。"), { create: true })).toBe(1);
  expect(await audited(key)).toEqual({ version: 1, class: "transactional", confirmed: null, doubts: [] });
  for (const [who, confirmed] of [
    [person, null],
    [ctx, "person"],
  ] as const) {
    const told = await faults(saveTemplate(who, key, selling, { create: false, confirmed }));
    expect(told[0]).toBe("invalid");
    expect(told.slice(1)).toHaveLength(4);
    expect(told.every((line, i) => i === 0 || line.startsWith("bodies.0.source Line 2:"))).toBe(true);
  }
  expect(await saveTemplate(person, key, selling, { create: false, confirmed: "person" })).toBe(2);
  expect(await audited(key)).toEqual({
    version: 2,
    class: "transactional",
    confirmed: "person",
    doubts: ["クーポン", "今だけ", "20%OFF", "https://example.com/sale/spring"],
  });
  // The same words are free in a message that asks for consent first.
  expect(await saveTemplate(ctx, "spring", { ...selling, class: "marketing" }, { create: true })).toBe(1);
});

it("T15 blocks that recommend goods are refused in a message about an order, whoever confirms", async () => {
  const block = notice("発送しました。{% for item in recommendations %}{{ item.name }}{% endfor %}");
  const told = await faults(saveTemplate(person, "with_picks", block, { create: true, confirmed: "person" }));
  expect(told.some((line) => line.includes("no place for recommendations"))).toBe(true);
});

it("T15 what comes with the product promotes nothing beside its own apology", () => {
  const doubtful = [...READY].filter(([, draft]) =>
    draft("ja").bodies.some((body) => {
      const { refused, doubts } = serviceFindings(body);
      return refused.length + doubts.length > 0;
    }),
  );
  expect(doubtful.map(([key]) => key)).toEqual(["delivery_apology"]);
});

it("T16 a template keeps its class", async () => {
  const changed = { ...notice("発送しました。"), class: "marketing" as const };
  expect(await faults(saveTemplate(person, "shipped_note", changed, { create: false }))).toEqual([
    "invalid",
    "class It is transactional.",
  ]);
});
