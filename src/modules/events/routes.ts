import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import { wake } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import type { StoredEvent } from "#kernel/log";
import { bind } from "#kernel/module";
import { createKey, stopKey, writeKeys } from "./actions/keys.ts";
import { discard, replay, replayMany } from "./actions/quarantine.ts";
import { summary } from "./actions/summary.ts";
import { eventsApi } from "./api.ts";
import { CATALOGUE, isKnown } from "./catalogue/index.ts";
import type { EventName, HeldEvent, ShownEvent } from "./model.ts";
import { askRetry, dropStuck, listReactions, listStuck } from "./store/cursors.ts";
import { findEvent, listEvents, seenNames } from "./store/log.ts";
import { countHeld, findHeld, type Held, listHeld } from "./store/quarantine.ts";

const shown = (event: StoredEvent): ShownEvent =>
  ({
    ...event,
    at: event.at.toISOString(),
    receivedAt: event.receivedAt.toISOString(),
    known: event.type !== "track" || isKnown(event.name),
  }) as unknown as ShownEvent;

const shownHeld = (held: Held): HeldEvent => ({
  id: held.id,
  source: held.source,
  receivedAt: held.received_at.toISOString(),
  messageId: held.message_id,
  reason: held.reason,
  faults: held.faults as HeldEvent["faults"],
  body: held.body as HeldEvent["body"],
  raw: held.raw,
  status: held.status as HeldEvent["status"],
  resolvedAt: held.resolved_at?.toISOString() ?? null,
  resolvedBy: held.resolved_by,
});

/** Where a page of the quarantine ended: `2026-11-21T03:00:00.000Z,<id>`. */
const placeOf = (cursor: string): { at: Date; id: string } => {
  const [at = "", id = ""] = cursor.split(",");
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new Problem("invalid", "The cursor is not ours.");
  return { at: new Date(at), id };
};

const eventNames = async (ctx: Ctx): Promise<EventName[]> => {
  const seen = await seenNames(ctx.db);
  const kinds = { fact: "fact", page: "page", screen: "page" } as const;
  const names = seen.map(({ name, type }) => {
    const kind = kinds[type as keyof typeof kinds] ?? "event";
    return { name, kind, known: type !== "track" || isKnown(name), seen: true };
  });
  const unseen = [...CATALOGUE.keys()].filter((name) => !seen.some((each) => each.name === name));
  return [...names, ...unseen.map((name) => ({ name, kind: "event" as const, known: true, seen: false }))];
};

export const routes = bind(eventsApi, {
  events: async (ctx, { query: { cursor, limit, ...filter } }) => {
    const before = cursor === undefined ? undefined : Number(cursor);
    if (before !== undefined && !Number.isSafeInteger(before)) throw new Problem("invalid", "The cursor is not ours.");
    const found = await listEvents(ctx.db, { ...filter, before, limit });
    return { events: found.map(shown), next: found.length === limit ? String(found.at(-1)?.position) : null };
  },
  event: async (ctx, { params }) => {
    const event = await findEvent(ctx.db, params.position);
    if (!event) throw notFound("event");
    return shown(event);
  },
  eventNames,
  summary,
  quarantine: async (ctx, { query: { cursor, ...ask } }) => {
    const found = await listHeld(ctx.db, { ...ask, before: cursor === undefined ? undefined : placeOf(cursor) });
    const last = found.length === ask.limit ? found.at(-1) : undefined;
    const next = last ? `${last.received_at.toISOString()},${last.id}` : null;
    return { events: found.map(shownHeld), next, counts: await countHeld(ctx.db) };
  },
  heldEvent: async (ctx, { params }) => {
    const held = await findHeld(ctx.db, params.id);
    if (!held) throw notFound("event in the quarantine");
    return shownHeld(held);
  },
  replay: (ctx, { params, body }) => replay(ctx, params.id, body.event),
  replayMany: (ctx, { body }) => replayMany(ctx, body),
  discard: (ctx, { body }) => discard(ctx, body),
  reactions: async (ctx) =>
    (await listReactions(ctx.db)).map(({ updated_at, waiting_since, ...row }) => ({
      ...row,
      movedAt: updated_at.toISOString(),
      waitingSince: waiting_since?.toISOString() ?? null,
    })),
  stuck: async (ctx, { query }) =>
    (await listStuck(ctx.db, query.reaction, query.limit)).map((row) => ({ ...row, at: row.at.toISOString() })),
  retryStuck: async (ctx, { body }) => {
    const retried = await askRetry(ctx.db, body.reaction, body.positions);
    await audit(ctx, "stuck.retried", `reaction:${body.reaction}`, { retried });
    await wake(ctx.db, "events");
    return { retried };
  },
  dropStuck: async (ctx, { body }) => {
    const dropped = await dropStuck(ctx.db, body.reaction, body.positions);
    await audit(ctx, "stuck.dropped", `reaction:${body.reaction}`, { dropped });
    return { dropped };
  },
  writeKeys: async (ctx) =>
    (await writeKeys(ctx)).map((row) => ({
      id: row.id,
      label: row.label,
      hint: row.hint,
      createdAt: row.created_at.toISOString(),
      createdBy: row.created_by,
      revokedAt: row.revoked_at?.toISOString() ?? null,
    })),
  createWriteKey: (ctx, { body }) => createKey(ctx, body.label),
  revokeWriteKey: async (ctx, { params }) => {
    await stopKey(ctx, params.id);
    return undefined;
  },
});
