import type { Reaction } from "#kernel/log";
import { chooseLessons, tellArrivals } from "./actions/after.ts";
import { remedy, REMEDY_EVENTS } from "./actions/remedy.ts";
import { takeTaps } from "./actions/tapped.ts";

/** What goes out today is told with its hours. */
const arrivals: Reaction = { name: "delivery.arrivals", on: ["parcel.out_for_delivery"], handle: tellArrivals };

/** What has arrived is explained. */
const lessons: Reaction = {
  name: "delivery.lessons",
  on: ["parcel.delivered"],
  after: ["profiles.fold", "catalog.fold"],
  handle: chooseLessons,
};

/** What went wrong is made good, as the policy says. */
const remedies: Reaction = { name: "delivery.remedies", on: REMEDY_EVENTS, after: ["profiles.fold"], handle: remedy };

/** A tap on LINE is an answer. */
const taps: Reaction = { name: "delivery.taps", on: ["line.postback"], after: ["profiles.fold"], handle: takeTaps };

export const trackingReactions: readonly Reaction[] = [arrivals, lessons, remedies, taps];
