import { z } from "zod";

const https = z.url({ protocol: /^https$/, error: "An address that begins with https://." });
const text = (most: number) => z.string().trim().max(most).default("");

/** What the brand shows on its tracking page besides the parcel. Setting `delivery.page`. */
export const TrackingPage = z.object({
  /** How customers reach people: any of these. */
  contactUrl: https.or(z.literal("")).default(""),
  contactEmail: z.email().or(z.literal("")).default(""),
  contactPhone: z
    .string()
    .regex(/^[0-9+ ()-]{0,20}$/, "Digits, spaces, + and -.")
    .default(""),
  contactHours: text(80),
  /** Where to add the brand as a friend on LINE. */
  lineUrl: https.or(z.literal("")).default(""),
  shopUrl: https.or(z.literal("")).default(""),
  /** Whether wishes for time and place are taken; somebody has to arrange them with the carrier. */
  choices: z.boolean().default(true),
});
export type TrackingPage = z.output<typeof TrackingPage>;
