import { sql } from "kysely";
import type { Ctx } from "#kernel/context";
import { tables } from "#kernel/database";

const events = tables("events");

/**
 * About how many events wait for the reaction that is furthest behind. Who brings many events at once holds back by
 * this, so that a live event never stands behind all of them.
 */
export const logBehind = async (ctx: Ctx): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select coalesce((select max(position) from events.event), 0)
      - coalesce((select min(position) from events.cursor), (select max(position) from events.event), 0) as n`.execute(
    events(ctx.db),
  );
  return Math.max(0, rows[0]?.n ?? 0);
};
