/** Which pictures belong to what. The pictures themselves: files.ts. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";

const returns = tables("returns");

export interface Photo {
  readonly file: string;
  readonly line: number;
}

export const insertPhoto = async (db: Db, photo: Photo & { order: string; at: Date }): Promise<void> => {
  await returns(db)
    .insertInto("returns.photo")
    .values({ ...photo })
    .execute();
};

/** How many this order's link brought since then. */
export const photosSince = async (db: Db, order: string, since: Date): Promise<number> => {
  const result = await sql<{ count: number }>`
    select count(*)::int as count from returns.photo where "order" = ${order} and at > ${since}`.execute(returns(db));
  return result.rows[0]?.count ?? 0;
};

/** Pictures that this order's link brought and that no return has yet. */
export const loosePhotos = async (db: Db, order: string, files: readonly string[]): Promise<Photo[]> => {
  const result = await sql<Photo>`
    select file, line from returns.photo
    where "order" = ${order} and return is null and file = any(${[...files]}::uuid[]) order by at, file`.execute(
    returns(db),
  );
  return result.rows;
};

export const attachPhotos = async (db: Db, order: string, files: readonly string[], id: string): Promise<void> => {
  await sql`
    update returns.photo set return = ${id}::uuid
    where "order" = ${order} and return is null and file = any(${[...files]}::uuid[])`.execute(returns(db));
};

export const photosOf = async (db: Db, id: string): Promise<Photo[]> => {
  const result = await sql<Photo>`
    select file, line from returns.photo where return = ${id}::uuid order by line, at`.execute(returns(db));
  return result.rows;
};
