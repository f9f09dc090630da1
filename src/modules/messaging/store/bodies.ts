import { sql } from "kysely";
import type { Ctx } from "#kernel/context";
import { Body } from "../model/body.ts";
import { rows } from "./sends.ts";

/** What was made for these sends before. */
export const bodiesOf = async (ctx: Ctx, sends: readonly string[]): Promise<Map<string, Body>> => {
  if (sends.length === 0) return new Map();
  const found = await rows(ctx.db)
    .selectFrom("messaging.body")
    .select(["send", "body"])
    .where("send", "=", sql<string>`any(${sends}::uuid[])`)
    .execute();
  return new Map(found.map((row) => [row.send, Body.parse(row.body)]));
};

/** Keeps what goes out, in place of an earlier round's. */
export const keepBodies = async (ctx: Ctx, bodies: readonly { send: string; body: Body }[]): Promise<void> => {
  if (bodies.length === 0) return;
  await sql`/*prepared*/insert into messaging.body (send, at, body)
    select send, ${ctx.now}::timestamptz, body from jsonb_to_recordset(${JSON.stringify(bodies)}::jsonb) as b (send uuid, body jsonb)
    on conflict (send) do update set at = excluded.at, body = excluded.body`.execute(rows(ctx.db));
};
