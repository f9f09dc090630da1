import { expect, it } from "vitest";
import { Problem } from "#kernel/errors";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { channelsOf, render } from "#templates";
import { archiveTemplate, openTemplate, restoreVersion, saveTemplate } from "./actions/save.ts";
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
