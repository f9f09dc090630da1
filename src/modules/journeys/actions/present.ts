import { subjectOf } from "#profiles";
import type { Ctx } from "#kernel/context";
import type { Definition } from "../model.ts";
import type { LiveJourney } from "../store/waking.ts";
import { membersNow } from "../store/people.ts";
import { newRun, startRuns } from "./entering.ts";

const BATCH = 1_000;

/** Starts everybody who is in the trigger's segment already, where the trigger asks for them. */
export const startPresent = async (ctx: Ctx, live: LiveJourney, definition: Definition): Promise<void> => {
  const { trigger } = definition;
  if (trigger.kind !== "segment" || !trigger.present) return;
  for (let after: string | null = null; ;) {
    const profiles: string[] = await membersNow(ctx.db, trigger.segment, after, BATCH);
    const subjects = await subjectOf(ctx, profiles);
    const runs = profiles.flatMap((profile) => {
      const subject = subjects.get(profile);
      if (subject === undefined) return [];
      const event = {
        name: "segment.entered",
        subject,
        at: ctx.now,
        position: 0,
        properties: { segment: trigger.segment },
      };
      return [
        newRun(
          { live, definition, event, profile, key: "" },
          { test: false, why: { code: "entered_segment", segment: "" } },
          ctx.now,
        ),
      ];
    });
    await startRuns(ctx, new Map([[live.journey, live.name]]), runs);
    after = profiles.at(-1) ?? null;
    if (profiles.length < BATCH) return;
  }
};
