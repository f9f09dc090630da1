/** The newest model of each kind, kept in this process and looked for again now and then. */
import { performance } from "node:perf_hooks";
import type { Ctx } from "#kernel/context";
import type { Db } from "#kernel/database";
import { BRAND_PLAN } from "../../model/promise/lane.ts";
import type { Kind } from "../../model/promise/learn.ts";
import { openServed, Served, type Serving } from "../../model/promise/served.ts";
import { modelBody, newestModel } from "../../store/promise/models.ts";

/** A model that another process fitted is served here this much later at most. */
const KEEP_MS = 5_000;

export interface Model {
  /** "" where there is none yet: only what is common is known. */
  readonly id: string;
  readonly serving: Serving | null;
}
const caches = new WeakMap<Db, Map<Kind, { readonly model: Model; readonly at: number }>>();

/** The model to predict with. */
export const servedModel = async (ctx: Ctx, kind: Kind): Promise<Model> => {
  const cache = caches.get(ctx.db) ?? new Map<Kind, { model: Model; at: number }>();
  caches.set(ctx.db, cache);
  const kept = cache.get(kind);
  const now = performance.now();
  if (kept && now - kept.at < KEEP_MS) return kept.model;
  const newest = await newestModel(ctx.db, kind);
  const body = newest && newest.id !== kept?.model.id ? await modelBody(ctx.db, newest.id) : null;
  // A model of another version of this program is none until the next refit.
  const read = Served.safeParse(body);
  const model: Model =
    newest === null
      ? { id: "", serving: null }
      : kept && kept.model.id === newest.id
        ? kept.model
        : { id: newest.id, serving: read.success ? openServed(BRAND_PLAN, read.data) : null };
  cache.set(kind, { model, at: now });
  return model;
};

/** After a refit in this process. */
export const forgetModels = (ctx: Ctx): void => {
  caches.delete(ctx.db);
};
