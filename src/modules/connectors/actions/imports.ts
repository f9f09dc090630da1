import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import { allows } from "#kernel/roles";
import { type Definition, FOLLOWS, NO_COUNTS, type Reading, STATES } from "#connectors/model";
import { layOut } from "../model/layout.ts";
import { planOf } from "../model/plan.ts";
import { filesById, markRemoved } from "../store/files.ts";
import {
  changeState,
  deleteImport,
  findImport,
  type ImportFile,
  type ImportRow,
  insertImport,
  listImports,
} from "../store/imports.ts";
import { clearShelf, faultsOf, faultyParts } from "../store/shelf.ts";
import { previewOf, readingOf } from "./inspect.ts";
import { mapping } from "./mappings.ts";
import { headerOf } from "./read.ts";

interface Start {
  readonly mapping?: string | undefined;
  readonly definition?: Definition | undefined;
  readonly files: readonly {
    part: string;
    file: string;
    reading?: { [K in keyof Reading]?: Reading[K] | undefined } | undefined;
  }[];
}

const FIRST_FAULTS = 20;

/** Half of the way is reading, half is sending. */
const doneOf = (row: ImportRow): number => {
  const { phase, part, disk, sent, groups } = row.checkpoint;
  if (row.state === "done" || phase === "over") return 1;
  if (phase === "sending") return 0.5 + 0.5 * Math.min(1, sent.groups / Math.max(1, groups));
  const size = (at: number) => row.files.find((file) => file.part === row.definition.parts[at]?.name)?.bytes ?? 0;
  const all = row.definition.parts.reduce((sum, _, at) => sum + size(at), 0);
  const passed = row.definition.parts.slice(0, part).reduce((sum, _, at) => sum + size(at), 0);
  return 0.5 * Math.min(1, (passed + Math.min(disk, size(part))) / Math.max(1, all));
};

const shown = (row: ImportRow, faults: Awaited<ReturnType<typeof faultsOf>>, parts: string[]) => {
  const done = doneOf(row);
  const seconds = row.busyMs / 1_000;
  const over = row.state === "done" || row.checkpoint.phase === "over";
  return {
    id: row.id,
    mapping: row.mapping,
    dryRun: row.dryRun,
    state: row.state,
    reason: row.reason,
    files: row.files.map(({ part, file, name, bytes, reading }) => ({ part, file, name, bytes, reading })),
    counts: row.counts,
    progress: {
      phase: over ? ("over" as const) : row.checkpoint.phase,
      done,
      rate: seconds > 0.2 ? Math.round(row.counts.rows / seconds) : null,
      secondsLeft: over || done < 0.02 || seconds < 0.5 ? null : Math.ceil((seconds * (1 - done)) / done),
      waiting: row.waiting,
    },
    sample: [...row.sample],
    faults,
    faultyParts: parts,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
};
export type Shown = ReturnType<typeof shown>;

const found = async (ctx: Ctx, id: string): Promise<ImportRow> => {
  const row = await findImport(ctx.db, id);
  if (!row) throw notFound("import");
  return row;
};

export const getImport = async (ctx: Ctx, id: string): Promise<Shown> => {
  const row = await found(ctx, id);
  // Samples and reasons quote customers: for those who import, not for all who may look.
  if (ctx.actor.role === null || !allows(ctx.actor.role, "marketer")) return shown({ ...row, sample: [] }, [], []);
  return shown(row, await faultsOf(ctx.db, id, { limit: FIRST_FAULTS }), await faultyParts(ctx.db, id));
};

export const imports = async (ctx: Ctx, page: { limit: number; cursor?: string | undefined }) => {
  const [at, id] = (page.cursor ?? "").split("~");
  const before = at && id ? { at, id } : undefined;
  if (page.cursor && !/^\d{4}-[\d:.TZ-]+~[0-9a-f-]{36}$/.test(page.cursor))
    throw new Problem("invalid", "This cursor is none of ours.");
  const rows = await listImports(ctx.db, { limit: page.limit, before });
  const last = rows.length === page.limit ? rows.at(-1) : undefined;
  return {
    imports: rows.map((row) => shown({ ...row, sample: [] }, [], [])),
    cursor: last ? `${last.createdAt.toISOString()}~${last.id}` : null,
  };
};

const resolve = async (ctx: Ctx, start: Start) => {
  // With a definition of its own the mapping's id is but a label.
  const definition =
    start.definition ?? (start.mapping === undefined ? null : (await mapping(ctx, start.mapping)).definition);
  if (!definition) throw new Problem("invalid", "Name a mapping, or send a definition.");
  const stored = await filesById(
    ctx.db,
    start.files.map((each) => each.file),
  );
  const files: (ImportFile & { path: string })[] = [];
  for (const given of start.files) {
    const file = stored.get(given.file);
    if (!file) throw notFound("file");
    if (!definition.parts.some((part) => part.name === given.part))
      throw new Problem("invalid", `The mapping has no part “${given.part}”.`);
    const { reading } = await readingOf(file.path, given.reading);
    files.push({ part: given.part, file: file.id, name: file.name, bytes: file.bytes, reading, path: file.path });
  }
  return { mapping: start.mapping ?? "unsaved", definition, files };
};

/** Refuses before anything starts: missing files, missing columns (all named), files that are no tables. */
const check = async (definition: Definition, files: readonly (ImportFile & { path: string })[]): Promise<void> => {
  const headers = new Map<string, string[] | null>();
  for (const file of files) {
    const part = definition.parts.find((each) => each.name === file.part);
    headers.set(file.part, await headerOf(file.path, file.reading, part?.header ?? true));
  }
  planOf(definition, layOut(definition, headers));
};

export const preview = async (ctx: Ctx, start: Start) => {
  const { mapping: name, definition, files } = await resolve(ctx, start);
  const made = await previewOf(name, definition, new Map(files.map((file) => [file.part, file])), ctx.now);
  return { events: [...made.events], faults: [...made.faults] };
};

/** `holder`: the worker that takes it at once, where the files lie beside one process only (command line). */
export const createImport = async (ctx: Ctx, start: Start & { dryRun: boolean; holder?: string }): Promise<Shown> => {
  const { mapping: name, definition, files } = await resolve(ctx, start);
  await check(definition, files);
  const id = randomUUID();
  await transaction(ctx.db, async (tx) => {
    await insertImport(tx, {
      id,
      mapping: name,
      definition,
      files: files.map(({ part, file, name: of, bytes, reading }) => ({ part, file, name: of, bytes, reading })),
      dryRun: start.dryRun,
      counts: NO_COUNTS,
      createdAt: ctx.now,
      createdBy: ctx.actor.name,
      holder: start.holder ?? null,
    });
    await audit(within(ctx, tx), start.dryRun ? "import.tried" : "import.started", `import:${id}`, { mapping: name });
  });
  return getImport(ctx, id);
};

const change = async (ctx: Ctx, id: string, to: "cancelled" | "queued", action: string): Promise<Shown> => {
  const row = await found(ctx, id);
  // A running import is put back into the queue by its worker alone.
  const from = STATES.filter((state) => FOLLOWS[state].includes(to) && (to === "cancelled" || state !== "running"));
  const finishedAt = to === "cancelled" ? ctx.now : null;
  await transaction(ctx.db, async (tx) => {
    if (!(await changeState(tx, id, { from, to, finishedAt })))
      throw new Problem("conflict", `This import is ${row.state} and cannot be ${action}.`);
    await audit(within(ctx, tx), `import.${action}`, `import:${id}`);
  });
  return getImport(ctx, id);
};

export const cancelImport = (ctx: Ctx, id: string): Promise<Shown> => change(ctx, id, "cancelled", "cancelled");
export const resumeImport = (ctx: Ctx, id: string): Promise<Shown> => change(ctx, id, "queued", "resumed");

/** Forgets an import that is over: its files that no other import reads, its faulty rows, its sample. */
export const removeImport = async (ctx: Ctx, id: string): Promise<void> => {
  const row = await found(ctx, id);
  if (row.state === "running" || row.state === "queued") throw new Problem("conflict", "Cancel this import first.");
  while (await clearShelf(ctx.db, id, 20_000));
  await transaction(ctx.db, async (tx) => {
    await deleteImport(tx, id);
    await audit(within(ctx, tx), "import.removed", `import:${id}`);
  });
  const needed = new Set(
    (await listImports(ctx.db, { limit: 1_000 })).flatMap((each) => each.files.map((file) => file.file)),
  );
  const known = await filesById(
    ctx.db,
    row.files.map((file) => file.file).filter((file) => !needed.has(file)),
  );
  for (const file of known.values()) if (file.owned) await rm(file.path, { force: true });
  await markRemoved(ctx.db, [...known.keys()], ctx.now);
};
