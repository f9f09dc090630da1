/** What journeys do when something happened: start runs, and wake those that may wait for it. */
import { randomUUID } from "node:crypto";
import { append } from "#events";
import type { Ctx } from "#kernel/context";
import { wake } from "#kernel/database";
import type { StoredEvent } from "#kernel/log";
import { profilesOf } from "#profiles";
import { matching } from "#segments";
import { begin, type Definition, keyOf, mayEnter, type Reason, triggers, wantedNames } from "../model.ts";
import { definitionsOf, versionName } from "../store/definitions.ts";
import { insertRuns, type NewRun } from "../store/runs.ts";
import {
  doubles,
  type EarlierRow,
  earlierRuns,
  type LiveJourney,
  liveJourneys,
  moveRuns,
  runsOfProfiles,
  stopRuns,
  wakeRuns,
  wantedEvents,
} from "../store/waking.ts";

interface Candidate {
  readonly live: LiveJourney;
  readonly definition: Definition;
  readonly event: Pick<StoredEvent, "name" | "subject" | "at" | "position" | "properties">;
  readonly profile: string;
  readonly key: string;
}

/** A run at its start, as a row. */
export const newRun = (
  { live, definition, event, profile, key }: Candidate,
  how: { test: boolean; why: Reason },
  now: Date,
): NewRun => {
  const id = randomUUID();
  const entries = { never: `person:${profile}`, key: `key:${profile}:${key}`, after: `event:${event.position}` };
  return {
    run: begin(
      definition,
      { id, began: event.at, origin: event.position, trigger: event.name, event: event.properties },
      now,
    ),
    journey: live.journey,
    version: live.version,
    profile,
    subject: event.subject,
    entry: how.test ? `test:${id}` : entries[definition.reentry.kind],
    key,
    test: how.test,
    wanted: definition.start === null ? [] : wantedNames(definition, definition.start),
    leaves: definition.exit.when !== null,
    why: how.why,
  };
};

/** Stores runs and tells the log. */
export const startRuns = async (
  ctx: Ctx,
  names: ReadonlyMap<string, string>,
  runs: readonly NewRun[],
): Promise<void> => {
  const stored = await insertRuns(ctx.db, runs, ctx.now);
  if (stored.size === 0) return;
  const facts = runs
    .filter((each) => stored.has(each.run.id))
    .map((each) => ({
      name: "journey.entered",
      subject: each.subject,
      key: `journey:entered:${each.run.id}`,
      properties: {
        journey: each.journey,
        name: names.get(each.journey) ?? "",
        version: each.version,
        run: each.run.id,
      },
    }));
  await Promise.all([append(ctx, facts), wake(ctx.db, "journeys")]);
};

/** Of these candidates, those for whom the trigger's predicate holds now. */
const meant = async (ctx: Ctx, candidates: readonly Candidate[]): Promise<Candidate[]> => {
  const asked = Map.groupBy(candidates, (c) => c.live.journey);
  const kept: Candidate[] = [];
  for (const group of asked.values()) {
    const trigger = group[0]?.definition.trigger;
    const only = trigger?.kind === "event" ? trigger.only : null;
    const fit = only && (await matching(ctx, only, [...new Set(group.map((c) => c.profile))]));
    kept.push(...(fit ? group.filter((c) => fit.has(c.profile)) : group));
  }
  return kept;
};

/** Lets candidates in by the rule of re-entry, in the order of time: an earlier one of this batch counts like any other. */
const admitted = (candidates: readonly Candidate[], known: readonly EarlierRow[]): Candidate[] => {
  const earlier = Map.groupBy(known, (row) => `${row.journey}/${row.profile}`);
  const inTime = candidates.toSorted(
    (a, b) => a.event.at.getTime() - b.event.at.getTime() || a.event.position - b.event.position,
  );
  return inTime.filter(({ live, definition, profile, key, event }) => {
    const name = `${live.journey}/${profile}`;
    const before = earlier.get(name) ?? [];
    if (!mayEnter(definition, before, key, event.at)) return false;
    const now = { journey: live.journey, profile, key, began: event.at, ended: false };
    earlier.set(name, [...before, now]);
    return true;
  });
};

const entryReason = ({ name, properties }: Candidate["event"]): Reason =>
  name === "segment.entered"
    ? { code: "entered_segment", segment: typeof properties["name"] === "string" ? properties["name"] : "" }
    : { code: "entered_event", event: name };

const enter = async (ctx: Ctx, candidates: readonly Candidate[]): Promise<void> => {
  if (candidates.length === 0) return;
  const [live, earlier] = await Promise.all([
    liveJourneys(ctx.db, [...new Set(candidates.map((c) => c.live.journey))]),
    earlierRuns(
      ctx.db,
      candidates.map((c) => ({ journey: c.live.journey, profile: c.profile })),
    ),
  ]);
  const still = new Map(live.map((journey) => [journey.journey, journey]));
  const open = candidates.filter((c) => still.get(c.live.journey)?.version === c.live.version);
  const chosen = admitted(await meant(ctx, open), earlier);
  await startRuns(
    ctx,
    new Map(chosen.map((c) => [c.live.journey, c.live.name])),
    chosen.map((c) => newRun(c, { test: false, why: entryReason(c.event) }, ctx.now)),
  );
};

/** People who became one person, or two again: their runs follow their subject, and of two in one journey the older stays. */
const followPeople = async (ctx: Ctx, events: readonly StoredEvent[]): Promise<void> => {
  const touched = new Set(
    events
      .filter((event) => event.name === "profile.merged" || event.name === "profile.unmerged")
      .flatMap(({ properties }) => [properties["profile"], properties["from"]])
      .filter((id): id is string => typeof id === "string"),
  );
  if (touched.size === 0) return;
  const runs = await runsOfProfiles(ctx.db, [...touched]);
  const owners = await profilesOf(ctx, [...new Set(runs.map((run) => run.subject))]);
  const moves = runs.flatMap(({ id, profile, subject }) => {
    const owner = owners.get(subject);
    return owner === undefined || owner === profile ? [] : [{ id, profile: owner }];
  });
  await moveRuns(ctx.db, moves, ctx.now);
  for (const { id, kept } of await doubles(ctx.db, [...new Set([...touched, ...moves.map((m) => m.profile)])]))
    await stopRuns(ctx.db, { runs: [id] }, { code: "merged", kept }, ctx.now);
  await wake(ctx.db, "journeys");
};

/** One batch of the log. */
export const heed = async (ctx: Ctx, events: readonly StoredEvent[]): Promise<void> => {
  await followPeople(ctx, events);
  const [live, wanted] = await Promise.all([liveJourneys(ctx.db), wantedEvents(ctx.db)]);
  if (live.length === 0 && wanted.names.size === 0 && !wanted.leaves) return;
  const definitions = await definitionsOf(ctx.db, live);
  const starting = live.flatMap((journey) => {
    const definition = definitions.get(versionName(journey));
    if (!definition) return [];
    return events
      .filter((event) => event.subject !== "" && triggers(definition, event, journey.since, ctx.now))
      .map((event) => ({ live: journey, definition, event }));
  });
  const waking = events.filter(
    (event) =>
      event.subject !== "" && (wanted.names.has(event.name) || (wanted.leaves && !event.name.startsWith("journey."))),
  );
  const people = await profilesOf(ctx, [
    ...new Set([...waking, ...starting.map((s) => s.event)].map((e) => e.subject)),
  ]);
  await enter(
    ctx,
    starting.flatMap(({ event, definition, live: journey }) => {
      const profile = people.get(event.subject);
      const key = keyOf(definition.reentry, event);
      return profile === undefined || key === null ? [] : [{ live: journey, definition, event, profile, key }];
    }),
  );
  const woken = await wakeRuns(
    ctx.db,
    waking.flatMap((event) => {
      const profile = people.get(event.subject);
      return profile === undefined ? [] : [{ profile, name: event.name }];
    }),
    ctx.now,
  );
  if (woken > 0) await wake(ctx.db, "journeys");
};
