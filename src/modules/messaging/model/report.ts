/** Delivery reports (RFC 3464) and complaints (RFC 5965) as mail servers send them. Pure: works on the parts of a parsed mail. */
import { type BounceClass, classifyBounce } from "./bounce.ts";

/** Fields of one block, names in lower case, folded lines joined. The first of several with one name stands. */
export const fieldsOf = (block: string): Map<string, string> => {
  const fields = new Map<string, string>();
  for (const line of block.replaceAll(/\r?\n[ \t]+/gu, " ").split(/\r?\n/u)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
};

const addressOf = (value: string | undefined): string | null => {
  const address = (value ?? "").replace(/^[^;]*;/u, "").replaceAll(/[<>\s]/gu, "");
  return address.includes("@") ? address.toLowerCase() : null;
};

export interface Report {
  readonly kind: "bounce" | "complaint";
  readonly recipient: string | null;
  readonly class: BounceClass | "complaint";
  readonly status: string;
  readonly diagnostic: string;
}

/** The recipients of a message/delivery-status part: the first block speaks of the message, each further one of a recipient. */
export const deliveryReports = (part: string): Report[] =>
  part
    .trim()
    .split(/\r?\n\s*\r?\n/u)
    .map(fieldsOf)
    .filter((fields) => fields.has("action"))
    .map((fields) => {
      const status = fields.get("status") ?? "";
      const diagnostic = fields.get("diagnostic-code") ?? "";
      return {
        kind: "bounce",
        recipient: addressOf(fields.get("original-recipient")) ?? addressOf(fields.get("final-recipient")),
        class: classifyBounce({ action: fields.get("action") ?? "", status, diagnostic }),
        status,
        diagnostic: diagnostic.slice(0, 300),
      };
    });

/** A message/feedback-report part. Only complaints count: `not-spam` and the like say something else. */
export const complaintReport = (part: string): Report | null => {
  const fields = fieldsOf(part);
  const type = (fields.get("feedback-type") ?? "").toLowerCase();
  if (type !== "abuse" && type !== "fraud" && type !== "opt-out") return null;
  const recipient = addressOf(fields.get("original-rcpt-to")) ?? addressOf(fields.get("removal-recipient"));
  return { kind: "complaint", recipient, class: "complaint", status: type, diagnostic: "" };
};
