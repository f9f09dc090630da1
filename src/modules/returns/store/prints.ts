/** Prints of pictures, and which pictures are alike. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import { NEAR, type Print } from "../model/picture/print.ts";

const returns = tables("returns");

/**
 * Prints further apart than this are of other pictures, whatever is cut off: measured, no copy was further than 47 from the
 * whole of its original. It spares the views of nearly all rows.
 */
const FAR = 48;
const MOST_NEAR = 20;

export interface Near {
  readonly file: string;
  readonly apart: number;
  readonly fine: Buffer;
}

/** Pictures whose prints are near, the nearest first. Looks at every print once: 45 ms for 100,000 pictures, 120 on a busy machine. */
export const nearPrints = async (db: Db, [whole = "", ...views]: readonly Print[]): Promise<Near[]> => {
  const result = await sql<Near>`
    with far as materialized (
      select file, whole, views from returns.picture_print where bit_count(whole # ${whole}::bit(128)) <= ${FAR}
    ), near as (
      select far.file, least(
        bit_count(far.whole # ${whole}::bit(128)),
        (select min(bit_count(far.whole # view)) from unnest(${views}::bit(128)[]) view),
        (select min(bit_count(view # ${whole}::bit(128))) from unnest(far.views) view))::int as apart
      from far
    )
    select near.file, near.apart, f.fine from near join returns.file f on f.id = near.file
    where near.apart <= ${NEAR} and f.fine is not null order by near.apart, near.file limit ${MOST_NEAR}`.execute(
    returns(db),
  );
  return result.rows;
};

export const insertPrints = async (db: Db, file: string, [whole = "", ...views]: readonly Print[]): Promise<void> => {
  await returns(db).insertInto("returns.picture_print").values({ file, whole, views }).execute();
};

export const insertAlike = async (
  db: Db,
  pairs: readonly { file: string; other: string; apart: number; agreement: number }[],
): Promise<void> => {
  if (pairs.length > 0)
    await returns(db)
      .insertInto("returns.picture_alike")
      .values([...pairs])
      .execute();
};
