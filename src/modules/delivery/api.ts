export { promiseApi } from "./api.promise.ts";
export { trackingApi } from "./api.tracking.ts";
import { z } from "zod";
import { contract } from "#kernel/contract";
import { HOOKS, METHODS, PARCEL_STATES, ParcelItem, ParcelState, ScanDetail } from "./model.ts";
import { ParcelRow, Queue, ScanRow, Scorecard } from "./model.rows.ts";
import { FIELDS, FORMATS } from "./model/inbound/csv.ts";
import { DeliverySettings } from "./model/watch.ts";

const limit = z.coerce.number().int().min(1).max(200).default(50);
const cursor = z.string().max(200).optional();
const moment = z.iso.datetime({ offset: true });
const moments = moment.nullable();

const item = ParcelItem.extend({
  variant: ParcelItem.shape.variant.default(""),
  name: ParcelItem.shape.name.default(""),
  line: ParcelItem.shape.line.default(""),
  quantity: z.number().positive().max(100_000).default(1),
});
const scan = z.object({
  occurredAt: moment.optional().describe("Now where absent."),
  status: z.string().min(1).max(200).describe("A carrier's word, or one of our states."),
  vocabulary: z
    .string()
    .max(60)
    .optional()
    .describe("Whose word it is. The parcel's carrier, then ours, where absent."),
  place: z.string().max(200).default(""),
  detail: ScanDetail.default({}),
});
export type ScanInput = z.input<typeof scan>;

export const deliveryApi = contract({
  parcels: {
    method: "GET",
    path: "/api/parcels",
    summary: "Parcels, the newest first, or a queue, the most urgent first",
    query: z.object({
      q: z.string().max(100).optional().describe("Beginning of a tracking number or an order number."),
      queue: Queue.optional(),
      state: z.enum(PARCEL_STATES).optional(),
      carrier: z.string().max(60).optional(),
      method: z.enum(METHODS).optional(),
      prefecture: z.string().max(20).optional(),
      assignee: z.string().max(80).optional(),
      order: z.string().max(300).optional(),
      limit,
      cursor,
    }),
    returns: z.object({ items: z.array(ParcelRow), next: z.string().nullable() }),
  },
  parcelQueues: {
    method: "GET",
    path: "/api/parcels/queues",
    summary: "How many parcels need somebody, and how many are overdue",
    returns: z.object({
      items: z.array(z.object({ queue: Queue, count: z.number().int(), overdue: z.number().int() })),
      carriers: z.array(z.string()),
      assignees: z.array(z.string()),
    }),
  },
  parcelScorecards: {
    method: "GET",
    path: "/api/parcels/scorecards",
    summary: "How carriers and lanes do: days, promises kept, exceptions, with intervals",
    query: z.object({
      days: z.coerce.number().int().min(7).max(400).default(90).describe("Parcels shipped in so many days."),
      by: z.enum(["carrier", "lane"]).default("carrier"),
      carrier: z.string().max(60).optional(),
    }),
    returns: z.object({ items: z.array(Scorecard) }),
  },
  carrierWords: {
    method: "GET",
    path: "/api/parcels/words",
    summary: "Words of carriers that no map reads, and the brand's own readings",
    returns: z.object({
      unknown: z.array(
        z.object({
          vocabulary: z.string(),
          word: z.string(),
          text: z.string(),
          code: z.string(),
          scans: z.number().int(),
          parcels: z.number().int(),
          last: moment,
        }),
      ),
      own: z.array(
        z.object({
          vocabulary: z.string(),
          word: z.string(),
          version: z.number().int(),
          state: ParcelState,
          reason: z.string(),
        }),
      ),
    }),
  },
  mapCarrierWord: {
    method: "POST",
    role: "agent",
    path: "/api/parcels/words",
    summary: "Say what a carrier's word means; every scan with it is read again",
    body: z.object({
      vocabulary: z.string().min(1).max(60),
      word: z.string().min(1).max(200),
      state: ParcelState,
      reason: z.string().max(60).default(""),
    }),
    returns: z.object({ version: z.number().int(), parcels: z.number().int() }),
  },
  parcel: {
    method: "GET",
    path: "/api/parcels/{id}",
    summary: "One parcel with its scans, items and the others of its order",
    params: z.object({ id: z.uuid() }),
    returns: ParcelRow.extend({
      createdAt: moment,
      shippedAt: moments,
      deliveredAt: moments,
      carrierBy: moments,
      carrierPage: z.string().nullable().describe("Where the carrier shows this number."),
      postalCode: z.string(),
      country: z.string(),
      note: z.string(),
      items: z.array(ParcelItem.extend({ variantName: z.string().describe("As people call it; else its code.") })),
      scans: z.array(ScanRow),
      told: z.array(z.object({ name: z.string(), at: moment })).describe("What the customer's journeys heard of it."),
      siblings: z.array(z.object({ id: z.uuid(), carrier: z.string(), number: z.string(), state: ParcelState })),
    }),
  },
  createShipment: {
    method: "POST",
    role: "agent",
    path: "/api/shipments",
    summary: "Tell that something was sent, or will be fetched: one shipment with its parcels",
    body: z.object({
      shipment: z.string().max(200).optional().describe("Your own name for it; told again it is the same shipment."),
      order: z.string().max(300).default("").describe("Id or number of the order."),
      carrier: z.string().max(100).default("").describe("`store` for what a store hands over."),
      service: z.string().max(100).default(""),
      method: z.enum(METHODS).default("carrier"),
      origin: z.string().max(100).default(""),
      place: z.string().max(100).default("").describe("Store that hands it over."),
      destination: z
        .object({ prefecture: z.string().max(20), postalCode: z.string().max(20), country: z.string().max(40) })
        .partial()
        .optional(),
      parcels: z
        .array(z.object({ number: z.string().max(60).default(""), items: z.array(item).max(500).default([]) }))
        .min(1)
        .max(200)
        .default([{ number: "", items: [] }]),
      status: scan.optional().describe("Where it stands. `label_created` where absent."),
    }),
    returns: z.object({
      parcels: z.array(
        z.object({ id: z.uuid(), number: z.string(), doubt: z.string().describe("What looks wrong with the number.") }),
      ),
    }),
  },
  recordScan: {
    method: "POST",
    role: "agent",
    path: "/api/parcels/{id}/scans",
    summary: "Add a scan to a parcel",
    params: z.object({ id: z.uuid() }),
    body: scan,
    returns: z.object({ state: ParcelState, reason: z.string(), known: z.boolean().describe("A map read the words.") }),
  },
  recordScans: {
    method: "POST",
    path: "/api/scans",
    summary: "Add scans by carrier and tracking number",
    body: z.object({
      scans: z
        .array(scan.extend({ carrier: z.string().max(100).default(""), number: z.string().min(1).max(60) }))
        .min(1)
        .max(1_000),
    }),
    returns: z.object({ added: z.number().int(), unknown: z.number().int(), parcels: z.number().int() }),
  },
  importShipped: {
    method: "POST",
    path: "/api/parcels/import",
    summary: "Read a file of shipped results (B2, e飛伝, ゆうパックプリントR or headed CSV; CP932 or UTF-8)",
    body: z.object({
      file: z.string().max(7_500_000).describe("The bytes of the file in base64; 5 MB at most."),
      format: z.enum(FORMATS).default("auto"),
      carrier: z.string().max(60).optional().describe("Where neither the file nor its headings say it."),
      columns: z
        .partialRecord(z.enum(FIELDS), z.number().int().min(0).max(500))
        .optional()
        .describe("Columns by position, counted from 0, where a file has no headings."),
      dryRun: z.boolean().default(false),
    }),
    returns: z.object({
      rows: z.number().int(),
      taken: z.number().int(),
      created: z.number().int(),
      unlinked: z.number().int().describe("Parcels whose order is not known yet."),
      faults: z.array(z.object({ row: z.number().int(), why: z.string(), text: z.string() })),
    }),
  },
  handleParcels: {
    method: "POST",
    role: "agent",
    path: "/api/parcels/handle",
    summary: "Note for several parcels that somebody looks after them",
    body: z.object({
      ids: z.array(z.uuid()).min(1).max(500),
      action: z.enum(["contacted", "investigated", "assign", "reopen"]),
      assignee: z.string().max(80).optional(),
      note: z.string().max(1_000).optional(),
    }),
    returns: z.object({ changed: z.number().int() }),
  },
  deliveryHooks: {
    method: "GET",
    path: "/api/delivery/hooks",
    summary: "Which carriers' webhooks are set up, and their addresses",
    role: "owner",
    returns: z.array(z.object({ hook: z.enum(HOOKS), address: z.string(), secrets: z.number().int() })),
  },
  setDeliveryHook: {
    method: "PUT",
    path: "/api/delivery/hooks/{hook}",
    summary: "Set the secrets of a webhook: two while one replaces the other, none to close it",
    role: "owner",
    params: z.object({ hook: z.enum(HOOKS) }),
    body: z.object({ secrets: z.array(z.string().min(8).max(200)).max(2) }),
  },
  deliverySettings: {
    method: "GET",
    path: "/api/delivery/settings",
    summary: "When parcels count as silent, and how long carriers keep them",
    returns: DeliverySettings,
  },
  saveDeliverySettings: {
    method: "PUT",
    path: "/api/delivery/settings",
    summary: "Change when parcels count as silent, and how long carriers keep them",
    role: "owner",
    body: DeliverySettings,
  },
});
