import { z } from "zod";

const evidence = z
  .object({
    position: z.number().int().describe("Place in the log of the event that named both."),
    at: z.string(),
    rule: z.string(),
    source: z.string(),
  })
  .nullable();

/** Facts that this module appends. */
export const profileFacts = {
  "profile.created": z.object({ profile: z.uuid() }),
  "profile.merged": z.object({
    profile: z.uuid().describe("The one that stays."),
    from: z.uuid().describe("The one that is no more; its id still resolves."),
    evidence,
  }),
  "profile.unmerged": z.object({
    profile: z.uuid().describe("Where the identities stand now."),
    from: z.uuid().describe("Where they stood before. What is folded per profile is to be folded again for both."),
    reason: z.string(),
  }),
  "profile.evidence_retracted": z.object({
    a: z
      .string()
      .describe("Two identity keys that somebody says are not one person's; what joined them joins no more."),
    b: z.string(),
    by: z.string(),
  }),
  "profile.evidence_restored": z.object({ a: z.string(), b: z.string(), by: z.string() }),
  "profile.traits_set": z.object({ traits: z.record(z.string(), z.json()), reason: z.string() }),
} as const;
