import { expect, test, vi } from "vitest";
import { Policy } from "../../model/policy.ts";

// What the words of the console ask of a browser when they are loaded.
vi.stubGlobal("localStorage", { getItem: () => "ja", setItem: () => {} });
vi.stubGlobal("document", { documentElement: { lang: "ja" } });
const { policyFaults } = await import("./policy-faults.ts");

test("what is wrong with a policy is said in Japanese, by the names of its fields", () => {
  const read = Policy.safeParse({
    days: 4_000,
    resolutions: [],
    rules: [{ id: "Sale!", words: { ja: "", en: "" }, when: {}, gives: { days: -1 } }],
  });
  expect(policyFaults(read.error?.issues ?? [])).toEqual([
    "「返品できる日数(お届けの翌日から)」: 3650以下にしてください。",
    "「選べる対応」: 一つ以上選んでください。",
    "ルール 1 「記号」: 英小文字で始め、英小文字・数字・-・_ で40文字以内にしてください。",
    "ルール 1 「日数」: 0以上にしてください。",
  ]);
});
