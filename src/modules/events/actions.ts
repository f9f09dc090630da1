import type { Ctx } from "#kernel/context";
import type { Fact, Properties, StoredEvent } from "#kernel/log";
import { FACT_SOURCE, jsonText, storable } from "./model.ts";
import { eraseContent, eventsOfSubjects, insertEvents } from "./store/log.ts";

/** Appends facts to the log, in the transaction of ctx.db. A fact under a key that is there already does nothing. */
export const append = async (ctx: Ctx, facts: readonly Fact[]): Promise<void> => {
  await insertEvents(
    ctx.db,
    facts.map((fact) => ({
      source: FACT_SOURCE,
      messageId: storable(fact.key),
      type: "fact",
      name: fact.name,
      identities: fact.subject === "" ? [] : [storable(fact.subject)],
      at: fact.at ?? ctx.now,
      receivedAt: ctx.now,
      clamped: false,
      properties: jsonText(fact.properties),
      context: "{}",
    })),
    true,
  );
};

/** Erases what events of this subject and name said where `property` has one of `values`; the events stay, bearing `leave` instead. */
export const eraseSaid = (
  ctx: Ctx,
  which: { subject: string; name: string; property: string; values: readonly string[]; leave: Properties },
): Promise<number> => eraseContent(ctx.db, which);

/** The newest events of these subjects, newest first. `before` is the last event of the page before. */
export const eventsOf = (
  ctx: Ctx,
  ask: {
    subjects: readonly string[];
    before?: { at: Date; position: number };
    limit: number;
    names?: readonly string[];
  },
): Promise<StoredEvent[]> => eventsOfSubjects(ctx.db, ask);
