/** What the console and the API show of profiles. */
import { eventsOf } from "#events";
import type { z } from "zod";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import type { Json } from "#kernel/log";
import { requireProfile, traitsOf } from "./actions.ts";
import type { ProfileRow, profilesApi, ShownIdentity, ShownProfile, ShownTrait, TimelineEvent } from "./api.ts";
import { traitsIn } from "./model.mentions.ts";
import { readNames } from "./model.names.ts";
import { nearForms } from "./model.near.ts";
import { searchForms } from "./model.search.ts";
import { timelineKind } from "./model.ts";
import { identitiesOfProfiles, traitsOfProfiles } from "./store/doors.ts";
import { countProfiles, evidenceOf, lastSeen, latelySeen, listProfiles, searchProfiles } from "./store/views.ts";

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");

const rowsOf = async (
  ctx: Ctx,
  found: readonly { id: string; createdAt: Date; match: ProfileRow["match"] }[],
): Promise<ProfileRow[]> => {
  const ids = found.map((row) => row.id);
  const [traits, identities, seen] = await Promise.all([
    traitsOf(ctx, ids),
    identitiesOfProfiles(ctx.db, ids),
    lastSeen(ctx.db, ids),
  ]);
  return found.map(({ id, createdAt, match }) => {
    const said = traits.get(id) ?? {};
    const names = readNames(said);
    const handles = identities.get(id) ?? [];
    const handle = (kind: "email" | "phone") => handles.find((one) => one.kind === kind)?.value ?? "";
    return {
      id,
      name: names?.full ?? "",
      kana: names?.fullKana ?? "",
      email: text(said["normal.email"]) || handle("email"),
      phone: text(said["normal.phone"]) || handle("phone"),
      prefecture: text(said["normal.prefecture"]),
      kinds: [...new Set(handles.map((one) => one.kind))],
      createdAt: createdAt.toISOString(),
      lastSeen: seen.get(id)?.toISOString() ?? null,
      match,
    };
  });
};

const badCursor = () => new Problem("invalid", "This cursor was not given by the page before.");

const placeIn = (cursor: string): { at: string; id: string } => {
  const [at = "", id = ""] = cursor.split("~");
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id)) throw badCursor();
  return { at, id };
};

type ListQuery = z.output<typeof profilesApi.list.query>;
const SEARCH_DEPTH = 1_000;
/** Guesses: a few that one can look through. */
const MOST_NEAR = 20;

/** Newest profiles, or what a search finds, best first. */
export const listed = async (ctx: Ctx, query: ListQuery) => {
  if (query.q?.trim()) {
    const offset = query.cursor === undefined ? 0 : Number(query.cursor);
    if (!Number.isInteger(offset) || offset < 0) throw badCursor();
    const forms = searchForms(query.q);
    const asWritten = await searchProfiles(ctx.db, forms, { limit: query.limit, offset });
    const near = asWritten.length === 0 && offset === 0;
    const hits = near ? await searchProfiles(ctx.db, nearForms(forms), { limit: MOST_NEAR, offset }) : asWritten;
    const items = await rowsOf(
      ctx,
      hits.map(({ id, createdAt, kind, shown }) => ({ id, createdAt, match: { kind, shown, near } })),
    );
    const end = offset + hits.length;
    return { items, next: !near && hits.length === query.limit && end < SEARCH_DEPTH ? String(end) : null };
  }
  const before = query.cursor === undefined ? null : placeIn(query.cursor);
  const page = await listProfiles(ctx.db, { all: query.all, limit: query.limit, before });
  const items = await rowsOf(
    ctx,
    page.map((row) => ({ ...row, match: null })),
  );
  const last = items.at(-1);
  return { items, next: last && items.length === query.limit ? `${last.createdAt}~${last.id}` : null };
};

/** Who did something last. */
export const lately = async (ctx: Ctx, limit: number): Promise<ProfileRow[]> =>
  rowsOf(
    ctx,
    (await latelySeen(ctx.db, limit)).map((row) => ({ ...row, match: null })),
  );

export const counted = (ctx: Ctx) => countProfiles(ctx.db);

/** The identities of a profile, each with the events that tie it to others. */
export const shownIdentities = async (ctx: Ctx, id: string): Promise<ShownIdentity[]> => {
  const profile = await requireProfile(ctx, id);
  const handles = (await identitiesOfProfiles(ctx.db, [profile])).get(profile) ?? [];
  const { shared, edges } = await evidenceOf(ctx.db, profile);
  return handles.map((one) => ({
    ...one,
    since: one.since.toISOString(),
    shared: shared.get(one.key) ?? null,
    evidence: edges
      .filter((edge) => edge.key === one.key)
      .map(({ other, rule, position, at, source, refused }) => ({
        other,
        rule,
        position,
        at: at.toISOString(),
        source,
        refused,
      })),
  }));
};

const NORMAL = "normal.";

export const shownProfile = async (ctx: Ctx, id: string): Promise<ShownProfile> => {
  const profile = await requireProfile(ctx, id);
  const identities = await shownIdentities(ctx, profile);
  const traits = await traitsOfProfiles(ctx.db, [profile]);
  const created = identities.map((one) => one.since).toSorted()[0] ?? ctx.now.toISOString();
  const [row] = await rowsOf(ctx, [{ id: profile, createdAt: new Date(created), match: null }]);
  if (!row) throw new Problem("not_found", "There is no such profile.");
  const normal = traits.filter((trait) => trait.name.startsWith(NORMAL));
  return {
    ...row,
    identities,
    traits: traits
      .filter((trait) => !trait.name.startsWith(NORMAL))
      .map(({ name, value, at, source }) => ({
        name,
        value: value as ShownTrait["value"],
        at: at.toISOString(),
        source,
      })),
    normal: Object.fromEntries(normal.map((trait) => [trait.name.slice(NORMAL.length), text(trait.value)])),
  };
};

// A filter reads this many events at a time, and gives the page back short rather than read on for ever.
const READ = 200;
const MOST_READS = 10;

/** All events of all identities of a profile, newest first. */
export const timelineOf = async (
  ctx: Ctx,
  ask: { id: string; kind?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<{ items: TimelineEvent[]; next: string | null }> => {
  const profile = await requireProfile(ctx, ask.id);
  const subjects = ((await identitiesOfProfiles(ctx.db, [profile])).get(profile) ?? []).map((one) => one.key);
  const [at = "", position = ""] = (ask.cursor ?? "").split("~");
  if (ask.cursor !== undefined && (Number.isNaN(Date.parse(at)) || !/^\d{1,15}$/.test(position))) throw badCursor();
  let before = ask.cursor === undefined ? undefined : { at: new Date(at), position: Number(position) };
  const items: TimelineEvent[] = [];
  const size = ask.kind === undefined ? ask.limit : READ;
  for (let reads = 0; reads < MOST_READS && items.length < ask.limit; reads++) {
    const events = await eventsOf(ctx, { subjects, limit: size, ...(before && { before }) });
    for (const event of events) {
      if (items.length === ask.limit) break;
      before = { at: event.at, position: event.position };
      const kind = timelineKind(event);
      if (ask.kind !== undefined && kind !== ask.kind) continue;
      const { type, name, subject, source } = event;
      items.push({
        position: event.position,
        at: event.at.toISOString(),
        kind,
        type,
        name,
        subject,
        source,
        properties: event.properties as TimelineEvent["properties"],
        context: event.context as TimelineEvent["context"],
      });
    }
    if (events.length < size && items.length < ask.limit) return { items, next: null };
  }
  return { items, next: before ? `${before.at.toISOString()}~${before.position}` : null };
};

const STATING = ["identify", "profile.traits_set"];
const HISTORY = 500;

/** The values that a trait had, newest first. The log is its history; nothing is kept twice. */
export const traitHistory = async (ctx: Ctx, id: string, name: string): Promise<ShownTrait[]> => {
  const profile = await requireProfile(ctx, id);
  const subjects = ((await identitiesOfProfiles(ctx.db, [profile])).get(profile) ?? []).map((one) => one.key);
  const stating = await eventsOf(ctx, { subjects, names: STATING, limit: HISTORY });
  // Other events may state traits in their context; of those the newest are looked through.
  const others = await eventsOf(ctx, { subjects, limit: HISTORY });
  const said = new Map([...stating, ...others].map((event) => [event.position, event]));
  return [...said.values()]
    .toSorted((x, y) => y.at.getTime() - x.at.getTime() || y.position - x.position)
    .flatMap((event) => {
      const value = traitsIn(event)[name] as ShownTrait["value"] | undefined;
      return value === undefined ? [] : [{ name, value, at: event.at.toISOString(), source: event.source }];
    });
};
