/** What the command line was told, as an import: mapping by id or file, files to their parts, an unfinished import to resume. */
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import { Definition } from "#connectors/model";
import { adopt } from "./files.ts";
import { createImport, imports, resumeImport } from "./imports.ts";
import { mapping } from "./mappings.ts";

export interface Command {
  /** An id, or the path of a JSON file. */
  readonly mapping: string;
  /** Paths, each with its part in front where the name does not tell: `items=a.csv`. */
  readonly files: readonly string[];
  readonly dryRun: boolean;
  readonly resume: boolean;
  /** The worker that carries it. */
  readonly holder: string;
  /** Makes a path as typed absolute. */
  readonly path: (given: string) => string;
}

const present = (path: string): string => {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new Problem("invalid", `There is no file ${path}.`);
  return path;
};

const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(present(path), "utf8"));
  } catch (error) {
    throw error instanceof Problem ? error : new Problem("invalid", `${path} is no JSON: ${(error as Error).message}`);
  }
};

const definitionOf = async (ctx: Ctx, { mapping: name, path }: Command) => {
  if (!name.endsWith(".json")) return { id: name, definition: (await mapping(ctx, name)).definition };
  const read = Definition.safeParse(readJson(path(name)));
  if (!read.success) throw new Problem("invalid", `${name} is no mapping: ${read.error.issues[0]?.message}`);
  return {
    id: basename(name, ".json")
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]/g, "-"),
    definition: read.data,
  };
};

const partOf = (definition: Definition, given: string, path: Command["path"]) => {
  const named = /^([a-z][a-z0-9_]*)=(.+)$/.exec(given);
  if (named?.[1] && named[2]) return { part: named[1], path: present(path(named[2])) };
  const { parts } = definition;
  const part = parts.length === 1 ? parts[0] : parts.find((each) => each.file && basename(given).includes(each.file));
  if (!part) throw new Problem("invalid", `Which part is ${given}? Write it as part=${given}.`);
  return { part: part.name, path: present(path(given)) };
};

/** Makes the import, or takes up the unfinished one of these files, and returns its id. */
export const beginCommand = async (ctx: Ctx, command: Command): Promise<string> => {
  const { id: name, definition } = await definitionOf(ctx, command);
  const given = command.files.map((each) => partOf(definition, each, command.path));
  if (command.resume) {
    const same = (files: readonly { part: string; name: string }[]) =>
      given.every((one) => files.some((file) => file.part === one.part && file.name === basename(one.path)));
    const before = (await imports(ctx, { limit: 200 })).imports.find(
      (each) => each.mapping === name && each.state !== "done" && same(each.files),
    );
    if (!before) throw new Problem("invalid", "There is no unfinished import of these files.");
    if (before.state === "cancelled" || before.state === "failed") await resumeImport(ctx, before.id);
    return before.id;
  }
  const files: { part: string; file: string }[] = [];
  for (const each of given) files.push({ part: each.part, file: (await adopt(ctx, each.path)).id });
  const { dryRun, holder } = command;
  return (await createImport(ctx, { mapping: name, definition, files, dryRun, holder })).id;
};
