import { beforeAll, describe, expect, test } from "vitest";
import { reactionWorkers } from "#events";
import { profilesOf } from "#profiles";
import { settle } from "#kernel/runner";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { pour } from "../../../test/pour.ts";
import { counted, listed, shownProfile, timelineOf, traitHistory } from "./actions.views.ts";
import { profilesApi } from "./api.ts";
import { profilesFold } from "./reactions.ts";

const database = await testDatabase();
const ctx = testCtx(database);
const find = async (q: string, limit = 50) =>
  (await listed(ctx, profilesApi.list.query.parse({ q, limit }))).items.map((item) => [item.name, item.match?.kind]);

beforeAll(async () => {
  await pour(database, [
    {
      identities: ["user:1", "email:hanako@mail.jp", "phone:+819012345678"],
      type: "identify",
      at: "2026-10-01T00:00:00Z",
      properties: {
        lastName: "髙橋",
        firstName: "花子",
        lastNameKana: "タカハシ",
        firstNameKana: "ハナコ",
        email: "Hanako@Mail.jp",
        phone: "090-1234-5678",
        address: { postalCode: "〒１００−０００５", state: "東京都", street: "千代田区丸の内1-1" },
        rank: "silver",
      },
    },
    {
      identities: ["user:2", "card:4900001234567"],
      type: "identify",
      properties: { name: "高橋 次郎", kana: "たかはし じろう" },
    },
    { identities: ["user:3", "email:ohno@mail.jp"], type: "identify", properties: { name: "Ken Ohno" } },
    {
      identities: ["user:4"],
      type: "identify",
      properties: { last_name: "大野", first_name: "健", last_name_kana: "ｵｵﾉ", first_name_kana: "ｹﾝ" },
    },
    { identities: ["anon:x"], name: "home", type: "page" },
    {
      identities: ["user:1", "anon:y"],
      name: "Product Viewed",
      at: "2026-10-03T00:00:00Z",
      properties: { product_id: "p1" },
    },
    { identities: ["user:1"], type: "identify", at: "2026-10-05T00:00:00Z", properties: { rank: "gold" } },
    { identities: ["user:1"], type: "identify", at: "2026-10-04T00:00:00Z", properties: { rank: "bronze" } },
    {
      identities: ["user:1"],
      type: "fact",
      name: "order.recorded",
      source: "engawa",
      at: "2026-10-06T00:00:00Z",
      properties: { number: "EG-20261006-0042" },
    },
    { identities: ["anon:y"], type: "page", name: "cart", at: "2026-10-02T00:00:00Z" },
  ]);
  await settle(reactionWorkers([profilesFold]), () => ctx);
});

describe("search", () => {
  test("finds a name in any kanji form, whole names and beginnings first", async () => {
    expect(await find("高橋花子")).toEqual([["髙橋 花子", "name"]]);
    expect(new Set((await find("髙橋")).map(([name]) => name))).toEqual(new Set(["髙橋 花子", "高橋 次郎"]));
    expect(await find("花子")).toEqual([["髙橋 花子", "name"]]);
  });

  test("finds by kana in any width and by romaji in any spelling and order", async () => {
    expect((await find("たかはし")).length).toBe(2);
    expect((await find("ﾀｶﾊｼ ﾊﾅｺ")).map(([name]) => name)).toEqual(["髙橋 花子"]);
    expect((await find("takahashi")).length).toBe(2);
    expect(await find("Hanako Takahashi")).toEqual([["髙橋 花子", "romaji"]]);
    for (const spelling of ["ohno", "oono", "ono", "ŌNO", "Ken Ohno"])
      expect((await find(spelling)).map(([name]) => name)).toEqual(expect.arrayContaining(["Ken Ohno", "大野 健"]));
  });

  test("finds by phone, its last four digits, e-mail, card and order number", async () => {
    expect(await find("090-1234-5678")).toEqual([["髙橋 花子", "phone"]]);
    expect(await find("０９０１２３")).toEqual([["髙橋 花子", "phone"]]);
    expect(await find("+81 90 1234 5678")).toEqual([["髙橋 花子", "phone"]]);
    expect(await find("5678")).toEqual([["髙橋 花子", "tail"]]);
    expect(await find("hanako@")).toEqual([["髙橋 花子", "email"]]);
    expect(await find("HANAKO@mail.jp")).toEqual([["髙橋 花子", "email"]]);
    expect(await find("4900001234567")).toEqual([["高橋 次郎", "card"]]);
    expect(await find("EG-20261006")).toEqual([["髙橋 花子", "order"]]);
    expect(await find("0042")).toEqual([["髙橋 花子", "tail"]]);
  });

  test("P14 where nothing is found as written, one mistyped character is forgiven in names, readings, e-mails and order numbers", async () => {
    const near = async (q: string) =>
      (await listed(ctx, profilesApi.list.query.parse({ q }))).items.map((item) => [item.name, item.match?.near]);
    for (const query of ["高梁花子", "高橋花了", "高花子", "高橋橋花子", "たかはちはなこ", "かたはしはなこ"])
      expect([query, await near(query)]).toEqual([query, [["髙橋 花子", true]]]);
    for (const query of [
      "takahasi hanoko",
      "yakahashi hanako",
      "takahshi hanako",
      "EG-20261O06-0042",
      "hanaok@mail.jp",
    ])
      expect([query, await near(query)]).toEqual([query, [["髙橋 花子", true]]]);
    expect(await near("大野")).toEqual([["大野 健", false]]);
    // A wrong digit is another person's number.
    for (const query of ["090-1234-5679", "4900001234568", "EG-29261O06-0042", "たなか"])
      expect(await near(query)).toEqual([]);
  });

  test("a query that means nothing finds nobody, and no query breaks it", async () => {
    for (const query of ["zzzz", "%", "'; drop table", "\u0000", "😀", "ー", "山".repeat(200)])
      expect(await find(query)).toEqual([]);
  });
});

describe("one customer", () => {
  const id = async () => (await profilesOf(ctx, ["user:1"])).get("user:1") ?? "";

  test("shows identities with evidence, traits with source and time, and what was read from them", async () => {
    const shown = await shownProfile(ctx, await id());
    expect(shown.identities.map((one) => one.key)).toEqual([
      "user:1",
      "email:hanako@mail.jp",
      "phone:+819012345678",
      "anon:y",
    ]);
    expect(shown.identities[3]?.evidence).toMatchObject([
      { other: "user:1", rule: "same_event", at: "2026-10-03T00:00:00.000Z", refused: null },
    ]);
    expect(shown.traits.find((trait) => trait.name === "rank")).toEqual({
      name: "rank",
      value: "gold",
      at: "2026-10-05T00:00:00.000Z",
      source: "web",
    });
    expect(shown.normal).toEqual({
      name: "高橋花子",
      kana: "たかはしはなこ",
      romaji: "takahashihanako",
      phone: "+819012345678",
      email: "hanako@mail.jp",
      postal_code: "1000005",
      prefecture: "東京都",
    });
    expect(shown).toMatchObject({ name: "髙橋 花子", prefecture: "東京都", lastSeen: "2026-10-05T00:00:00.000Z" });
  });

  test("a merged-away id answers with the profile it went into, an unknown one with not found", async () => {
    const born = await database.pool.query<{ born: string }>("select born from profiles.identity where key = 'anon:y'");
    expect((await shownProfile(ctx, born.rows[0]?.born ?? "")).id).toBe(await id());
    await expect(shownProfile(ctx, "7b4f6a3e-4c1d-4a7e-9c55-0d6a5b6f7a11")).rejects.toThrow(
      "There is no such profile.",
    );
  });

  test("the timeline holds the events of all identities, newest first, by pages and by kind", async () => {
    const all = await timelineOf(ctx, { id: await id(), limit: 3 });
    expect(all.items.map((event) => event.name)).toEqual(["profile.created", "order.recorded", "identify"]);
    const rest = await timelineOf(ctx, { id: await id(), limit: 50, cursor: all.next ?? "" });
    expect(rest.items.map((event) => event.name)).toEqual(["identify", "Product Viewed", "cart", "identify"]);
    expect(rest.next).toBeNull();
    const behaviour = await timelineOf(ctx, { id: await id(), kind: "behaviour", limit: 1 });
    expect(behaviour.items.map((event) => event.name)).toEqual(["Product Viewed"]);
    const more = await timelineOf(ctx, { id: await id(), kind: "behaviour", limit: 5, cursor: behaviour.next ?? "" });
    expect(more.items.map((event) => event.name)).toEqual(["cart"]);
    await expect(timelineOf(ctx, { id: await id(), limit: 1, cursor: "x" })).rejects.toThrow("cursor");
  });

  test("a trait's history has every value with its time, also those that came late", async () => {
    expect((await traitHistory(ctx, await id(), "rank")).map((one) => one.value)).toEqual(["gold", "bronze", "silver"]);
  });
});

describe("the list", () => {
  test("shows those the brand knows, or all, by pages", async () => {
    expect(await counted(ctx)).toEqual({ profiles: 5, known: 4 });
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listed(ctx, profilesApi.list.query.parse({ limit: 2, cursor }));
      names.push(...page.items.map((item) => item.name));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(names)).toEqual(new Set(["Ken Ohno", "大野 健", "高橋 次郎", "髙橋 花子"]));
    expect(names.length).toBe(4);
    expect((await listed(ctx, profilesApi.list.query.parse({ all: "true" }))).items.length).toBe(5);
  });
});
