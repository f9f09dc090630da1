/** Shapes and rules of profiles; no I/O. The larger rules have files of their own: model.*.ts. */
import { z } from "zod";
import { IDENTITY_KINDS, type IdentityKind } from "#kernel/identity";
import type { StoredEvent } from "#kernel/log";

export { addressKey, PREFECTURES, prefectureOf, readAddress } from "./model.address.ts";
export { readNames } from "./model.names.ts";

export const IdentityKindSchema = z.enum(IDENTITY_KINDS);

/** One handle of a person, as other modules get it. */
export interface Identity {
  readonly key: string;
  readonly kind: IdentityKind;
  readonly value: string;
  /** When an event first named it. */
  readonly since: Date;
  readonly source: string;
}

/** Strongest first. The first that a profile has names it in facts. */
export const KIND_ORDER: readonly IdentityKind[] = ["user", "line", "card", "email", "phone", "anon"];

export const TIMELINE_KINDS = ["behaviour", "order", "message", "identity", "service", "other"] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

const BY_PREFIX: readonly (readonly [RegExp, TimelineKind])[] = [
  [/^(Order |order\.|Shipment |shipment\.|parcel\.|promise\.|delivery\.|return\.|Return )/, "order"],
  [/^(message\.|link\.|line\.|Email |SMS |Push |Campaign )/, "message"],
  [/^(profile\.|consent\.|identity\.)/, "identity"],
  [/^(survey\.|feedback\.|case\.|review\.|conversation\.|claim\.|store\.|appointment\.)/, "service"],
];

/** Under which heading of the timeline an event stands. */
export const timelineKind = (event: Pick<StoredEvent, "type" | "name">): TimelineKind => {
  if (event.type === "identify" || event.type === "alias" || event.type === "group") return "identity";
  if (event.type === "page" || event.type === "screen") return "behaviour";
  const known = BY_PREFIX.find(([pattern]) => pattern.test(event.name));
  if (known) return known[1];
  return event.type === "track" ? "behaviour" : "other";
};
