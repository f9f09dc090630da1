/** Prints of pictures, and which pictures are alike. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import { ALIKE, type Print } from "../model/picture/print.ts";

const returns = tables("returns");

/**
 * Prints further apart than this are of other pictures, whatever is cut off: measured, no copy was further than 47 from the
 * whole of its original. It spares the views of nearly all rows: of 100,000 pictures about 200 are left.
 */
const FAR = 48;
const MOST_ALIKE = 20;

/** Keeps a picture's prints and the pictures that are alike. The caller lets nobody else do so meanwhile. */
export const insertPrints = async (db: Db, file: string, prints: readonly Print[]): Promise<void> => {
  const [whole = "", ...views] = prints;
  await sql`
    with near as materialized (
      select file, whole, views from returns.picture_print where bit_count(whole # ${whole}::bit(128)) <= ${FAR}
    ), apart as (
      select near.file, least(
        bit_count(near.whole # ${whole}::bit(128)),
        (select min(bit_count(near.whole # view)) from unnest(${views}::bit(128)[]) view),
        (select min(bit_count(view # ${whole}::bit(128))) from unnest(near.views) view)) as bits
      from near
    )
    insert into returns.picture_alike (file, other, apart)
    select ${file}::uuid, file, bits from apart where bits <= ${ALIKE} order by bits, file limit ${MOST_ALIKE}`.execute(
    returns(db),
  );
  await returns(db)
    .insertInto("returns.picture_print")
    .values({ file, whole, views: [...views] })
    .execute();
};
