/** Journeys as people make them: drafts, versions, life and end. */
import { randomUUID } from "node:crypto";
import { brandOf } from "#kernel/admin";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import type { Language } from "#kernel/html";
import { prepareTemplates } from "#templates";
import type { Journey, JourneyRow } from "../api.ts";
import { check, Definition, type Mistake, wantedNames } from "../model.ts";
import {
  definitionsOf,
  deleteJourney,
  insertJourney,
  insertVersion,
  journeyById,
  markActivated,
  type StoredJourney,
  updateJourney,
  versionLike,
  versionName,
  versionsOf,
} from "../store/definitions.ts";
import { journeyIds, totalsOf, type Totals } from "../store/reading.ts";
import { setHeld, stopRuns } from "../store/waking.ts";
import { knownTo } from "./known.ts";
import { startPresent } from "./present.ts";

const NONE: Totals = { running: 0, entered: 0, ended: 0 };

const liveOf = async (ctx: Ctx, journey: StoredJourney): Promise<Definition | null> => {
  if (journey.liveVersion === null) return null;
  const key = { journey: journey.id, version: journey.liveVersion };
  return (await definitionsOf(ctx.db, [key])).get(versionName(key)) ?? null;
};

const rowOf = (journey: StoredJourney, totals: Totals): JourneyRow => ({
  id: journey.id,
  name: journey.name,
  status: journey.status,
  version: journey.liveVersion,
  changed: journey.draft !== null,
  liveSince: journey.liveSince?.toISOString() ?? null,
  updatedAt: journey.updatedAt.toISOString(),
  totals,
});

const empty = (zone: string): Definition =>
  Definition.parse({ trigger: { kind: "event", events: [{ name: "" }] }, zone, start: null, nodes: {} });

const shown = async (ctx: Ctx, journey: StoredJourney): Promise<Journey> => {
  const live = await liveOf(ctx, journey);
  const totals = (await totalsOf(ctx.db, [journey.id])).get(journey.id) ?? NONE;
  return { ...rowOf(journey, totals), definition: journey.draft ?? live ?? empty("Asia/Tokyo"), live };
};

const found = async (ctx: Ctx, id: string, lock = false): Promise<StoredJourney> => {
  const journey = await journeyById(ctx.db, id, lock);
  if (!journey) throw notFound("journey");
  return journey;
};

/** One change of one journey under its lock; audited; gives the journey as it then is. */
const change = (
  ctx: Ctx,
  id: string,
  action: string,
  work: (tx: Ctx, journey: StoredJourney) => Promise<Record<string, string | number> | void>,
): Promise<Journey> =>
  transaction(ctx.db, async (db) => {
    const tx = within(ctx, db);
    const detail = await work(tx, await found(tx, id, true));
    await audit(tx, action, `journey:${id}`, detail ?? {});
    return shown(tx, await found(tx, id));
  });

export const listJourneys = async (
  ctx: Ctx,
  filter: { status?: JourneyRow["status"] | undefined; search?: string | undefined },
): Promise<JourneyRow[]> => {
  const ids = await journeyIds(ctx.db, filter);
  const totals = await totalsOf(ctx.db, ids);
  const result: JourneyRow[] = [];
  for (const id of ids) result.push(rowOf(await found(ctx, id), totals.get(id) ?? NONE));
  return result;
};

/** Name and state of these journeys; one that was deleted is not in the map. */
export const journeysBrief = async (
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, { id: string; name: string; status: string }>> => {
  const all = await Promise.all([...new Set(ids)].map((id) => journeyById(ctx.db, id)));
  return new Map(
    all.flatMap((one) => (one ? [[one.id, { id: one.id, name: one.name, status: one.status }] as const] : [])),
  );
};

export const oneJourney = async (ctx: Ctx, id: string): Promise<Journey> => shown(ctx, await found(ctx, id));

export const createJourney = async (
  ctx: Ctx,
  input: { name: string; definition?: Definition | undefined; language?: Language | undefined },
): Promise<Journey> => {
  const id = randomUUID();
  return transaction(ctx.db, async (db) => {
    const tx = within(ctx, db);
    const brand = await brandOf(tx);
    const draft = input.definition ?? empty(brand.zone);
    await insertJourney(db, { id, name: input.name, draft, now: ctx.now });
    // A ready-made journey brings its words along.
    await prepareTemplates(
      tx,
      Object.values(draft.nodes).flatMap((node) => (node.kind === "message" ? [node.template] : [])),
      input.language ?? brand.language,
    );
    await audit(tx, "journey.created", `journey:${id}`, { name: input.name });
    return oneJourney(tx, id);
  });
};

/** What is live stays as it is. A draft that says what is live is no draft. */
export const saveJourney = (
  ctx: Ctx,
  id: string,
  { name, definition }: { name: string; definition: Definition },
): Promise<Journey> =>
  change(ctx, id, "journey.saved", async (tx, journey) => {
    if (journey.status === "archived") throw new Problem("conflict", "An archived journey cannot be changed.");
    const same = journey.liveVersion !== null && (await versionLike(tx.db, id, definition)) === journey.liveVersion;
    await updateJourney(tx.db, id, { name, draft: same ? null : definition }, ctx.now);
  });

export const discardDraft = (ctx: Ctx, id: string): Promise<Journey> =>
  change(ctx, id, "journey.draft_discarded", async (tx, journey) => {
    if (journey.liveVersion === null) throw new Problem("conflict", "This journey has no live version to go back to.");
    await updateJourney(tx.db, id, { draft: null }, ctx.now);
  });

export const removeJourney = (ctx: Ctx, id: string): Promise<void> =>
  transaction(ctx.db, async (db) => {
    const tx = within(ctx, db);
    const { name } = await found(tx, id, true);
    if (!(await deleteJourney(db, id)))
      throw new Problem("conflict", "People have been in this journey: archive it instead, so that their story stays.");
    await audit(tx, "journey.deleted", `journey:${id}`, { name });
  });

export const mistakesIn = async (ctx: Ctx, id: string, definition?: Definition): Promise<Mistake[]> => {
  const given = definition ?? (await oneJourney(ctx, id)).definition;
  return check(given, await knownTo(ctx, given));
};

/** The definition as a version: the one that says the same, else a new one. */
export const versionOf = async (
  ctx: Ctx,
  journey: string,
  definition: Definition,
  activated: boolean,
): Promise<number> => {
  const like = await versionLike(ctx.db, journey, definition);
  if (like !== null) {
    if (activated) await markActivated(ctx.db, journey, like, ctx.now);
    return like;
  }
  const wanted = new Set(Object.keys(definition.nodes).flatMap((node) => wantedNames(definition, node)));
  for (const event of definition.exit.events) wanted.add(event.name);
  return insertVersion(ctx.db, {
    journey,
    definition,
    wanted: [...wanted],
    by: ctx.actor.name,
    now: ctx.now,
    activated,
  });
};

/** Refuses with every mistake at its place. */
export const requireSound = async (ctx: Ctx, definition: Definition): Promise<void> => {
  const faults = check(definition, await knownTo(ctx, definition));
  if (faults.length > 0)
    throw new Problem("invalid", "The journey cannot be activated yet.", {
      faults: faults.map(({ at, message }) => ({ at, message })),
    });
};

export const activateJourney = (ctx: Ctx, id: string): Promise<Journey> =>
  change(ctx, id, "journey.activated", async (tx, journey) => {
    if (journey.status === "archived") throw new Problem("conflict", "An archived journey cannot live again.");
    const live = await liveOf(tx, journey);
    const definition = journey.draft ?? live;
    if (!definition) throw new Problem("conflict", "This journey has no definition.");
    await requireSound(tx, definition);
    const version = await versionOf(tx, id, definition, true);
    // Under an unchanged trigger events that are on their way still count; otherwise counting begins now.
    const goesOn =
      journey.status === "live" && live && JSON.stringify(live.trigger) === JSON.stringify(definition.trigger);
    const since = (goesOn && journey.liveSince) || ctx.now;
    await updateJourney(tx.db, id, { status: "live", draft: null, liveVersion: version, liveSince: since }, ctx.now);
    await setHeld(tx.db, id, false);
    if (!goesOn && journey.liveVersion !== version)
      await startPresent(tx, { journey: id, name: journey.name, version, since }, definition);
    await wake(tx.db, "journeys");
    return { version };
  });

export const pauseJourney = (ctx: Ctx, id: string): Promise<Journey> =>
  change(ctx, id, "journey.paused", async (tx, journey) => {
    if (journey.status !== "live") throw new Problem("conflict", "Only a live journey can be paused.");
    await updateJourney(tx.db, id, { status: "paused" }, ctx.now);
    await setHeld(tx.db, id, true);
  });

export const archiveJourney = (ctx: Ctx, id: string): Promise<Journey> =>
  change(ctx, id, "journey.archived", async (tx) => {
    await updateJourney(tx.db, id, { status: "archived" }, ctx.now);
    await stopRuns(tx.db, { journey: id }, { code: "archived" }, ctx.now);
    await wake(tx.db, "journeys");
  });

export const versionsOfJourney = async (ctx: Ctx, id: string) => {
  await found(ctx, id);
  return (await versionsOf(ctx.db, id)).map((version) => ({
    ...version,
    createdAt: version.createdAt.toISOString(),
    activatedAt: version.activatedAt?.toISOString() ?? null,
  }));
};
