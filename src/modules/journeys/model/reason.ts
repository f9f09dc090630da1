import { z } from "zod";

/**
 * Why a run entered, waits, moved or ended: a code and what the sentence needs, so that the console can say it in any
 * language. Instants are ISO text, as reasons are stored.
 */
export const Reason = z
  .discriminatedUnion("code", [
    z.object({ code: z.literal("entered_event"), event: z.string() }),
    z.object({ code: z.literal("entered_segment"), segment: z.string() }),
    z.object({ code: z.literal("entered_test"), by: z.string() }),
    z.object({ code: z.literal("waiting_until"), until: z.string() }),
    z.object({ code: z.literal("waiting_event"), event: z.string(), until: z.string() }),
    z.object({ code: z.literal("missed_time"), missed: z.string(), until: z.string() }),
    z.object({ code: z.literal("time_came"), due: z.string() }),
    z.object({ code: z.literal("event_came"), event: z.string(), at: z.string() }),
    z.object({ code: z.literal("no_event"), event: z.string(), due: z.string() }),
    z.object({ code: z.literal("branch_met"), label: z.string() }),
    z.object({ code: z.literal("branch_else") }),
    z.object({
      code: z.literal("message"),
      verdict: z.enum(["claimed", "deferred", "refused"]),
      detail: z.string(),
      send: z.string(),
    }),
    z.object({ code: z.literal("trait_set"), name: z.string() }),
    z.object({ code: z.literal("exit_reached"), goal: z.string() }),
    z.object({ code: z.literal("exit_event"), event: z.string(), at: z.string() }),
    z.object({ code: z.literal("exit_predicate") }),
    z.object({ code: z.literal("stopped"), by: z.string() }),
    z.object({ code: z.literal("archived") }),
    z.object({ code: z.literal("merged"), kept: z.string() }),
    z.object({ code: z.literal("failing"), attempt: z.number(), error: z.string(), until: z.string() }),
    z.object({ code: z.literal("failed"), error: z.string() }),
    z.object({ code: z.literal("illegal"), input: z.string(), state: z.string() }),
  ])
  .meta({ id: "JourneyReason" });
export type Reason = z.infer<typeof Reason>;
