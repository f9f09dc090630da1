/** Parcels, scans and figures as the API shows them. */
import { z } from "zod";
import { Method, ParcelState, ScanDetail } from "./model.ts";

const moment = z.iso.datetime({ offset: true });
const moments = moment.nullable();

/** Why a parcel needs somebody. */
export const QUEUES = [
  "attention",
  "exceptions",
  "absent",
  "expiring",
  "silent",
  "late",
  "unknown",
  "unlinked",
] as const;
export const Queue = z.enum(QUEUES);
export type Queue = z.infer<typeof Queue>;

export const ParcelRow = z.object({
  id: z.uuid(),
  shipment: z.string(),
  order: z.string().describe("As the sender named it where no such order is known."),
  linked: z.boolean(),
  buyer: z.object({ profile: z.uuid(), name: z.string() }).nullable(),
  carrier: z.string(),
  service: z.string(),
  number: z.string(),
  numberDoubt: z.enum(["", "check_digit", "length", "letters"]),
  method: Method,
  place: z.string(),
  prefecture: z.string(),
  state: ParcelState,
  reason: z.string(),
  stateAt: moment,
  lastScanAt: moments,
  promisedBy: moments,
  holdUntil: moments,
  silentSince: moments,
  lateSince: moments,
  contradicted: z.boolean(),
  unknown: z.number().int(),
  queues: z.array(Queue),
  dueAt: moments.describe("By when somebody should have acted; null where nobody needs to."),
  assignee: z.string(),
  contactedAt: moments,
  investigatedAt: moments,
});
export type ParcelRow = z.infer<typeof ParcelRow>;

export const ScanRow = z.object({
  id: z.number().int(),
  occurredAt: moment,
  receivedAt: moment,
  source: z.string(),
  vocabulary: z.string(),
  code: z.string(),
  text: z.string(),
  place: z.string(),
  detail: ScanDetail,
  state: ParcelState,
  reason: z.string(),
  map: z.string(),
});
export type ScanRow = z.infer<typeof ScanRow>;

const share = z.object({
  of: z.number().int().describe("How many it is a share of."),
  hits: z.number().int(),
  share: z.number().nullable().describe("Null where `of` is 0."),
  low: z.number().nullable().describe("95 % interval (Wilson)."),
  high: z.number().nullable(),
});

export const Scorecard = z.object({
  carrier: z.string(),
  prefecture: z.string().describe("Empty on the card of a whole carrier."),
  shipped: z.number().int(),
  delivered: z.number().int(),
  open: z.number().int(),
  days: z
    .object({ median: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() })
    .describe("Calendar days from shipping to delivery, parcels still under way counted as not yet (Kaplan-Meier)."),
  onTime: share.describe("Of parcels with a promised day that has come or that have arrived."),
  exceptions: share.describe("Of all shipped: investigated, lost, damaged or sent back."),
  absent: share.describe("Of all shipped: at least one attempt that failed."),
  enough: z.boolean().describe("30 parcels or more."),
});
export type Scorecard = z.infer<typeof Scorecard>;
