import type { Ctx } from "#kernel/context";
import { tables } from "#kernel/database";
import type { Properties } from "#kernel/log";
import type { Body, Draft } from "./model/shape.ts";

const rows = tables("templates");

export interface StoredBody extends Body {
  readonly compiled: string;
}

export interface Head {
  readonly key: string;
  readonly name: string;
  readonly class: "marketing" | "transactional";
  readonly language: string;
  readonly version: number;
  readonly archived: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const head = (row: {
  key: string;
  name: string;
  class: string;
  language: string;
  version: number;
  archived: boolean;
  created_at: Date;
  updated_at: Date;
}): Head => ({
  key: row.key,
  name: row.name,
  class: row.class as Head["class"],
  language: row.language,
  version: row.version,
  archived: row.archived,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** One template's head, or undefined. */
export const findHead = async (ctx: Ctx, key: string): Promise<Head | undefined> => {
  const row = await rows(ctx.db).selectFrom("templates.template").selectAll().where("key", "=", key).executeTakeFirst();
  return row && head(row);
};

/** Which of these keys are taken. */
export const headsOf = async (ctx: Ctx, keys: readonly string[]): Promise<Set<string>> => {
  const found = await rows(ctx.db).selectFrom("templates.template").select("key").where("key", "in", keys).execute();
  return new Set(found.map((row) => row.key));
};

/** Key → name, archived ones too. */
export const namesOf = async (ctx: Ctx, keys: readonly string[]): Promise<Map<string, string>> => {
  const found = await rows(ctx.db)
    .selectFrom("templates.template")
    .select(["key", "name"])
    .where("key", "in", [...keys, ""])
    .execute();
  return new Map(found.map((row) => [row.key, row.name]));
};

/** Key → class. */
export const classesIn = async (ctx: Ctx, keys: readonly string[]): Promise<Map<string, Head["class"]>> => {
  const found = await rows(ctx.db)
    .selectFrom("templates.template")
    .select(["key", "class"])
    .where("key", "in", [...keys, ""])
    .execute();
  return new Map(found.map((row) => [row.key, row.class as Head["class"]]));
};

/** Locks the head for a save, so that two saves become two versions. */
export const lockHead = async (ctx: Ctx, key: string): Promise<Head | undefined> => {
  const query = rows(ctx.db).selectFrom("templates.template").selectAll().where("key", "=", key).forUpdate();
  const row = await query.executeTakeFirst();
  return row && head(row);
};

export interface Listed extends Head {
  readonly bodies: readonly { readonly channel: string; readonly language: string; readonly format: string }[];
}

/** Templates by key, from `after` on. */
export const listHeads = async (
  ctx: Ctx,
  ask: { search: string; archived: boolean; after: string; limit: number },
): Promise<Listed[]> => {
  const like = `%${ask.search.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const found = await rows(ctx.db)
    .selectFrom("templates.template")
    .selectAll()
    .where("key", ">", ask.after)
    .where("archived", "=", ask.archived)
    .$if(ask.search !== "", (q) => q.where((e) => e.or([e("key", "ilike", like), e("name", "ilike", like)])))
    .orderBy("key")
    .limit(ask.limit)
    .execute();
  if (found.length === 0) return [];
  const keys = found.map((row) => row.key);
  const bodies = await rows(ctx.db)
    .selectFrom("templates.body as b")
    .innerJoin("templates.template as t", (join) =>
      join.onRef("t.key", "=", "b.template").onRef("t.version", "=", "b.version"),
    )
    .select(["b.template", "b.channel", "b.language", "b.format"])
    .where("b.template", "in", keys)
    .orderBy("b.channel", "desc")
    .orderBy("b.language")
    .execute();
  return found.map((row) => ({
    ...head(row),
    bodies: bodies
      .filter((body) => body.template === row.key)
      .map(({ channel, language, format }) => ({ channel, language, format })),
  }));
};

/** The channels that the live versions of these templates have words for. */
export const liveChannels = async (
  ctx: Ctx,
  templates: readonly string[],
): Promise<Map<string, Set<Body["channel"]>>> => {
  const found = await rows(ctx.db)
    .selectFrom("templates.body as b")
    .innerJoin("templates.template as t", (join) =>
      join.onRef("t.key", "=", "b.template").onRef("t.version", "=", "b.version"),
    )
    .select(["b.template", "b.channel"])
    .where("b.template", "in", [...templates, ""])
    .execute();
  const channels = new Map<string, Set<Body["channel"]>>();
  for (const row of found)
    channels.set(row.template, (channels.get(row.template) ?? new Set()).add(row.channel as Body["channel"]));
  return channels;
};

/** The words of one version. */
export const bodiesOf = async (ctx: Ctx, template: string, version: number): Promise<StoredBody[]> => {
  const found = await rows(ctx.db)
    .selectFrom("templates.body")
    .selectAll()
    .where("template", "=", template)
    .where("version", "=", version)
    .orderBy("channel", "desc")
    .orderBy("language")
    .execute();
  return found.map((row) => ({
    channel: row.channel as Body["channel"],
    language: row.language,
    format: row.format as Body["format"],
    subject: row.subject,
    source: row.source,
    alternative: row.alternative,
    compiled: row.compiled,
  }));
};

/** The example data of one version. */
export const sampleOf = async (ctx: Ctx, template: string, version: number): Promise<Properties | undefined> => {
  const row = await rows(ctx.db)
    .selectFrom("templates.version")
    .select("sample")
    .where("template", "=", template)
    .where("version", "=", version)
    .executeTakeFirst();
  return row?.sample as Properties | undefined;
};

/** Every version, newest first. */
export const versionsOf = (ctx: Ctx, template: string) =>
  rows(ctx.db)
    .selectFrom("templates.version")
    .select(["version", "saved_at", "saved_by"])
    .where("template", "=", template)
    .orderBy("version", "desc")
    .limit(200)
    .execute();

/** A new version, which is the live one from now on. */
export const insertVersion = async (
  ctx: Ctx,
  key: string,
  version: number,
  draft: Draft,
  bodies: readonly StoredBody[],
): Promise<void> => {
  const { name, language } = draft;
  const values = { name, class: draft.class, language, version, archived: false, updated_at: ctx.now };
  await rows(ctx.db)
    .insertInto("templates.template")
    .values({ key, ...values, created_at: ctx.now })
    .onConflict((c) => c.column("key").doUpdateSet(values))
    .execute();
  await rows(ctx.db)
    .insertInto("templates.version")
    .values({
      template: key,
      version,
      sample: JSON.stringify(draft.sample),
      saved_at: ctx.now,
      saved_by: ctx.actor.name,
    })
    .execute();
  await rows(ctx.db)
    .insertInto("templates.body")
    .values(bodies.map((body) => ({ template: key, version, ...body })))
    .execute();
};

export const setArchived = async (ctx: Ctx, key: string, archived: boolean): Promise<void> => {
  await rows(ctx.db)
    .updateTable("templates.template")
    .set({ archived, updated_at: ctx.now })
    .where("key", "=", key)
    .execute();
};
