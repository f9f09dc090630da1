/** What a brand says of its promises: setting `delivery.promise`. */
import { z } from "zod";
import { readDay } from "./calendar.ts";
import { PREFECTURES } from "./japan.ts";
import { Warehouse } from "./warehouse.ts";

/** A known disturbance at a carrier: snow, a strike, a full depot. */
export const Backlog = z.object({
  prefectures: z.array(z.enum(PREFECTURES)).max(47).default([]).describe("Empty: everywhere."),
  days: z.int().min(1).max(30),
  until: z.string().refine((text) => readDay(text) !== null, "A date such as 2026-12-31."),
});

export const PromiseCarrier = z.object({
  id: z.string().trim().min(1).max(60),
  service: z.string().trim().max(60).default(""),
  backlogs: z.array(Backlog).max(20).default([]),
});

export const LEVELS_SHOWN = ["high", "medium", "low"] as const;
export const ConfidenceLevel = z.enum(LEVELS_SHOWN);
export type ConfidenceLevel = z.infer<typeof ConfidenceLevel>;

export const PromiseSettings = z.object({
  warehouses: z.array(Warehouse).max(50).default([]),
  carriers: z.array(PromiseCarrier).max(50).default([]).describe("The first is used where nobody names one."),
  /** Below this nothing is shown to anybody. */
  least: ConfidenceLevel.default("medium"),
  refitEvery: z.int().min(1).max(14).default(1).describe("Nights from one refit to the next."),
});
export type PromiseSettings = z.infer<typeof PromiseSettings>;
