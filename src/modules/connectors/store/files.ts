import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";

const rows = tables("connectors");

export interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly owned: boolean;
  readonly bytes: number;
  readonly uploaded_at: Date;
}
const COLUMNS = ["id", "name", "path", "owned", "bytes", "uploaded_at"] as const;

export const insertFile = async (db: Db, file: FileRow & { uploaded_by: string }): Promise<void> => {
  await rows(db).insertInto("connectors.file").values(file).execute();
};

export const filesById = async (db: Db, ids: readonly string[]): Promise<Map<string, FileRow>> => {
  const found = await rows(db)
    .selectFrom("connectors.file")
    .select(COLUMNS)
    .where("id", "in", ids.length > 0 ? [...ids] : ["00000000-0000-0000-0000-000000000000"])
    .where("removed_at", "is", null)
    .execute();
  return new Map(found.map((file) => [file.id, file]));
};

export const recentFiles = (db: Db): Promise<FileRow[]> =>
  rows(db)
    .selectFrom("connectors.file")
    .select(COLUMNS)
    .where("removed_at", "is", null)
    .where("owned", "=", true)
    .orderBy("uploaded_at", "desc")
    .limit(100)
    .execute();

export const markRemoved = async (db: Db, ids: readonly string[], now: Date): Promise<void> => {
  if (ids.length === 0) return;
  await rows(db)
    .updateTable("connectors.file")
    .set({ removed_at: now })
    .where("id", "in", [...ids])
    .execute();
};

/** Uploaded files older than `before` that no import reads or has read since. */
export const staleFiles = async (db: Db, before: Date): Promise<FileRow[]> => {
  const { rows: found } = await sql<FileRow>`
    select f.id, f.name, f.path, f.owned, f.bytes, f.uploaded_at from connectors.file f
    where f.removed_at is null and f.owned and f.uploaded_at < ${before} and not exists (
      select from connectors.import i
      where i.files @> jsonb_build_array(jsonb_build_object('file', f.id))
        and (i.state in ('queued', 'running') or i.finished_at >= ${before}))
    limit 50`.execute(rows(db));
  return found;
};
