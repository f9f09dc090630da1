/** What links people who share a door, a telephone, a device or a card. What comes out is hashed before it is kept. */
import type { Json, Properties, StoredEvent } from "#kernel/log";
import { normalPhone } from "#kernel/identity";
import { addressKey } from "#profiles/model";

export const HANDLE_KINDS = ["address", "phone", "device", "payment"] as const;
export type HandleKind = (typeof HANDLE_KINDS)[number];

const object = (value: Json | undefined): Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
const text = (value: Json | undefined): string => (typeof value === "string" ? value.trim() : "");

/** The handles that an `identify` or an order names, in plain. */
export const handlesIn = (
  event: Pick<StoredEvent, "name" | "properties" | "context">,
): { kind: HandleKind; value: string }[] => {
  const said = event.properties;
  const order = event.name === "Order Completed";
  const to = order ? object(said["shipping_address"] ?? said["shippingAddress"]) : said;
  const phone = text(to["phone"] ?? to["phoneNumber"] ?? to["tel"]);
  const device = text(object(event.context["device"])["id"]);
  const payment = order ? text(said["payment_fingerprint"] ?? said["paymentFingerprint"]) : "";
  const found: { kind: HandleKind; value: string | null }[] = [
    { kind: "address", value: addressKey(to) },
    { kind: "phone", value: phone === "" ? null : normalPhone(phone) },
    { kind: "device", value: device.length < 8 ? null : device },
    { kind: "payment", value: payment.length < 8 ? null : payment },
  ];
  return found.flatMap(({ kind, value }) => (value === null ? [] : [{ kind, value }]));
};
