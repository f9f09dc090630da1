/** Uploaded pictures. */
import { type Db, tables } from "#kernel/database";

const returns = tables("returns");

export interface KeptFile {
  readonly id: string;
  readonly sha256: string;
  readonly mime: string;
  readonly bytes: number;
}

/** Whether copies of it can be found, or why not; empty for pictures from before that was looked at. */
export type Look = "" | "taken" | "plain" | "small" | "broken" | "format";

export const insertFile = async (
  db: Db,
  file: KeptFile & { body: Uint8Array; at: Date; look: Look; fine: Uint8Array | null },
): Promise<void> => {
  await returns(db)
    .insertInto("returns.file")
    .values({ ...file, body: Buffer.from(file.body), fine: file.fine && Buffer.from(file.fine) })
    .execute();
};

export const fileOf = async (db: Db, id: string): Promise<(KeptFile & { body: Buffer }) | null> =>
  (await returns(db)
    .selectFrom("returns.file")
    .select(["id", "sha256", "mime", "bytes", "body"])
    .where("id", "=", id)
    .executeTakeFirst()) ?? null;
