/** npm run import -- <file…> --mapping <id or file.json> [--dry-run] [--resume] : imports files and follows them to the end. */
import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { beginCommand, cancelImport, getImport, importWorker } from "#connectors";
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

const OPTIONS = {
  mapping: { type: "string" },
  "dry-run": { type: "boolean" },
  resume: { type: "boolean" },
  help: { type: "boolean" },
} as const;

const given = () => {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Problem("invalid", `${(error as Error).message}\n${USAGE}`);
  }
};

type Shown = Awaited<ReturnType<typeof getImport>>;

const n = (value: number) => value.toLocaleString("en");
const show = ({ counts: c, progress: p, state, dryRun }: Shown) =>
  process.stdout.write(
    `\r${state} ${Math.floor(p.done * 100)} %  ${n(c.rows)} rows  ` +
      (dryRun ? `${n(c.events)} events  ` : `${n(c.accepted)} accepted  ${n(c.duplicates)} duplicates  `) +
      `${n(c.quarantined)} held  ${n(c.faults)} faulty  ${p.rate ? `${n(p.rate)} rows/s  ` : ""}` +
      `${p.secondsLeft === null ? "" : `${p.secondsLeft} s left`}    `,
  );

/** Follows the import, then the readers of the log, so that customers and orders are there when it says Done. */
const follow = async (ctx: () => Ctx, id: string): Promise<Shown> => {
  let shown = await getImport(ctx(), id);
  while (shown.state === "queued" || shown.state === "running") {
    await sleep(300);
    shown = await getImport(ctx(), id);
    show(shown);
  }
  while (shown.state === "done" && !shown.dryRun && (await logBehind(ctx())) > 0) await sleep(200);
  return shown;
};

const main = async () => {
  const { values, positionals: files } = given();
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (!values.mapping || files.length === 0) throw new Problem("invalid", USAGE);
  const config = readConfig(process.env);
  const postgres = config.databaseUrl ? null : await startPostgres(config.home);
  const url = config.databaseUrl ?? postgres?.url ?? "";
  const database = connect(url, 8);
  const log = logger("warn");
  const ctx = (name = "command line"): Ctx => ({ db: database.db, now: new Date(), actor: system(name), log, config });
  try {
    await migrate(url);
    const [holder, path] = [randomUUID(), (file: string) => resolve(process.env["INIT_CWD"] ?? ".", file)];
    const { mapping, resume = false, "dry-run": dryRun = false } = values;
    const id = await beginCommand(ctx(), { mapping, files, dryRun, resume, holder, path });
    const reactions = reactionWorkers(modules.flatMap((module) => module.reactions ?? []));
    const runner = startRunner(url, [importWorker({ holder }), ...reactions], ctx, systemClock);
    process.once("SIGINT", () => void cancelImport(ctx(), id).catch(() => {}));
    const shown = await follow(ctx, id);
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
