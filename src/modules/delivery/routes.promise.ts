import type { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import type { Handlers } from "#kernel/contract";
import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import type { Serving } from "#kernel/module";
import { writeSetting } from "#kernel/settings";
import { promiseFigures } from "./actions/promise/figures.ts";
import { predictMany, promiseSettings } from "./actions/promise/predict.ts";
import { allowPublic, answerElement } from "./actions/promise/public.ts";
import { refitNow } from "./actions/promise/refit.ts";
import type { promiseApi } from "./api.promise.ts";
import type { PromiseRow } from "./model/promise/types.ts";
import { outsideAddress } from "./pages/address.ts";
import { ledgerPage, type ScoredRow } from "./store/promise/ledger.ts";
import { modelHeads, refitState } from "./store/promise/models.ts";

const rowOf = (row: ScoredRow): PromiseRow => ({
  ...row,
  shownAt: row.shownAt.toISOString(),
  place: row.place as PromiseRow["place"],
  confidence: row.confidence as PromiseRow["confidence"],
  level: row.level as PromiseRow["level"],
  outcome: row.outcome ?? (row.brokenAt === null ? "open" : "overdue"),
});

const placeIn = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const [at = "", id = ""] = cursor.split("~");
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new Problem("invalid", "The cursor is not one that this list gave.");
  return { at, id };
};

const CARDS = 30;
/** A model speaks of the days around its refit; what lies further off nobody can know. */
const FURTHEST_MS = 366 * 86_400_000;

export const promiseHandlers: Handlers<typeof promiseApi, Ctx> = {
  predictPromises: async (ctx, { body }) => {
    if (ctx.actor.role === null) await allowPublic(ctx, body.writeKey, body.asks.length);
    const faults = body.asks.flatMap(({ at }, n) =>
      at !== undefined && Math.abs(Date.parse(at) - ctx.now.getTime()) > FURTHEST_MS
        ? [{ at: `asks.${n}.at`, message: "Within a year of now." }]
        : [],
    );
    if (faults.length > 0) throw new Problem("invalid", "No promise reaches that far.", { faults });
    return { items: await predictMany(ctx, body.asks) };
  },
  promises: async (ctx, { query: { cursor, ...query } }) => {
    const rows = await ledgerPage(ctx.db, { ...query, before: placeIn(cursor) });
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return { items: rows.map(rowOf), next: last ? `${last.shownAt.toISOString()}~${last.id}` : null };
  },
  promiseFigures: (ctx, { query }) => promiseFigures(ctx, query),
  promiseModels: async (ctx) => {
    const [heads, refit] = await Promise.all([modelHeads(ctx.db, CARDS), refitState(ctx.db)]);
    return {
      items: heads.map((head) => ({ ...head, fittedAt: head.fittedAt.toISOString() })),
      refit: {
        dueAt: (refit?.due_at ?? ctx.now).toISOString(),
        step: refit?.step ?? 0,
        steps: refit?.steps ?? 0,
        running: refit !== null && refit.due_at <= ctx.now,
      },
    };
  },
  refitPromises: async (ctx) => {
    await refitNow(ctx);
    await audit(ctx, "promises.refit", "promises", {});
    return undefined;
  },
  promiseSettings: (ctx) => promiseSettings(ctx),
  savePromiseSettings: async (ctx, { body }) => {
    await writeSetting(ctx, "delivery.promise", body);
    await audit(ctx, "promises.settings", "promises", {});
    return body;
  },
};

const LARGEST = 8 * 1024;

/** Where the element on shops' pages asks. Any origin may: the write key says whose shop it is. */
export const servePromise = (app: Hono, serving: Serving): void => {
  app.use("/promise", cors({ origin: "*", allowMethods: ["POST"], allowHeaders: ["Content-Type"], maxAge: 7_200 }));
  app.post("/promise", bodyLimit({ maxSize: LARGEST }), async (c) => {
    let body: unknown;
    try {
      // Sent as text, so that browsers need not ask before.
      body = JSON.parse(await c.req.text());
    } catch {
      throw new Problem("invalid", "The body is not valid JSON.");
    }
    c.header("cache-control", "no-store");
    return c.json(await answerElement(serving.publicCtx(), body, outsideAddress(c)));
  });
};
