/** What a process keeps of an import between two pieces: its plan, and the file that it reads. */
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import { layOut, type Layout } from "../model/layout.ts";
import { type Plan, planOf } from "../model/plan.ts";
import { filesById } from "../store/files.ts";
import type { Checkpoint, ImportRow } from "../store/imports.ts";
import { headerOf, type Line, lines, openBytes, type Opened, sizeOf } from "./read.ts";

export interface Reader {
  readonly part: number;
  /** Where it stands: it is opened again when the checkpoint says otherwise. */
  next: number;
  readonly opened: Opened;
  readonly lines: AsyncGenerator<Line, void>;
}

export interface Open {
  readonly id: string;
  readonly plan: Plan;
  readonly layout: Layout;
  readonly paths: ReadonlyMap<string, string>;
  reader: Reader | null;
}

export const openImport = async (ctx: Ctx, row: ImportRow): Promise<Open> => {
  const known = await filesById(
    ctx.db,
    row.files.map((file) => file.file),
  );
  const headers = new Map<string, string[] | null>();
  const paths = new Map<string, string>();
  for (const file of row.files) {
    const stored = known.get(file.file);
    if (!stored) throw new Problem("invalid", `The file ${file.name} is no longer there. Upload it again.`);
    if ((await sizeOf(stored.path)) !== file.bytes)
      throw new Problem("invalid", `The file ${file.name} has changed since this import was made.`);
    const part = row.definition.parts.find((each) => each.name === file.part);
    headers.set(file.part, await headerOf(stored.path, file.reading, part?.header ?? true));
    paths.set(file.part, stored.path);
  }
  const layout = layOut(row.definition, headers);
  return { id: row.id, layout, plan: planOf(row.definition, layout), paths, reader: null };
};

export const closeReader = (open: Open): void => {
  open.reader?.opened.close();
  open.reader = null;
};

/** The reader of the part that the checkpoint names, standing where the checkpoint stands. */
export const readerAt = async (open: Open, row: ImportRow, at: Checkpoint): Promise<Reader> => {
  const reader = open.reader;
  if (reader && reader.part === at.part && reader.next === at.next) return reader;
  closeReader(open);
  const part = row.definition.parts[at.part];
  const file = row.files.find((each) => each.part === part?.name);
  if (!part || !file) throw new Problem("invalid", "A file of this import is missing.");
  const opened = await openBytes(open.paths.get(part.name) ?? "", at.next);
  const made = lines(opened.chunks, file.reading, { next: at.next, row: at.row });
  open.reader = { part: at.part, next: at.next, opened, lines: made };
  return open.reader;
};
