import { z } from "zod";
import { CaseKind, Outcome } from "./model.ts";

const About = z.object({
  case: z.uuid(),
  number: z.number().int(),
  kind: CaseKind,
  order: z.string(),
  owner: z.string().describe("Who takes care of it, by id; empty: nobody yet."),
  dueAt: z.iso.datetime(),
});

/** Facts of cases. Subject: the customer's, as the report named them. */
export const feedbackFacts = {
  "case.opened": About,
  "case.assigned": About,
  "case.closed": About.extend({ outcome: Outcome, late: z.boolean().describe("Closed after its deadline.") }),
  "case.reopened": About,
} as const;
