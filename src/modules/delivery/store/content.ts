/** Words of the tracking page and lessons. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { Content, StoredContent } from "../model/content.ts";

const delivery = tables("delivery");

const COLUMNS = sql.raw(
  `id, kind, title_ja as "titleJa", title_en as "titleEn", body_ja as "bodyJa", body_en as "bodyEn", url, products, categories,
  occasions, states, after_days as "afterDays", place, active`,
);

export const allContent = async (db: Db, only: { active: boolean }): Promise<StoredContent[]> => {
  const result = await sql<StoredContent>`
    select ${COLUMNS} from delivery.content ${only.active ? sql`where active` : sql``}
    order by kind, place, after_days, title_ja limit 500`.execute(delivery(db));
  return result.rows;
};

export const putContent = async (db: Db, id: string, content: Content, at: Date): Promise<void> => {
  const c = content;
  await sql`
    insert into delivery.content (id, kind, title_ja, title_en, body_ja, body_en, url, products, categories, occasions, states,
      after_days, place, active, updated_at)
    values (${id}, ${c.kind}, ${c.titleJa}, ${c.titleEn}, ${c.bodyJa}, ${c.bodyEn}, ${c.url}, ${c.products}, ${c.categories},
      ${c.occasions}, ${c.states}, ${c.afterDays}, ${c.place}, ${c.active}, ${at})
    on conflict (id) do update set kind = excluded.kind, title_ja = excluded.title_ja, title_en = excluded.title_en,
      body_ja = excluded.body_ja, body_en = excluded.body_en, url = excluded.url, products = excluded.products,
      categories = excluded.categories, occasions = excluded.occasions, states = excluded.states,
      after_days = excluded.after_days, place = excluded.place, active = excluded.active, updated_at = excluded.updated_at`.execute(
    delivery(db),
  );
};

/** True where there was one. */
export const dropContent = async (db: Db, id: string): Promise<boolean> => {
  const result = await sql`delete from delivery.content where id = ${id}::uuid returning 1`.execute(delivery(db));
  return result.rows.length > 0;
};
