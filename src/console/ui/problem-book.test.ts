import { globSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { sayingsOf } from "../../../test/problem-sentences.ts";

// What the words of the console ask of a browser when they are loaded.
vi.stubGlobal("localStorage", { getItem: () => "ja", setItem: () => {} });
vi.stubGlobal("document", { documentElement: { lang: "ja" } });
const { problemInJapanese } = await import("./problem-book.ts");
const { faultText } = await import("./fault-sentences.ts");

/** Doors that machines come through: shops' servers, carriers, LINE, pages of the brand, the command line. */
const MACHINES =
  /intake|routes\.node|actions\/body|events\/actions\/commit|hooks|line-webhook|promise\/public|routes\.promise|messaging\/pages|command\.ts|connectors\/routes|kernel\/server/u;
const JAPANESE = /[\p{scx=Hira}\p{scx=Kana}\p{scx=Han}]/u;
/** Sentences of others that are passed on: they were told, and are in the book, where they began. */
const PASSED_ON = [
  "reasonOf(error)",
  "body?.detail ?? request.statusText",
  'unique.map((fault) => fault.message).join(" ")',
];

const files = () =>
  globSync("src/{kernel,modules}/**/*.ts").filter((file) => !file.endsWith(".test.ts") && !MACHINES.test(file));
const sayings = () => files().flatMap((file) => sayingsOf(file));

test("every problem that the server tells at the console is told in Japanese, wherever its sentence is kept", () => {
  const all = sayings()
    .filter(({ expression }) => !PASSED_ON.includes(expression))
    .flatMap(({ sentences }) => sentences);
  expect(all.length).toBeGreaterThan(140);
  // Held in constants, in a book by their reasons, and handed to a function that makes the problem.
  expect(all).toContain("What was confirmed is no longer so: look at it again.");
  expect(all).toContain("The time to appeal is over.");
  expect(all).toContain("This is a PDF, not a table.");
  expect(all.filter((sentence) => !JAPANESE.test(problemInJapanese(sentence) ?? ""))).toEqual([]);
});

test("no problem is made of a sentence that cannot be found in the code", () => {
  const unread = sayings().filter(
    ({ sentences, expression }) => !sentences.some((each) => /\p{L}/u.test(each)) && !PASSED_ON.includes(expression),
  );
  expect(unread).toEqual([]);
});

test("what is not there is called by a Japanese word", () => {
  const things = files().flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/notFound\(\s*"([^"]+)"/gu)].map(([, thing]) => thing ?? ""),
  );
  expect(things.length).toBeGreaterThan(40);
  const said = (thing: string) => problemInJapanese(`There is no such ${thing}.`) ?? "";
  expect(things.filter((thing) => /[a-z]{3}/u.test(said(thing)))).toEqual([]);
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
