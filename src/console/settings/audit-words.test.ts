import { globSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";

// What the words of the console ask of a browser when they are loaded.
vi.stubGlobal("localStorage", { getItem: () => "ja", setItem: () => {} });
vi.stubGlobal("document", { documentElement: { lang: "ja" } });
const { auditWords } = await import("./audit-words.ts");

/** Actions that are written out where the code audits; `"a.b"` in the call or in that of a helper which audits. */
const written = (): string[] =>
  globSync("src/**/*.ts", { exclude: (path) => String(path).endsWith(".test.ts") }).flatMap((path) => {
    const source = readFileSync(path, "utf8");
    if (!source.includes('from "#kernel/audit"')) return [];
    return [
      ...source.matchAll(
        /\b(?:audit|change|each)\(\s*[^;"`]{0,60}("[a-z_-]+\.[a-z_]+"(?:\s*:\s*"[a-z_-]+\.[a-z_]+")?)/g,
      ),
    ].flatMap(([, names = ""]) => [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name));
  });
/** Those that are put together. */
const MADE = [
  ...["granted", "withdrawn"].map((state) => `consent.${state}`),
  ...["arranged", "refused"].map((state) => `choice.${state}`),
  ...["done", "refused"].map((state) => `order_change.${state}`),
  ...["settle", "send", "fail", "advance", "release", "capture", "waive"].map((action) => `return.${action}`),
  ...["contacted", "investigated", "reopen", "assign"].map((action) => `parcels.${action}`),
  ...["cancelled", "resumed"].map((action) => `import.${action}`),
  ...["retracted", "restored"].map((what) => `profile.evidence_${what}`),
];

test("everything that the audit log may hold has words", () => {
  const actions = [...new Set([...written(), ...MADE])];
  expect(actions.length).toBeGreaterThan(70);
  expect(actions.filter((action) => auditWords(action) === action)).toEqual([]);
});
