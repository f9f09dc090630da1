/** Leases by the database's clock, which all processes share. */
import { sql } from "kysely";
import type { Ctx } from "#kernel/context";
import { rows } from "./sends.ts";

/** Prolongs the leases of these that have not run out. Gives those. */
export const renewLeases = async (ctx: Ctx, sends: readonly string[], seconds: number): Promise<string[]> => {
  const done = await sql<{ id: string }>`/*prepared*/update messaging.send
    set leased_until = clock_timestamp() + make_interval(secs => ${seconds})
    where id = any(${[...sends]}::uuid[]) and state = 'handed_off' and leased_until > clock_timestamp()
    returning id`.execute(rows(ctx.db));
  return done.rows.map((row) => row.id);
};
