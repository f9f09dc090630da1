/** Cases as the console and the API show them. */
import type { z } from "zod";
import { parcelsOf, trackingLink } from "#delivery";
import { listUsers } from "#kernel/auth";
import type { Ctx } from "#kernel/context";
import { notFound, Problem } from "#kernel/errors";
import { readSetting } from "#kernel/settings";
import { identitiesOf, traitsOf } from "#profiles";
import { readNames } from "#profiles/model";
import type { Case, feedbackApi } from "../api.ts";
import { type CaseKind, CaseSettings, type Outcome } from "../model.ts";
import { type CaseRow, entriesOf, listCases, oneCase, summary } from "../store.ts";
import { teamOf } from "./opening.ts";

const namesOf = async (ctx: Ctx, profiles: readonly string[]): Promise<Map<string, string>> => {
  const traits = await traitsOf(ctx, profiles);
  return new Map([...traits].map(([profile, said]) => [profile, readNames(said)?.full ?? ""]));
};

const shown = (row: CaseRow & { profile: string | null }, names: ReadonlyMap<string, string>): Case => ({
  id: row.id,
  number: row.number,
  kind: row.kind as CaseKind,
  order: row.order,
  parcel: row.parcel,
  customer: row.profile === null ? null : { profile: row.profile, name: names.get(row.profile) ?? "" },
  status: row.status,
  owner: row.owner === "" ? null : { id: row.owner, name: row.owner_name },
  openedAt: row.opened_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
  outcome: row.outcome === "" ? null : (row.outcome as Outcome),
  reports: row.reports,
});

const placeIn = (cursor: string | undefined): { at: string; id: string } | null => {
  if (cursor === undefined) return null;
  const [at = "", id = ""] = cursor.split("_");
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/u.test(id))
    throw new Problem("invalid", "This cursor was not given by the page before.");
  return { at, id };
};

export const casesListed = async (ctx: Ctx, query: z.output<typeof feedbackApi.cases.query>) => {
  const owner = query.owner === "me" ? (ctx.actor.kind === "user" ? ctx.actor.id : "-") : query.owner;
  const rows = await listCases(ctx.db, { ...query, owner, after: placeIn(query.cursor), limit: query.limit }, ctx.now);
  const names = await namesOf(ctx, [...new Set(rows.flatMap((row) => row.profile ?? []))]);
  const last = rows.length === query.limit ? rows.at(-1) : undefined;
  const time = last && (query.status === "open" ? last.due_at : last.closed_at);
  return {
    items: rows.map((row) => shown(row, names)),
    next: last && time ? `${time.toISOString()}_${last.id}` : null,
  };
};

export const caseShown = async (ctx: Ctx, id: string) => {
  const row = await oneCase(ctx.db, id);
  if (!row) throw notFound("case");
  const names = await namesOf(ctx, row.profile === null ? [] : [row.profile]);
  const entries = await entriesOf(ctx.db, id);
  const handles = row.profile === null ? [] : ((await identitiesOf(ctx, [row.profile])).get(row.profile) ?? []);
  const parcels = row.order === "" ? [] : ((await parcelsOf(ctx, [row.order])).get(row.order) ?? []);
  return {
    ...shown(row, names),
    email: handles.find(({ kind }) => kind === "email")?.value ?? null,
    phone: handles.find(({ kind }) => kind === "phone")?.value ?? null,
    parcels: parcels.map((each) => ({
      id: each.id,
      carrier: each.carrier,
      number: each.number,
      state: each.state,
      reason: each.reason,
    })),
    tracking: row.order === "" ? null : trackingLink(ctx, row.order),
    entries: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
  };
};

export const casesInShort = (ctx: Ctx) => summary(ctx.db, ctx.now, ctx.actor.kind === "user" ? ctx.actor.id : "");

export const team = async (ctx: Ctx) => ({
  items: await teamOf(ctx, await readSetting(ctx, "feedback.cases", CaseSettings)),
});

/** Everybody who may be made one of the team. */
export const people = async (ctx: Ctx) => ({
  items: (await listUsers(ctx)).filter((user) => !user.disabled).map(({ id, name }) => ({ id, name })),
});
