/** npm run import -- <file…> --mapping <id or file.json> [--dry-run] [--resume] : imports files and follows them to the end. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import {
  adopt,
  cancelImport,
  createImport,
  getImport,
  importWorker,
  imports,
  mapping,
  resumeImport,
} from "#connectors";
import { Definition } from "#connectors/model";
import { logBehind, reactionWorkers } from "#events";
import { systemClock } from "#kernel/clock";
import { ConfigError, readConfig } from "#kernel/config";
import { type Ctx, system } from "#kernel/context";
import { connect } from "#kernel/database";
import { Problem } from "#kernel/errors";
import { logger } from "#kernel/logger";
import { migrate } from "#kernel/migrate";
import { startPostgres } from "#kernel/postgres";
import { startRunner } from "#kernel/runner";
import { modules } from "../src/modules.ts";

const USAGE =
  "npm run import -- <file…> --mapping <id or file.json> [--dry-run] [--resume]\n" +
  "Several files of one mapping are told apart by their names, or written as part=file.";
const path = (given: string) => resolve(process.env["INIT_CWD"] ?? ".", given);
type Shown = Awaited<ReturnType<typeof getImport>>;

const definitionOf = async (ctx: Ctx, name: string) => {
  if (!name.endsWith(".json")) return { id: name, definition: (await mapping(ctx, name)).definition };
  const read = Definition.safeParse(JSON.parse(readFileSync(path(name), "utf8")));
  if (!read.success) throw new Problem("invalid", `${name} is no mapping: ${read.error.issues[0]?.message}`);
  return {
    id: basename(name, ".json")
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]/g, "-"),
    definition: read.data,
  };
};

const partOf = (definition: Definition, given: string) => {
  const named = /^([a-z0-9_]+)=(.+)$/.exec(given);
  if (named?.[1] && named[2]) return { part: named[1], path: path(named[2]) };
  const { parts } = definition;
  const part = parts.length === 1 ? parts[0] : parts.find((each) => each.file && basename(given).includes(each.file));
  if (!part) throw new Problem("invalid", `Which part is ${given}? Write it as part=${given}.`);
  return { part: part.name, path: path(given) };
};

const number = (n: number) => n.toLocaleString("en");
const show = ({ counts: c, progress: p, state }: Shown) =>
  process.stdout.write(
    `\r${state} ${Math.floor(p.done * 100)} %  ${number(c.rows)} rows  ${number(c.accepted)} accepted  ` +
      `${number(c.duplicates)} duplicates  ${number(c.quarantined)} held  ${number(c.faults)} faulty  ` +
      `${p.rate ? `${number(p.rate)} rows/s` : ""}  ${p.secondsLeft === null ? "" : `${p.secondsLeft} s left`}   `,
  );

const main = async () => {
  const options = { mapping: { type: "string" }, "dry-run": { type: "boolean" }, resume: { type: "boolean" } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (!values.mapping || positionals.length === 0) throw new Problem("invalid", USAGE);
  const config = readConfig(process.env);
  const postgres = config.databaseUrl ? null : await startPostgres(config.home);
  const url = config.databaseUrl ?? postgres?.url ?? "";
  await migrate(url);
  const database = connect(url, 8);
  const log = logger("warn");
  const ctx = (name = "command line"): Ctx => ({ db: database.db, now: new Date(), actor: system(name), log, config });
  try {
    const { id: name, definition } = await definitionOf(ctx(), values.mapping);
    const given = positionals.map((each) => partOf(definition, each));
    const holder = randomUUID();
    const before = (await imports(ctx(), { limit: 200 })).imports.find(
      (each) => values.resume && each.mapping === name && each.state !== "done" &&
        given.every((file) => each.files.some((one) => one.part === file.part && one.name === basename(file.path))),
    ); // prettier-ignore
    if (values.resume && !before) throw new Problem("invalid", "There is no unfinished import of these files.");
    const files = async () =>
      Promise.all(given.map(async (each) => ({ part: each.part, file: (await adopt(ctx(), each.path)).id })));
    const start = { mapping: name, definition, dryRun: values["dry-run"] ?? false, holder };
    const { id } = before ?? (await createImport(ctx(), { ...start, files: await files() }));
    if (before && before.state !== "running") await resumeImport(ctx(), id);
    const reactions = reactionWorkers(modules.flatMap((module) => module.reactions ?? []));
    const runner = startRunner(url, [importWorker({ holder }), ...reactions], ctx, systemClock);
    process.once("SIGINT", () => void cancelImport(ctx(), id).catch(() => {}));
    let shown = await getImport(ctx(), id);
    while (["queued", "running"].includes(shown.state)) {
      await sleep(300);
      shown = await getImport(ctx(), id);
      show(shown);
    }
    while (shown.state === "done" && !shown.dryRun && (await logBehind(ctx())) > 0) await sleep(200);
    await runner.stop();
    console.log(`\n${shown.reason ?? (shown.state === "cancelled" ? "Stopped. --resume goes on." : "Done.")}`);
    for (const fault of shown.faults) console.log(`  ${fault.part} row ${fault.row}: ${fault.reason}`);
    if (shown.dryRun) console.log(JSON.stringify(shown.sample.slice(0, 3), null, 1));
    if (shown.state !== "done") process.exitCode = 1;
  } finally {
    await database.close();
    await postgres?.stop();
  }
};

main().catch((error: unknown) => {
  console.error(error instanceof Problem || error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
