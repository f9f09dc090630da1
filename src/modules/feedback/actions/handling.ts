/** What people do with cases, one or many at once. */
import { randomUUID } from "node:crypto";
import { append } from "#events";
import { audit } from "#kernel/audit";
import { listUsers } from "#kernel/auth";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import type { Fact } from "#kernel/log";
import type { Outcome } from "../model.ts";
import { addEntry, type CaseRow, lockCases, setOwner, setStatus } from "../store.ts";
import { about } from "./opening.ts";

const entry = (ctx: Ctx, row: CaseRow, kind: string, text: string) =>
  addEntry(ctx.db, { case: row.id, at: ctx.now, kind, actor: ctx.actor.name, text, key: randomUUID() });

/** Each of them under its lock; those that need no change are left alone. Gives how many changed. */
const each = (
  ctx: Ctx,
  ids: readonly string[],
  action: string,
  work: (inside: Ctx, row: CaseRow) => Promise<Fact | null>,
): Promise<number> =>
  transaction(ctx.db, async (db) => {
    const inside = within(ctx, db);
    const rows = await lockCases(db, [...new Set(ids)]);
    if (rows.length === 0) throw notFound("case");
    const facts: Fact[] = [];
    for (const row of rows) {
      const fact = await work(inside, row);
      if (!fact) continue;
      facts.push(fact);
      await audit(inside, action, `case:${row.id}`);
    }
    await append(inside, facts);
    return facts.length;
  });

/** Gives cases to somebody; "" to nobody. */
export const assignCases = async (ctx: Ctx, ids: readonly string[], owner: string): Promise<number> => {
  const user =
    owner === "" ? { id: "", name: "" } : (await listUsers(ctx)).find((one) => one.id === owner && !one.disabled);
  if (!user)
    throw new Problem("invalid", "This person has no access any more.", {
      faults: [{ at: "owner", message: "Choose somebody else." }],
    });
  return each(ctx, ids, "case.assigned", async (inside, row) => {
    if (row.status === "closed" || row.owner === user.id) return null;
    await setOwner(inside.db, row.id, user);
    await entry(inside, row, "assigned", user.name);
    return {
      name: "case.assigned",
      subject: row.subject,
      key: `case:assigned:${row.id}:${randomUUID()}`,
      properties: about({ ...row, owner: user.id }),
    };
  });
};

export const noteOnCase = (ctx: Ctx, id: string, text: string): Promise<void> =>
  transaction(ctx.db, async (db) => {
    const inside = within(ctx, db);
    const [row] = await lockCases(db, [id]);
    if (!row) throw notFound("case");
    await entry(inside, row, "noted", text);
  });

/** Closes with an outcome; a closed case stays as it is. */
export const closeCases = (
  ctx: Ctx,
  ids: readonly string[],
  { outcome, note }: { outcome: Outcome; note: string },
): Promise<number> =>
  each(ctx, ids, "case.closed", async (inside, row) => {
    if (row.status === "closed") return null;
    await setStatus(inside.db, row.id, { status: "closed", outcome, closedAt: ctx.now });
    await entry(inside, row, "closed", note);
    return {
      name: "case.closed",
      subject: row.subject,
      key: `case:closed:${row.id}:${ctx.now.toISOString()}`,
      properties: { ...about(row), outcome, late: ctx.now > row.due_at },
    };
  });

/** Opens a closed case again. A conflict where a newer one of the same order and kind is open. */
export const reopenCase = async (ctx: Ctx, id: string): Promise<void> => {
  try {
    await each(ctx, [id], "case.reopened", async (inside, row) => {
      if (row.status === "open") return null;
      await setStatus(inside.db, row.id, { status: "open", outcome: "", closedAt: null });
      await entry(inside, row, "reopened", "");
      return {
        name: "case.reopened",
        subject: row.subject,
        key: `case:reopened:${row.id}:${ctx.now.toISOString()}`,
        properties: about(row),
      };
    });
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "case_open_once")
      throw new Problem("conflict", "Another case of this order and kind is open already.");
    throw error;
  }
};
