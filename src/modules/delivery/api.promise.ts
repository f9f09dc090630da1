import { z } from "zod";
import { contract } from "#kernel/contract";
import { PromiseSettings } from "./model/promise/settings.ts";
import { Answer, Ask, OUTCOMES, PLACES, PromiseRow } from "./model/promise/types.ts";

const limit = z.coerce.number().int().min(1).max(200).default(50);
const cursor = z.string().max(200).optional();
const name = z.string().max(60).optional();

export const Share = z.object({
  of: z.int(),
  hits: z.int(),
  share: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export const LaneFigures = z.object({
  carrier: z.string(),
  prefecture: z.string(),
  shown: z.int(),
  scored: z.int(),
  kept: Share,
  early: Share,
  late: Share,
  overdue: z.int(),
  inside: Share.describe("Arrivals within the range; 80 % are meant to be."),
  error: z.number().nullable().describe("Mean days between the point and the arrival."),
});
export type LaneFigures = z.infer<typeof LaneFigures>;

export const CurvePoint = z.object({
  bound: z.enum(["earliest", "point", "latest", "by"]),
  promised: z.number().describe("Share that should have come by then."),
  came: Share,
});
export type CurvePoint = z.infer<typeof CurvePoint>;

const Effect = z.object({ late: z.boolean(), orders: z.int(), good: Share, repeated: Share, enough: z.boolean() });

const ModelCard = z.object({
  id: z.string(),
  kind: z.enum(["order", "parcel"]),
  fittedAt: z.iso.datetime(),
  known: z.int(),
  open: z.int(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  tested: z.int(),
  mae: z.number().nullable(),
  coverage: z.number().nullable(),
  onTime: z.number().nullable(),
});
export type ModelCard = z.infer<typeof ModelCard>;

export const promiseApi = contract({
  predictPromises: {
    method: "POST",
    path: "/api/promises/predict",
    summary: "When orders would arrive, one or many; with a write key anybody may ask. Nothing is kept",
    role: "public",
    body: z.object({
      writeKey: z.string().max(200).optional().describe("Where nobody is signed in."),
      asks: z.array(Ask).min(1).max(500),
    }),
    returns: z.object({ items: z.array(Answer) }),
  },
  promises: {
    method: "GET",
    path: "/api/promises",
    summary: "Every delivery date that was shown to anybody, the newest first, and what came of it",
    query: z.object({
      place: z.enum(PLACES).optional(),
      outcome: z.enum(OUTCOMES).optional(),
      carrier: name,
      prefecture: name,
      order: z.string().max(300).optional(),
      limit,
      cursor,
    }),
    returns: z.object({ items: z.array(PromiseRow), next: z.string().nullable() }),
  },
  promiseFigures: {
    method: "GET",
    path: "/api/promises/figures",
    summary: "Promises kept, early and late by lane, and whether they were as sure as they said",
    query: z.object({ days: z.coerce.number().int().min(7).max(730).default(90), carrier: name, prefecture: name }),
    returns: z.object({
      lanes: z.array(LaneFigures),
      curve: z.array(CurvePoint),
      effects: z.array(Effect).describe("Who was kept waiting and who was not; no cause is claimed."),
    }),
  },
  promiseModels: {
    method: "GET",
    path: "/api/promises/models",
    summary: "What the models in use learned from, when, and how well they did on weeks they had not seen",
    returns: z.object({
      items: z.array(ModelCard),
      refit: z.object({ dueAt: z.iso.datetime(), step: z.int(), steps: z.int(), running: z.boolean() }),
    }),
  },
  refitPromises: { method: "POST", path: "/api/promises/refit", summary: "Refit now instead of tonight" },
  promiseSettings: {
    method: "GET",
    path: "/api/promises/settings",
    summary: "Warehouses, carriers, backlogs, and how sure a promise must be to be shown",
    returns: PromiseSettings,
  },
  savePromiseSettings: {
    method: "PUT",
    path: "/api/promises/settings",
    summary: "Change warehouses, carriers, backlogs, and how sure a promise must be",
    body: PromiseSettings,
    returns: PromiseSettings,
  },
});
