import { z } from "zod";

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time of day such as 21:00.");

/** Quiet hours, contact budget and pace. Setting `messaging`. */
export const MessagingSettings = z.object({
  quietHours: z.object({ from: Time, to: Time }).default({ from: "21:00", to: "08:00" }),
  /** Order and delivery messages wait for the morning too. */
  transactionalKeepsQuiet: z.boolean().default(false),
  /** Marketing messages to one customer per local day, and per seven days. */
  dailyBudget: z.number().int().min(0).max(50).default(2),
  weeklyBudget: z.number().int().min(0).max(100).default(5),
  /** How long a held message may wait where its sender names no end. */
  expiryHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 30)
    .default(72),
  /** Hand-offs per second and process. */
  pace: z
    .object({ line: z.number().int().min(1).max(2000), email: z.number().int().min(1).max(1000) })
    .default({ line: 1000, email: 100 }),
});
export type MessagingSettings = z.output<typeof MessagingSettings>;

const domain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, "A domain name.");

/** Who writes, as the law on advertising mail asks. Setting `sender`. */
export const Sender = z.object({
  name: z.string().max(80).default(""),
  address: z.email().or(z.literal("")).default(""),
  replyTo: z.email().or(z.literal("")).default(""),
  /** 送信者の正式名称 */
  formalName: z.string().max(200).default(""),
  postalAddress: z.string().max(300).default(""),
  /** Where complaints go: an address, a number or a page. */
  contact: z.string().max(200).default(""),
  /** Domain of the return path; the domain of `address` where empty. */
  bounceDomain: domain.or(z.literal("")).default(""),
  dkim: z
    .object({ domain, selector: z.string().min(1).max(63), privateKey: z.string().min(1) })
    .nullable()
    .default(null),
});
export type Sender = z.output<typeof Sender>;

/** True where advertising by mail may carry this sender: formal name, postal address and a contact are all set. */
export const senderComplete = (sender: Sender): boolean =>
  [sender.address, sender.formalName, sender.postalAddress, sender.contact].every((part) => part.trim() !== "");

/** What is still missing, as the names of the fields. */
export const senderMissing = (sender: Sender): string[] =>
  (["address", "formalName", "postalAddress", "contact"] as const).filter((part) => sender[part].trim() === "");
