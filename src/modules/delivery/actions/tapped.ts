/** A tap on LINE that says how a delivery was: the answer comes signed from LINE, from the person who got the message. */
import type { Ctx } from "#kernel/context";
import type { StoredEvent } from "#kernel/log";
import { profilesOf } from "#profiles";
import { Feeling } from "../events.tracking.ts";
import { parcelsById } from "./reading.ts";
import { feel } from "./said.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** Only the person whose parcel it was, and only once it has arrived. */
export const takeTaps = async (ctx: Ctx, events: readonly StoredEvent[]): Promise<void> => {
  const taps = events.flatMap(({ subject, properties }) => {
    const said = new URLSearchParams(typeof properties["data"] === "string" ? properties["data"] : "");
    const feeling = Feeling.safeParse(said.get("feeling"));
    const parcel = said.get("parcel") ?? "";
    return feeling.success && UUID.test(parcel) ? [{ subject, feeling: feeling.data, parcel }] : [];
  });
  if (taps.length === 0) return;
  const parcels = await parcelsById(ctx, [...new Set(taps.map((tap) => tap.parcel))]);
  const people = await profilesOf(
    ctx,
    [...taps, ...parcels.values()].map((each) => each.subject),
  );
  for (const { subject, feeling, parcel: id } of taps) {
    const parcel = parcels.get(id);
    const whose = parcel && people.get(parcel.subject);
    if (!parcel || parcel.state !== "delivered" || whose === undefined || whose !== people.get(subject)) continue;
    await feel(ctx, { order: parcel.order, parcel: id, feeling, from: "line" });
  }
};
