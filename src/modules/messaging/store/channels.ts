import { sql } from "kysely";
import type { Ctx } from "#kernel/context";
import { rows } from "./sends.ts";

export interface ChannelRow {
  readonly channel: string;
  readonly stopped_at: Date | null;
  readonly stopped_why: string | null;
  readonly stopped_until: Date | null;
  readonly backoff_until: Date | null;
  readonly quota: number | null;
  readonly used: number | null;
  readonly checked_at: Date | null;
}

/** What is known of each channel that was ever stopped or looked at. */
export const channelRows = async (ctx: Ctx): Promise<Map<string, ChannelRow>> => {
  const found = await rows(ctx.db).selectFrom("messaging.channel").selectAll().execute();
  return new Map(found.map((row) => [row.channel, row]));
};

/** Stops a channel. True where it ran before. */
export const stopChannel = async (ctx: Ctx, channel: string, why: string, until: Date | null): Promise<boolean> => {
  const stopped = await sql<{ fresh: boolean }>`
    with before as (select stopped_at from messaging.channel where channel = ${channel})
    insert into messaging.channel (channel, stopped_at, stopped_why, stopped_until)
    values (${channel}, ${ctx.now}, ${why}, ${until})
    on conflict (channel) do update set stopped_at = coalesce(messaging.channel.stopped_at, excluded.stopped_at),
      stopped_why = excluded.stopped_why, stopped_until = excluded.stopped_until
    returning (select stopped_at from before) is null as fresh`.execute(rows(ctx.db));
  return stopped.rows[0]?.fresh ?? false;
};

/** Lets a channel run. True where it was stopped. */
export const resumeChannel = async (ctx: Ctx, channel: string): Promise<boolean> => {
  const resumed = await rows(ctx.db)
    .updateTable("messaging.channel")
    .set({ stopped_at: null, stopped_why: null, stopped_until: null, backoff_until: null })
    .where("channel", "=", channel)
    .where("stopped_at", "is not", null)
    .returning("channel")
    .executeTakeFirst();
  return resumed !== undefined;
};

/** Lets the channel rest until then. */
export const slowChannel = async (ctx: Ctx, channel: string, until: Date): Promise<void> => {
  await rows(ctx.db)
    .insertInto("messaging.channel")
    .values({ channel, backoff_until: until })
    .onConflict((c) => c.column("channel").doUpdateSet({ backoff_until: until }))
    .execute();
};

export const noteQuota = async (
  ctx: Ctx,
  channel: string,
  figures: { quota: number | null; used: number | null },
): Promise<void> => {
  await rows(ctx.db)
    .insertInto("messaging.channel")
    .values({ channel, ...figures, checked_at: ctx.now })
    .onConflict((c) => c.column("channel").doUpdateSet({ ...figures, checked_at: ctx.now }))
    .execute();
};
