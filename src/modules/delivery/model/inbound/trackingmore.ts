/** TrackingMore-shaped webhooks, of its version 4 and the one before. Pure. */
import { carrierOf } from "../carriers.ts";
import type { News, RawScan } from "../place.ts";
import { clean, firstOf, instant, list, NO_TIME, obj, type Obj } from "./read.ts";

const scanOf = (one: Obj, carrier: string, zone: string): RawScan[] => {
  const at = instant(firstOf(one, ["checkpoint_date", "Date"]), zone) ?? NO_TIME;
  const text = firstOf(one, ["tracking_detail", "StatusDescription", "Details"]);
  const status = firstOf(one, ["checkpoint_delivery_status", "checkpoint_status"]);
  const sub = firstOf(one, ["checkpoint_delivery_substatus", "substatus"]);
  if (text === "" && sub === "" && status === "") return [];
  const sayings = [
    { vocabulary: carrier, word: text },
    { vocabulary: "trackingmore", word: sub },
    { vocabulary: "trackingmore", word: status },
  ];
  return [
    {
      occurredAt: at,
      sayings,
      code: sub || status,
      text: text || status,
      place: firstOf(one, ["location"]),
      detail: {},
    },
  ];
};

const newsOf = (data: Obj, zone: string): News[] => {
  const number = firstOf(data, ["tracking_number"]);
  if (number === "") return [];
  const code = firstOf(data, ["courier_code", "carrier_code"]);
  const carrier = carrierOf(code);
  const tracks = ["origin_info", "destination_info"].flatMap((part) => list(obj(data[part])["trackinfo"]));
  const whole: Obj = {
    checkpoint_date: firstOf(data, ["latest_checkpoint_time", "update_at", "updated_at", "lastUpdateTime"]),
    checkpoint_delivery_status: clean(data["delivery_status"] ?? data["status"]),
    checkpoint_delivery_substatus: clean(data["substatus"]),
    tracking_detail: firstOf(data, ["latest_event"]),
  };
  return [
    {
      source: "trackingmore",
      order: firstOf(data, ["order_number", "order_id"]),
      carrier: code,
      number,
      scans: (tracks.length > 0 ? tracks.slice(-500) : [whole]).flatMap((one) => scanOf(one, carrier, zone)),
      creates: true,
    },
  ];
};

export const readTrackingmore = (body: Obj, zone: string): News[] => {
  const data = body["data"];
  return (Array.isArray(data) ? list(data) : [obj(data)]).slice(0, 200).flatMap((one) => newsOf(one, zone));
};
