/** Each house rule is seen to fire, and to keep silent where it should. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "engawa-lint-"));
// Overrides apply to the folder that the configuration lies in.
cpSync(".oxlintrc.json", join(folder, ".oxlintrc.json"));
cpSync("lint", join(folder, "lint"), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The house rules that a file of this text at this place breaks. */
const broken = (place: string, text: string): string[] => {
  const file = join(folder, place);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const run = spawnSync("oxlint", ["--format", "json", place], { cwd: folder, encoding: "utf8" });
  const found = JSON.parse(run.stdout) as { diagnostics: { code: string }[] };
  return [...new Set(found.diagnostics.map((each) => each.code).filter((code) => /house|restricted/.test(code)))];
};

test("a module may import only those above it, and every module has its place", () => {
  const text = 'import { send } from "#messaging";\nexport const x = send;\n';
  expect(broken("src/modules/profiles/actions.ts", text)).toEqual(["house(order)"]);
  expect(broken("src/modules/journeys/actions.ts", text)).toEqual([]);
  expect(broken("src/modules/stranger/model.ts", "export const x = 1;\n")).toEqual(["house(order)"]);
});

test("a module opens only its own tables", () => {
  const text = 'import { tables } from "#kernel/database";\nexport const x = tables("events");\n';
  expect(broken("src/modules/profiles/store.ts", text)).toEqual(["house(own-tables)"]);
  expect(broken("src/modules/events/store.ts", text)).toEqual([]);
});

test("SQL lives in the store", () => {
  const text = 'import { sql } from "kysely";\nexport const x = sql;\n';
  expect(broken("src/modules/profiles/actions.ts", text)).toEqual(["house(sql-in-store)"]);
  expect(broken("src/modules/profiles/store/search.ts", text)).toEqual([]);
});

test("a module is made of the agreed files", () => {
  expect(broken("src/modules/profiles/utils.ts", "export const x = 1;\n")).toEqual(["house(file-names)"]);
});

test("time comes from the context", () => {
  expect(broken("src/modules/profiles/model.ts", "export const x = () => new Date();\n")).toEqual([
    "house(clock-from-ctx)",
  ]);
  expect(broken("src/modules/profiles/model.ts", "export const x = () => Date.now();\n")).toEqual([
    "house(clock-from-ctx)",
  ]);
  expect(broken("src/modules/profiles/model.ts", "export const x = (at: Date) => new Date(at);\n")).toEqual([]);
});

test("the kernel knows no module, and a module reaches another by its name", () => {
  expect(broken("src/kernel/log.ts", 'export { append } from "#events";\n')).toEqual(["eslint(no-restricted-imports)"]);
  const text = 'import { append } from "../events/actions.ts";\nexport const x = append;\n';
  expect(broken("src/modules/profiles/actions.ts", text)).toEqual(["eslint(no-restricted-imports)"]);
});
