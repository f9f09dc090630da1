import { z } from "zod";
import { Method, ParcelState } from "./model.ts";

const Told = z.object({
  parcel: z.uuid(),
  order: z.string(),
  shipment: z.string(),
  carrier: z.string(),
  service: z.string(),
  number: z.string(),
  method: Method,
  place: z.string(),
  state: ParcelState,
  reason: z.string(),
  stateAt: z.string(),
  tracking: z.string().describe("The address of the order's tracking page."),
  notice: z.string().describe("Different for each telling, the same when it is told twice."),
});

/** Facts of parcels. Subject: the order's. Nothing is told of a parcel whose order nobody knows yet. */
export const parcelFacts = {
  "parcel.shipped": Told,
  "parcel.out_for_delivery": Told,
  "parcel.attempt_failed": Told.extend({ holdUntil: z.string().nullable() }),
  "parcel.held": Told.extend({ holdUntil: z.string().nullable() }),
  "parcel.hold_ending": Told.extend({ holdUntil: z.string().nullable() }),
  "parcel.delayed": Told.extend({
    promisedBy: z.string().nullable(),
    why: z.enum(["promise_passed", "carrier_said"]),
  }),
  "parcel.investigating": Told,
  "parcel.lost": Told,
  "parcel.damaged": Told,
  "parcel.delivered": Told.extend({ stale: z.boolean().describe("Known only long after it happened.") }),
  "parcel.returning": Told,
  "parcel.returned": Told,
  "parcel.contradicted": Told.extend({ deliveredAt: z.string().nullable() }).describe(
    "A carrier takes a delivery back. For staff: the customer is told by a person.",
  ),
  "parcel.silent": Told.extend({ since: z.string() }),
  "parcel.unknown_status": Told.extend({ vocabulary: z.string(), code: z.string(), text: z.string() }),
} as const;
