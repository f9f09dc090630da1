import type { Selectable } from "kysely";
import type { Ctx } from "#kernel/context";
import type { DB } from "#kernel/tables";
import { rows, type SendRow } from "./sends.ts";

export type ClickRow = Selectable<DB["messaging.click"]>;

export const findSend = (ctx: Ctx, id: string): Promise<SendRow | undefined> =>
  rows(ctx.db).selectFrom("messaging.send").selectAll().where("id", "=", id).executeTakeFirst();

/** When the provider took it. */
export const acceptedAt = async (ctx: Ctx, send: string): Promise<Date | null> => {
  const row = await rows(ctx.db)
    .selectFrom("messaging.transition")
    .select("at")
    .where("send", "=", send)
    .where("to", "=", "accepted")
    .orderBy("id")
    .executeTakeFirst();
  return row?.at ?? null;
};

export const insertClick = async (
  ctx: Ctx,
  click: {
    send: string;
    url: string;
    automated: boolean | null;
    why: string;
    judgeAt: Date | null;
    signals: object;
  },
): Promise<number> => {
  const row = await rows(ctx.db)
    .insertInto("messaging.click")
    .values({
      send: click.send,
      url: click.url,
      at: ctx.now,
      automated: click.automated,
      why: click.why,
      judge_at: click.judgeAt,
      signals: JSON.stringify(click.signals),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
};

/** Doubtful clicks whose waiting time is over, locked. */
export const claimClicks = (ctx: Ctx, limit: number): Promise<ClickRow[]> =>
  rows(ctx.db)
    .selectFrom("messaging.click")
    .selectAll()
    .where("automated", "is", null)
    .where("judge_at", "<=", ctx.now)
    .orderBy("judge_at")
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();

export const nextClick = async (ctx: Ctx): Promise<Date | null> => {
  const row = await rows(ctx.db)
    .selectFrom("messaging.click")
    .select("judge_at")
    .where("automated", "is", null)
    .orderBy("judge_at")
    .limit(1)
    .executeTakeFirst();
  return row?.judge_at ?? null;
};

/** All that was opened of one message, oldest first. */
export const clicksOf = (ctx: Ctx, send: string): Promise<ClickRow[]> =>
  rows(ctx.db).selectFrom("messaging.click").selectAll().where("send", "=", send).orderBy("id").limit(200).execute();

export const judged = async (ctx: Ctx, id: number, automated: boolean, why: string): Promise<void> => {
  await rows(ctx.db)
    .updateTable("messaging.click")
    .set({ automated, why, judge_at: null })
    .where("id", "=", id)
    .execute();
};
