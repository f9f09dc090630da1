/** Words of the tracking page: kept for a moment, for every page reads them. */
import { randomUUID } from "node:crypto";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { notFound } from "#kernel/errors";
import type { Content, StoredContent } from "../model/content.ts";
import { allContent, dropContent, putContent } from "../store/content.ts";

const KEPT_MS = 10_000;
// Per process and configuration: a change made elsewhere is seen within ten seconds.
const kept = new WeakMap<object, { readonly at: number; readonly words: readonly StoredContent[] }>();

/** The words that are shown. */
export const activeContent = async (ctx: Ctx): Promise<readonly StoredContent[]> => {
  const known = kept.get(ctx.config);
  const at = ctx.now.getTime();
  if (known && at >= known.at && at - known.at < KEPT_MS) return known.words;
  const words = await allContent(ctx.db, { active: true });
  kept.set(ctx.config, { at, words });
  return words;
};

export const listContent = (ctx: Ctx): Promise<StoredContent[]> => allContent(ctx.db, { active: false });

export const saveContent = (ctx: Ctx, content: Content, id: string = randomUUID()): Promise<StoredContent> =>
  transaction(ctx.db, async (db) => {
    const inside = within(ctx, db);
    await putContent(db, id, content, ctx.now);
    await audit(inside, "content.saved", `content:${id}`, { kind: content.kind, title: content.titleJa });
    kept.delete(ctx.config);
    return { ...content, id };
  });

export const removeContent = async (ctx: Ctx, id: string): Promise<void> => {
  if (!(await dropContent(ctx.db, id))) throw notFound("content");
  await audit(ctx, "content.removed", `content:${id}`);
  kept.delete(ctx.config);
};
