/** Cases: what a person has to put right for a customer, until when. No I/O. */
import { z } from "zod";
import { DaysOff } from "#delivery/model";

/** What the customer reported, what the carrier did, or what the brand itself found. */
export const CASE_KINDS = [
  "not_found",
  "damaged",
  "missing",
  "wrong",
  "late",
  "lost",
  "undeliverable",
  "other",
] as const;
export const CaseKind = z.enum(CASE_KINDS);
export type CaseKind = z.infer<typeof CaseKind>;

export const OUTCOMES = ["resolved", "reshipped", "refunded", "explained", "no_answer", "mistake"] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time of day such as 09:00.");
const hours = (preset: number) => z.number().int().min(1).max(400).default(preset);

/** Who answers, and how soon. Hours are counted within business hours. Setting `feedback.cases`. */
export const CaseSettings = z.object({
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5]),
  from: Time.default("09:00"),
  to: Time.default("18:00"),
  /** Days on which nobody answers: holidays and seasons by rule, the brand's own by list. */
  ...DaysOff.shape,
  hours: z
    .object({
      not_found: hours(3),
      damaged: hours(4),
      missing: hours(4),
      wrong: hours(4),
      late: hours(6),
      lost: hours(3),
      undeliverable: hours(6),
      other: hours(9),
    })
    .prefault({}),
  /** Ids of those who take cases, each in turn; empty: the owner of the account. */
  team: z.array(z.string().max(100)).max(100).default([]),
});
export type CaseSettings = z.output<typeof CaseSettings>;

export interface CaseEvent {
  readonly name: string;
  readonly subject: string;
  readonly at: Date;
  readonly messageId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A reason to open a case, or to add to the one that is open. */
export interface Report {
  readonly key: string;
  readonly kind: CaseKind;
  readonly order: string;
  readonly parcel: string;
  readonly subject: string;
  readonly at: Date;
  readonly text: string;
  /** Says again what the customer has told already: it joins an open case without counting. */
  readonly echo: boolean;
}

/** Events that say that somebody needs help. */
export const CASE_EVENTS = [
  "delivery.problem_reported",
  "parcel.lost",
  "parcel.damaged",
  "parcel.returning",
  "parcel.returned",
  "parcel.attempt_failed",
  "claim.opened",
] as const;

const text = (value: unknown): string => (typeof value === "string" ? value : "");
/** Reasons for which another attempt is of no use. */
const HOPELESS = ["moved", "refused", "address"];
const CLAIMS: Readonly<Record<string, CaseKind>> = { not_received: "not_found", not_delivered: "not_found" };

const kindOf = ({ name, properties }: CaseEvent): CaseKind | null => {
  switch (name) {
    case "delivery.problem_reported":
      return CaseKind.safeParse(properties["problem"]).data ?? "other";
    case "claim.opened": {
      const kind = text(properties["kind"]);
      return CLAIMS[kind] ?? CaseKind.safeParse(kind).data ?? "other";
    }
    case "parcel.lost":
      return "lost";
    case "parcel.damaged":
      return "damaged";
    case "parcel.attempt_failed":
      return HOPELESS.includes(text(properties["reason"])) ? "undeliverable" : null;
    case "parcel.returning":
    case "parcel.returned":
      return "undeliverable";
    default:
      return null;
  }
};

/** C1: what an event asks for; null where it asks for nobody. */
export const reportOf = (event: CaseEvent): Report | null => {
  const kind = kindOf(event);
  if (kind === null) return null;
  return {
    key: event.messageId,
    kind,
    order: text(event.properties["order"]),
    parcel: text(event.properties["parcel"]),
    subject: event.subject,
    at: event.at,
    text: text(event.properties["note"]),
    echo: event.name === "claim.opened",
  };
};
