/** What a file is, and what its first rows would become. Nothing is stored. */
import type { Ctx } from "#kernel/context";
import { notFound, Problem } from "#kernel/errors";
import type { Cell, Definition, Reading } from "#connectors/model";
import { detect } from "../model/encoding.ts";
import { columnsUsed, layOut, missingColumns } from "../model/layout.ts";
import { type Made, planOf, type RowFault } from "../model/plan.ts";
import { propose } from "../model/propose.ts";
import { filesById } from "../store/files.ts";
import { makeGroups, withId } from "./groups.ts";
import { mappings } from "./mappings.ts";
import { headerOf, headOf, type Line, lines, openBytes } from "./read.ts";
import { newShelving, shelve, type Shelving } from "./shelve.ts";

const SAMPLE_ROWS = 20;

export const pathOf = async (ctx: Ctx, file: string): Promise<string> => {
  const stored = (await filesById(ctx.db, [file])).get(file);
  if (!stored) throw notFound("file");
  return stored.path;
};

/** How a file is read: as given, and where nothing is given as it looks. */
export const readingOf = async (
  path: string,
  given: { [K in keyof Reading]?: Reading[K] | undefined } = {},
): Promise<{ reading: Reading; warnings: string[] }> => {
  const { reading, warnings } = detect(await headOf(path));
  return {
    reading: {
      format: given.format ?? reading.format,
      encoding: given.encoding ?? reading.encoding,
      delimiter: given.delimiter ?? reading.delimiter,
    },
    warnings,
  };
};

const firstLines = async (path: string, reading: Reading, most: number): Promise<Line[]> => {
  const opened = await openBytes(path, 0);
  const found: Line[] = [];
  try {
    for await (const line of lines(opened.chunks, reading, { next: 0, row: 0 })) {
      found.push(line);
      if (found.length >= most) break;
    }
  } finally {
    opened.close();
  }
  return found;
};

const tableOf = (read: readonly Line[], reading: Reading, header: boolean) => {
  if (reading.format === "jsonl") {
    const objects = read.flatMap(({ record }) =>
      record && !Array.isArray(record) ? [record as Record<string, Cell>] : [],
    );
    const names = [...new Set(objects.flatMap((each) => Object.keys(each)))];
    return { header: names, rows: objects.map((each) => names.map((name) => each[name] ?? null)) };
  }
  const records = read.map(({ record }) => (record ?? []) as readonly Cell[]);
  const first = records[0] ?? [];
  const names = header ? first.map(String) : first.map((_, at) => String(at + 1));
  return { header: names, rows: records.slice(header ? 1 : 0).map((row) => row.map((cell) => cell ?? null)) };
};

/** A mapping of lines that are events already. */
const wholeEvents = (definition: Definition): boolean =>
  definition.steps.some((step) => step.events.some((target) => target.event === "*"));

export const inspect = async (
  ctx: Ctx,
  ask: { file: string; reading?: Parameters<typeof readingOf>[1]; header?: boolean | undefined },
) => {
  const path = await pathOf(ctx, ask.file);
  const { reading, warnings } = await readingOf(path, ask.reading);
  const read = await firstLines(path, reading, SAMPLE_ROWS + 1);
  const { header, rows } = tableOf(read, reading, ask.header ?? true);
  if (reading.format === "csv" && header.length === 1)
    warnings.push("Only one column was found. If there are more, choose another delimiter.");
  const faults = read.filter((line) => line.fault !== null).length;
  if (faults > 0) warnings.push(`${faults} of the first ${read.length} rows cannot be read.`);
  const proposal = propose(header, rows);
  const fits = (await mappings(ctx))
    .filter((each) => reading.format === "csv" || wholeEvents(each.definition))
    .flatMap(({ id, definition }) =>
      definition.parts.map((part) => ({
        mapping: id,
        part: part.name,
        missing: reading.format === "jsonl" ? [] : missingColumns(definition, part.name, header),
        uses: columnsUsed(definition, part.name, header),
      })),
    )
    .filter((fit) => fit.missing.length === 0)
    .toSorted((a, b) => b.uses - a.uses);
  const [part] = proposal?.parts ?? [];
  const proposalUses = proposal && part ? columnsUsed(proposal, part.name, header) : 0;
  return { reading, header, rows, warnings, fits, proposal, proposalUses };
};

/** Rows of each part that a preview looks at; what is joined from beyond them is not shown. */
const PREVIEW_ROWS = 20_000;
const PREVIEW_GROUPS = 5;

const shelveHead = async (
  into: Shelving,
  definition: Definition,
  files: ReadonlyMap<string, { path: string; reading: Reading }>,
) => {
  const headers = new Map<string, string[] | null>();
  for (const part of definition.parts) {
    const file = files.get(part.name);
    if (file) headers.set(part.name, await headerOf(file.path, file.reading, part.header));
  }
  const layout = layOut(definition, headers);
  const plan = planOf(definition, layout);
  for (const part of definition.parts) {
    const file = files.get(part.name);
    const bound = layout.parts.get(part.name);
    if (!file || !bound) throw new Problem("invalid", `The file for “${part.name}” is missing.`);
    const read = await firstLines(file.path, file.reading, definition.parts.length > 1 ? PREVIEW_ROWS : 500);
    for (const line of part.header && bound.width > 0 ? read.slice(1) : read) shelve(into, plan, bound, line);
  }
  return plan;
};

/** The events of the first groups of each step, and the first faults. */
export const previewOf = async (
  mapping: string,
  definition: Definition,
  files: ReadonlyMap<string, { path: string; reading: Reading }>,
  now: Date,
): Promise<{ events: Made[]; faults: RowFault[] }> => {
  const into = newShelving();
  const plan = await shelveHead(into, definition, files);
  const faults: RowFault[] = [...into.faults];
  const events: Made[] = [];
  for (const step of plan.steps) {
    const runs = into.runs.filter((run) => run.shelf === step.shelf);
    const keys = [...new Set(runs.map((run) => run.key))].slice(0, PREVIEW_GROUPS).map((key) => {
      const own = runs.filter((run) => run.key === key);
      return { key, rows: own.reduce((sum, run) => sum + run.rows.length, 0), faulty: own.some((run) => run.faulty) };
    });
    const made = await makeGroups(step, keys, (shelf, wanted) => {
      const asked = new Set(wanted);
      const found = Map.groupBy(
        into.runs.filter((run) => run.shelf === shelf && asked.has(run.key)),
        (run) => run.key,
      );
      return Promise.resolve(new Map([...found].map(([key, own]) => [key, own.flatMap((run) => run.rows)])));
    });
    events.push(...made.events.map((event) => withId(mapping, event, now.toISOString())));
    faults.push(...made.faults);
  }
  return { events: events.slice(0, 20), faults: faults.slice(0, 20) };
};
