/** The journeys that tell customers of their deliveries: made and started from the ready-made ones. */
import { activateJourney, createJourney, journeysBrief } from "#journeys";
import { deliveryStarters } from "#journeys/model";
import { z } from "zod";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { lock, transaction } from "#kernel/database";
import { brandOf } from "#kernel/admin";
import type { Language } from "#kernel/html";
import { readSetting, writeSetting } from "#kernel/settings";

/** Which journey was made from which ready-made one. Setting `delivery.journeys`. */
const Made = z.record(z.string(), z.uuid()).default({});

export interface NoticeJourney {
  readonly key: string;
  readonly name: readonly [string, string];
  readonly about: readonly [string, string];
  readonly journey: { readonly id: string; readonly name: string; readonly status: string } | null;
}

export const noticeJourneys = async (ctx: Ctx): Promise<NoticeJourney[]> => {
  const made = await readSetting(ctx, "delivery.journeys", Made);
  const known = await journeysBrief(ctx, Object.values(made));
  return deliveryStarters.map(({ key, name, about }) => ({
    key,
    name,
    about,
    journey: known.get(made[key] ?? "") ?? null,
  }));
};

/** Makes those of these that are not there yet, with their words, and starts them; named in `asked`, else as the brand speaks. */
export const startNotices = (ctx: Ctx, keys: readonly string[], asked?: Language): Promise<NoticeJourney[]> =>
  transaction(ctx.db, async (db) => {
    const inside = within(ctx, db);
    await lock(db, "delivery.journeys");
    const made = await readSetting(inside, "delivery.journeys", Made);
    const known = await journeysBrief(inside, Object.values(made));
    const brand = await brandOf(inside);
    const language = asked ?? brand.language;
    for (const { key, name, definition } of deliveryStarters) {
      if (!keys.includes(key) || known.has(made[key] ?? "")) continue;
      const { id } = await createJourney(inside, {
        name: name[language === "ja" ? 0 : 1],
        definition: { ...definition[language], zone: brand.zone },
        language,
      });
      await activateJourney(inside, id);
      made[key] = id;
    }
    await writeSetting(inside, "delivery.journeys", made);
    await audit(inside, "delivery.notices_started", "delivery", { notices: keys.join(" ") });
    return noticeJourneys(inside);
  });
