import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blockedIdentity } from "#kernel/identity";
import { postalCode, prefectureOf, readAddress } from "./model.address.ts";
import { normalTraits } from "./model.derive.ts";
import { linksOf, named, traitsIn } from "./model.mentions.ts";
import { nameTerms, readNames } from "./model.names.ts";
import { searchForms } from "./model.search.ts";
import { matchKey, romaji, toHiragana } from "./model.text.ts";

describe("Japanese text", () => {
  test("P12 NFKC, everyday kanji, variation selectors and hyphens make two writings one", () => {
    const same: readonly (readonly [string, string])[] = [
      ["ﾀﾞｲﾄﾞｳ", "ダイドウ"],
      ["㈱縁側", "(株)縁側"],
      ["㍿縁側", "株式会社縁側"],
      ["髙橋", "高橋"],
      ["山﨑", "山崎"],
      ["渡邊", "渡辺"],
      ["渡邉", "渡辺"],
      ["齋藤", "斎藤"],
      ["斉藤", "齊藤"],
      ["濵田", "浜田"],
      ["廣澤", "広沢"],
      ["嶋田", "島田"],
      ["𠮷野家", "吉野家"],
      ["神\u{E0100}田", "神田"],
      ["葛\uFE00城", "葛城"],
      ["1−2‐3", "1-2-3"],
      ["１ー２—３", "1–2―3"],
      ["ＡＢＣ", "abc"],
      ["山田　太郎", "山田太郎"],
    ];
    for (const [written, plain] of same) expect([written, matchKey(written)]).toEqual([written, matchKey(plain)]);
    expect(matchKey("髙橋")).toBe("高橋");
    expect(matchKey("1−2ー3")).toBe("1-2-3");
  });

  test("P12 a long mark behind kana is no hyphen", () => {
    expect(matchKey("スーパー")).toBe("スーパー");
    expect(matchKey("ヨーコ")).not.toBe(matchKey("ヨ-コ"));
  });

  test("P12 the key of a key is the key, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(matchKey(matchKey(text))).toBe(matchKey(text));
      }),
    );
  });

  test("kana of any width become hiragana, and one loose romaji in any spelling", () => {
    expect(toHiragana("ﾔﾏﾀﾞ ﾀﾛｳ")).toBe("やまだたろう");
    expect(toHiragana("ヨーコ")).toBe("よーこ");
    expect(toHiragana("山田タロウ")).toBe("山田たろう");
    for (const spelling of ["サトウ", "さとう", "satou", "Satoh", "SATO", "Satō"])
      expect([spelling, romaji(spelling)]).toEqual([spelling, "sato"]);
    for (const spelling of ["オオノ", "ohno", "oono", "Ōno"])
      expect([spelling, romaji(spelling)]).toEqual([spelling, "ono"]);
    expect(romaji("しんばし")).toBe(romaji("shimbashi"));
    expect(romaji("sinbasi")).toBe("shinbashi");
    expect(romaji("ジュンイチ")).toBe(romaji("Jun'ichi"));
    expect(romaji("Smith")).toBe("smith");
    expect(romaji("おはら")).toBe("ohara");
  });

  test("P12 kana are never guessed from kanji", () => {
    expect(normalTraits({ name: "髙橋 花子" })).toEqual({ "normal.name": "高橋花子" });
    const names = readNames({ name: "髙橋 花子" });
    expect(names && nameTerms(names).map((term) => term.kind)).toEqual(["name", "name"]);
  });
});

describe("names and addresses", () => {
  test("names are read from any of the usual fields", () => {
    expect(readNames({ 姓: "山田", 名: "太郎", セイ: "ヤマダ", メイ: "タロウ" })).toMatchObject({
      full: "山田 太郎",
      fullKana: "ヤマダ タロウ",
    });
    expect(readNames({ name: "山田　太郎" })).toMatchObject({ family: "山田", given: "太郎" });
    expect(readNames({ firstName: "Taro", lastName: "Yamada" })).toMatchObject({ full: "Taro Yamada" });
    expect(readNames({ name: "やまだ はなこ" })).toMatchObject({ fullKana: "やまだ はなこ" });
    expect(readNames({ name: 42, plan: "gold" })).toBeNull();
  });

  test("P12 phones, postal codes and prefectures are read beside the original", () => {
    expect(
      normalTraits({
        phone: "０９０−１２３４−５６７８",
        email: " A@B.JP ",
        address: { postalCode: "〒１００ー０００５", street: "東京都千代田区" },
      }),
    ).toEqual({
      "normal.phone": "+819012345678",
      "normal.email": "a@b.jp",
      "normal.postal_code": "1000005",
      "normal.prefecture": "東京都",
    });
    expect(["100-0005", "1000005", "〒１００−０００５", "100-005", "abc", ""].map(postalCode)).toEqual([
      "1000005",
      "1000005",
      "1000005",
      null,
      null,
      null,
    ]);
    expect(
      [
        "東京",
        "東京都",
        "Tokyo",
        "Tōkyō-to",
        "大阪府大阪市北区",
        "京都府京都市",
        "北海道",
        "Hokkaido",
        "〒604-0000 京都府",
        "California",
        "府中市",
      ].map(prefectureOf),
    ).toEqual(["東京都", "東京都", "東京都", "東京都", "大阪府", "京都府", "北海道", "北海道", "京都府", null, null]);
    expect(readAddress({ address: "〒150-0001 東京都渋谷区神宮前1-2-3" })).toEqual({
      postal: "1500001",
      prefecture: "東京都",
    });
    expect(readAddress({ zip: "060-0001", state: "北海道" })).toEqual({ postal: "0600001", prefecture: "北海道" });
  });
});

describe("what an event names", () => {
  test("P1 placeholders stand for nobody", () => {
    const nobody = [
      "user:null",
      "user:0",
      "user:NULL",
      "user:guest",
      "user:-1",
      "user:undefined",
      "anon:00000000-0000-0000-0000-000000000000",
      "email:test@shop.jp",
      "email:test12@shop.jp",
      "email:a@example.com",
      "email:a@mail.example.org",
      "email:noreply@shop.jp",
      "email:a@b.invalid",
      "phone:+819000000000",
      "phone:+81311111111",
      "phone:+81120123456",
      "card:0000000",
      "line:null",
      "user:ゲスト",
    ];
    expect(named({ identities: nobody })).toEqual([]);
    const somebody = [
      "user:42",
      "user:111",
      "user:testa",
      "email:testino@shop.jp",
      "email:guesthouse@shop.jp",
      "phone:+819012345678",
      "anon:a",
      "email:a..b@docomo.ne.jp",
    ];
    for (const key of somebody) expect([key, blockedIdentity(key)]).toEqual([key, null]);
    expect(blockedIdentity("phone:+819000000000")).toBe("repeated_digits");
  });

  test("P2 all are joined to the strongest, and two member ids only by alias", () => {
    expect(
      linksOf({ type: "track", identities: ["anon:x", "phone:+819012345678", "user:1", "email:a@b.jp"] }).map(
        ({ a, b }) => [a, b],
      ),
    ).toEqual([
      ["email:a@b.jp", "user:1"],
      ["phone:+819012345678", "user:1"],
      ["anon:x", "user:1"],
    ]);
    expect(linksOf({ type: "track", identities: ["user:1", "user:2"] })).toEqual([]);
    expect(linksOf({ type: "alias", identities: ["user:1", "user:2"] })).toEqual([
      { a: "user:1", b: "user:2", rule: "alias" },
    ]);
    expect(linksOf({ type: "track", identities: ["user:null", "anon:1"] })).toEqual([]);
  });

  test("P11 traits are read from identify, from context.traits and from our own fact; huge ones are passed over", () => {
    expect(
      traitsIn({ type: "identify", name: "identify", properties: { a: 1 }, context: { traits: { a: 0, b: 2 } } }),
    ).toEqual({ a: 1, b: 2 });
    expect(
      traitsIn({
        type: "fact",
        name: "profile.traits_set",
        properties: { traits: { c: null }, reason: "r" },
        context: {},
      }),
    ).toEqual({ c: null });
    expect(traitsIn({ type: "track", name: "x", properties: { a: 1 }, context: { traits: "no" } })).toEqual({});
    expect(
      traitsIn({ type: "identify", name: "identify", properties: { big: "x".repeat(9_000), ok: 1 }, context: {} }),
    ).toEqual({ ok: 1 });
  });

  test("a query is read in every way that it may be meant", () => {
    const kinds = (query: string) => [...new Set(searchForms(query).map((form) => form.kind))];
    expect(kinds("5678")).toEqual(["order", "card", "user", "tail", "phone"]);
    expect(kinds("山田")).toEqual(["order", "card", "user", "name"]);
    expect(kinds("やまだ")).toContain("kana");
    expect(kinds("yamada")).toContain("romaji");
    expect(searchForms("  ")).toEqual([]);
    fc.assert(fc.property(fc.string({ unit: "binary" }), (query) => void searchForms(query)));
  });
});
