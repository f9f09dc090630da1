import type { Definition, Reentry } from "./definition.ts";
import { addDuration } from "./duration.ts";
import { type Happening, matchesEvent, valuesAt } from "./match.ts";

/** An event starts a journey only within this time: late history is history. */
export const FRESH_MS = 24 * 3_600_000;

/** Whether the event, by itself, is one that starts this journey. `since` is when it was last activated or resumed. */
export const triggers = (definition: Definition, happening: Happening, since: Date, now: Date): boolean => {
  if (happening.at < since || now.getTime() - happening.at.getTime() > FRESH_MS) return false;
  const { trigger } = definition;
  if (trigger.kind === "event") return trigger.events.some((match) => matchesEvent(match, happening));
  return (
    happening.name === "segment.entered" &&
    happening.properties["segment"] === trigger.segment &&
    (trigger.present || happening.properties["backfill"] !== true)
  );
};

/** The key of a run under the rule "once per key"; "" for the other rules; null where the event lacks it. */
export const keyOf = (reentry: Reentry, happening: Happening): string | null => {
  if (reentry.kind !== "key") return "";
  const [value] = valuesAt(happening.properties, reentry.property);
  return value === undefined || value === "" ? null : String(value);
};

/** An earlier run of the same person in the same journey. */
export interface Earlier {
  readonly key: string;
  readonly began: Date;
  readonly ended: boolean;
}

/** Whether somebody with these earlier runs may start again at `at`. */
export const mayEnter = (
  { reentry, zone }: Definition,
  earlier: readonly Earlier[],
  key: string,
  at: Date,
): boolean => {
  if (reentry.kind === "never") return earlier.length === 0;
  if (reentry.kind === "key") return !earlier.some((run) => run.key === key);
  // Both ways round: an event that comes late counts against the later run as well.
  const apart = (a: Date, b: Date) => addDuration(a < b ? a : b, reentry.duration, zone) <= (a < b ? b : a);
  return earlier.every((run) => run.ended && apart(run.began, at));
};
