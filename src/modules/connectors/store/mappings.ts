import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";

const rows = tables("connectors");

export const savedMappings = (db: Db) =>
  rows(db).selectFrom("connectors.mapping").select(["id", "name", "definition"]).orderBy("name").execute();

export const savedMapping = (db: Db, id: string) =>
  rows(db)
    .selectFrom("connectors.mapping")
    .select(["id", "name", "definition"])
    .where("id", "=", id)
    .executeTakeFirst();

export const putMapping = async (db: Db, mapping: { id: string; name: string; definition: string }, now: Date) => {
  await rows(db)
    .insertInto("connectors.mapping")
    .values({ ...mapping, updated_at: now })
    .onConflict((c) =>
      c.column("id").doUpdateSet({ name: mapping.name, definition: sql`excluded.definition`, updated_at: now }),
    )
    .execute();
};

export const dropMapping = async (db: Db, id: string): Promise<boolean> => {
  const gone = await rows(db).deleteFrom("connectors.mapping").where("id", "=", id).executeTakeFirst();
  return gone.numDeletedRows > 0n;
};
