/** Facts of parcels. */
import type { Ctx } from "#kernel/context";
import type { Fact, Properties } from "#kernel/log";
import type { NoticeName } from "../model/notice.ts";
import type { Standing } from "../model/standing.ts";
import { trackingLink } from "./tracking-link.ts";

/** What every fact of a parcel says. */
const saying = (ctx: Ctx, parcel: Standing): Properties => ({
  parcel: parcel.id,
  order: parcel.order,
  shipment: parcel.shipment,
  carrier: parcel.carrier,
  service: parcel.service,
  number: parcel.number,
  method: parcel.method,
  place: parcel.place,
  state: parcel.state,
  reason: parcel.reason,
  stateAt: parcel.stateAt.toISOString(),
  holdUntil: parcel.holdUntil?.toISOString() ?? null,
  promisedBy: parcel.promisedBy?.toISOString() ?? null,
  // Without a secret nothing can be signed; the page is then reached by order number.
  tracking: parcel.order === "" || ctx.config.secret === null ? "" : trackingLink(ctx, parcel.order),
});

/** A fact of this parcel, once per name and moment. */
export const parcelFact = (
  ctx: Ctx,
  parcel: Standing,
  name: NoticeName | "parcel.unknown_status",
  at: Date,
  more: Properties = {},
  key = at.toISOString(),
): Fact => ({
  name,
  subject: parcel.subject,
  // `notice` is different for each telling: a journey can answer every one of them once.
  properties: { ...saying(ctx, parcel), notice: `${name}:${parcel.id}:${key}`, ...more },
  key: `${name}:${parcel.id}:${key}`,
  // A carrier's clock may run ahead of ours; the log's time never does.
  at: at > ctx.now ? ctx.now : at,
});
