import { z } from "zod";
import { ParcelState } from "#delivery/model";
import { contract } from "#kernel/contract";
import { CaseKind, CaseSettings, Outcome } from "./model.ts";

const Person = z.object({ id: z.string(), name: z.string() });

export const Case = z.object({
  id: z.uuid(),
  number: z.number().int(),
  kind: CaseKind,
  order: z.string(),
  parcel: z.string(),
  customer: z.object({ profile: z.uuid(), name: z.string() }).nullable(),
  status: z.enum(["open", "closed"]),
  owner: Person.nullable(),
  openedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  outcome: Outcome.nullable(),
  reports: z.number().int().describe("How often it was told."),
});
export type Case = z.infer<typeof Case>;

const Entry = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  kind: z.string(),
  actor: z.string(),
  text: z.string(),
});
const one = z.object({ id: z.uuid() });
const ids = z.array(z.uuid()).min(1).max(200);
const note = z.string().trim().max(2_000);
const Changed = z.object({ changed: z.number().int() });

export const feedbackApi = contract({
  cases: {
    method: "GET",
    path: "/api/cases",
    summary: "Cases: open ones by deadline, closed ones the newest first",
    query: z.object({
      status: z.enum(["open", "closed"]).default("open"),
      kind: CaseKind.optional(),
      owner: z.string().max(100).optional().describe("An id, `me` or `none`."),
      overdue: z.stringbool().optional(),
      profile: z.uuid().optional(),
      order: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(100).optional(),
    }),
    returns: z.object({ items: z.array(Case), next: z.string().nullable() }),
  },
  inShort: {
    method: "GET",
    path: "/api/cases/summary",
    summary: "How many cases are open, overdue, without an owner, and mine",
    returns: z.object({
      open: z.number().int(),
      overdue: z.number().int(),
      unowned: z.number().int(),
      mine: z.number().int(),
    }),
  },
  team: {
    method: "GET",
    path: "/api/cases/team",
    summary: "Who takes cases",
    returns: z.object({ items: z.array(Person) }),
  },
  people: {
    method: "GET",
    path: "/api/cases/people",
    summary: "Who could take cases",
    returns: z.object({ items: z.array(Person) }),
  },
  settings: {
    method: "GET",
    path: "/api/cases/settings",
    summary: "Business hours, deadlines and who takes cases",
    returns: CaseSettings,
  },
  saveSettings: {
    method: "PUT",
    path: "/api/cases/settings",
    summary: "Change business hours, deadlines and who takes cases",
    body: CaseSettings,
    returns: CaseSettings,
  },
  assign: {
    method: "POST",
    path: "/api/cases/assign",
    summary: "Give cases to somebody, or to nobody",
    role: "agent",
    body: z.object({ ids, owner: z.string().max(100) }),
    returns: Changed,
  },
  close: {
    method: "POST",
    path: "/api/cases/close",
    summary: "Close cases with an outcome",
    role: "agent",
    body: z.object({ ids, outcome: Outcome, note: note.default("") }),
    returns: Changed,
  },
  one: {
    method: "GET",
    path: "/api/cases/{id}",
    summary: "One case with its story",
    params: one,
    returns: Case.extend({
      tracking: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      parcels: z.array(
        z.object({ id: z.uuid(), carrier: z.string(), number: z.string(), state: ParcelState, reason: z.string() }),
      ),
      entries: z.array(Entry),
    }),
  },
  note: {
    method: "POST",
    path: "/api/cases/{id}/notes",
    summary: "Write something down",
    role: "agent",
    params: one,
    body: z.object({ text: note.min(1) }),
  },
  reopen: {
    method: "POST",
    path: "/api/cases/{id}/reopen",
    summary: "Open a closed case again",
    role: "agent",
    params: one,
  },
});
