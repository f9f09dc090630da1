import { type Ctx, within } from "#kernel/context";
import type { Language } from "#kernel/html";
import { lock, transaction } from "#kernel/database";
import { READY } from "../model/ready.ts";
import { headsOf } from "../store.ts";
import { saveTemplate } from "./save.ts";

/** Makes the templates of these keys that come with the product and are not there yet. What a brand has written stays. */
export const prepareTemplates = async (ctx: Ctx, keys: readonly string[], language: Language): Promise<void> => {
  const wanted = [...new Set(keys)].filter((key) => READY.has(key));
  if (wanted.length === 0) return;
  await transaction(ctx.db, async (db) => {
    const inside = within(ctx, db);
    await lock(db, "templates.prepare");
    const known = await headsOf(inside, wanted);
    for (const key of wanted) {
      const draft = READY.get(key);
      if (draft && !known.has(key))
        await saveTemplate(inside, key, draft(language), { create: true, confirmed: "product" });
    }
  });
};
