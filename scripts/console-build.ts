/** Builds what browsers load, where its sources changed since the last build: the console and the tracker. */
import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";

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

const isBuilt = () => existsSync(STAMP) && readFileSync(STAMP, "utf8") === sources();

const build = async (): Promise<void> => {
  const vite = await import("vite");
  const now = sources();
  await vite.build({ logLevel: "error" });
  for (const [name, file] of [
    ["engawa", "index"],
    ["promise", "promise"],
  ] as const)
    await vite.build({
      configFile: false,
      logLevel: "error",
      build: {
        outDir: "dist/tracker",
        emptyOutDir: false,
        lib: { entry: `src/tracker/${file}.ts`, formats: ["iife"], name, fileName: () => `${name}.js` },
      },
    });
  writeFileSync(STAMP, now);
};

/** Returns whether it had to build. In a process of its own: what a build takes, 800 MB, would stay with the product. */
export const buildConsole = async (): Promise<boolean> => {
  if (isBuilt()) return false;
  const child = fork(import.meta.filename, { stdio: "inherit" });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error("The console could not be built.");
  return true;
};

if (import.meta.main && !isBuilt()) await build();
