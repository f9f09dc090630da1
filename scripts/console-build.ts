/** Builds what browsers load, where its sources changed since the last build: the console and the tracker. */
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "vite";

const STAMP = "dist/console/.sources";

const sources = (): string => {
  const hash = createHash("sha256");
  const files = [
    "package-lock.json",
    "vite.config.ts",
    ...globSync("src/{console,modules,kernel,tracker}/**/*.{ts,tsx,css,html,svg}").sort(),
  ];
  for (const file of files.filter((name) => !name.endsWith(".test.ts") && existsSync(name)))
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
};

/** Returns whether it had to build. */
export const buildConsole = async (): Promise<boolean> => {
  const now = sources();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === now) return false;
  await build({ logLevel: "error" });
  for (const [name, file] of [
    ["engawa", "index"],
    ["promise", "promise"],
  ] as const)
    await build({
      configFile: false,
      logLevel: "error",
      build: {
        outDir: "dist/tracker",
        emptyOutDir: false,
        lib: { entry: `src/tracker/${file}.ts`, formats: ["iife"], name, fileName: () => `${name}.js` },
      },
    });
  writeFileSync(STAMP, now);
  return true;
};

if (import.meta.main) await buildConsole();
