/** What people took back on LINE, as the log has it. */
import { sql } from "kysely";
import { eventRelation } from "#events";
import type { Ctx } from "#kernel/context";
import { rows } from "./sends.ts";

/** Those of these messages that this person took back. */
export const unsentMessages = async (ctx: Ctx, subject: string, messages: readonly string[]): Promise<string[]> => {
  const found = await sql<{ message: string }>`
    select distinct properties ->> 'message' as message from ${eventRelation} e
    where subject = ${subject} and name = 'line.unsent'
      and properties ->> 'message' = any(${[...messages]}::text[])`.execute(rows(ctx.db));
  return found.rows.map((row) => row.message);
};
