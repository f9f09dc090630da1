import { globSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";

// What the words of the console ask of a browser when they are loaded.
vi.stubGlobal("localStorage", { getItem: () => "ja", setItem: () => {} });
vi.stubGlobal("document", { documentElement: { lang: "ja" } });
const { problemInJapanese } = await import("./problem-book.ts");
const { faultText } = await import("./fault-sentences.ts");

/** Doors that machines come through: shops' servers, carriers, LINE, pages of the brand, the command line. */
const MACHINES =
  /intake|routes\.node|actions\/body|events\/actions\/commit|hooks|line-webhook|promise\/public|routes\.promise|messaging\/pages|command\.ts|connectors\/routes|kernel\/server/u;
const PROBLEM = /new Problem\(\s*"\w+",\s*(?:"((?:[^"\\]|\\.)+)"|`((?:[^`\\$]|\\.|\$\{[^}]*\})+)`)/gu;
const JAPANESE = /[\p{scx=Hira}\p{scx=Kana}\p{scx=Han}]/u;

/** Every sentence that the console's server may answer with, as it stands in the code; what it names is called X. */
const sentences = (): string[] =>
  globSync("src/{kernel,modules}/**/*.ts")
    .filter((file) => !file.endsWith(".test.ts") && !MACHINES.test(file))
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(PROBLEM)])
    .map(([, plain, template]) => plain ?? (template ?? "").replaceAll(/\$\{[^}]*\}/gu, "X"));

test("every problem that the server tells at the console is told in Japanese", () => {
  const all = sentences();
  expect(all.length).toBeGreaterThan(80);
  expect(all.filter((sentence) => !JAPANESE.test(problemInJapanese(sentence) ?? ""))).toEqual([]);
});

test("things and roles are called by their Japanese words, names that people gave stay", () => {
  expect(problemInJapanese("There is no such parcel of this order.")).toBe("この注文の荷物が見つかりません。");
  expect(problemInJapanese("This needs the role owner.")).toBe("「オーナー」の権限が必要です。");
  expect(problemInJapanese("There is a template spring-2027 already. Choose another key.")).toBe(
    "「spring-2027」というテンプレートがすでにあります。別のキーにしてください。",
  );
  expect(problemInJapanese("What nobody wrote down.")).toBeNull();
});

test("what a schema finds wrong is said in Japanese", () => {
  expect(faultText("Too big: expected number to be <=3650")).toBe("3650以下にしてください。");
  expect(faultText("Too small: expected array to have >=1 items")).toBe("一つ以上選んでください。");
  expect(faultText("Invalid input: expected string, received undefined")).toBe("入力してください。");
});
