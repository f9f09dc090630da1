import type { Ctx } from "#kernel/context";
import { tables } from "#kernel/database";
import type { Properties } from "#kernel/log";

const rows = tables("kernel");

/** Keeps who did what to which thing: `audit(ctx, "segment.created", "segment:" + id, { name })`. No personal data in detail. */
export const audit = async (ctx: Ctx, action: string, target: string, detail: Properties = {}): Promise<void> => {
  await rows(ctx.db)
    .insertInto("kernel.audit")
    .values({
      at: ctx.now,
      actor_kind: ctx.actor.kind,
      actor_id: ctx.actor.id,
      actor_name: ctx.actor.name,
      action,
      target,
      detail: JSON.stringify(detail),
    })
    .execute();
};

export interface AuditEntry {
  readonly id: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly detail: unknown;
}

/** The newest entries first, before entry `before` where given. */
export const auditTrail = async (
  ctx: Ctx,
  page: { before?: number | undefined; limit: number },
): Promise<AuditEntry[]> => {
  const found = await rows(ctx.db)
    .selectFrom("kernel.audit")
    .selectAll()
    .$if(page.before !== undefined, (q) => q.where("id", "<", page.before ?? 0))
    .orderBy("id", "desc")
    .limit(page.limit)
    .execute();
  return found.map((row) => ({
    id: row.id,
    at: row.at,
    actor: row.actor_name,
    action: row.action,
    target: row.target,
    detail: row.detail,
  }));
};
