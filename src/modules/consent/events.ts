import { z } from "zod";
import { Channel, Purpose, SUPPRESSION_REASONS } from "./model.ts";

const Stated = z.object({
  channel: Channel.or(z.literal("*")),
  purpose: Purpose,
  place: z.string(),
  wording: z.string().optional(),
});

/** Facts that consent appends. */
export const consentFacts = {
  "consent.granted": Stated,
  "consent.withdrawn": Stated,
  "suppression.added": z.object({ reason: z.enum(SUPPRESSION_REASONS), detail: z.string().optional() }),
  "suppression.lifted": z.object({ reason: z.string() }),
} as const;
