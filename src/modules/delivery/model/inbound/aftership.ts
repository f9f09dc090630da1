/** AfterShip-shaped webhooks: every delivery is a whole snapshot with all checkpoints so far. Pure. */
import type { News, RawScan } from "../place.ts";
import { carrierOf } from "../carriers.ts";
import type { Saying } from "../words.ts";
import { clean, firstOf, instant, list, NO_TIME, obj, type Obj } from "./read.ts";

const placeOf = (checkpoint: Obj): string =>
  firstOf(checkpoint, ["location"]) ||
  ["city", "state", "country_name"]
    .map((name) => clean(checkpoint[name]))
    .filter((part) => part !== "")
    .join(" ");

const scanOf = (checkpoint: Obj, carrier: string, at: Date, by: Date | null, signed: boolean): RawScan => {
  const text = firstOf(checkpoint, ["message"]);
  const [tag, subtag] = [clean(checkpoint["tag"]), clean(checkpoint["subtag"])];
  const sayings: Saying[] = [
    // P3: the carrier's own words are finer than any tag made of them.
    { vocabulary: carrier, word: text },
    { vocabulary: carrier, word: clean(checkpoint["raw_tag"]) },
    { vocabulary: "aftership", word: subtag },
    { vocabulary: "aftership", word: tag },
  ];
  const detail = {
    ...(by !== null && { by: by.toISOString() }),
    ...((subtag === "Delivered_003" || (signed && tag === "Delivered")) && { signed: true }),
  };
  return {
    occurredAt: at,
    sayings,
    code: subtag || tag,
    text: text || subtag || tag,
    place: placeOf(checkpoint),
    detail,
  };
};

/** The news of one webhook body; empty where it names no number. */
export const readAftership = (body: Obj, zone: string): News[] => {
  const msg = obj(body["msg"] ?? body["data"] ?? body["tracking"]);
  const number = firstOf(msg, ["tracking_number"]);
  if (number === "") return [];
  const slug = firstOf(msg, ["slug"]);
  const carrier = carrierOf(slug);
  const by = instant(
    firstOf(msg, ["courier_estimated_delivery_date", "expected_delivery"]) ||
      firstOf(obj(msg["latest_estimated_delivery"]), ["datetime_max", "datetime"]),
    zone,
  );
  const signed = firstOf(msg, ["signed_by"]) !== "";
  const checkpoints = list(msg["checkpoints"]);
  const told = checkpoints.length > 0 ? checkpoints : [{ ...msg, checkpoint_time: msg["updated_at"] ?? null }];
  const scans = told.slice(-500).flatMap((checkpoint) => {
    const at = instant(firstOf(checkpoint, ["checkpoint_time", "created_at"]), zone) ?? NO_TIME;
    const says = firstOf(checkpoint, ["message", "subtag", "tag"]) !== "";
    return says ? [scanOf(checkpoint, carrier, at, by, signed)] : [];
  });
  return [
    {
      source: "aftership",
      order: firstOf(msg, ["order_id", "order_number"]),
      carrier: slug,
      number,
      scans,
      creates: true,
    },
  ];
};
