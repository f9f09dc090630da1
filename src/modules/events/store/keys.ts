/** Write keys. Only hashes are kept. */
import { type Db, tables } from "#kernel/database";

const events = tables("events");

export interface WriteKeyRow {
  readonly id: string;
  readonly label: string;
  readonly hash: string;
  readonly hint: string;
  readonly created_at: Date;
  readonly created_by: string;
  readonly revoked_at: Date | null;
}

/** Keeps a key; a known one is left as it is, revoked or not. */
export const insertKey = async (db: Db, key: Omit<WriteKeyRow, "revoked_at">): Promise<void> => {
  await events(db)
    .insertInto("events.write_key")
    .values(key)
    .onConflict((c) => c.column("hash").doNothing())
    .execute();
};

export const listKeys = (db: Db): Promise<WriteKeyRow[]> =>
  events(db).selectFrom("events.write_key").selectAll().orderBy("created_at").orderBy("id").execute();

/** Returns whether there was such a key. */
export const revokeKey = async (db: Db, id: string, at: Date): Promise<boolean> => {
  const done = await events(db)
    .updateTable("events.write_key")
    .set((eb) => ({ revoked_at: eb.fn.coalesce("revoked_at", eb.val(at)) }))
    .where("id", "=", id)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
};
