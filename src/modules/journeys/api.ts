import { z } from "zod";
import { contract } from "#kernel/contract";
import { Definition, JOURNEY_STATUS, Reason } from "./model.ts";

const Id = z.object({ id: z.uuid() });
const Name = z.string().trim().min(1, "Give the journey a name.").max(120);
const LANGUAGE = z.enum(["ja", "en"]);
const Mistake = z.object({ at: z.string(), code: z.string(), message: z.string() });

const Totals = z.object({ running: z.number().int(), entered: z.number().int(), ended: z.number().int() });

export const JourneyRow = z.object({
  id: z.uuid(),
  name: z.string(),
  status: z.enum(JOURNEY_STATUS),
  /** The live version; null while it never lived. */
  version: z.number().int().nullable(),
  /** There is a draft that differs from the live version. */
  changed: z.boolean(),
  liveSince: z.string().nullable(),
  updatedAt: z.string(),
  totals: Totals,
});
export type JourneyRow = z.infer<typeof JourneyRow>;

export const Journey = JourneyRow.extend({
  /** The draft where there is one, else the live version. */
  definition: Definition,
  live: Definition.nullable(),
}).meta({ id: "Journey" });
export type Journey = z.infer<typeof Journey>;

export const RunRow = z.object({
  id: z.uuid(),
  journey: z.uuid(),
  journeyName: z.string(),
  version: z.number().int(),
  profile: z.uuid(),
  /** How to call the person: a name where one is known, else an identity. */
  person: z.string(),
  node: z.string(),
  phase: z.enum(["ready", "waiting", "ended"]),
  since: z.string(),
  /** Until when it waits, at the latest. */
  deadline: z.string().nullable(),
  enteredAt: z.string(),
  endedAt: z.string().nullable(),
  end: Reason.nullable(),
  test: z.boolean(),
  held: z.boolean(),
});
export type RunRow = z.infer<typeof RunRow>;

export const StepRow = z.object({
  node: z.string(),
  visit: z.number().int(),
  at: z.string(),
  outcome: z.enum(["entered", "waiting", "moved", "ended", "refused", "failed"]),
  path: z.string().nullable(),
  why: Reason,
});
export type StepRow = z.infer<typeof StepRow>;

const Page = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(100).optional() };
const RunPage = z.object({ items: z.array(RunRow), next: z.string().nullable() });

/** Journeys over HTTP. */
export const journeysApi = contract({
  list: {
    method: "GET",
    path: "/api/journeys",
    summary: "List journeys",
    query: z.object({ status: z.enum(JOURNEY_STATUS).optional(), search: z.string().max(100).optional() }),
    returns: z.array(JourneyRow),
  },
  create: {
    method: "POST",
    path: "/api/journeys",
    summary: "Create a journey as a draft",
    body: z.object({
      name: Name,
      definition: Definition.optional(),
      language: LANGUAGE.optional().describe("In which the words that it brings along are named; default: the brand's"),
    }),
    returns: Journey,
  },
  one: { method: "GET", path: "/api/journeys/{id}", summary: "One journey", params: Id, returns: Journey },
  save: {
    method: "PUT",
    path: "/api/journeys/{id}",
    summary: "Save the name and the draft; what is live stays as it is until it is activated",
    params: Id,
    body: z.object({ name: Name, definition: Definition }),
    returns: Journey,
  },
  discard: {
    method: "POST",
    path: "/api/journeys/{id}/discard",
    summary: "Throw the draft away and go back to the live version",
    params: Id,
    returns: Journey,
  },
  remove: {
    method: "DELETE",
    path: "/api/journeys/{id}",
    summary: "Delete a journey in which nobody has ever been; others are archived",
    params: Id,
  },
  validate: {
    method: "POST",
    path: "/api/journeys/{id}/validate",
    summary: "What keeps this definition (default: the saved one) from being activated",
    params: Id,
    body: z.object({ definition: Definition.optional() }),
    returns: z.object({ mistakes: z.array(Mistake) }),
  },
  activate: {
    method: "POST",
    path: "/api/journeys/{id}/activate",
    summary: "Make the draft live, or let a paused journey go on",
    params: Id,
    returns: Journey,
  },
  pause: {
    method: "POST",
    path: "/api/journeys/{id}/pause",
    summary: "Let nobody in and nobody on; who is inside stays where they are",
    params: Id,
    returns: Journey,
  },
  archive: {
    method: "POST",
    path: "/api/journeys/{id}/archive",
    summary: "End the journey and every run of it",
    params: Id,
    returns: Journey,
  },
  versions: {
    method: "GET",
    path: "/api/journeys/{id}/versions",
    summary: "Every version that was activated or tried, the newest first",
    params: Id,
    returns: z.array(
      z.object({
        version: z.number().int(),
        definition: Definition,
        createdAt: z.string(),
        createdBy: z.string(),
        activatedAt: z.string().nullable(),
        running: z.number().int(),
      }),
    ),
  },
  counts: {
    method: "GET",
    path: "/api/journeys/{id}/counts",
    summary: "How many people stand at each node, passed it by each way, and left there",
    params: Id,
    returns: z.array(
      z.object({
        node: z.string(),
        waiting: z.number().int(),
        passed: z.number().int(),
        left: z.number().int(),
        paths: z.record(z.string(), z.number().int()),
      }),
    ),
  },
  runs: {
    method: "GET",
    path: "/api/journeys/{id}/runs",
    summary: "Runs of a journey, the newest first",
    params: Id,
    query: z.object({
      node: z.string().max(40).optional(),
      phase: z.enum(["alive", "ended"]).optional(),
      ...Page,
    }),
    returns: RunPage,
  },
  tryOut: {
    method: "POST",
    path: "/api/journeys/{id}/test",
    summary: "Start one profile on the saved definition, whatever the trigger says. Messages are really sent",
    params: Id,
    body: z.object({ profile: z.uuid(), event: z.record(z.string(), z.json()).default({}) }),
    returns: RunRow,
  },
  runsOf: {
    method: "GET",
    path: "/api/runs",
    summary: "Runs of one profile in every journey, the newest first",
    query: z.object({ profile: z.uuid(), ...Page }),
    returns: RunPage,
  },
  run: {
    method: "GET",
    path: "/api/runs/{id}",
    summary: "One run, and its path with the reason of each step",
    params: Id,
    returns: RunRow.extend({ definition: Definition, data: z.record(z.string(), z.json()), steps: z.array(StepRow) }),
  },
  stopRun: {
    method: "POST",
    path: "/api/runs/{id}/stop",
    summary: "End one run where it stands",
    params: Id,
    returns: RunRow,
  },
});
