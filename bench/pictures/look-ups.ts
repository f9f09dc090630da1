/** What it costs to find the copies of one picture among many. */
import { connect } from "#kernel/database";
import { migrate } from "#kernel/migrate";
import { startPostgres } from "#kernel/postgres";
import { chance } from "../../demo/brand/chance.ts";
import { nearPrints } from "../../src/modules/returns/store/prints.ts";
import { openFolder, removeFolder } from "../../test/process.ts";

/** Prints by chance: as far from one another as those of unrelated photos. */
const WORD = "(random() * 4294967295)::bigint::bit(32)";
const FILL = `
  with made as (
    insert into returns.file (id, sha256, mime, bytes, body, at, look)
    select gen_random_uuid(), '', 'image/jpeg', 0, '', now(), 'taken' from generate_series(1, $1::int) returning id
  ), one as (
    select id, n, (${WORD} || ${WORD} || ${WORD} || ${WORD})::bit(128) as print from made cross join generate_series(1, 6) n
  )
  insert into returns.picture_print (file, whole, views)
  select id, (array_agg(print order by n))[1], (array_agg(print order by n))[2:6] from one group by id`;

export const lookUps = async (pictures: number): Promise<{ pictures: number; median: number; worst: number }> => {
  const home = openFolder();
  const postgres = await startPostgres(home, { synchronous_commit: "off" });
  try {
    await migrate(postgres.url);
    const database = connect(postgres.url);
    const { db, pool } = database;
    await pool.query(FILL, [pictures]);
    await pool.query("analyze returns.picture_print");
    const draw = chance("look-ups");
    const print = () => Array.from({ length: 128 }, () => draw.between(0, 1)).join("");
    const took: number[] = [];
    for (let i = 0; i < 21; i++) {
      const began = performance.now();
      await nearPrints(db, [print(), print(), print(), print(), print(), print()]);
      took.push(performance.now() - began);
    }
    await database.close();
    const sorted = took.toSorted((a, b) => a - b);
    return { pictures, median: sorted[10] ?? 0, worst: sorted.at(-1) ?? 0 };
  } finally {
    await postgres.stop();
    removeFolder(home);
  }
};
