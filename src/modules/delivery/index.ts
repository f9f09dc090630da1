/** The door of delivery: what is on its way to whom, and where it is. */
import type { Module } from "#kernel/module";
import { parcelFacts } from "./events.ts";

export { deliveredItems, deliveryProof, parcelsById, parcelsOf, scansOf } from "./actions/reading.ts";
export { parcelRelation } from "./store/doors.ts";

export const deliveryModule: Module = { name: "delivery", facts: parcelFacts };
