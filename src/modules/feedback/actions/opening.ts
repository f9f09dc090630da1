/** Opens cases from what customers and carriers report: at once, with an owner and a deadline, once per order and kind. */
import { randomUUID } from "node:crypto";
import { append } from "#events";
import { brandOf } from "#kernel/admin";
import { listUsers } from "#kernel/auth";
import type { Ctx } from "#kernel/context";
import { lock } from "#kernel/database";
import type { Fact } from "#kernel/log";
import { readSetting } from "#kernel/settings";
import { CaseSettings, type Report } from "../model.ts";
import { dueAt } from "../model/deadline.ts";
import { addEntry, addReport, type CaseRow, insertCase, knownKeys, openByOwner, openCase } from "../store.ts";

export interface Owner {
  readonly id: string;
  readonly name: string;
}

/** Those who may be given a case. */
export const teamOf = async (ctx: Ctx, settings: CaseSettings): Promise<Owner[]> => {
  const able = (await listUsers(ctx)).filter((user) => !user.disabled);
  const chosen = able.filter((user) => settings.team.includes(user.id));
  const last = able.filter((user) => user.role === "owner").slice(0, 1);
  return (chosen.length > 0 ? chosen : last).map(({ id, name }) => ({ id, name }));
};

/** What every fact of a case says. */
export const about = (row: Pick<CaseRow, "id" | "number" | "kind" | "order" | "owner" | "due_at">) => ({
  case: row.id,
  number: row.number,
  kind: row.kind,
  order: row.order,
  owner: row.owner,
  dueAt: row.due_at.toISOString(),
});

/** Runs in the caller's transaction. A report that was told before does nothing. */
export const openCases = async (ctx: Ctx, reports: readonly Report[]): Promise<void> => {
  if (reports.length === 0) return;
  // Two processes that open at once would give everything to the same person, or meet on one order.
  await lock(ctx.db, "feedback.cases");
  const told = await knownKeys(
    ctx.db,
    reports.map((report) => report.key),
  );
  const fresh = reports.filter((report) => !told.has(report.key));
  if (fresh.length === 0) return;
  const settings = await readSetting(ctx, "feedback.cases", CaseSettings);
  const { zone } = await brandOf(ctx);
  const team = await teamOf(ctx, settings);
  const load = await openByOwner(ctx.db);
  const facts: Fact[] = [];
  for (const report of fresh) {
    const due = dueAt(report.at, settings.hours[report.kind], settings, zone);
    const entry = { at: report.at, kind: "reported", actor: "", text: report.text, key: report.key };
    const open = await openCase(ctx.db, report.order, report.kind);
    if (open) {
      // A claim that follows from the customer's own report is the same word.
      if (report.echo) continue;
      if (await addEntry(ctx.db, { ...entry, case: open.id })) await addReport(ctx.db, open.id, due);
      continue;
    }
    const owner = team.toSorted((a, b) => (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0))[0] ?? { id: "", name: "" };
    load.set(owner.id, (load.get(owner.id) ?? 0) + 1);
    const row = {
      id: randomUUID(),
      kind: report.kind,
      order: report.order,
      parcel: report.parcel,
      subject: report.subject,
      owner: owner.id,
      owner_name: owner.name,
      opened_at: report.at,
      due_at: due,
    };
    const number = await insertCase(ctx.db, row);
    await addEntry(ctx.db, { ...entry, case: row.id });
    facts.push({
      name: "case.opened",
      subject: report.subject,
      key: `case:opened:${row.id}`,
      properties: about({ ...row, number }),
    });
  }
  await append(ctx, facts);
};
