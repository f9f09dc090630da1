import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { carrierOf, carrierPage } from "./carriers.ts";
import { plainNumber, readNumber, s10Fits, sevenFits } from "./number.ts";
import { MAPS, type OwnWord, plainWord, readWords } from "./words.ts";

const read = (vocabulary: string, word: string) => {
  const { state, reason } = readWords([{ vocabulary, word }], new Map());
  return reason === "" ? state : `${state}/${reason}`;
};

describe("carriers' words", () => {
  test("P3 every word of the three carriers has its state", () => {
    const golden: Record<string, Record<string, string>> = {
      yamato: {
        荷物受付: "label_created",
        依頼受付: "label_created",
        発送: "picked_up",
        発送済み: "picked_up",
        作業店通過: "in_transit",
        輸送中: "in_transit",
        配達店到着: "at_delivery_depot",
        配達中: "out_for_delivery",
        持出: "out_for_delivery",
        持出中: "out_for_delivery",
        "ご来店予定(保管中)": "held_for_pickup/depot",
        店頭受取: "held_for_pickup/depot",
        "PUDO/コンビニ納品": "held_for_pickup/locker",
        "持戻(ご不在)": "attempt_failed/absent",
        "持戻（ご不在）": "attempt_failed/absent",
        "持戻(休業)": "attempt_failed/closed",
        保管中: "held_for_pickup/depot",
        調査中: "investigating",
        "持戻(転居)": "investigating/moved",
        "持戻(ポスト投函不可)": "attempt_failed/mailbox_full",
        破損: "damaged",
        返品: "returning",
        転送: "in_transit/forwarded",
        配達完了: "delivered",
        投函完了: "delivered/mailbox",
        "配達完了（宅配ＢＯＸ）": "delivered/locker",
        "配達完了(置き配)": "delivered/unattended",
      },
      sagawa: {
        荷物受付: "label_created",
        データは登録されておりません: "label_created/not_scanned",
        集荷: "picked_up",
        輸送中: "in_transit",
        営業所: "at_delivery_depot",
        営業所到着: "at_delivery_depot",
        配達中: "out_for_delivery",
        持出中: "out_for_delivery",
        営業所保管: "held_for_pickup/depot",
        "営業所保管(受取)": "held_for_pickup/depot",
        ご不在: "attempt_failed/absent",
        持戻り: "attempt_failed",
        保管中: "held_for_pickup/depot",
        調査中: "investigating",
        住所不明: "investigating/address",
        返送: "returning",
        転送: "in_transit/forwarded",
        配達完了: "delivered",
      },
      japanpost: {
        引受: "picked_up",
        中継: "in_transit",
        発送: "in_transit",
        到着: "at_delivery_depot",
        "到着(配達局)": "at_delivery_depot",
        持ち出し中: "out_for_delivery",
        窓口でお渡し待ち: "held_for_pickup/depot",
        ご不在のため持ち戻り: "attempt_failed/absent",
        保管: "held_for_pickup/depot",
        調査中: "investigating",
        あて所不明: "investigating/address",
        差出人に返送: "returning",
        転送: "in_transit/forwarded",
        お届け先にお届け済み: "delivered",
        窓口でお渡し: "delivered/collected",
      },
      aftership: {
        Pending: "label_created/not_scanned",
        InfoReceived: "label_created",
        InTransit_007: "in_transit",
        OutForDelivery: "out_for_delivery",
        AttemptFail: "attempt_failed",
        Delivered_003: "delivered/hand",
        Delivered_005: "delivered/neighbour",
        Exception_002: "investigating/moved",
        Exception_004: "delayed/customs",
        Expired: "expired",
      },
      trackingmore: {
        notfound: "label_created/not_scanned",
        "not found001": "label_created",
        pickup: "out_for_delivery",
        undelivered: "attempt_failed",
        exception011: "returning",
      },
      shopify_event: {
        LABEL_PURCHASED: "label_created",
        ATTEMPTED_DELIVERY: "attempt_failed",
        ready_for_pickup: "held_for_pickup",
        RETURNING_TO_SENDER: "returning",
        FAILURE: "investigating",
      },
      store: { 準備完了: "held_for_pickup/store", お渡し済み: "delivered/collected" },
    };
    for (const [vocabulary, words] of Object.entries(golden))
      for (const [word, wanted] of Object.entries(words))
        expect([vocabulary, word, read(vocabulary, word)]).toEqual([vocabulary, word, wanted]);
  });

  test("P3 what no map knows is unknown and never guessed, and the map's version is kept", () => {
    expect(read("yamato", "配達できませんでした")).toBe("unknown");
    expect(read("sagawa", "配達中です")).toBe("unknown");
    expect(readWords([{ vocabulary: "yamato", word: "配達完了" }], new Map()).map).toBe("yamato@1");
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...Object.keys(MAPS), "nobody"), (word, vocabulary) => {
        const known = Object.keys(MAPS[vocabulary]?.words ?? {}).some((w) => plainWord(w) === plainWord(word));
        expect(known || read(vocabulary, word) === "unknown").toBe(true);
      }),
    );
  });

  test("P3 the carrier's own word comes before an aggregator's, a tag stands in for a newer sub-tag, the brand's reading first", () => {
    const sayings = [
      { vocabulary: "yamato", word: "持戻(ご不在)" },
      { vocabulary: "aftership", word: "AttemptFail_001" },
    ];
    expect(readWords(sayings, new Map())).toEqual({ state: "attempt_failed", reason: "absent", map: "yamato@1" });
    const newer = [
      { vocabulary: "aftership", word: "Delivered_099" },
      { vocabulary: "aftership", word: "Delivered" },
    ];
    expect(readWords(newer, new Map())).toMatchObject({ state: "delivered", map: "aftership@1" });
    const own: OwnWord = { vocabulary: "yamato", word: "持戻ご不在", version: 3, state: "delayed", reason: "x" };
    expect(readWords(sayings, new Map([["yamato 持戻ご不在", own]]))).toMatchObject({ state: "delayed", map: "own@3" });
  });

  test("no two words of one map fold into one with different meanings", () => {
    for (const map of Object.values(MAPS)) {
      const seen = new Map<string, string>();
      for (const [word, meaning] of Object.entries(map.words)) {
        const plain = plainWord(word);
        expect([word, plain]).not.toEqual([word, ""]);
        expect([map.name, word, seen.get(plain) ?? meaning.join("/")]).toEqual([map.name, word, meaning.join("/")]);
        seen.set(plain, meaning.join("/"));
      }
    }
  });
});

describe("tracking numbers", () => {
  test("P1 full-width digits, hyphens and spaces are one number", () => {
    for (const typed of ["4444-1375-8703", "４４４４ー１３７５－８７０３", " 4444 1375 8703 ", "4444‐1375−8703"])
      expect(readNumber("yamato", typed)).toEqual({ number: "444413758703", doubt: "" });
  });

  test("P1 published numbers of all three carriers fit the check of twelve digits", () => {
    for (const number of ["444413758703", "405548424886", "512547514334", "123456789013"])
      expect([number, sevenFits(number)]).toEqual([number, true]);
  });

  test("P1 a failed digit, a strange length or letters are doubted and never refused", () => {
    expect(readNumber("yamato", "444413758704")).toEqual({ number: "444413758704", doubt: "check_digit" });
    expect(readNumber("sagawa", "1234567890")).toEqual({ number: "1234567890", doubt: "" });
    expect(readNumber("yamato", "12345")).toEqual({ number: "12345", doubt: "length" });
    expect(readNumber("japanpost", "AB12")).toEqual({ number: "AB12", doubt: "letters" });
    expect(readNumber("ups", "1Z1234512345123456").doubt).toBe("");
    expect(readNumber("ups", "#☠1☢\n---\n4321\n").number).toBe("14321");
    expect(readNumber("japanpost", "RR473124829JP")).toEqual({ number: "RR473124829JP", doubt: "" });
    expect(readNumber("japanpost", "RR473124828JP").doubt).toBe("check_digit");
  });

  test("P1 every single wrong digit of an S10 number is found, and most of twelve digits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const digits = "47312482".split("");
        digits[place] = String((Number(digits[place]) + by) % 10);
        expect(s10Fits(`RR${digits.join("")}9JP`)).toBe(false);
      }),
    );
    fc.assert(fc.property(fc.string(), (typed) => plainNumber(plainNumber(typed)) === plainNumber(typed)));
  });
});

describe("carriers", () => {
  test("are known by what files and platforms call them; unknown ones keep their name", () => {
    for (const name of ["ヤマト運輸", "ﾔﾏﾄ運輸", "taqbin-jp", "YAMATO", "クロネコヤマト", "ヤマト運輸株式会社"])
      expect([name, carrierOf(name)]).toEqual([name, "yamato"]);
    for (const name of ["佐川急便", "sagawa", "Sagawa Express"])
      expect([name, carrierOf(name)]).toEqual([name, "sagawa"]);
    for (const name of ["日本郵便", "japan-post", "ゆうパック"])
      expect([name, carrierOf(name)]).toEqual([name, "japanpost"]);
    expect(carrierOf("西濃運輸")).toBe("西濃運輸");
    expect(carrierPage("yamato", "444413758703")).toContain("444413758703");
    expect(carrierPage("ups", "1Z")).toBeNull();
  });
});
